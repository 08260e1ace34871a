"""The syllabus of a course."""

from __future__ import annotations

import msgspec

from ..context import RequestContext
from ..messages import Response
from . import plan_items
from .lessons import find_course
from .plan_trees import course_tree

__all__ = ["get_syllabus"]


def get_syllabus(call: RequestContext) -> Response:
    """Answer a course as a tree of all its components and resources."""
    course = find_course(call, call.params["course_id"])
    items = plan_items.build_items(call.session, course["sourcedId"])
    # Whoever reads the syllabus sees all of it, under the ids of the course's own parts.
    own = {each["itemId"]: each["id"] for each in items}
    items = [
        each | {"itemId": each["id"], "parent": own.get(each["parent"]), "skipped": False} for each in items
    ]
    tree = course_tree(call.session, course, items, status=call.query.get("status"))
    return call.text_response(msgspec.json.encode({"syllabus": tree}).decode())
