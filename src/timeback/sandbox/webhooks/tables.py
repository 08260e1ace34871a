"""The tables of webhooks and of their filters."""

from __future__ import annotations

from ..scopes import Scopes
from ..sql import Table

__all__ = ["FILTERS", "FILTERS_PATH", "HOOKS_PATH", "SCOPES", "WEBHOOKS"]

HOOKS_PATH = "/webhooks"
FILTERS_PATH = "/webhook-filters"

WEBHOOKS = Table("webhooks", ("active", "sensor"))
FILTERS = Table("webhook_filters", ("webhookId",))

_WRITE = frozenset({"caliper/webhook.create", "caliper/admin"})
_SCOPES = Scopes(_WRITE | {"caliper/webhook.readonly"}, _WRITE, _WRITE)
SCOPES = {HOOKS_PATH: _SCOPES, FILTERS_PATH: _SCOPES}
