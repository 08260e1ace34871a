"""Lessons as records: a component, a ComponentResource and a resource in a course; or in none."""

from __future__ import annotations

import uuid

from ..context import RequestContext
from ..errors import invalid_body
from ..oneroster import tables
from ..oneroster.tables import reference
from ..records import Doc, part
from .lessons import Lesson, active_record
from .tables import UNLISTED_LESSONS

__all__ = ["make_unlisted_lesson", "new_resource", "put_lesson"]


def put_lesson(
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
    resource = new_resource(call, title, about, body.get("vendorId"))
    link_id = str(uuid.uuid4())
    link = _link(call, link_id, title, resource["sourcedId"], kind)
    link["courseComponent"] = reference("course_components", component_id)
    call.session.insert(tables.COMPONENT_RESOURCES, link_id, link)
    return Lesson(link_id, title, kind, course["sourcedId"], resource), component_id


def _component(call: RequestContext, course: Doc, body: Doc) -> str:
    wanted = body.get("courseComponentSourcedId")
    found = call.session.get(tables.COMPONENTS, wanted) if wanted else None
    if found is not None and found["course"]["sourcedId"] != course["sourcedId"]:
        raise invalid_body(("courseComponentSourcedId", "This component belongs to another course."))
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


def new_resource(call: RequestContext, title: str, metadata: Doc, vendor: str | None = None) -> Doc:
    """Make the resource of a test."""
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
    resource = new_resource(call, title, metadata)
    link_id = str(uuid.uuid4())
    link = _link(call, link_id, title, resource["sourcedId"], metadata["lessonType"])
    call.session.insert(UNLISTED_LESSONS, link_id, link)
    return link_id, resource["sourcedId"]
