"""Jobs: they bring events into the store, all of an envelope or none."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, NamedTuple

from ..context import RequestContext
from ..errors import ApiError
from ..messages import Response, json_response
from ..records import Doc
from ..session import Session
from .documents import REFERENCES, shown, stored
from .rules import write_result
from .tables import EVENTS, JOBS

__all__ = ["get_job", "run_job"]


class _Outcome(NamedTuple):
    """The outcome of a job: the documents that it made, or why it failed."""

    new: list[Doc]
    results: list[Doc]
    failure: str | None


def run_job(call: RequestContext, body: dict[str, Any], events: Sequence[dict[str, Any]]) -> str:
    """Store events in a job: all of them, or none. Returns the id of the job."""
    session = call.session
    outcome = _store(session, body, events, call.now)
    session.insert_many(EVENTS, [(doc["externalId"], doc) for doc in outcome.new])
    for doc in outcome.new:
        write_result(call, doc)
        call.announce("caliper.event", shown(doc))
    job_id = str(session.next_number(JOBS))
    job: Doc = {
        "id": job_id,
        "begun": time.time(),
        "processedOn": call.now,
        "results": outcome.results,
        "failure": outcome.failure,
    }
    session.insert(JOBS, job_id, job)
    return job_id


def _store(session: Session, body: dict[str, Any], events: Sequence[dict[str, Any]], now: str) -> _Outcome:
    new: dict[str, Doc] = {}
    results: list[Doc] = []
    number = session.next_number(EVENTS)
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


# Seconds after which a job is taken up, and after which it is done; the machine's, as the sandbox's clock may stand.
_TAKEN_UP, _DONE = 0.02, 0.05


def get_job(call: RequestContext) -> Response:
    """Answer the state of a job: waiting, active, and after a moment done."""
    doc = call.session.get(JOBS, call.params["job_id"])
    if doc is None:
        raise ApiError(404, "There is no job with this id.")
    age = time.time() - doc["begun"]
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
