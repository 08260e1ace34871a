# Generated from src/timeback/_async/webhooks/client.py by setup_unasync.py; do not edit.
"""The Webhooks client: one attribute a resource."""

from __future__ import annotations

from ..service import ServiceClient
from .resources import Subscriptions, WebhookFilters, WebhookRegistrations

__all__ = ["WebhooksClient"]


class WebhooksClient(ServiceClient, service="webhooks"):
    """Webhooks: who is told about events, and about which. `timeback.webhooks` verifies what is delivered.

    Use it with `with`, or close it; tasks and threads may share one.
    """

    __module__ = "timeback"

    @property
    def registrations(self) -> WebhookRegistrations:
        """Endpoints that are told about events."""
        return WebhookRegistrations(self._channel)

    @property
    def filters(self) -> WebhookFilters:
        """Conditions on the events that they are told about."""
        return WebhookFilters(self._channel)

    @property
    def subscriptions(self) -> Subscriptions:
        """Subscriptions of an application, on LEARNWITH_AI only."""
        return Subscriptions(self._channel)
