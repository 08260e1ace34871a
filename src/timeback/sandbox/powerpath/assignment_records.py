"""Test assignments as records: a test outside any course, given to a student, begun and settled."""

from __future__ import annotations

import uuid
from typing import Any

from ..context import RequestContext
from ..records import Doc
from ..sql import Clause
from . import rules
from .lesson_records import make_unlisted_lesson
from .lessons import Lesson
from .tables import TEST_ASSIGNMENTS

__all__ = ["assign", "begin_assignment", "settle_assignment"]


def assign(
    call: RequestContext,
    student: Doc,
    subject: str,
    grade: str,
    *,
    kind: str,
    name: str | None = None,
    **more: Any,
) -> Doc:
    """Give a student a test in an external tool; the assignment, with what `more` notes in it."""
    title = name or f"{subject} {grade}: {kind}"
    metadata: Doc = {
        "lessonType": kind,
        "subject": subject,
        "grades": [grade],
        "toolProvider": "edulastic",
    }
    lesson_id, resource_id = make_unlisted_lesson(call, title, metadata)
    assignment_id = str(uuid.uuid4())
    doc: Doc = {
        "sourcedId": assignment_id,
        "status": "active",
        "studentSourcedId": student["sourcedId"],
        "studentEmail": student.get("email") or f"{student['sourcedId']}@students.invalid",
        "assignedByUserSourcedId": None,
        "subject": subject,
        "grade": grade,
        "assignmentStatus": "assigned",
        "testName": name,
        "assignedAt": call.now,
        "expiresAt": None,
        "completedAt": None,
        "resourceSourcedId": resource_id,
        "componentResourceSourcedId": lesson_id,
        **more,
    }
    call.session.insert(TEST_ASSIGNMENTS, assignment_id, doc)
    return doc


def begin_assignment(call: RequestContext, lesson: Lesson, student_id: str) -> None:
    """Note that the student has begun the test that was assigned."""
    given = Clause(
        '"componentResourceSourcedId" = ? AND "studentSourcedId" = ? AND "assignmentStatus" = \'assigned\'',
        (lesson.id, student_id),
    )
    for assignment in call.session.find(TEST_ASSIGNMENTS, given):
        begun = assignment | {"assignmentStatus": "in_progress"}
        call.session.replace(TEST_ASSIGNMENTS, assignment["sourcedId"], begun)


def settle_assignment(call: RequestContext, lesson: Lesson, student_id: str, score: float) -> None:
    """Note what came of the test that was assigned."""
    given = Clause('"componentResourceSourcedId" = ? AND "studentSourcedId" = ?', (lesson.id, student_id))
    for assignment in call.session.find(TEST_ASSIGNMENTS, given):
        state = "completed" if score >= rules.PASS else "failed"
        done = assignment | {"assignmentStatus": state, "completedAt": call.now}
        call.session.replace(TEST_ASSIGNMENTS, assignment["sourcedId"], done)
