"""Webhooks: endpoints on this machine that are told about stored events, and filters on these."""

from __future__ import annotations

import re
import uuid
from typing import Any

from timeback._query.encode import to_wire
from timeback.errors import ConfigurationError, InvalidInputError
from timeback.models.webhooks import WebhookFilterInput, WebhookInput
from timeback.sandbox.calls import RequestContext
from timeback.sandbox.messages import Response, json_response
from timeback.sandbox.refusals import ApiError
from timeback.sandbox.router import Router
from timeback.sandbox.services import Service
from timeback.sandbox.store import EVERYTHING, Clause, Doc, Table
from timeback.sandbox.webhooks.delivering import deliver, is_loopback, stop
from timeback.sandbox.webhooks.tables import FILTERS, WEBHOOKS
from timeback.webhooks import sign

__all__ = ["SERVICE"]

_HOOKS, _FILTERS = "/webhooks", "/webhook-filters"


def _register(router: Router) -> None:
    router.add("GET", _HOOKS, _list_hooks)
    router.add("POST", _HOOKS, _create_hook)
    router.add("GET", f"{_HOOKS}/{{id}}", lambda call: _answer("webhook", _require(call, WEBHOOKS)))
    router.add("PUT", f"{_HOOKS}/{{id}}", _update_hook)
    router.add("DELETE", f"{_HOOKS}/{{id}}", _delete_hook)
    router.add("PUT", f"{_HOOKS}/{{id}}/activate", lambda call: _switch(call, on=True))
    router.add("PUT", f"{_HOOKS}/{{id}}/deactivate", lambda call: _switch(call, on=False))
    router.add("GET", _FILTERS, lambda call: _answer("filters", call.session.find(FILTERS, EVERYTHING)))
    router.add("POST", _FILTERS, _create_filter)
    router.add("GET", f"{_FILTERS}/webhook/{{webhook_id}}", _filters_of)
    router.add("GET", f"{_FILTERS}/{{id}}", lambda call: _answer("filter", _require(call, FILTERS)))
    router.add("PUT", f"{_FILTERS}/{{id}}", _update_filter)
    router.add("DELETE", f"{_FILTERS}/{{id}}", _delete_filter)


def _answer(key: str, value: Any, status: int = 200) -> Response:
    return json_response(status, {key: value})


def _require(call: RequestContext, table: Table) -> Doc:
    found = call.session.get(table, call.params["id"])
    if found is None:
        raise ApiError(404, "Not found.")
    return found


def _stamped(call: RequestContext, doc: Doc, old: Doc | None) -> Doc:
    made = {"id": str(uuid.uuid4()), "createdAt": call.now} if old is None else old
    head = {"id": made["id"], "createdAt": made["createdAt"], "updatedAt": call.now, "deletedAt": None}
    return doc | head


def _checked(call: RequestContext, model: Any) -> Doc:
    try:
        return to_wire(call.body(), model)
    except InvalidInputError as error:
        raise ApiError(400, "Invalid body.", [(each.path, each.message) for each in error.issues]) from None


def _hook(call: RequestContext, old: Doc | None) -> Doc:
    body = _checked(call, WebhookInput)
    if not is_loopback(body["targetUrl"]):
        raise ApiError(400, "Invalid body.", [("targetUrl", "The sandbox delivers to this machine only.")])
    try:
        sign(b"", body["secret"], delivery_id="-", timestamp=0)
    except ConfigurationError as error:
        raise ApiError(400, "Invalid body.", [("secret", str(error))]) from None
    return _stamped(call, {"description": None, "sensor": None} | body, old)


def _list_hooks(call: RequestContext) -> Response:
    sensor = call.query.get("sensor")
    scope = EVERYTHING if not sensor else Clause("sensor = ?", (sensor,))
    return _answer("webhooks", call.session.find(WEBHOOKS, scope))


def _create_hook(call: RequestContext) -> Response:
    doc = _hook(call, None)
    call.session.insert(WEBHOOKS, doc["id"], doc)
    return _answer("webhook", doc, 201)


def _update_hook(call: RequestContext) -> Response:
    doc = _hook(call, _require(call, WEBHOOKS))
    call.session.replace(WEBHOOKS, doc["id"], doc)
    return _answer("webhook", doc)


def _switch(call: RequestContext, *, on: bool) -> Response:
    doc: Doc = _require(call, WEBHOOKS) | {"active": on, "updatedAt": call.now}
    call.session.replace(WEBHOOKS, doc["id"], doc)
    return _answer("webhook", doc)


def _delete_hook(call: RequestContext) -> Response:
    doc = _require(call, WEBHOOKS)
    call.session.remove(WEBHOOKS, doc["id"])
    for each in call.session.find(FILTERS, Clause('"webhookId" = ?', (doc["id"],))):
        call.session.remove(FILTERS, each["id"])
    return json_response(200, {"status": "success", "message": "Webhook deleted."})


def _filter(call: RequestContext, old: Doc | None) -> Doc:
    body = _checked(call, WebhookFilterInput)
    if "filterOperator" not in body and "filterOperation" not in body:
        raise ApiError(400, "Invalid body.", [("filterOperation", "Required.")])
    if not call.session.exists(WEBHOOKS, body["webhookId"]):
        raise ApiError(400, "Invalid body.", [("webhookId", "There is no webhook with this id.")])
    body["filterOperation"] = body.pop("filterOperator", None) or body["filterOperation"]
    if body["filterOperation"] == "regexp":
        try:
            re.compile(body["filterValue"])
        except re.error:
            raise ApiError(
                400, "Invalid body.", [("filterValue", "This is no regular expression.")]
            ) from None
    return _stamped(call, body, old)


def _filters_of(call: RequestContext) -> Response:
    clause = Clause('"webhookId" = ?', (call.params["webhook_id"],))
    return _answer("filters", call.session.find(FILTERS, clause))


def _create_filter(call: RequestContext) -> Response:
    doc = _filter(call, None)
    call.session.insert(FILTERS, doc["id"], doc)
    return _answer("filter", doc, 201)


def _update_filter(call: RequestContext) -> Response:
    doc = _filter(call, _require(call, FILTERS))
    call.session.replace(FILTERS, doc["id"], doc)
    return _answer("filter", doc)


def _delete_filter(call: RequestContext) -> Response:
    doc = _require(call, FILTERS)
    call.session.remove(FILTERS, doc["id"])
    return json_response(200, {"status": "success", "message": "Filter deleted."})


def _error_body(refusal: ApiError) -> Doc:
    errors = [{"path": path.split("."), "message": message} for path, message in refusal.details]
    return {"status": "error", "message": refusal.text, **({"errors": errors} if errors else {})}


SERVICE = Service(
    "webhooks", (_HOOKS, _FILTERS), (WEBHOOKS, FILTERS), _register, _error_body, observe=deliver, rest=stop
)
