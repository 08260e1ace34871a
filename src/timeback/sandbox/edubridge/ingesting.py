"""Caliper events that come in through EduBridge."""

from __future__ import annotations

from timeback.sandbox.caliper.storing import run_job
from timeback.sandbox.calls import RequestContext
from timeback.sandbox.edubridge.common import answer, checked
from timeback.sandbox.edubridge.tables import BASE
from timeback.sandbox.fields import Field, array, instant, nonblank, object_of, text
from timeback.sandbox.messages import Response
from timeback.sandbox.router import Router

__all__ = ["register_ingestion"]

_EVENT = object_of(
    {
        **{name: Field(nonblank, required=True) for name in ("id", "type", "action")},
        "eventTime": Field(instant, required=True),
        "profile": Field(text),
    }
)
_ENVELOPE = {
    "sensor": Field(nonblank, required=True),
    "sendTime": Field(instant, required=True),
    "data": Field(array(_EVENT, least=1), required=True),
    "dataVersion": Field(text),
}


def register_ingestion(router: Router) -> None:
    """Serve the forwarding of events to the event store."""
    router.add("POST", f"{BASE}/caliper/event", _ingest)


def _ingest(call: RequestContext) -> Response:
    checked(call, _ENVELOPE)
    envelope = call.body()
    run_job(call, envelope, envelope["data"])
    return answer(None, {"success": True, "message": f"{len(envelope['data'])} events taken."})
