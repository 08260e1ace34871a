"""Making a test assignment: a test outside any course, given to a student."""

from __future__ import annotations

import uuid
from typing import Any

from timeback.sandbox.calls import RequestContext
from timeback.sandbox.powerpath.making import make_unlisted_lesson
from timeback.sandbox.powerpath.tables import TEST_ASSIGNMENTS
from timeback.sandbox.store import Doc

__all__ = ["assign"]


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
