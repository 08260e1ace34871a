"""Test-outs that students choose themselves."""

from __future__ import annotations

from ..bodies import checked_body
from ..context import RequestContext
from ..errors import ApiError
from ..messages import Response, json_response
from ..oneroster import tables
from ..records import Doc
from ..sql import Clause, all_of, path_sql
from .assignment_records import assign
from .lessons import ACTIVE, find_student
from .schemas import ELECTED_TEST_OUT
from .tables import COURSE_SEQUENCES, TEST_ASSIGNMENTS

__all__ = ["elect_test_out", "get_eligibility"]

_TEST_OUT_SUBJECTS = ("Math", "Reading", "Language", "Science", "Writing", "Vocabulary")


def _elected(call: RequestContext, student: Doc, subject: str) -> tuple[str | None, str | None]:
    """The grade at which a student may test out, or why not."""
    spelled = {each.casefold(): each for each in _TEST_OUT_SUBJECTS}.get(subject.casefold())
    if spelled is None:
        return None, "There is no test-out in this subject."
    if not student.get("email"):
        return None, "The student has no email."
    theirs = Clause(
        '"user.sourcedId" = ? AND role = \'student\' AND "course.sourcedId" IN '
        "(SELECT id FROM courses WHERE status <> 'tobedeleted' "
        "AND EXISTS (SELECT 1 FROM json_each(courses.doc, '$.subjects') WHERE value = ?) "
        "AND coalesce(json_extract(doc, '$.metadata.placementPlaceholder'), 0) = 0)",
        (student["sourcedId"], spelled),
    )
    enrolled = [
        each
        for each in call.session.find(tables.ENROLLMENTS, all_of([ACTIVE, theirs]))
        if not each.get("endDate") or each["endDate"] > call.now[:10]
    ]
    if not enrolled:
        return None, "The student is in no active course of this subject."
    grade = _target_grade(call, student["sourcedId"], spelled)
    if grade is None:
        return None, "No grade to test out of was found."
    used = Clause(
        f"{path_sql('origin')} = 'self-elected' AND \"studentSourcedId\" = ? AND grade = ? "
        f"AND {path_sql('subject')} = ? AND \"assignmentStatus\" IN ('completed', 'failed')",
        (student["sourcedId"], grade, spelled),
    )
    if call.session.find(TEST_ASSIGNMENTS, used):
        return None, "The student has used the test-out of this grade."
    return grade, None


def _target_grade(call: RequestContext, student_id: str, subject: str) -> str | None:
    """One more than the highest grade that was mastered, else the lowest of the subject's sequence."""
    passed = Clause(
        f'"studentSourcedId" = ? AND {path_sql("subject")} = ? AND "assignmentStatus" = \'completed\'',
        (student_id, subject),
    )
    mastered = [int(each["grade"]) for each in call.session.find(TEST_ASSIGNMENTS, passed)]
    if mastered:
        return str(max(mastered) + 1)
    active = Clause(f"{path_sql('subject')} = ? AND status = 'active'", (subject,))
    grades = [
        int(grade)
        for sequence in call.session.find(COURSE_SEQUENCES, active)
        for stage in sequence["stages"]
        if stage["type"] == "assessment"
        for grade in stage["grades"]
    ]
    return str(min(grades)) if grades else None


def get_eligibility(call: RequestContext) -> Response:
    """Answer whether a student may test out of a grade in a subject, or why not."""
    student = find_student(call, call.params["student_id"])
    grade, reason = _elected(call, student, call.params["subject"])
    return json_response(200, {"eligible": grade is not None, "reason": reason})


def elect_test_out(call: RequestContext) -> Response:
    """Assign the test-out that a student chose."""
    body = checked_body(call, ELECTED_TEST_OUT)
    student = find_student(call, body["oneRosterSourcedId"])
    grade, reason = _elected(call, student, body["subject"])
    if grade is None:
        raise ApiError(400, reason or "The student may not test out.")
    subject = next(each for each in _TEST_OUT_SUBJECTS if each.casefold() == body["subject"].casefold())
    made = assign(call, student, subject, grade, kind="test-out", origin="self-elected")
    data = {
        "assignmentId": made["sourcedId"],
        "lessonId": made["componentResourceSourcedId"],
        "subject": subject,
        "grade": grade,
        "test_type": "test out",
        "origin": "self-elected",
    }
    return json_response(200, {"success": True, "data": data})
