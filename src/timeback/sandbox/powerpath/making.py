"""Tests that are made: in a course, by an external tool or out of QTI tests; and outside any course."""

from __future__ import annotations

import uuid
from typing import Any

from timeback.sandbox.calls import RequestContext
from timeback.sandbox.fields import (
    Field,
    Fields,
    Kind,
    array,
    is_object,
    nonblank,
    number,
    object_of,
    one_of,
    text,
)
from timeback.sandbox.messages import Response, json_response
from timeback.sandbox.oneroster import tables
from timeback.sandbox.oneroster.tables import reference
from timeback.sandbox.powerpath.assessments import checked
from timeback.sandbox.powerpath.lessons import Lesson, active_record, find_course, lessons_of_kind, part
from timeback.sandbox.powerpath.tables import UNLISTED_LESSONS
from timeback.sandbox.refusals import ApiError
from timeback.sandbox.router import Router
from timeback.sandbox.store import Doc

__all__ = ["GRADE", "GRADES", "make_unlisted_lesson", "register_making"]

GRADES = tuple(str(grade) for grade in range(-1, 14))
_LESSON_TYPES = ("powerpath-100", "quiz", "test-out", "placement", "unit-test", "alpha-read-article")
_anything = Kind(lambda value, at, check: value if is_object(value) else check.fail(at, "Must be an object."))


def _grade(value: Any, at: str, check: Any) -> Any:
    # The published client sends whole numbers.
    spelled = str(value)
    return spelled if spelled in GRADES else check.fail(at, "Must be a grade from -1 to 13.")


GRADE = Kind(_grade)
_SHARED: dict[str, Field] = {
    "courseId": Field(nonblank, required=True),
    "lessonTitle": Field(text),
    "unitTitle": Field(text),
    "courseComponentSourcedId": Field(nonblank),
    "resourceMetadata": Field(_anything, nullable=True),
    "xp": Field(number),
}
_EXTERNAL: dict[str, Field] = _SHARED | {
    "launchUrl": Field(text),
    "toolProvider": Field(one_of("edulastic", "mastery-track"), required=True),
    "vendorId": Field(text),
    "description": Field(text),
    "grades": Field(array(GRADE, least=1), required=True),
}
_PLACEMENT: dict[str, Field] = _EXTERNAL | {
    "lessonType": Field(one_of("placement"), required=True),
    "courseIdOnFail": Field(nonblank, nullable=True),
}
_TEST_OUT: dict[str, Field] = _EXTERNAL | {
    "lessonType": Field(one_of("test-out"), required=True),
    "xp": Field(number, required=True),
}
_qti = object_of({"url": Field(nonblank, required=True), "title": Field(text), "metadata": Field(_anything)})
_INTERNAL: dict[str, Field] = _SHARED | {
    "lessonType": Field(one_of(*_LESSON_TYPES), required=True),
    "testType": Field(one_of("qti", "assessment-bank"), required=True),
    "qti": Field(_qti),
    "assessmentBank": Field(object_of({"resources": Field(array(_qti, least=1), required=True)})),
    "grades": Field(array(GRADE)),
    "courseIdOnFail": Field(nonblank, nullable=True),
}


def register_making(router: Router, base: str) -> None:
    """Serve the making of tests."""
    router.add("POST", f"{base}/createExternalPlacementTest", lambda call: _create_external(call, _PLACEMENT))
    router.add("POST", f"{base}/createExternalTestOut", lambda call: _create_external(call, _TEST_OUT))
    router.add("POST", f"{base}/createInternalTest", _create_internal)


def _create_external(call: RequestContext, fields: Fields) -> Response:
    body = checked(call, fields)
    course = _courses(call, body)
    existing = _existing(call, body)
    if existing and existing.tool != body["toolProvider"]:
        raise ApiError(400, "The lesson of this kind belongs to another tool.")
    metadata: Doc = {
        name: body[name] for name in ("launchUrl", "toolProvider", "description") if name in body
    }
    lesson, component_id = _put_lesson(call, course, body, existing, metadata)
    answer: Doc = {
        "lessonType": body["lessonType"],
        "lessonId": lesson.id,
        "courseComponentId": component_id,
        "resourceId": lesson.resource["sourcedId"],
    }
    named = ("launchUrl", "toolProvider", "vendorId", "courseIdOnFail", "grades")
    return json_response(200, answer | {name: body[name] for name in named if name in body})


def _create_internal(call: RequestContext) -> Response:
    body = checked(call, _INTERNAL)
    kind, wanted = body["testType"], "qti" if body["testType"] == "qti" else "assessmentBank"
    if ("qti" in body) == ("assessmentBank" in body) or wanted not in body:
        raise ApiError(422, "The request body is invalid.", [(wanted, f"Exactly this belongs to {kind}.")])
    course = _courses(call, body)
    existing = _existing(call, body) if body["lessonType"] in ("test-out", "placement") else None
    children: list[str] = []
    if kind == "qti":
        test = body["qti"]
        metadata = part(test, "metadata") | {"type": "qti", "subType": "qti-test", "url": test["url"]}
    else:
        children = [_put_child(call, course, test) for test in body["assessmentBank"]["resources"]]
        metadata = {"type": "assessment-bank", "resources": children}
    lesson, component_id = _put_lesson(call, course, body, existing, metadata)
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


