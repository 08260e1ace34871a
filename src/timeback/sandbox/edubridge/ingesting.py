"""Caliper events that come in through EduBridge."""

from __future__ import annotations

from timeback.sandbox.caliper.tables import EVENTS
from timeback.sandbox.calls import Call
from timeback.sandbox.edubridge.common import answer, checked
from timeback.sandbox.edubridge.tables import BASE
from timeback.sandbox.fields import Field, array, instant, is_object, nonblank, object_of, text
from timeback.sandbox.messages import Response
from timeback.sandbox.router import Router
from timeback.sandbox.store import Doc

__all__ = ["register_ingestion"]

_PARTS = (
    "target", "referrer", "edApp", "group", "membership", "session", "federatedSession", "extensions",
)  # fmt: skip
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


def _ingest(call: Call) -> Response:
    envelope = checked(call, _ENVELOPE)
    for event in envelope["data"]:
        if not call.session.exists(EVENTS, event["id"]):
            _store(call, event, envelope)
    return answer(None, {"success": True, "message": f"{len(envelope['data'])} events taken."})


def _store(call: Call, event: Doc, envelope: Doc) -> None:
    actor = event.get("actor")
    number = call.session.execute(f"SELECT coalesce(max(seq), 0) + 1 FROM {EVENTS.name}")[0][0]
    stored: Doc = {
        "id": number,
        "externalId": event["id"],
        "sensor": envelope["sensor"],
        "type": event["type"],
        "profile": event.get("profile"),
        "action": event["action"],
        "eventTime": event["eventTime"],
        "sendTime": envelope["sendTime"],
        "created_at": call.now,
        "updated_at": None,
        "deleted_at": None,
        "actor": actor,
        "actorId": actor.get("id") if is_object(actor) else actor,
        "object": event.get("object"),
        "generated": event.get("generated"),
        **{name: event.get(name) for name in _PARTS},
        "clientAppId": None,
    }
    call.session.insert(EVENTS, event["id"], stored)
    call.announce("caliper.event", stored)
