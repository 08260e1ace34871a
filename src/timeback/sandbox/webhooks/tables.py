"""The tables of webhooks and of their filters."""

from __future__ import annotations

from ..store import Table

__all__ = ["FILTERS", "FILTERS_PATH", "HOOKS_PATH", "WEBHOOKS"]

HOOKS_PATH = "/webhooks"
FILTERS_PATH = "/webhook-filters"

WEBHOOKS = Table("webhooks", ("active", "sensor"))
FILTERS = Table("webhook_filters", ("webhookId",))
