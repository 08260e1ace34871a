"""Assignments: made once at a time for a test and student, taken back, and taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from timeback.sandbox import instants
from timeback.sandbox.calls import RequestContext
from timeback.sandbox.fields import is_object
from timeback.sandbox.masterytrack.refusing import MasteryTrackRefusal
from timeback.sandbox.masterytrack.tables import ASSIGNMENTS, BASE, INVENTORY
from timeback.sandbox.messages import Response, json_response
from timeback.sandbox.oneroster.tables import ASSESSMENT_LINE_ITEMS, ASSESSMENT_RESULTS, USERS
from timeback.sandbox.router import Router
from timeback.sandbox.store import Clause, Doc

__all__ = ["register_assignments"]

_ACTIVE = ("ASSIGNED", "IN_PROGRESS", "PAUSED")
_LIFE = timedelta(days=30)
_BACK = ("assessment_line_item_sourced_id", "assessment_result_sourced_id")


def register_assignments(router: Router) -> None:
    """Serve assigning and invalidating, and the sandbox's own stand-in for the player."""
    router.add("POST", f"{BASE}/delivery/assignments/assign", _assign)
    router.add("POST", f"{BASE}/delivery/assignments/invalidate", _invalidate)
    router.add("POST", f"{BASE}/player/{{assignment_id}}", _finish)


def _body(call: RequestContext) -> Doc:
    body = call.body()
    email = body.get("student_email") if is_object(body) else None
    if not isinstance(email, str) or "@" not in email:
        raise MasteryTrackRefusal(400, "student_email is required.", "MISSING_PARAMETER")
    rank = body.get("grade_rank")
    if rank is not None and (isinstance(rank, bool) or not isinstance(rank, int) or not 0 <= rank <= 12):
        raise MasteryTrackRefusal(400, "grade_rank must be a number from 0 to 12.", "INVALID_PARAMETERS")
    found: Doc = body
    return found


def _require_student(call: RequestContext, email: str) -> None:
    clause = Clause(f"{USERS.expression('email')} = ? COLLATE NOCASE", (email,))
    if not any(user["status"] == "active" for user in call.session.find(USERS, clause)):
        raise MasteryTrackRefusal(404, "There is no such student.", "USER_NOT_FOUND")


def _of(call: RequestContext, email: str) -> list[Doc]:
    return call.session.find(ASSIGNMENTS, Clause("student_email = ?", (email.lower(),)))


def _assign(call: RequestContext) -> Response:
    body = _body(call)
    email = body["student_email"].lower()
    _require_student(call, email)
    test = _chosen(call, body, email)
    if not test["supported"]:
        raise MasteryTrackRefusal(422, "The test cannot be taken yet.", "TEST_NOT_SUPPORTED")
    for old in _of(call, email):
        if old["test"] == test["timeback_id"] and old["status"] in _ACTIVE:
            shown = ("id", "student_email", "test_name", "status", "test_url")
            existing = {name: old[name] for name in shown}
            raise MasteryTrackRefusal(
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
        raise MasteryTrackRefusal(400, "timeback_id or subject is required.", "MISSING_PARAMETER")
    if not tests:
        raise MasteryTrackRefusal(404, "There is no such test.", "TEST_NOT_FOUND")
    return tests[0]


def _make(call: RequestContext, body: Doc, email: str, test: Doc) -> Doc:
    for name, table in zip(_BACK, (ASSESSMENT_LINE_ITEMS, ASSESSMENT_RESULTS), strict=True):
        if name in body and not call.session.exists(table, str(body[name])):
            raise MasteryTrackRefusal(400, f"{name} names no record.", "INVALID_PARAMETERS")
    number = call.session.execute(f"SELECT coalesce(max(seq), 0) + 1 FROM {ASSIGNMENTS.name}")[0][0]
    made = {
        "id": number,
        "student_email": email,
        "test_name": test["name"],
        "assigned_by": None,
        "test_url": f"{call.base_url}{BASE}/player/{number}",
        "status": "ASSIGNED",
        "expires_at": instants.from_epoch(call.clock() + _LIFE.total_seconds()),
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


def _invalidate(call: RequestContext) -> Response:
    body = _body(call)
    email = body["student_email"].lower()
    matches = _criterion(body)
    _require_student(call, email)
    found = [each for each in _of(call, email) if each["status"] in _ACTIVE and matches(each)]
    if not found:
        raise MasteryTrackRefusal(404, "No active assignment of the student matches.")
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


def _criterion(body: Doc) -> Callable[[Doc], bool]:
    """Which of a student's assignments a body speaks of."""
    if "assignment_id" in body:
        wanted = body["assignment_id"]
        if isinstance(wanted, bool) or not isinstance(wanted, int) or wanted < 1:
            raise MasteryTrackRefusal(400, "assignment_id must be a positive number.")
        return partial(_has, "id", wanted)
    if "timeback_id" in body:
        return partial(_has, "test", body["timeback_id"])
    if isinstance(body.get("subject"), str) and "grade_rank" in body:
        return partial(_is_of, body["subject"].lower(), body["grade_rank"])
    raise MasteryTrackRefusal(400, "assignment_id, timeback_id, or subject with grade_rank is required.")


def _has(name: str, value: object, made: Doc) -> bool:
    return bool(made[name] == value)


def _is_of(subject: str, rank: int, made: Doc) -> bool:
    return (made["subject"].lower(), made["grade_rank"]) == (subject, rank)


def _finish(call: RequestContext) -> Response:
    """End a test with a score, `{"score": 85}`, in the player's place, and write it back to the gradebook."""
    made = call.session.get(ASSIGNMENTS, call.params["assignment_id"])
    if made is None or made["status"] not in _ACTIVE:
        raise MasteryTrackRefusal(404, "There is no active assignment of that number.")
    body = call.body()
    score = body.get("score") if is_object(body) else None
    if isinstance(score, bool) or not isinstance(score, int | float) or not 0 <= score <= 100:
        raise MasteryTrackRefusal(400, "score must be a number from 0 to 100.")
    call.session.replace(ASSIGNMENTS, str(made["id"]), made | {"status": "COMPLETED"})
    result_id = made["back"][1]
    result = call.session.get(ASSESSMENT_RESULTS, result_id) if result_id else None
    if result is not None:
        written: Doc = {
            "score": score,
            "scoreStatus": "fully graded",
            "scoreDate": call.now,
            "metadata": (result.get("metadata") or {}) | {"masteryTrackProcessed": True},
            "dateLastModified": instants.after(call.now, result.get("dateLastModified")),
        }
        call.session.replace(ASSESSMENT_RESULTS, result_id, result | written)
    return json_response(200, {"success": True, "data": {"status": "COMPLETED"}})
