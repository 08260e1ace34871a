"""Screening: sessions in which a test provider's tests are assigned, and their results."""

from __future__ import annotations

import random
import uuid

from timeback.sandbox.calls import RequestContext
from timeback.sandbox.fields import Field, nonblank, one_of
from timeback.sandbox.messages import Response, json_response
from timeback.sandbox.powerpath.assessments import checked
from timeback.sandbox.powerpath.lessons import find_student
from timeback.sandbox.powerpath.tables import SCREENINGS
from timeback.sandbox.refusals import ApiError
from timeback.sandbox.router import Router
from timeback.sandbox.store import Doc

__all__ = ["SCREENED", "new_session", "register_screening"]

SCREENED = ("Math", "Reading", "Language", "Science")
_ASSIGN: dict[str, Field] = {
    "userId": Field(nonblank, required=True),
    "subject": Field(one_of(*SCREENED), required=True),
}
_IDLE: Doc = {"assignedTestKey": None, "status": None, "nweaStatus": None}


def register_screening(router: Router, base: str) -> None:
    """Serve screening."""
    router.add("GET", f"{base}/screening/results/{{user_id}}", _results)
    router.add("GET", f"{base}/screening/session/{{user_id}}", _session)
    router.add("POST", f"{base}/screening/session/reset", _reset)
    router.add("POST", f"{base}/screening/tests/assign", _assign)


def new_session(user: Doc, now: str, draw: random.Random) -> Doc:
    """A session for a user, with an id of the provider's, a password and a pin."""

    def some_id() -> str:
        return str(uuid.UUID(int=draw.getrandbits(128), version=4))

    return {
        "nweaStudentId": some_id(),
        "createdOn": now,
        "password": f"{draw.getrandbits(40):010x}",
        "name": f"{user['givenName']} {user['familyName']}",
        "proctorId": some_id(),
        "pin": f"{draw.randrange(10_000):04d}",
        "testSessionId": some_id(),
        "status": "active",
        "assignment": _IDLE,
        "termId": f"term-{now[:4]}",
    }


def _screening(call: RequestContext, user_id: str) -> Doc:
    find_student(call, user_id)
    return call.session.get(SCREENINGS, user_id) or {"userId": user_id, "session": None, "results": {}}


def _save(call: RequestContext, screening: Doc) -> None:
    call.session.remove(SCREENINGS, screening["userId"])
    call.session.insert(SCREENINGS, screening["userId"], screening)


def _results(call: RequestContext) -> Response:
    results = _screening(call, call.params["user_id"])["results"]
    return json_response(200, {subject: results.get(subject) for subject in SCREENED})


def _session(call: RequestContext) -> Response:
    session = _screening(call, call.params["user_id"])["session"]
    if session is None:
        raise ApiError(404, "Screening session not found.")
    return json_response(200, session)


def _fresh(call: RequestContext, user_id: str) -> Doc:
    return new_session(find_student(call, user_id), call.now, random.SystemRandom())


def _reset(call: RequestContext) -> Response:
    user_id = checked(call, {"userId": Field(nonblank, required=True)})["userId"]
    _save(call, _screening(call, user_id) | {"session": _fresh(call, user_id)})
    return Response(204, [], b"")


def _assign(call: RequestContext) -> Response:
    body = checked(call, _ASSIGN)
    screening = _screening(call, body["userId"])
    session = screening["session"] or _fresh(call, body["userId"])
    key = f"growth-{body['subject'].lower()}"
    given = {"assignedTestKey": key, "status": "assigned", "nweaStatus": "AWAITING_STUDENT"}
    session = session | {"assignment": given}
    _save(call, screening | {"session": session})
    return json_response(200, session)
