"""A student's progress in a course: results by line item, and the course's test-out."""

from __future__ import annotations

import msgspec

from ..bodies import checked_body
from ..context import RequestContext
from ..messages import Response, json_response
from ..oneroster import tables
from ..oneroster.tables import reference
from ..records import Doc
from ..sql import Clause, all_of, path_sql
from . import gradebook
from .assignment_records import assign
from .completion import is_enrolled
from .lessons import ACTIVE, find_course, find_student, lesson_of
from .schemas import ITEM_RESPONSE, TEST_OUT_START
from .tables import TEST_ASSIGNMENTS

__all__ = ["get_course_progress", "start_test_out", "update_item_response"]


def get_course_progress(call: RequestContext) -> Response:
    """Answer the line items of a course with a student's results, and the state of its test-out."""
    course = find_course(call, call.params["course_id"])
    student_id = call.params["student_id"]
    find_student(call, student_id)
    of_course = Clause(
        '"course.sourcedId" = ? AND "parentAssessmentLineItem.sourcedId" IS NULL', (course["sourcedId"],)
    )
    clauses = [ACTIVE, of_course]
    if lesson_id := call.query.get("lessonId"):
        clauses.append(Clause('"componentResource.sourcedId" = ?', (lesson_id,)))
    items = call.session.find(tables.ASSESSMENT_LINE_ITEMS, all_of(clauses))
    rows = [_line_item(call, each, student_id) for each in items]
    test_out = _test_out(call, student_id, course)
    body = {"lineItems": [each for each in rows if each], "testOut": test_out}
    return call.text_response(msgspec.json.encode(body).decode())


def _line_item(call: RequestContext, item: Doc, student_id: str) -> Doc | None:
    theirs = Clause(
        '"assessmentLineItem.sourcedId" = ? AND "student.sourcedId" = ?', (item["sourcedId"], student_id)
    )
    row: Doc = {
        "assessmentLineItemSourcedId": item["sourcedId"],
        "title": item["title"],
        "results": call.session.find(tables.ASSESSMENT_RESULTS, all_of([ACTIVE, theirs])),
    }
    if link := item.get("componentResource"):
        return row | {"type": "resource", "courseComponentResourceSourcedId": link["sourcedId"]}
    if component := item.get("component"):
        return row | {"type": "component", "courseComponentSourcedId": component["sourcedId"]}
    return None


def _assignments(call: RequestContext, student_id: str, course_id: str) -> list[Doc]:
    """The test-outs of a course that a student was assigned, the last one last."""
    where = Clause(f'"studentSourcedId" = ? AND {path_sql("courseId")} = ?', (student_id, course_id))
    return call.session.find(TEST_ASSIGNMENTS, all_of([ACTIVE, where]))


def _test_out(call: RequestContext, student_id: str, course: Doc) -> Doc:
    given = _assignments(call, student_id, course["sourcedId"])
    if given:
        last = given[-1]
        state = last["assignmentStatus"]
        return {
            "status": state if state in ("completed", "failed") else "in_progress",
            "assignmentId": last["sourcedId"],
            "lessonId": last["componentResourceSourcedId"],
        }
    return {"status": "available" if is_enrolled(call, student_id, course["sourcedId"]) else "not_eligible"}


def start_test_out(call: RequestContext) -> Response:
    """Assign the test-out of a course to a student, once."""
    body = checked_body(call, TEST_OUT_START)
    course = call.session.get(tables.COURSES, body["courseId"])
    student = call.session.get(tables.USERS, body["studentId"])
    if course is None or student is None:
        return Response(404, [("content-length", "0")], b"")
    state = _test_out(call, body["studentId"], course)
    if state["status"] in ("completed", "failed", "not_eligible"):
        return Response(400, [("content-length", "0")], b"")
    if state["status"] == "in_progress":
        made, told = _assignments(call, body["studentId"], body["courseId"])[-1], "existing"
    else:
        subject, grade = (course["subjects"] or ["Other"])[0], (course["grades"] or ["0"])[0]
        made = assign(call, student, subject, grade, kind="test-out", courseId=body["courseId"])
        told = "created"
    return json_response(
        200,
        {
            "assignmentId": made["sourcedId"],
            "lessonId": made["componentResourceSourcedId"],
            "resourceId": made["resourceSourcedId"],
            "status": told,
        },
    )


def update_item_response(call: RequestContext) -> Response:
    """Write a student's result for a resource that is no lesson of the player."""
    body = checked_body(call, ITEM_RESPONSE)
    find_student(call, body["studentId"])
    lesson = lesson_of(call, body["componentResourceId"], plain=True)
    item = gradebook.ensure_line_item(call, lesson)
    result_id = f"{item['sourcedId']}-{body['studentId']}-item"
    doc: Doc = {
        "sourcedId": result_id,
        "dateLastModified": call.now,
        **body["result"],
        "assessmentLineItem": reference("assessment_line_items", item["sourcedId"]),
        "student": reference("users", body["studentId"]),
    }
    if call.session.exists(tables.ASSESSMENT_RESULTS, result_id):
        call.session.replace(tables.ASSESSMENT_RESULTS, result_id, doc)
    else:
        call.session.insert(tables.ASSESSMENT_RESULTS, result_id, doc)
    written = {"success": True, "componentResourceLineItem": item, "componentResourceResult": doc}
    answer = call.text_response(msgspec.json.encode(written).decode())
    return Response(201, answer.headers, answer.body)
