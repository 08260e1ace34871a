"""Events: taken, and kept in Caliper's store, from which all analytics are made."""

from __future__ import annotations

from ..caliper.documents import stored
from ..caliper.tables import EVENTS
from ..context import RequestContext
from ..messages import Response, json_response
from ..records import Doc
from .rules import is_placed, student_of
from .schemas import events_body

__all__ = ["take_events"]

_SENSOR = "urn:events"


def take_events(call: RequestContext) -> Response:
    """Take an event, or those of an envelope; what cannot be placed is dropped, and one that is there stays."""
    events = events_body(call)
    for event in events:
        if is_placed(call, event) and not call.session.exists(EVENTS, event["id"]):
            call.session.insert(EVENTS, event["id"], _document(call, event))
    at_once = all(event["type"] == "SessionEvent" for event in events)
    return json_response(200 if at_once else 202, {"status": "processed" if at_once else "queued"})


def _document(call: RequestContext, event: Doc) -> Doc:
    number = call.session.next_number(EVENTS)
    return stored(event, number, _SENSOR, call.now, call.now) | {"studentId": student_of(event)}
