"""Completion of a lesson, and all that follows from it: XP, assignments, and the course that a placement leads to."""

from __future__ import annotations

from typing import Any

from ..context import RequestContext
from ..edubridge.common import org
from ..edubridge.enrollment_records import enroll_user
from ..edubridge.tables import SUBJECT_TRACKS
from ..oneroster import tables
from ..records import Doc, part
from ..sql import Clause, all_of
from . import gradebook, rules
from .assignment_records import settle_assignment
from .lessons import ACTIVE, Lesson, find_student, lessons_of_kind

__all__ = ["close_attempt", "is_enrolled"]


def close_attempt(
    call: RequestContext, lesson: Lesson, attempt: Doc, *, correct: int, total: int, score: float
) -> Doc:
    """Score an attempt for good, and do what follows from it."""
    accuracy = rules.accuracy_of(correct, total)
    multiplier = rules.multiplier_of(accuracy, gradebook.number_of(attempt))
    metadata: dict[str, Any] = {
        "accuracy": accuracy,
        "correctQuestions": correct,
        "totalQuestions": total,
        "multiplier": multiplier,
        "xp": lesson.xp * multiplier,
        "completedAt": call.now,
    }
    student_id = attempt["student"]["sourcedId"]
    closed = gradebook.change(
        call, attempt, metadata, score=score, scoreStatus=gradebook.GRADED, scoreDate=call.now
    )
    settle_assignment(call, lesson, student_id, score)
    if lesson.kind in ("placement", "test-out") and not attempt["metadata"].get("skipCourseEnrollment"):
        failed = _lead_on(call, lesson, student_id, score)
        if lesson.tool:
            closed = gradebook.change(call, closed, {"enrollmentFailed": failed})
    return closed


def _lead_on(call: RequestContext, lesson: Lesson, student_id: str, score: float) -> bool:
    """Enroll the student where the result leads; whether that failed."""
    student = find_student(call, student_id)
    school_id = (student.get("primaryOrg") or student["roles"][0]["org"])["sourcedId"]
    if score < rules.PASS:
        course_id = lesson.metadata.get("courseIdOnFail")
        course = call.session.get(tables.COURSES, course_id) if course_id else None
        failed = bool(course_id) and course is None
    elif lesson.kind == "placement" and _tests_left(call, lesson):
        # Passed, and there is a harder test to take: the level is not found yet.
        return False
    else:
        course = _course_for(call, lesson.subject, int(lesson.grade or 0) + 1, school_id)
        failed = False
    if course is not None:
        enroll_user(call, student, course, org(call, school_id), {})
    if lesson.kind == "placement":
        _note_onboarding(call, student_id, lesson.subject, course)
    return failed


def _tests_left(call: RequestContext, lesson: Lesson) -> bool:
    tests = lessons_of_kind(call, "placement", subject=lesson.subject)
    return any(int(each.grade or 0) > int(lesson.grade or 0) for each in tests)


def _course_for(call: RequestContext, subject: str, grade: int, school_id: str) -> Doc | None:
    """The course that a subject track names for a subject and grade: the school's own, else everybody's."""
    named = Clause('"subject" = ? AND "grade" = ?', (subject, str(grade)))
    tracks = {each.get("orgSourcedId"): each for each in call.session.find(SUBJECT_TRACKS, named)}
    track = tracks.get(school_id) or tracks.get(None)
    return call.session.get(tables.COURSES, track["courseId"]) if track else None


def is_enrolled(call: RequestContext, student_id: str, course_id: str) -> bool:
    """Whether a student is enrolled in a course now."""
    where = Clause(
        '"user.sourcedId" = ? AND "course.sourcedId" = ? AND role = \'student\'', (student_id, course_id)
    )
    found = call.session.find(tables.ENROLLMENTS, all_of([ACTIVE, where]))
    return any(not each.get("endDate") or each["endDate"] > call.now for each in found)


def _note_onboarding(call: RequestContext, student_id: str, subject: str, course: Doc | None) -> None:
    student = find_student(call, student_id)
    metadata = part(student, "metadata")
    state: Doc = {"state": "completed", "completedAt": call.now}
    if course is not None:
        state["courseId"] = course["sourcedId"]
    onboarding = part(metadata, "onboarding") | {subject: state}
    doc = student | {"metadata": metadata | {"onboarding": onboarding}}
    call.session.replace(tables.USERS, student_id, doc)
