"""Tests are assigned to students, and taken back."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import msgspec

from timeback.sandbox.calls import Call
from timeback.sandbox.masterytrack.common import PREFIX, MasteryTrackRefusal, body_of, student
from timeback.sandbox.masterytrack.desk import guarded
from timeback.sandbox.masterytrack.inventory import BY_GRADE, SUPPORTED
from timeback.sandbox.masterytrack.tables import ASSIGNMENTS, INVENTORY
from timeback.sandbox.messages import Response, json_response
from timeback.sandbox.router import Router
from timeback.sandbox.store import Clause, Doc, all_of

__all__ = ["is_active", "register_assignments"]

_LIFE = timedelta(days=30)
_ACTIVE = ("ASSIGNED", "IN_PROGRESS", "PAUSED")
_WRITE_BACK = ("assessment_line_item_sourced_id", "assessment_result_sourced_id")
_OWN = ("timeback_id", "subject", "grade_rank", *_WRITE_BACK)


def register_assignments(router: Router) -> None:
    """Serve the assignment of tests."""
    router.add("POST", f"{PREFIX}/delivery/assignments/assign", guarded(_assign))
    router.add("POST", f"{PREFIX}/delivery/assignments/invalidate", guarded(_invalidate))


def is_active(assignment: Doc, now: str) -> bool:
    """Whether the student can still take the test."""
    return assignment["status"] in _ACTIVE and assignment["expires_at"] > now


def _assign(call: Call) -> Response:
    body = body_of(call)
    email = _text(body, "student_email")
    if email is None:
        raise _missing("student_email is required.")
    if _text(body, "timeback_id") is None and _text(body, "subject") is None:
        raise _missing("timeback_id or subject is required.")
    if sum(_text(body, name) is not None for name in _WRITE_BACK) == 1:
        raise _missing(f"{_WRITE_BACK[0]} and {_WRITE_BACK[1]} come together.")
    rank = _rank(body, code="MISSING_PARAMETER")
    who = student(call, email)
    if who is None:
        raise MasteryTrackRefusal(404, f"There is no student {email}.", code="USER_NOT_FOUND")
    mine = _of_student(call, email)
    test = _wanted(call, body, rank, who, mine)
    active = next(
        (each for each in mine if each["timeback_id"] == test["timeback_id"] and is_active(each, call.now)),
        None,
    )
    if active is not None:
        kept = ("id", "student_email", "test_name", "status")
        raise MasteryTrackRefusal(
            409,
            f"{email} has this test already.",
            code="ASSIGNMENT_EXISTS",
            data={
                "existing_assignment": {name: active[name] for name in kept}
                | {"test_url": _url(call, active)}
            },
        )
    assignment = _make(call, body, email, test)
    data = {"assignment": _view(call, assignment), "message": "The test is assigned."}
    return json_response(201, {"success": True, "platform": "Mastery Track", "data": data})


def _wanted(call: Call, body: Doc, rank: int | None, who: Doc, mine: list[Doc]) -> Doc:
    """The test that is named, or the first of a subject and grade that the student has not had."""
    timeback_id = _text(body, "timeback_id")
    if timeback_id is not None:
        test = call.session.get(INVENTORY, timeback_id)
        if test is None:
            raise MasteryTrackRefusal(404, f"There is no test {timeback_id}.", code="TEST_NOT_FOUND")
        if not test["supported"]:
            raise MasteryTrackRefusal(422, "This test cannot be taken yet.", code="TEST_NOT_SUPPORTED")
        return test
    if rank is None:
        # Without a grade the student is placed, beginning with the grade that OneRoster says.
        rank = min(12, max(0, int((who.get("grades") or ["0"])[0])))
    where = all_of(
        [
            SUPPORTED,
            Clause('"subject" = ? COLLATE NOCASE', (_text(body, "subject"),)),
            Clause('"grade_rank" = ?', (rank,)),
        ]
    )
    rows = call.session.page(INVENTORY, where, order=BY_GRADE, limit=-1, offset=0).rows
    tests = [msgspec.json.decode(row, type=Doc) for row in rows]
    had = {each["timeback_id"] for each in mine if each["status"] != "INVALIDATED"}
    left = [test for test in tests if test["timeback_id"] not in had]
    # Where all were had, the first stands for them: it is refused if it is not finished.
    if not tests:
        raise MasteryTrackRefusal(404, "There is no test of this subject and grade.", code="TEST_NOT_FOUND")
    return (left or tests)[0]


def _make(call: Call, body: Doc, email: str, test: Doc) -> Doc:
    number = call.session.execute(f"SELECT coalesce(max(seq), 0) + 1 FROM {ASSIGNMENTS.name}")[0][0]
    expires = datetime.fromisoformat(call.now) + _LIFE
    assignment: Doc = {
        "id": number,
        "student_email": email,
        "test_name": test["name"],
        "assigned_by": 1,
        "status": "ASSIGNED",
        "expires_at": expires.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "metadata": {
            "url": test["metadata"]["url"],
            "type": "qti",
            "subType": "qti-test",
            "grade": str(test["grade_rank"]),
            "format": "digital",
        },
        "created_at": call.now,
        **{name: test[name] for name in ("timeback_id", "subject", "grade_rank")},
        **{name: _text(body, name) for name in _WRITE_BACK},
    }
    call.session.insert(ASSIGNMENTS, str(number), assignment)
    return assignment


def _url(call: Call, assignment: Doc) -> str:
    return f"{call.base_url}{PREFIX}/tests/{assignment['id']}"


def _view(call: Call, assignment: Doc) -> Doc:
    shown = {name: value for name, value in assignment.items() if name not in _OWN}
    return shown | {"test_url": _url(call, assignment)}


def _invalidate(call: Call) -> Response:
    body = body_of(call)
    email = _text(body, "student_email")
    if email is None:
        raise MasteryTrackRefusal(400, "student_email is required.")
    match = _criteria(body, _rank(body))
    if student(call, email) is None:
        raise MasteryTrackRefusal(404, f"There is no student {email}.")
    found = [
        each
        for each in _of_student(call, email)
        if is_active(each, call.now) and all(each[name] == value for name, value in match.items())
    ]
    if not found:
        raise MasteryTrackRefusal(404, f"{email} has no active assignment of {match}.")
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


def _criteria(body: Doc, rank: int | None) -> dict[str, Any]:
    """What the assignments to take back have in common."""
    number = body.get("assignment_id")
    if number is not None:
        if not isinstance(number, int) or number < 1:
            raise MasteryTrackRefusal(400, "assignment_id must be a number above 0.")
        return {"id": number}
    if (timeback_id := _text(body, "timeback_id")) is not None:
        return {"timeback_id": timeback_id}
    if (subject := _text(body, "subject")) is not None and rank is not None:
        return {"subject": subject, "grade_rank": rank}
    raise MasteryTrackRefusal(400, "assignment_id, timeback_id, or subject with grade_rank is required.")


def _of_student(call: Call, email: str) -> list[Doc]:
    return call.session.find(ASSIGNMENTS, Clause('"student_email" = ? COLLATE NOCASE', (email,)))


def _text(body: Doc, name: str) -> str | None:
    value = body.get(name)
    return value if isinstance(value, str) and value.strip() else None


def _rank(body: Doc, **further: Any) -> int | None:
    rank = body.get("grade_rank")
    if rank is not None and not (isinstance(rank, int) and 0 <= rank <= 12):
        raise MasteryTrackRefusal(400, "grade_rank must be a number from 0 to 12.", **further)
    return rank


def _missing(text: str) -> MasteryTrackRefusal:
    return MasteryTrackRefusal(400, text, code="MISSING_PARAMETER")
