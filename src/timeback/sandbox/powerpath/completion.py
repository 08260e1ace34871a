"""What follows when a lesson is completed: XP, assignments, and the course that a placement leads to."""

from __future__ import annotations

import uuid
from typing import Any

from timeback.sandbox.calls import Call
from timeback.sandbox.oneroster import tables
from timeback.sandbox.oneroster.tables import reference
from timeback.sandbox.powerpath import marks, scoring
from timeback.sandbox.powerpath.lessons import ACTIVE, Lesson, find_student, lessons_of_kind, part
from timeback.sandbox.powerpath.tables import TEST_ASSIGNMENTS
from timeback.sandbox.store import Clause, Doc, all_of

__all__ = ["close_attempt", "course_for", "is_enrolled"]


def close_attempt(call: Call, lesson: Lesson, attempt: Doc, *, correct: int, total: int, score: float) -> Doc:
    """Score an attempt for good, and do what follows from it."""
    accuracy = scoring.accuracy_of(correct, total)
    multiplier = scoring.multiplier_of(accuracy, marks.number_of(attempt))
    metadata: dict[str, Any] = {
        "accuracy": accuracy,
        "correctQuestions": correct,
        "totalQuestions": total,
        "multiplier": multiplier,
        "xp": lesson.xp * multiplier,
        "completedAt": call.now,
    }
    student_id = attempt["student"]["sourcedId"]
    closed = marks.change(call, attempt, metadata, score=score, scoreStatus=marks.GRADED, scoreDate=call.now)
    _settle_assignment(call, lesson, student_id, score)
    if lesson.kind in ("placement", "test-out") and not attempt["metadata"].get("skipCourseEnrollment"):
        failed = _lead_on(call, lesson, student_id, score)
        if lesson.tool:
            closed = marks.change(call, closed, {"enrollmentFailed": failed})
    return closed


def _settle_assignment(call: Call, lesson: Lesson, student_id: str, score: float) -> None:
    given = Clause('"componentResourceSourcedId" = ? AND "studentSourcedId" = ?', (lesson.id, student_id))
    for assignment in call.session.find(TEST_ASSIGNMENTS, given):
        state = "completed" if score >= scoring.PASS else "failed"
        done = assignment | {"assignmentStatus": state, "completedAt": call.now}
        call.session.replace(TEST_ASSIGNMENTS, assignment["sourcedId"], done)


def _lead_on(call: Call, lesson: Lesson, student_id: str, score: float) -> bool:
    """Enrol the student where the result leads; whether that failed."""
    if score < scoring.PASS:
        course_id = lesson.metadata.get("courseIdOnFail")
        course = call.session.get(tables.COURSES, course_id) if course_id else None
        failed = bool(course_id) and course is None
    elif lesson.kind == "placement" and _tests_left(call, lesson):
        # Passed, and there is a harder test to take: the level is not found yet.
        return False
    else:
        course = course_for(call, lesson.subject, int(lesson.grade or 0) + 1)
        failed = False
    if course is not None:
        _enrol(call, find_student(call, student_id), course)
    if lesson.kind == "placement":
        _note_onboarding(call, student_id, lesson.subject, course)
    return failed


def _tests_left(call: Call, lesson: Lesson) -> bool:
    tests = lessons_of_kind(call, "placement", subject=lesson.subject)
    return any(int(each.grade or 0) > int(lesson.grade or 0) for each in tests)


def course_for(call: Call, subject: str, grade: int) -> Doc | None:
    """The course that is taught in a subject and grade: the first of the active ones."""
    for course in call.session.find(tables.COURSES, ACTIVE):
        if subject in (course.get("subjects") or ()) and str(grade) in (course.get("grades") or ()):
            return course
    return None


def is_enrolled(call: Call, student_id: str, course_id: str) -> bool:
    """Whether a student is enrolled in a course now."""
    where = Clause(
        '"user.sourcedId" = ? AND "course.sourcedId" = ? AND role = \'student\'', (student_id, course_id)
    )
    found = call.session.find(tables.ENROLLMENTS, all_of([ACTIVE, where]))
    return any(not each.get("endDate") or each["endDate"] > call.now for each in found)


def _enrol(call: Call, student: Doc, course: Doc) -> None:
    if is_enrolled(call, student["sourcedId"], course["sourcedId"]):
        return
    school = student.get("primaryOrg") or student["roles"][0]["org"]
    school_id = school["sourcedId"]
    room = _class_of(call, course, school_id)
    name = f"{student['givenName']} {student['familyName']}"
    enrollment_id = str(uuid.uuid4())
    org = call.session.get(tables.ORGS, school_id) or {}
    doc: Doc = {
        "sourcedId": enrollment_id,
        "status": "active",
        "dateLastModified": call.now,
        "role": "student",
        "primary": "true",
        "beginDate": call.now[:10],
        "endDate": None,
        "user": reference("users", student["sourcedId"], name),
        "class": reference("classes", room["sourcedId"], room["title"]),
        "school": reference("orgs", school_id, str(org.get("name", ""))),
        "course": reference("courses", course["sourcedId"], course["title"]),
    }
    call.session.insert(tables.ENROLLMENTS, enrollment_id, doc)


def _class_of(call: Call, course: Doc, school_id: str) -> Doc:
    """A class of the course, at the school if it has one; else a new one."""
    of_course = Clause('"course.sourcedId" = ?', (course["sourcedId"],))
    found = call.session.find(tables.CLASSES, all_of([ACTIVE, of_course]))
    for room in found:
        if room["school"]["sourcedId"] == school_id:
            return room
    class_id = str(uuid.uuid4())
    terms = call.session.find(tables.ACADEMIC_SESSIONS, Clause("type = 'term' AND status = 'active'"))
    doc: Doc = {
        "sourcedId": class_id,
        "status": "active",
        "dateLastModified": call.now,
        "title": course["title"],
        "classCode": course.get("courseCode"),
        "classType": "scheduled",
        "location": None,
        "grades": course.get("grades") or [],
        "subjects": course.get("subjects") or [],
        "course": reference("courses", course["sourcedId"]),
        "school": reference("orgs", school_id),
        "terms": [reference("academic_sessions", each["sourcedId"]) for each in terms[-1:]],
    }
    call.session.insert(tables.CLASSES, class_id, doc)
    return doc


def _note_onboarding(call: Call, student_id: str, subject: str, course: Doc | None) -> None:
    student = find_student(call, student_id)
    metadata = part(student, "metadata")
    state: Doc = {"state": "completed", "completedAt": call.now}
    if course is not None:
        state["courseId"] = course["sourcedId"]
    onboarding = part(metadata, "onboarding") | {subject: state}
    doc = student | {"metadata": metadata | {"onboarding": onboarding}}
    call.session.replace(tables.USERS, student_id, doc)
