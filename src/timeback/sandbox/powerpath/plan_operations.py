"""Operations on lesson plans: logged, and applied by a sync."""

from __future__ import annotations

import uuid

from ..bodies import checked_body
from ..context import RequestContext
from ..errors import ApiError
from ..messages import Response, json_response
from ..oneroster import tables
from ..records import Doc
from ..sql import Clause
from . import plan_items
from .plan_records import is_active, operations_of, require_plan, save_plan
from .schemas import OPERATION
from .tables import LESSON_PLANS, OPERATIONS

__all__ = ["list_operations", "log_operation", "recreate_plan", "sync_course", "sync_plan"]


def list_operations(call: RequestContext) -> Response:
    """Answer the operations of a plan, the oldest first."""
    hidden = ("lessonPlanId", "applied")
    shown = [
        {name: value for name, value in each.items() if name not in hidden}
        for each in operations_of(call, require_plan(call)["id"])
    ]
    return json_response(200, {"operations": shown})


def log_operation(call: RequestContext) -> Response:
    """Note an operation; a sync applies it."""
    plan = require_plan(call)
    body = checked_body(call, OPERATION, closed=True)
    operation_id = str(uuid.uuid4())
    operation: Doc = {
        "id": operation_id,
        "lessonPlanId": plan["id"],
        "type": body["operation"]["type"],
        "payload": body["operation"]["payload"],
        "reason": body.get("reason"),
        "createdAt": call.now,
        "sequenceNumber": len(operations_of(call, plan["id"])) + 1,
        "createdBy": None,
        "applied": False,
    }
    call.session.insert(OPERATIONS, operation_id, operation)
    message = "The operation is logged; a sync applies it."
    return json_response(201, {"success": True, "message": message, "operationId": operation_id})


def _apply(call: RequestContext, plan: Doc, operations: list[Doc]) -> list[Doc]:
    """Apply operations in sequence; what came of each."""
    results = [plan_items.apply_operation(call.session, plan["items"], each) for each in operations]
    for each in operations:
        if not each["applied"]:
            call.session.replace(OPERATIONS, each["id"], each | {"applied": True})
    save_plan(call, plan)
    return results


def _synced(results: list[Doc]) -> Response:
    body = {
        "success": True,
        "message": f"Applied {len(results)} operations.",
        "operationCount": len(results),
        "operationResults": results,
    }
    return json_response(200, body)


def sync_plan(call: RequestContext) -> Response:
    """Apply the operations of a plan that were not applied yet."""
    plan = require_plan(call)
    waiting = [each for each in operations_of(call, plan["id"]) if not each["applied"]]
    return _synced(_apply(call, plan, waiting))


def _rebuild(call: RequestContext, plan: Doc) -> list[Doc]:
    plan["items"] = plan_items.build_items(call.session, plan["courseId"])
    return _apply(call, plan, operations_of(call, plan["id"]))


def recreate_plan(call: RequestContext) -> Response:
    """Build a plan anew from its course, and apply every operation."""
    return _synced(_rebuild(call, require_plan(call)))


def sync_course(call: RequestContext) -> Response:
    """Build every plan of a course anew."""
    course_id = call.params["course_id"]
    if not is_active(call, tables.COURSES, course_id):
        raise ApiError(404, "Course not found.")
    affected: list[str] = []
    for plan in call.session.find(LESSON_PLANS, Clause('"courseId" = ?', (course_id,))):
        _rebuild(call, plan)
        affected.append(plan["id"])
    return json_response(200, {"lessonPlansAffected": affected})
