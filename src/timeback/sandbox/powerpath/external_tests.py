"""Tests in external tools: assigning one, taking it, and fetching its results; the test-outs of courses."""

from __future__ import annotations

import uuid

from ..bodies import checked_body
from ..context import RequestContext
from ..errors import ApiError, invalid_body
from ..messages import Response, json_response
from ..oneroster import tables
from ..records import Doc
from ..sql import Clause, path_sql
from . import gradebook
from .assignment_records import begin_assignment
from .completion import close_attempt
from .lessons import (
    Lesson,
    find_course,
    find_student,
    lesson_of,
    lessons_of_kind,
    required_query,
    student_and_lesson,
)
from .schemas import EXTERNAL_ASSIGNMENT, EXTERNAL_SCORE

__all__ = ["assign_external_test", "get_test_out", "import_results", "take_external_test"]

_KINDS = ("test-out", "placement", "unit-test")
_SHOWN = ("assignmentId", "classId", "testUrl", "testId", "credentials")
# What the tool's tests are long.
_QUESTIONS = 20


def _require_external(lesson: Lesson) -> str:
    if lesson.tool is None or lesson.kind not in _KINDS:
        raise ApiError(400, "This lesson is not held by an external tool.")
    return lesson.tool


def assign_external_test(call: RequestContext) -> Response:
    """Assign a test in an external tool to a student, once an attempt."""
    body = checked_body(call, EXTERNAL_ASSIGNMENT)
    student = find_student(call, body["student"])
    lesson = lesson_of(call, body["lesson"])
    tool = _require_external(lesson)
    attempt = gradebook.open_attempt(call, lesson, body["student"])
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
        attempt = gradebook.change(call, attempt, given)
        begin_assignment(call, lesson, body["student"])
    shown = {
        "toolProvider": tool,
        "lessonType": lesson.kind,
        "attempt": gradebook.number_of(attempt),
    }
    return json_response(200, shown | _assigned(attempt))


def _assigned(attempt: Doc) -> Doc:
    return {name: attempt["metadata"][name] for name in _SHOWN if name in attempt["metadata"]}


def take_external_test(call: RequestContext) -> Response:
    """The tool's side: the student has taken the test and it was scored."""
    score = checked_body(call, EXTERNAL_SCORE)["score"]
    if not 0 <= score <= 100:
        raise invalid_body(("score", "Must be from 0 to 100."))
    assigned = Clause(f"{path_sql('metadata.assignmentId')} = ?", (call.params["assignment_id"],))
    found = call.session.find(tables.ASSESSMENT_RESULTS, assigned)
    if not found:
        raise ApiError(404, "Assignment not found.")
    if not gradebook.is_closed(found[0]):
        gradebook.change(call, found[0], {"externalScore": score}, scoreStatus="submitted")
    return json_response(200, {"score": score})


def import_results(call: RequestContext) -> Response:
    """Answer an external test; the first time after it was taken, close its attempt."""
    student_id, lesson = student_and_lesson(call)
    tool = _require_external(lesson)
    attempt = gradebook.current_attempt(call, lesson, student_id)
    if attempt is None or "assignmentId" not in attempt["metadata"]:
        raise ApiError(400, "The test was not assigned to this student.")
    score = attempt["metadata"].get("externalScore")
    if score is not None and not gradebook.is_closed(attempt):
        correct = round(score * _QUESTIONS / 100)
        attempt = close_attempt(call, lesson, attempt, correct=correct, total=_QUESTIONS, score=score)
    answer = {
        "lessonType": lesson.kind,
        "lessonId": lesson.id,
        "toolProvider": tool,
        "finalized": gradebook.is_closed(attempt),
        "attempt": gradebook.number_of(attempt),
    }
    return json_response(200, answer | _assigned(attempt))


def get_test_out(call: RequestContext) -> Response:
    """Answer the test-out of a course and how far a student is with it."""
    student_id, course_id = required_query(call, "student", "course")
    find_student(call, student_id)
    find_course(call, course_id)
    lessons = lessons_of_kind(call, "test-out", course_id=course_id)
    lesson = lessons[0] if lessons else None
    attempt = gradebook.current_attempt(call, lesson, student_id) if lesson else None
    answer: Doc = {
        "lessonType": "test-out",
        "lessonId": lesson.id if lesson else None,
        "finalized": attempt is not None and gradebook.is_closed(attempt),
        "toolProvider": lesson.tool if lesson else None,
    }
    if attempt:
        answer |= {"attempt": gradebook.number_of(attempt), **_assigned(attempt)}
    return json_response(200, answer)
