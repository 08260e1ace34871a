"""Filters: conditions that an event has to meet before a webhook is told about it."""

from __future__ import annotations

from ..context import RequestContext
from ..messages import Response, json_response
from ..sql import EVERYTHING, Clause
from .records import require, shown
from .schemas import filter_body
from .tables import FILTERS

__all__ = [
    "create_filter",
    "delete_filter",
    "get_filter",
    "list_filters",
    "list_filters_of_hook",
    "update_filter",
]


def list_filters_of_hook(call: RequestContext) -> Response:
    """Answer the filters of a webhook."""
    clause = Clause('"webhookId" = ?', (call.params["webhook_id"],))
    return json_response(200, {"filters": [shown(each) for each in call.session.find(FILTERS, clause)]})


def create_filter(call: RequestContext) -> Response:
    """Store a filter."""
    doc = filter_body(call, None)
    call.session.insert(FILTERS, doc["id"], doc)
    return json_response(201, {"filter": shown(doc)})


def update_filter(call: RequestContext) -> Response:
    """Put another filter in the place of one."""
    doc = filter_body(call, require(call, FILTERS))
    call.session.replace(FILTERS, doc["id"], doc)
    return json_response(200, {"filter": shown(doc)})


def delete_filter(call: RequestContext) -> Response:
    """Remove a filter."""
    doc = require(call, FILTERS)
    call.session.remove(FILTERS, doc["id"])
    return json_response(200, {"status": "success", "message": "Filter deleted."})


def list_filters(call: RequestContext) -> Response:
    """Answer every filter."""
    return json_response(200, {"filters": [shown(each) for each in call.session.find(FILTERS, EVERYTHING)]})


def get_filter(call: RequestContext) -> Response:
    """Answer a filter."""
    return json_response(200, {"filter": shown(require(call, FILTERS))})
