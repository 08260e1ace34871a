"""The Webhooks client: one attribute a resource."""

from __future__ import annotations

from ..service import AsyncServiceClient

__all__ = ["AsyncWebhooksClient"]


class AsyncWebhooksClient(AsyncServiceClient, service="webhooks"):
    """Webhooks: who is told when events are stored, and the filters on them.

    Use it with `async with`, or close it; tasks and threads may share one.
    """
