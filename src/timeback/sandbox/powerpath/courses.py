"""What concerns whole courses: the syllabus, rendering, sequences, self-elected test-outs."""

from __future__ import annotations

from typing import Any

import msgspec

from timeback.sandbox.calls import RequestContext
from timeback.sandbox.fields import Field, array, boolean, nonblank, text
from timeback.sandbox.messages import Response, json_response
from timeback.sandbox.oneroster import tables
from timeback.sandbox.powerpath import plans
from timeback.sandbox.powerpath.assessments import checked
from timeback.sandbox.powerpath.assigning import assign
from timeback.sandbox.powerpath.lessons import (
    ACTIVE,
    active_record,
    find_course,
    find_student,
    required_query,
)
from timeback.sandbox.powerpath.tables import COURSE_SEQUENCES, RENDER_CONFIGS, TEST_ASSIGNMENTS
from timeback.sandbox.powerpath.trees import course_tree
from timeback.sandbox.refusals import ApiError
from timeback.sandbox.router import Router
from timeback.sandbox.store import Clause, Doc, all_of, path_sql

__all__ = ["register_courses"]

_RENDER: dict[str, Field] = {
    "courseIds": Field(array(nonblank, least=1), required=True),
    "rendererId": Field(nonblank, required=True),
    "rendererUrl": Field(nonblank, required=True),
    "rendererVersion": Field(text),
    "suppressFeedback": Field(boolean, default=False),
    "suppressCorrectResponse": Field(boolean, default=False),
}
_TEST_OUT: dict[str, Field] = {
    "oneRosterSourcedId": Field(nonblank, required=True),
    "subject": Field(nonblank, required=True),
}
_TEST_OUT_SUBJECTS = ("Math", "Reading", "Language", "Science", "Writing", "Vocabulary")


def register_courses(router: Router, base: str) -> None:
    """Serve what concerns whole courses."""
    router.add("GET", f"{base}/syllabus/{{course_id}}", _syllabus)
    router.add("PUT", f"{base}/render-config", _upsert_rendering)
    router.add("GET", f"{base}/render-config/{{course_id}}", _get_rendering)
    router.add("DELETE", f"{base}/render-config/{{course_id}}", _delete_rendering)
    sequence = f"{base}/course-sequence/{{id}}"
    router.add("GET", sequence, _sequence)
    router.add("GET", f"{sequence}/stages", _stages)
    router.add("GET", f"{sequence}/stages/after/assessment", _stage_after)
    router.add("GET", f"{base}/test-out/getTestOutEligibility/{{student_id}}/{{subject}}", _eligibility)
    router.add("POST", f"{base}/test-out/makeExternalStudentTestOutAssignment", _elect_test_out)


def _syllabus(call: RequestContext) -> Response:
    course = find_course(call, call.params["course_id"])
    items = plans.build_items(call.session, course["sourcedId"])
    # Whoever reads the syllabus sees all of it, under the ids of the course's own parts.
    own = {each["itemId"]: each["id"] for each in items}
    items = [
        each | {"itemId": each["id"], "parent": own.get(each["parent"]), "skipped": False} for each in items
    ]
    tree = course_tree(call.session, course, items, status=call.query.get("status"))
    return call.text_response(msgspec.json.encode({"syllabus": tree}).decode())


def _upsert_rendering(call: RequestContext) -> Response:
    body = checked(call, _RENDER)
    course_ids = body.pop("courseIds")
    for course_id in course_ids:
        find_course(call, course_id)
        call.session.remove(RENDER_CONFIGS, course_id)
        call.session.insert(
            RENDER_CONFIGS, course_id, {"courseId": course_id, "rendererVersion": None} | body
        )
    return json_response(200, {"updated": course_ids})


def _rendering(call: RequestContext) -> Doc:
    return active_record(call, RENDER_CONFIGS, call.params["course_id"], "Render configuration")


def _get_rendering(call: RequestContext) -> Response:
    return json_response(200, _rendering(call))


def _delete_rendering(call: RequestContext) -> Response:
    course_id = _rendering(call)["courseId"]
    call.session.remove(RENDER_CONFIGS, course_id)
    return json_response(200, {"deleted": course_id})


# Sequences.


def _one_sequence(call: RequestContext) -> Doc:
    return active_record(call, COURSE_SEQUENCES, call.params["id"], "Course sequence")


def _sequence(call: RequestContext) -> Response:
    return json_response(200, _one_sequence(call))


def _stages(call: RequestContext) -> Response:
    stages = _one_sequence(call)["stages"]
    if grade := call.query.get("grade"):
        stages = [each for each in stages if grade in each["grades"]]
    limit = call.query.get("limit")
    if limit is not None and not (limit.isascii() and limit.isdecimal() and int(limit) > 0):
        raise ApiError(422, "Invalid query parameters.", [("limit", "Must be a whole number of at least 1.")])
    return json_response(200, {"stages": stages[: int(limit)] if limit else stages})


def _stage_after(call: RequestContext) -> Response:
    (grade,) = required_query(call, "test_grade")
    wanted = call.query.get("test_type", "end_of_grade")
    stages: list[Any] = _one_sequence(call)["stages"]
    for stage, following in zip(stages, [*stages[1:], None], strict=True):
        is_test = stage["type"] == "assessment" and wanted in stage["properties"]["testTypes"]
        if is_test and grade in stage["grades"] and following is not None:
            return json_response(200, following)
    raise ApiError(404, "No stage follows such an assessment.")


# Self-elected test-outs.


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


def _eligibility(call: RequestContext) -> Response:
    student = find_student(call, call.params["student_id"])
    grade, reason = _elected(call, student, call.params["subject"])
    return json_response(200, {"eligible": grade is not None, "reason": reason})


def _elect_test_out(call: RequestContext) -> Response:
    body = checked(call, _TEST_OUT)
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
