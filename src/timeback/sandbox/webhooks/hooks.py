"""Webhooks: endpoints on this machine that are told about stored events."""

from __future__ import annotations

from ..context import RequestContext
from ..messages import Response, json_response
from ..records import Doc
from ..sql import EVERYTHING, Clause
from .records import require, shown
from .schemas import hook_body
from .tables import FILTERS, WEBHOOKS

__all__ = [
    "activate_hook",
    "create_hook",
    "deactivate_hook",
    "delete_hook",
    "get_hook",
    "list_hooks",
    "update_hook",
]


def list_hooks(call: RequestContext) -> Response:
    """Answer every webhook, or those of one sensor."""
    sensor = call.query.get("sensor")
    scope = EVERYTHING if not sensor else Clause("sensor = ?", (sensor,))
    return json_response(200, {"webhooks": [shown(each) for each in call.session.find(WEBHOOKS, scope)]})


def create_hook(call: RequestContext) -> Response:
    """Store a webhook."""
    doc = hook_body(call, None)
    call.session.insert(WEBHOOKS, doc["id"], doc)
    return json_response(201, {"webhook": shown(doc)})


def update_hook(call: RequestContext) -> Response:
    """Put another webhook in the place of one."""
    doc = hook_body(call, require(call, WEBHOOKS))
    call.session.replace(WEBHOOKS, doc["id"], doc)
    return json_response(200, {"webhook": shown(doc)})


def _switch(call: RequestContext, *, on: bool) -> Response:
    doc: Doc = require(call, WEBHOOKS) | {"active": on, "updatedAt": call.now}
    call.session.replace(WEBHOOKS, doc["id"], doc)
    return json_response(200, {"webhook": shown(doc)})


def delete_hook(call: RequestContext) -> Response:
    """Remove a webhook and its filters."""
    doc = require(call, WEBHOOKS)
    call.session.remove(WEBHOOKS, doc["id"])
    for each in call.session.find(FILTERS, Clause('"webhookId" = ?', (doc["id"],))):
        call.session.remove(FILTERS, each["id"])
    return json_response(200, {"status": "success", "message": "Webhook deleted."})


def get_hook(call: RequestContext) -> Response:
    """Answer a webhook."""
    return json_response(200, {"webhook": shown(require(call, WEBHOOKS))})


def activate_hook(call: RequestContext) -> Response:
    """Let a webhook be told of events."""
    return _switch(call, on=True)


def deactivate_hook(call: RequestContext) -> Response:
    """Let a webhook be told of nothing."""
    return _switch(call, on=False)