def _put_lesson(
    call: RequestContext, course: Doc, body: Doc, existing: Lesson | None, metadata: Doc
) -> tuple[Lesson, str]:
    """Write the component, the resource and the ComponentResource of a test; the lesson and its component."""
    kind = body["lessonType"]
    title = body.get("lessonTitle") or f"{course['title']}: {kind}"
    about: Doc = {
        "subject": (course.get("subjects") or ["Other"])[0],
        "grades": body.get("grades") or course.get("grades") or [],
        "lessonType": kind,
        **part(body, "resourceMetadata"),
        **metadata,
        **{name: body[name] for name in ("xp", "courseIdOnFail") if name in body},
    }
    if existing is not None:
        link = active_record(call, tables.COMPONENT_RESOURCES, existing.id, "Lesson")
        resource = existing.resource | {"metadata": existing.metadata | about, "dateLastModified": call.now}
        if "lessonTitle" in body:
            resource["title"] = link["title"] = title
            call.session.replace(tables.COMPONENT_RESOURCES, existing.id, link)
        call.session.replace(tables.RESOURCES, existing.resource["sourcedId"], resource)
        lesson = Lesson(existing.id, link["title"], kind, course["sourcedId"], resource)
        return lesson, link["courseComponent"]["sourcedId"]
    component_id = _component(call, course, body)
    resource = _resource(call, title, about, body.get("vendorId"))
    link_id = str(uuid.uuid4())
    link = _link(call, link_id, title, resource["sourcedId"], kind)
    link["courseComponent"] = reference("course_components", component_id)
    call.session.insert(tables.COMPONENT_RESOURCES, link_id, link)
    return Lesson(link_id, title, kind, course["sourcedId"], resource), component_id


def _component(call: RequestContext, course: Doc, body: Doc) -> str:
    wanted = body.get("courseComponentSourcedId")
    found = call.session.get(tables.COMPONENTS, wanted) if wanted else None
    if found is not None and found["course"]["sourcedId"] != course["sourcedId"]:
        raise ApiError(
            422,
            "The request body is invalid.",
            [("courseComponentSourcedId", "This component belongs to another course.")],
        )
    if found is not None:
        if "unitTitle" in body:
            call.session.replace(tables.COMPONENTS, found["sourcedId"], found | {"title": body["unitTitle"]})
        return str(wanted)
    component_id = wanted or str(uuid.uuid4())
    doc: Doc = {
        "sourcedId": component_id,
        "status": "active",
        "dateLastModified": call.now,
        "title": body.get("unitTitle")
        or body.get("lessonTitle")
        or f"{course['title']}: {body['lessonType']}",
        "course": reference("courses", course["sourcedId"]),
        "parent": None,
        "sortOrder": 0,
        "unlockDate": None,
    }
    call.session.insert(tables.COMPONENTS, component_id, doc)
    return component_id


def _resource(call: RequestContext, title: str, metadata: Doc, vendor: str | None = None) -> Doc:
    resource_id = str(uuid.uuid4())
    doc: Doc = {
        "sourcedId": resource_id,
        "status": "active",
        "dateLastModified": call.now,
        "title": title,
        "metadata": metadata,
        "roles": ["primary"],
        "importance": "primary",
        "vendorResourceId": resource_id,
        "vendorId": vendor,
    }
    call.session.insert(tables.RESOURCES, resource_id, doc)
    return doc


def _put_child(call: RequestContext, course: Doc, test: Doc) -> str:
    metadata = part(test, "metadata") | {"type": "qti", "subType": "qti-test", "url": test["url"]}
    return str(_resource(call, test.get("title") or course["title"], metadata)["sourcedId"])


def _link(call: RequestContext, link_id: str, title: str, resource_id: str, kind: str) -> Doc:
    return {
        "sourcedId": link_id,
        "status": "active",
        "dateLastModified": call.now,
        "title": title,
        "resource": reference("resources", resource_id),
        "sortOrder": 0,
        "lessonType": kind,
    }


def make_unlisted_lesson(call: RequestContext, title: str, metadata: Doc) -> tuple[str, str]:
    """A lesson that stands in no course: its id, and that of its resource."""
    resource = _resource(call, title, metadata)
    link_id = str(uuid.uuid4())
    link = _link(call, link_id, title, resource["sourcedId"], metadata["lessonType"])
    call.session.insert(UNLISTED_LESSONS, link_id, link)
    return link_id, resource["sourcedId"]
