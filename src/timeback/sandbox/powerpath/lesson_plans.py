"""Lesson plans: made from a course, read and deleted."""

from __future__ import annotations

import uuid

import msgspec

from ..bodies import checked_body
from ..context import RequestContext
from ..messages import Response, json_response
from ..oneroster import tables
from ..records import Doc
from ..sql import Clause
from . import plan_items
from .plan_records import empty, is_active, operations_of, require_plan
from .plan_trees import course_tree, structure
from .schemas import LESSON_PLAN
from .tables import LESSON_PLANS, OPERATIONS

__all__ = ["create_plan", "delete_plan", "delete_plans_of_course", "get_plan", "get_structure", "get_tree"]


def create_plan(call: RequestContext) -> Response:
    """Make a student's plan of a course, unless there is one."""
    body = checked_body(call, LESSON_PLAN)
    course_id, user_id = body["courseId"], body["userId"]
    class_id = body.get("classId") or _class_of(call, course_id, user_id)
    if not (is_active(call, tables.COURSES, course_id) and is_active(call, tables.USERS, user_id)):
        return empty(404)
    if class_id is not None and not is_active(call, tables.CLASSES, class_id):
        return empty(404)
    existing = _plan_of(call, course_id, user_id)
    if existing is not None:
        return json_response(200, {"lessonPlanId": existing["id"]})
    plan_id = str(uuid.uuid4())
    plan: Doc = {
        "id": plan_id,
        "courseId": course_id,
        "userId": user_id,
        "classId": class_id,
        "items": plan_items.build_items(call.session, course_id),
    }
    call.session.insert(LESSON_PLANS, plan_id, plan)
    return json_response(201, {"lessonPlanId": plan_id})


def _class_of(call: RequestContext, course_id: str, user_id: str) -> str | None:
    """The student's class of the course, the latest of several."""
    theirs = Clause(
        '"user.sourcedId" = ? AND "course.sourcedId" = ? AND status <> \'tobedeleted\'', (user_id, course_id)
    )
    found = call.session.find(tables.ENROLLMENTS, theirs)
    return str(found[-1]["class"]["sourcedId"]) if found else None


def _plan_of(call: RequestContext, course_id: str, user_id: str) -> Doc | None:
    of_both = Clause('"courseId" = ? AND "userId" = ?', (course_id, user_id))
    found = call.session.find(LESSON_PLANS, of_both)
    return found[0] if found else None


def get_plan(call: RequestContext) -> Response:
    """Answer the plan of a course and student as a tree."""
    plan = _plan_of(call, call.params["plan_id"], call.params["user_id"])
    return _tree(call, plan) if plan else empty(404)


def get_tree(call: RequestContext) -> Response:
    """Answer a plan as a tree."""
    return _tree(call, require_plan(call))


def _tree(call: RequestContext, plan: Doc) -> Response:
    course = call.session.get(tables.COURSES, plan["courseId"])
    if course is None:
        return empty(404)
    tree = course_tree(call.session, course, plan["items"])
    return call.text_response(msgspec.json.encode({"lessonPlan": {"lessonPlan": tree}}).decode())


def get_structure(call: RequestContext) -> Response:
    """Answer a plan as a light structure."""
    return json_response(200, {"lessonPlan": {"lessonPlan": structure(call.session, require_plan(call))}})


def delete_plans_of_course(call: RequestContext) -> Response:
    """Remove every plan of a course."""
    course_id = call.params["plan_id"]
    if not is_active(call, tables.COURSES, course_id):
        return empty(404)
    for plan in call.session.find(LESSON_PLANS, Clause('"courseId" = ?', (course_id,))):
        _remove(call, plan)
    return empty(204)


def delete_plan(call: RequestContext) -> Response:
    """Remove a plan and its operations."""
    _remove(call, require_plan(call))
    return empty(204)


def _remove(call: RequestContext, plan: Doc) -> None:
    call.session.remove(LESSON_PLANS, plan["id"])
    for operation in operations_of(call, plan["id"]):
        call.session.remove(OPERATIONS, operation["id"])
