"""Tests in external tools: assigning one, taking it, and fetching its results; the test-outs of courses."""

from __future__ import annotations

import uuid

from timeback.sandbox.calls import RequestContext
from timeback.sandbox.fields import Field, boolean, nonblank, number, text
from timeback.sandbox.messages import Response, json_response
from timeback.sandbox.oneroster import tables
from timeback.sandbox.powerpath import marks
from timeback.sandbox.powerpath.assessments import begin_assignment, checked, student_and_lesson
from timeback.sandbox.powerpath.completion import close_attempt
from timeback.sandbox.powerpath.lessons import (
    Lesson,
    find_course,
    find_student,
    lesson_of,
    lessons_of_kind,
    required_query,
)
from timeback.sandbox.refusals import ApiError
from timeback.sandbox.router import Router
from timeback.sandbox.store import Clause, Doc, path_sql

__all__ = ["register_external"]

_ASSIGN: dict[str, Field] = {
    "student": Field(nonblank, required=True),
    "lesson": Field(nonblank, required=True),
    "applicationName": Field(text),
    "testId": Field(text),
    "skipCourseEnrollment": Field(boolean),
}
_SCORE: dict[str, Field] = {"score": Field(number, required=True)}
_KINDS = ("test-out", "placement", "unit-test")
_SHOWN = ("assignmentId", "classId", "testUrl", "testId", "credentials")
# What the tool's tests are long.
_QUESTIONS = 20


def register_external(router: Router, base: str) -> None:
    """Serve external tests, and under `external-tests` the tool in which the sandbox's students take them."""
    router.add("POST", f"{base}/makeExternalTestAssignment", _assign)
    router.add("GET", f"{base}/importExternalTestAssignmentResults", _import, writes=True)
    router.add("GET", f"{base}/testOut", _test_out)
    router.add("PUT", f"{base}/external-tests/{{assignment_id}}", _take)


def _require_external(lesson: Lesson) -> str:
    if lesson.tool is None or lesson.kind not in _KINDS:
        raise ApiError(400, "This lesson is not held by an external tool.")
    return lesson.tool


def _assign(call: RequestContext) -> Response:
    body = checked(call, _ASSIGN)
    student = find_student(call, body["student"])
    lesson = lesson_of(call, body["lesson"])
    tool = _require_external(lesson)
    attempt = marks.open_attempt(call, lesson, body["student"])
    if "assignmentId" not in attempt["metadata"]:
        assignment_id = str(uuid.uuid4())
        given: Doc = {
            "toolProvider": tool,
            "assignmentId": assignment_id,
            "testUrl": f"{call.base_url}/powerpath/external-tests/{assignment_id}",
            "testId": body.get("testId") or lesson.resource["vendorResourceId"],
            "skipCourseEnrollment": body.get("skipCourseEnrollment", False),
        }
        if tool == "edulastic":
            given["classId"] = f"edulastic-{lesson.resource['sourcedId']}"
        if student.get("email"):
            given["credentials"] = {"email": student["email"], "password": f"sandbox-{assignment_id[:8]}"}
        attempt = marks.change(call, attempt, given)
        begin_assignment(call, lesson, body["student"])
    shown = {
        "toolProvider": tool,
        "lessonType": lesson.kind,
        "attempt": marks.number_of(attempt),
    }
    return json_response(200, shown | _assigned(attempt))


def _assigned(attempt: Doc) -> Doc:
    return {name: attempt["metadata"][name] for name in _SHOWN if name in attempt["metadata"]}


def _take(call: RequestContext) -> Response:
    """The tool's side: the student has taken the test and it was scored."""
    score = checked(call, _SCORE)["score"]
    if not 0 <= score <= 100:
        raise ApiError(422, "The request body is invalid.", [("score", "Must be from 0 to 100.")])
    assigned = Clause(f"{path_sql('metadata.assignmentId')} = ?", (call.params["assignment_id"],))
    found = call.session.find(tables.ASSESSMENT_RESULTS, assigned)
    if not found:
        raise ApiError(404, "Assignment not found.")
    if not marks.is_closed(found[0]):
        marks.change(call, found[0], {"externalScore": score}, scoreStatus="submitted")
    return json_response(200, {"score": score})


def _import(call: RequestContext) -> Response:
    student_id, lesson = student_and_lesson(call)
    tool = _require_external(lesson)
    attempt = marks.current_attempt(call, lesson, student_id)
    if attempt is None or "assignmentId" not in attempt["metadata"]:
        raise ApiError(400, "The test was not assigned to this student.")
    score = attempt["metadata"].get("externalScore")
    if score is not None and not marks.is_closed(attempt):
        correct = round(score * _QUESTIONS / 100)
        attempt = close_attempt(call, lesson, attempt, correct=correct, total=_QUESTIONS, score=score)
    answer = {
        "lessonType": lesson.kind,
        "lessonId": lesson.id,
        "toolProvider": tool,
        "finalized": marks.is_closed(attempt),
        "attempt": marks.number_of(attempt),
    }
    return json_response(200, answer | _assigned(attempt))


def _test_out(call: RequestContext) -> Response:
    student_id, course_id = required_query(call, "student", "course")
    find_student(call, student_id)
    find_course(call, course_id)
    lessons = lessons_of_kind(call, "test-out", course_id=course_id)
    lesson = lessons[0] if lessons else None
    attempt = marks.current_attempt(call, lesson, student_id) if lesson else None
    answer: Doc = {
        "lessonType": "test-out",
        "lessonId": lesson.id if lesson else None,
        "finalized": attempt is not None and marks.is_closed(attempt),
        "toolProvider": lesson.tool if lesson else None,
    }
    if attempt:
        answer |= {"attempt": marks.number_of(attempt), **_assigned(attempt)}
    return json_response(200, answer)
