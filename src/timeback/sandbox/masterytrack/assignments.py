"""Assignments: made once at a time for a test and student, and taken back."""

from __future__ import annotations

from datetime import timedelta

from .. import instants
from ..context import RequestContext
from ..messages import Response, json_response
from ..oneroster.tables import ASSESSMENT_LINE_ITEMS, ASSESSMENT_RESULTS, USERS
from ..records import Doc
from ..sql import Clause
from .errors import MasteryTrackError
from .rules import ACTIVE, criterion
from .schemas import assignment_body
from .tables import ASSIGNMENTS, BASE, INVENTORY

__all__ = ["assign_test", "invalidate_assignments"]

_LIFE = timedelta(days=30)
_BACK = ("assessment_line_item_sourced_id", "assessment_result_sourced_id")


def _require_student(call: RequestContext, email: str) -> None:
    clause = Clause(f"{USERS.expression('email')} = ? COLLATE NOCASE", (email,))
    if not any(user["status"] == "active" for user in call.session.find(USERS, clause)):
        raise MasteryTrackError(404, "There is no such student.", "USER_NOT_FOUND")


def _of(call: RequestContext, email: str) -> list[Doc]:
    return call.session.find(ASSIGNMENTS, Clause("student_email = ?", (email.lower(),)))


def assign_test(call: RequestContext) -> Response:
    """Assign a test to a student, unless it is assigned already."""
    body = assignment_body(call)
    email = body["student_email"].lower()
    _require_student(call, email)
    test = _chosen(call, body, email)
    if not test["supported"]:
        raise MasteryTrackError(422, "The test cannot be taken yet.", "TEST_NOT_SUPPORTED")
    for old in _of(call, email):
        if old["test"] == test["timeback_id"] and old["status"] in ACTIVE:
            shown = ("id", "student_email", "test_name", "status", "test_url")
            existing = {name: old[name] for name in shown}
            raise MasteryTrackError(
                409, "The test is assigned already.", "ASSIGNMENT_EXISTS", {"existing_assignment": existing}
            )
    made = _make(call, body, email, test)
    data = {"assignment": _shown(made), "message": "The test was assigned."}
    return json_response(201, {"success": True, "platform": "Mastery Track", "data": data})


def _chosen(call: RequestContext, body: Doc, email: str) -> Doc:
    """The test that a body speaks of: by id, or the first of its subject that the student has not taken."""
    wanted = body.get("timeback_id")
    if wanted is not None:
        tests = call.session.find(INVENTORY, Clause("timeback_id = ?", (wanted,)))
    elif isinstance(body.get("subject"), str):
        taken = {each["test"] for each in _of(call, email) if each["status"] != "INVALIDATED"}
        clause = Clause("subject = ? COLLATE NOCASE", (body["subject"],))
        rank = body.get("grade_rank")
        tests = [
            test
            for test in call.session.find(INVENTORY, clause)
            if test["active"]
            and test["supported"]
            and rank in (None, test["grade_rank"])
            and test["timeback_id"] not in taken
        ]
        tests.sort(key=lambda test: test["grade_rank"])
    else:
        raise MasteryTrackError(400, "timeback_id or subject is required.", "MISSING_PARAMETER")
    if not tests:
        raise MasteryTrackError(404, "There is no such test.", "TEST_NOT_FOUND")
    return tests[0]


def _make(call: RequestContext, body: Doc, email: str, test: Doc) -> Doc:
    for name, table in zip(_BACK, (ASSESSMENT_LINE_ITEMS, ASSESSMENT_RESULTS), strict=True):
        if name in body and not call.session.exists(table, str(body[name])):
            raise MasteryTrackError(400, f"{name} names no record.", "INVALID_PARAMETERS")
    number = call.session.next_number(ASSIGNMENTS)
    made = {
        "id": number,
        "student_email": email,
        "test_name": test["name"],
        "assigned_by": None,
        "test_url": f"{call.base_url}{BASE}/player/{number}",
        "status": "ASSIGNED",
        "expires_at": instants.from_epoch(call.clock.now() + _LIFE.total_seconds()),
        "metadata": {
            "url": test["metadata"]["url"], "type": "qti", "subType": "qti-test", "year": test["metadata"]["year"],
            "grade": test["grade"], "state": None, "format": "digital",
        },
        "created_at": call.now,
        "test": test["timeback_id"],
        "subject": test["subject"],
        "grade_rank": test["grade_rank"],
        "back": [body.get(name) for name in _BACK],
    }  # fmt: skip
    call.session.insert(ASSIGNMENTS, str(number), made)
    return made


def _shown(made: Doc) -> Doc:
    return {
        name: value for name, value in made.items() if name not in ("test", "subject", "grade_rank", "back")
    }


def invalidate_assignments(call: RequestContext) -> Response:
    """Take back the active assignments of a student that match."""
    body = assignment_body(call)
    email = body["student_email"].lower()
    matches = criterion(body)
    _require_student(call, email)
    found = [each for each in _of(call, email) if each["status"] in ACTIVE and matches(each)]
    if not found:
        raise MasteryTrackError(404, "No active assignment of the student matches.")
    for each in found:
        call.session.replace(ASSIGNMENTS, str(each["id"]), each | {"status": "INVALIDATED"})
    data = {
        "message": f"{len(found)} invalidated.",
        "total_invalidated": len(found),
        "invalidated_assignments": [
            {"assignment_id": each["id"], "student_email": each["student_email"]} for each in found
        ],
    }
    return json_response(200, {"success": True, "data": data})
