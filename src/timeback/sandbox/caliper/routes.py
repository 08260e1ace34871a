"""The paths of Caliper: sending, checking, listing, reading, and the states of jobs."""

from __future__ import annotations

from typing import Any

import msgspec

from timeback.sandbox import instants
from timeback.sandbox.caliper.storing import run_job, shown
from timeback.sandbox.caliper.tables import EVENTS, JOBS
from timeback.sandbox.caliper.validation import envelope_faults, is_event
from timeback.sandbox.calls import RequestContext
from timeback.sandbox.messages import Response, json_response
from timeback.sandbox.refusals import ApiError
from timeback.sandbox.router import Router
from timeback.sandbox.store import Clause, all_of

__all__ = ["error_body", "register"]

_DEFAULT_LIMIT = 100
_MAX_LIMIT = 1000
# Seconds after which a job is taken up, and after which it is done.
_TAKEN_UP, _DONE = 0.02, 0.05
_ACTOR_EMAIL = (
    "coalesce(json_extract(doc, '$.actor.email'), json_extract(doc, '$.actor.extensions.email')) = ?"
)


def register(router: Router) -> None:
    """Add the paths."""
    router.add("POST", "/caliper/event", _send)
    router.add("POST", "/caliper/event/validate", _validate)
    router.add("GET", "/caliper/events", _list)
    router.add("GET", "/caliper/events/{external_id}", _get)
    router.add("GET", "/jobs/{job_id}/status", _job)


def error_body(refusal: ApiError) -> dict[str, Any]:
    """The error body of this service."""
    return {
        "status": "error",
        "message": refusal.text,
        "errors": [{"path": path, "message": message} for path, message in refusal.details],
    }


def _checked(call: RequestContext) -> dict[str, Any]:
    body = call.body()
    if faults := list(envelope_faults(body)):
        raise ApiError(400, "The events are not valid.", faults)
    checked: dict[str, Any] = body
    return checked


def _send(call: RequestContext) -> Response:
    body = _checked(call)
    events = [item for item in body["data"] if is_event(item)]
    job_id = run_job(call, body, events)
    answer = {"jobId": job_id, "status": "success", "message": "The events will be stored.", "errors": None}
    return json_response(200, answer)


def _validate(call: RequestContext) -> Response:
    _checked(call)
    return json_response(200, {"status": "success", "message": "The events are valid.", "errors": None})


def _list(call: RequestContext) -> Response:
    limit = min(_integer(call, "limit", _DEFAULT_LIMIT, 1), _MAX_LIMIT)
    offset = _integer(call, "offset", 0, 0)
    page = call.session.page(EVENTS, _where(call), order="seq", limit=limit, offset=offset)
    pagination = {
        "total": page.total,
        "totalPages": -(-page.total // limit),
        "currentPage": offset // limit + 1,
        "limit": limit,
    }
    events = [shown(msgspec.json.decode(row)) for row in page.rows]
    return json_response(200, {"events": events, "pagination": pagination})


def _where(call: RequestContext) -> Clause:
    clauses: list[Clause] = []
    for name, column in (("sensor", "sensor"), ("actorId", "actorId")):
        if (value := call.query.get(name)) is not None:
            clauses.append(Clause(f'"{column}" = ?', (value,)))
    if (email := call.query.get("actorEmail")) is not None:
        clauses.append(Clause(_ACTOR_EMAIL, (email,)))
    for name, operator in (("startDate", ">="), ("endDate", "<")):
        if (value := call.query.get(name)) is not None:
            moment = instants.parse(value)
            if moment is None:
                raise ApiError(
                    400, "Invalid query parameters.", [(name, "must be an ISO 8601 date or datetime")]
                )
            clauses.append(Clause(f'"eventTime" {operator} ?', (moment.text,)))
    return all_of(clauses)


def _integer(call: RequestContext, name: str, default: int, least: int) -> int:
    raw = call.query.get(name)
    if raw is None:
        return default
    if not raw.isascii() or not raw.isdecimal() or len(raw) > 15 or int(raw) < least:
        raise ApiError(
            400, "Invalid query parameters.", [(name, f"must be a whole number of at least {least}")]
        )
    return int(raw)


def _get(call: RequestContext) -> Response:
    doc = call.session.get(EVENTS, call.params["external_id"])
    if doc is None:
        raise ApiError(404, "There is no event with this id.")
    return json_response(200, {"event": shown(doc)})


def _job(call: RequestContext) -> Response:
    doc = call.session.get(JOBS, call.params["job_id"])
    if doc is None:
        raise ApiError(404, "There is no job with this id.")
    age = call.clock() - doc["begun"]
    job: dict[str, Any] = {"id": doc["id"], "state": "waiting" if age < _TAKEN_UP else "active"}
    if age < _DONE:
        job |= {"returnValue": None, "processedOn": None}
    else:
        job |= {"state": "failed" if doc["failure"] else "completed", "processedOn": doc["processedOn"]}
        value: dict[str, Any] = {"status": "success", "results": doc["results"]}
        if doc["failure"]:
            value |= {"status": "error", "message": doc["failure"]}
        job["returnValue"] = value
    return json_response(200, {"job": job})
