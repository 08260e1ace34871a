"""Events on their way into the store, and the jobs that bring them there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from timeback.sandbox import instants
from timeback.sandbox.caliper.results import write_result
from timeback.sandbox.caliper.tables import EVENTS, JOBS
from timeback.sandbox.calls import RequestContext
from timeback.sandbox.fields import is_object
from timeback.sandbox.store import Doc, Session

__all__ = ["REFERENCES", "run_job", "shown", "stored"]

REFERENCES = (
    "actor",
    "object",
    "generated",
    "target",
    "referrer",
    "edApp",
    "group",
    "membership",
    "session",
    "federatedSession",
)


class _Outcome(NamedTuple):
    """What a job made, or why it failed."""

    new: list[Doc]
    results: list[Doc]
    failure: str | None


def stored(event: dict[str, Any], number: int, sensor: str, sent: str, now: str) -> Doc:
    """The document of an event."""
    actor = event.get("actor")
    return {
        "id": number,
        "externalId": event["id"],
        "sensor": sensor,
        "type": event["type"],
        "profile": event.get("profile"),
        "action": event["action"],
        "eventTime": _instant(event["eventTime"]),
        "sendTime": _instant(sent),
        "created_at": now,
        "updated_at": None,
        "deleted_at": None,
        **{name: event.get(name) for name in REFERENCES},
        "extensions": event.get("extensions"),
        "clientAppId": None,
        "actorId": actor.get("id") if is_object(actor) else actor,
    }


def shown(doc: Doc) -> Doc:
    """The document as it is answered."""
    return {name: value for name, value in doc.items() if name != "actorId"}


def run_job(call: RequestContext, body: dict[str, Any], events: Sequence[dict[str, Any]]) -> str:
    """Store events in a job: all of them, or none. Returns the id of the job."""
    session = call.session
    outcome = _store(session, body, events, call.now)
    session.insert_many(EVENTS, [(doc["externalId"], doc) for doc in outcome.new])
    for doc in outcome.new:
        write_result(call, doc)
        call.announce("caliper.event", shown(doc))
    job_id = str(_next(session, JOBS.name))
    job: Doc = {
        "id": job_id,
        "begun": call.clock(),
        "processedOn": call.now,
        "results": outcome.results,
        "failure": outcome.failure,
    }
    session.insert(JOBS, job_id, job)
    return job_id


def _store(session: Session, body: dict[str, Any], events: Sequence[dict[str, Any]], now: str) -> _Outcome:
    new: dict[str, Doc] = {}
    results: list[Doc] = []
    number = _next(session, EVENTS.name)
    for event in events:
        doc = stored(event, number + len(new), body["sensor"].strip(), body["sendTime"], now)
        found = new.get(event["id"]) or session.get(EVENTS, event["id"])
        if found is None:
            new[event["id"]] = found = doc
        elif not _same(found, doc):
            return _Outcome([], [], f"{event['id']} is the id of another event")
        results.append({"allocatedId": str(found["id"]), "externalId": found["externalId"]})
    return _Outcome(list(new.values()), results, None)


def _same(one: Doc, other: Doc) -> bool:
    """Whether two documents tell of one event, which may be sent again."""
    names = ("type", "profile", "action", "eventTime", *REFERENCES, "extensions")
    return all(one[name] == other[name] for name in names)


def _next(session: Session, table: str) -> int:
    return int(session.execute(f"SELECT coalesce(max(seq), 0) + 1 FROM {table}")[0][0])


def _instant(text: str) -> str:
    found = instants.parse(text)
    assert found is not None, "the envelope was checked"
    return found.text
