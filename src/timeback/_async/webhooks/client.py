"""The Webhooks client: one attribute per resource."""

from __future__ import annotations

from ..service import AsyncServiceClient
from .resources import AsyncSubscriptions, AsyncWebhookFilters, AsyncWebhookRegistrations

__all__ = ["AsyncWebhooksClient"]


class AsyncWebhooksClient(AsyncServiceClient, service="webhooks"):
    """Webhooks: endpoints that receive events, and filters. `timeback.webhooks` verifies deliveries.

    Use it with `async with`, or close it; tasks and threads may share one.
    """

    __module__ = "timeback"

    @property
    def registrations(self) -> AsyncWebhookRegistrations:
        """Endpoints that receive events."""
        return AsyncWebhookRegistrations(self._channel)

    @property
    def filters(self) -> AsyncWebhookFilters:
        """Conditions on the events that they receive."""
        return AsyncWebhookFilters(self._channel)

    @property
    def subscriptions(self) -> AsyncSubscriptions:
        """Subscriptions of an application, on LEARNWITH_AI only."""
        return AsyncSubscriptions(self._channel)
