"""The sandbox's own: the page behind an assignment's link, where a test is taken in one request.

`GET` tells how it stands; `POST` with `{"score": 85}` ends it, and writes the result back to OneRoster's
gradebook where the assignment says so. As at the link itself, no token is asked for.
"""

from __future__ import annotations

from timeback.sandbox.calls import Call
from timeback.sandbox.masterytrack.assigning import is_active
from timeback.sandbox.masterytrack.common import PREFIX, MasteryTrackRefusal, body_of, student
from timeback.sandbox.masterytrack.tables import ASSIGNMENTS
from timeback.sandbox.messages import Response, json_response
from timeback.sandbox.oneroster.tables import ASSESSMENT_LINE_ITEMS, ASSESSMENT_RESULTS, reference
from timeback.sandbox.router import Router
from timeback.sandbox.store import Doc

__all__ = ["register_tests"]


def register_tests(router: Router) -> None:
    """Serve the links of assignments."""
    router.add("GET", f"{PREFIX}/tests/{{number}}", _look)
    router.add("POST", f"{PREFIX}/tests/{{number}}", _take)


def _assignment(call: Call) -> Doc:
    found = call.session.get(ASSIGNMENTS, call.params["number"])
    if found is None:
        raise MasteryTrackRefusal(404, "There is no such assignment.")
    return found


def _answer(assignment: Doc) -> Response:
    shown = {name: assignment[name] for name in ("id", "test_name", "status")}
    return json_response(200, {"success": True, "data": shown})


def _look(call: Call) -> Response:
    return _answer(_assignment(call))


def _take(call: Call) -> Response:
    assignment, score = _assignment(call), body_of(call).get("score")
    if not isinstance(score, int | float) or not 0 <= score <= 100:
        raise MasteryTrackRefusal(400, "score must be a number from 0 to 100.")
    if not is_active(assignment, call.now):
        raise MasteryTrackRefusal(409, "This test cannot be taken any more.")
    done = assignment | {"status": "COMPLETED"}
    call.session.replace(ASSIGNMENTS, str(assignment["id"]), done)
    if assignment["assessment_result_sourced_id"] is not None:
        _write_back(call, assignment, score)
    return _answer(done)


def _write_back(call: Call, assignment: Doc, score: float) -> None:
    """PowerPath takes a result as final once it is fully graded and says that MasteryTrack is done with it."""
    result_id = assignment["assessment_result_sourced_id"]
    line_item = assignment["assessment_line_item_sourced_id"]
    who = student(call, assignment["student_email"])
    if who is None or not call.session.exists(ASSESSMENT_LINE_ITEMS, line_item):
        return
    old = call.session.get(ASSESSMENT_RESULTS, result_id)
    result: Doc = (old or {"sourcedId": result_id}) | {
        "status": "active",
        "dateLastModified": call.now,
        "assessmentLineItem": reference(ASSESSMENT_LINE_ITEMS.name, line_item),
        "student": reference("users", who["sourcedId"]),
        "score": score,
        "scoreDate": call.now,
        "scoreStatus": "fully graded",
        "metadata": ((old or {}).get("metadata") or {}) | {"masteryTrackProcessed": True},
    }
    write = call.session.replace if old else call.session.insert
    write(ASSESSMENT_RESULTS, result_id, result)
