"""A whole course in one request: its units, its lessons, and the resources that they show."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from ..._json_types import is_object
from ..bodies import checking, refuse_issues
from ..context import RequestContext
from ..errors import ApiError, invalid_body
from ..fields import check_body
from ..messages import Response
from ..records import Doc
from ..writes import create_record, created
from . import collections
from .schemas.content import STRUCTURE

__all__ = ["build_structure"]


def build_structure(call: RequestContext) -> Response:
    """Make a course: a component for each unit title, one for each lesson, and their resources."""
    check = checking(call)
    body = call.body()
    course_body = body.get("course") if is_object(body) else None
    entries = check_body(body, STRUCTURE, check).get("courseStructure", {})
    if course_body is None:
        check.fail("course", "Required.")
    refuse_issues(check)
    supplied, course = _make_course(call, course_body)
    units: dict[str, str] = {}
    for place, entry in enumerate(entries.values()):
        title = entry["unit-title"]
        if title not in units:
            units[title] = _component(call, course, title, len(units))
        lesson = _component(call, course, entry["title"], place, units[title], entry)
        for number, resource in enumerate(_resources(entry)):
            _place(call, lesson, number, resource)
    return created(supplied, course["sourcedId"])


def _make_course(call: RequestContext, body: Any) -> tuple[str | None, Doc]:
    try:
        return create_record(call, collections.COURSES, body)
    except ApiError as error:
        details = [(f"course.{path}", message) for path, message in error.details]
        raise ApiError(error.status, error.text, details) from None


def _component(
    call: RequestContext,
    course: Doc,
    title: str,
    order: int,
    parent: str | None = None,
    entry: Doc | None = None,
) -> str:
    body: Doc = {
        "status": "active" if entry is None else _status(entry),
        "title": title,
        "course": {"sourcedId": course["sourcedId"]},
        "parent": None if parent is None else {"sourcedId": parent},
        "sortOrder": order,
    }
    if entry is not None:
        body["metadata"] = {"skillCode": entry["skillCode"], "lessonCode": entry["lessonCode"]}
    return str(create_record(call, collections.COMPONENTS, body)[1]["sourcedId"])


def _status(entry: Doc) -> str:
    if entry["status"] not in ("active", "tobedeleted"):
        raise invalid_body(("courseStructure", "Every status must be active or tobedeleted."))
    return str(entry["status"])


def _resources(entry: Doc) -> Iterator[Doc]:
    """The resources of a lesson, in order: its stimulus, its video, its test."""
    if stimulus := entry.get("stimulus"):
        metadata: Doc = {"type": "qti", "subType": "qti-stimulus"}
        yield {
            "title": stimulus["title"],
            "vendorResourceId": stimulus["identifier"],
            "metadata": metadata,
        }
    if video := entry.get("video"):
        metadata = {"type": "video", "format": "url", "url": video["url"]}
        yield {
            "title": video["title"] or entry["title"],
            "vendorResourceId": video["url"],
            "metadata": metadata,
        }
    metadata = {"type": "qti", "subType": "qti-test", "url": entry["url"], "xp": entry["xp"]}
    yield {"title": entry["title"], "vendorResourceId": entry["lessonCode"], "metadata": metadata}


def _place(call: RequestContext, component: str, order: int, body: Doc) -> None:
    _, resource = create_record(call, collections.RESOURCES, body)
    link: Doc = {
        "sourcedId": str(uuid.uuid4()),
        "status": "active",
        "title": resource["title"],
        "courseComponent": {"sourcedId": component},
        "resource": {"sourcedId": resource["sourcedId"]},
        "sortOrder": order,
    }
    create_record(call, collections.COMPONENT_RESOURCES, link)
