"""The Webhooks client: one attribute a resource."""

from __future__ import annotations

from ..service import AsyncServiceClient
from .resources import AsyncSubscriptions, AsyncWebhookFilters, AsyncWebhookRegistrations

__all__ = ["AsyncWebhooksClient"]


class AsyncWebhooksClient(AsyncServiceClient, service="webhooks"):
    """Webhooks: who is told about events, and about which. `timeback.webhooks` verifies what is delivered.

    Use it with `async with`, or close it; tasks and threads may share one.
    """

    __module__ = "timeback"

    @property
    def registrations(self) -> AsyncWebhookRegistrations:
        """Endpoints that are told about events."""
        return AsyncWebhookRegistrations(self._channel)

    @property
    def filters(self) -> AsyncWebhookFilters:
        """Conditions on the events that they are told about."""
        return AsyncWebhookFilters(self._channel)

    @property
    def subscriptions(self) -> AsyncSubscriptions:
        """Subscriptions of an application, on LEARNWITH_AI only."""
        return AsyncSubscriptions(self._channel)
