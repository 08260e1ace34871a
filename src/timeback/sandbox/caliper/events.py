"""Events: send, check, list and read them."""

from __future__ import annotations

from functools import partial
from typing import Any

import msgspec

from .. import instants
from ..context import RequestContext
from ..errors import ApiError, invalid_query
from ..listing import query_integer
from ..messages import Response, json_response
from ..sql import Clause, all_of
from .documents import shown
from .jobs import run_job
from .schemas import envelope_faults, is_borne, is_event
from .tables import EVENTS

__all__ = ["get_event", "list_events", "send_events", "validate_events"]

_bad_query = partial(invalid_query, status=400)
_DEFAULT_LIMIT = 100

_MAX_LIMIT = 1000

_ACTOR_EMAIL = (
    "coalesce(json_extract(doc, '$.actor.email'), json_extract(doc, '$.actor.extensions.email')) = ?"
)


def _checked(call: RequestContext) -> dict[str, Any]:
    body = call.body()
    faults = list(envelope_faults(body))
    if not call.as_described:
        faults = [each for each in faults if not is_borne(each, body)]
    if faults:
        raise ApiError(400, "The events are not valid.", faults)
    checked: dict[str, Any] = body
    return checked


def send_events(call: RequestContext) -> Response:
    """Store the events of an envelope, in a job; those that are there already are answered with their ids."""
    body = _checked(call)
    events = [item for item in body["data"] if is_event(item)]
    job_id = run_job(call, body, events)
    answer = {"jobId": job_id, "status": "success", "message": "The events will be stored.", "errors": None}
    return json_response(200, answer)


def validate_events(call: RequestContext) -> Response:
    """Check an envelope and store nothing."""
    _checked(call)
    return json_response(200, {"status": "success", "message": "The events are valid.", "errors": None})


def list_events(call: RequestContext) -> Response:
    """Answer one page of the events, the oldest first."""
    limit = min(query_integer(call, "limit", _DEFAULT_LIMIT, least=1, error=_bad_query), _MAX_LIMIT)
    offset = query_integer(call, "offset", 0, error=_bad_query)
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
                raise _bad_query((name, "must be an ISO 8601 date or datetime"))
            clauses.append(Clause(f'"eventTime" {operator} ?', (moment.text,)))
    return all_of(clauses)


def get_event(call: RequestContext) -> Response:
    """Answer one event by its own id."""
    doc = call.session.get(EVENTS, call.params["external_id"])
    if doc is None:
        raise ApiError(404, "There is no event with this id.")
    return json_response(200, {"event": shown(doc)})
