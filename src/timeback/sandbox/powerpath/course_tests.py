"""Tests that are made in a course: by an external tool, or out of QTI tests."""

from __future__ import annotations

from ..bodies import checked_body
from ..context import RequestContext
from ..errors import ApiError, invalid_body
from ..fields import Fields
from ..messages import Response, json_response
from ..records import Doc, part
from .lesson_records import new_resource, put_lesson
from .lessons import Lesson, find_course, lessons_of_kind
from .schemas import INTERNAL_TEST, PLACEMENT_TEST, TEST_OUT

__all__ = ["create_internal_test", "create_placement_test", "create_test_out"]


def create_test_out(call: RequestContext) -> Response:
    """Make or change the test-out of a course in an external tool."""
    return _create_external(call, TEST_OUT)


def create_placement_test(call: RequestContext) -> Response:
    """Make or change a placement test in an external tool."""
    return _create_external(call, PLACEMENT_TEST)


def _create_external(call: RequestContext, fields: Fields) -> Response:
    body = checked_body(call, fields)
    course = _courses(call, body)
    existing = _existing(call, body)
    if existing and existing.tool != body["toolProvider"]:
        raise ApiError(400, "The lesson of this kind belongs to another tool.")
    metadata: Doc = {
        name: body[name] for name in ("launchUrl", "toolProvider", "description") if name in body
    }
    lesson, component_id = put_lesson(call, course, body, existing, metadata)
    answer: Doc = {
        "lessonType": body["lessonType"],
        "lessonId": lesson.id,
        "courseComponentId": component_id,
        "resourceId": lesson.resource["sourcedId"],
    }
    named = ("launchUrl", "toolProvider", "vendorId", "courseIdOnFail", "grades")
    return json_response(200, answer | {name: body[name] for name in named if name in body})


def create_internal_test(call: RequestContext) -> Response:
    """Make or change a test out of QTI tests."""
    body = checked_body(call, INTERNAL_TEST)
    kind, wanted = body["testType"], "qti" if body["testType"] == "qti" else "assessmentBank"
    if ("qti" in body) == ("assessmentBank" in body) or wanted not in body:
        raise invalid_body((wanted, f"Exactly this belongs to {kind}."))
    course = _courses(call, body)
    existing = _existing(call, body) if body["lessonType"] in ("test-out", "placement") else None
    children: list[str] = []
    if kind == "qti":
        test = body["qti"]
        metadata = part(test, "metadata") | {"type": "qti", "subType": "qti-test", "url": test["url"]}
    else:
        children = [_put_child(call, course, test) for test in body["assessmentBank"]["resources"]]
        metadata = {"type": "assessment-bank", "resources": children}
    lesson, component_id = put_lesson(call, course, body, existing, metadata)
    answer: Doc = {
        "lessonType": body["lessonType"],
        "testType": kind,
        "lessonId": lesson.id,
        "courseComponentId": component_id,
        "resourceId": lesson.resource["sourcedId"],
    }
    if children:
        answer["childResourceIds"] = children
    return json_response(
        200, answer | {name: body[name] for name in ("courseIdOnFail", "grades") if name in body}
    )


def _courses(call: RequestContext, body: Doc) -> Doc:
    """The course of a body; the one to fall back on must be there too."""
    if body.get("courseIdOnFail"):
        find_course(call, body["courseIdOnFail"])
    return find_course(call, body["courseId"])


def _existing(call: RequestContext, body: Doc) -> Lesson | None:
    """The course's test of this kind; placement tests are told apart by grade."""
    grades = body.get("grades") or [None]
    for lesson in lessons_of_kind(call, body["lessonType"], course_id=body["courseId"]):
        if body["lessonType"] != "placement" or lesson.grade == grades[0]:
            return lesson
    return None


def _put_child(call: RequestContext, course: Doc, test: Doc) -> str:
    metadata = part(test, "metadata") | {"type": "qti", "subType": "qti-test", "url": test["url"]}
    return str(new_resource(call, test.get("title") or course["title"], metadata)["sourcedId"])
