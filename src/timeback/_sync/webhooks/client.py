# Generated from src/timeback/_async/webhooks/client.py by setup_unasync.py; do not edit.
"""The Webhooks client: one attribute a resource."""

from __future__ import annotations

from ..service import ServiceClient

__all__ = ["WebhooksClient"]


class WebhooksClient(ServiceClient, service="webhooks"):
    """Webhooks: who is told when events are stored, and the filters on them.

    Use it with `with`, or close it; tasks and threads may share one.
    """
