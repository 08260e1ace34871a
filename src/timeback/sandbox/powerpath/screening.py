"""Screening: sessions in which a test provider's tests are assigned, and their results."""

from __future__ import annotations

import random
import uuid

from ..bodies import checked_body
from ..context import RequestContext
from ..errors import ApiError
from ..fields import Field, nonblank
from ..messages import Response, json_response, no_content
from ..records import Doc
from .lessons import find_student
from .schemas import SCREENED, SCREENING_ASSIGNMENT
from .tables import SCREENINGS

__all__ = ["assign_screening_test", "get_results", "get_session", "new_session", "reset_session"]

_IDLE: Doc = {"assignedTestKey": None, "status": None, "nweaStatus": None}


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


def get_results(call: RequestContext) -> Response:
    """Answer a student's results, one a subject."""
    results = _screening(call, call.params["user_id"])["results"]
    return json_response(200, {subject: results.get(subject) for subject in SCREENED})


def get_session(call: RequestContext) -> Response:
    """Answer a student's session."""
    session = _screening(call, call.params["user_id"])["session"]
    if session is None:
        raise ApiError(404, "Screening session not found.")
    return json_response(200, session)


def _fresh(call: RequestContext, user_id: str) -> Doc:
    return new_session(find_student(call, user_id), call.now, random.SystemRandom())


def reset_session(call: RequestContext) -> Response:
    """Give a student a new session."""
    user_id = checked_body(call, {"userId": Field(nonblank, required=True)})["userId"]
    _save(call, _screening(call, user_id) | {"session": _fresh(call, user_id)})
    return no_content()


def assign_screening_test(call: RequestContext) -> Response:
    """Assign a subject's test in a student's session; a session is made if need be."""
    body = checked_body(call, SCREENING_ASSIGNMENT)
    screening = _screening(call, body["userId"])
    session = screening["session"] or _fresh(call, body["userId"])
    key = f"growth-{body['subject'].lower()}"
    given = {"assignedTestKey": key, "status": "assigned", "nweaStatus": "AWAITING_STUDENT"}
    session = session | {"assignment": given}
    _save(call, screening | {"session": session})
    return json_response(200, session)
