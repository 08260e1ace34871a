# Generated from src/timeback/_async/webhooks/client.py by setup_unasync.py; do not edit.
"""The Webhooks client: one attribute per resource."""

from __future__ import annotations

from ..service import ServiceClient
from .resources import Subscriptions, WebhookFilters, WebhookRegistrations

__all__ = ["WebhooksClient"]


class WebhooksClient(ServiceClient, service="webhooks"):
    """Webhooks: endpoints that receive events, and filters. `timeback.webhooks` verifies deliveries.

    Use it with `with`, or close it; tasks and threads may share one.
    """

    __module__ = "timeback"

    @property
    def registrations(self) -> WebhookRegistrations:
        """Endpoints that receive events."""
        return WebhookRegistrations(self._channel)

    @property
    def filters(self) -> WebhookFilters:
        """Conditions on the events that they receive."""
        return WebhookFilters(self._channel)

    @property
    def subscriptions(self) -> Subscriptions:
        """Subscriptions of an application, on LEARNWITH_AI only."""
        return Subscriptions(self._channel)
