"""Lesson plans: made from a course, changed by logged operations that a sync applies."""

from __future__ import annotations

import uuid

import msgspec

from timeback.sandbox.calls import RequestContext
from timeback.sandbox.fields import (
    Checking,
    Field,
    Fields,
    Kind,
    boolean,
    check_body,
    is_object,
    nonblank,
    number,
    object_of,
    one_of,
    text,
)
from timeback.sandbox.messages import Response, json_response
from timeback.sandbox.oneroster import tables
from timeback.sandbox.powerpath import plans
from timeback.sandbox.powerpath.assessments import checked
from timeback.sandbox.powerpath.tables import LESSON_PLANS, OPERATIONS
from timeback.sandbox.powerpath.trees import course_tree, structure
from timeback.sandbox.refusals import ApiError
from timeback.sandbox.router import Router
from timeback.sandbox.store import Clause, Doc, Table
from timeback.sandbox.writes import checking, refuse_issues

__all__ = ["register_lesson_plans"]

_CREATE: dict[str, Field] = {
    "courseId": Field(nonblank, required=True),
    "userId": Field(nonblank, required=True),
    "classId": Field(nonblank),
}
_target = object_of(
    {"type": Field(one_of("component", "resource"), required=True), "id": Field(nonblank, required=True)},
    closed=True,
)
_TARGET: dict[str, Field] = {"target": Field(_target, required=True)}
_RELATIVE: dict[str, Field] = _TARGET | {"reference_id": Field(nonblank, required=True)}
# By kind: the fields of the payload, and whether it refuses others.
_PAYLOADS: dict[str, tuple[Fields, bool]] = {
    "set-skipped": (_TARGET | {"value": Field(boolean, required=True)}, True),
    "add-custom-resource": (
        {
            "resource_id": Field(nonblank, required=True),
            "parent_component_id": Field(nonblank, required=True),
            "skipped": Field(boolean, default=False),
        },
        True,
    ),
    "move-item-before": (_RELATIVE, True),
    "move-item-after": (_RELATIVE, True),
    "move-item-to-start": (_TARGET, True),
    "move-item-to-end": (_TARGET, True),
    "change-item-parent": (
        _TARGET
        | {
            "new_parent_id": Field(nonblank, required=True),
            "position": Field(one_of("start", "end"), default="end"),
        },
        False,
    ),
}


def _check_operation(value: object, at: str, check: Checking) -> object:
    kind = value.get("type") if is_object(value) else None
    if kind not in _PAYLOADS:
        return check.fail(f"{at}.type", f"Must be one of {', '.join(_PAYLOADS)}.")
    fields, closed = _PAYLOADS[str(kind)]
    shape: Fields = {
        "type": Field(text, required=True),
        "payload": Field(object_of(fields, closed=closed), required=True),
    }
    return check_body(value, shape, check, path=at, closed=True)


_OPERATION: dict[str, Field] = {
    "operation": Field(Kind(_check_operation), required=True),
    "reason": Field(text),
}
_ITEM: dict[str, Field] = {
    "lessonPlanId": Field(nonblank, required=True),
    "type": Field(one_of("component", "resource"), required=True),
    "componentId": Field(nonblank, nullable=True),
    "componentResourceId": Field(nonblank, nullable=True),
    "order": Field(number),
    "parentId": Field(nonblank, nullable=True),
    "skipped": Field(boolean),
}


def register_lesson_plans(router: Router, base: str) -> None:
    """Serve lesson plans."""
    at = f"{base}/lessonPlans"
    plan = f"{at}/{{plan_id}}"
    router.add("POST", at, _create)
    router.add("GET", f"{at}/{{plan_id}}/{{user_id}}", _get)
    router.add("DELETE", f"{plan}/deleteAll", _delete_all)
    router.add("DELETE", plan, _delete)
    router.add("GET", f"{plan}/operations", _list_operations)
    router.add("POST", f"{plan}/operations", _log_operation)
    router.add("POST", f"{plan}/operations/sync", _sync)
    router.add("POST", f"{at}/course/{{course_id}}/sync", _sync_course)
    router.add("POST", f"{plan}/recreate", _recreate)
    router.add("GET", f"{at}/tree/{{plan_id}}", _get_tree)
    router.add("GET", f"{at}/tree/{{plan_id}}/structure", _get_structure)
    router.add("PATCH", f"{at}/items/{{item_id}}", _update_item)
    router.add("DELETE", f"{at}/items/{{item_id}}", _delete_item)
    router.add("POST", f"{plan}/component", _add_component)
    router.add("POST", f"{plan}/resource", _add_resource)


def _empty(status: int) -> Response:
    """An answer without a body: how these endpoints say that they have done it, or that something is unknown."""
    return Response(status, [("content-length", "0")] if status == 404 else [], b"")


def _plan(call: RequestContext) -> Doc:
    found = call.session.get(LESSON_PLANS, call.params["plan_id"])
    if found is None:
        raise ApiError(404, "Lesson plan not found.")
    return found


def _save(call: RequestContext, plan: Doc) -> None:
    call.session.replace(LESSON_PLANS, plan["id"], plan)


def _known(call: RequestContext, table: Table, record_id: str) -> bool:
    found = call.session.get(table, record_id)
    return found is not None and found["status"] != "tobedeleted"


def _create(call: RequestContext) -> Response:
    body = checked(call, _CREATE)
    course_id, user_id = body["courseId"], body["userId"]
    class_id = body.get("classId") or _class_of(call, course_id, user_id)
    if not (_known(call, tables.COURSES, course_id) and _known(call, tables.USERS, user_id)):
        return _empty(404)
    if class_id is not None and not _known(call, tables.CLASSES, class_id):
        return _empty(404)
    existing = _plan_of(call, course_id, user_id)
    if existing is not None:
        return json_response(200, {"lessonPlanId": existing["id"]})
    plan_id = str(uuid.uuid4())
    plan: Doc = {
        "id": plan_id,
        "courseId": course_id,
        "userId": user_id,
        "classId": class_id,
        "items": plans.build_items(call.session, course_id),
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


def _get(call: RequestContext) -> Response:
    plan = _plan_of(call, call.params["plan_id"], call.params["user_id"])
    return _tree(call, plan) if plan else _empty(404)


def _get_tree(call: RequestContext) -> Response:
    return _tree(call, _plan(call))


def _tree(call: RequestContext, plan: Doc) -> Response:
    course = call.session.get(tables.COURSES, plan["courseId"])
    if course is None:
        return _empty(404)
    tree = course_tree(call.session, course, plan["items"])
    return call.text_response(msgspec.json.encode({"lessonPlan": {"lessonPlan": tree}}).decode())


def _get_structure(call: RequestContext) -> Response:
    return json_response(200, {"lessonPlan": {"lessonPlan": structure(call.session, _plan(call))}})


def _delete_all(call: RequestContext) -> Response:
    course_id = call.params["plan_id"]
    if not _known(call, tables.COURSES, course_id):
        return _empty(404)
    for plan in call.session.find(LESSON_PLANS, Clause('"courseId" = ?', (course_id,))):
        _remove(call, plan)
    return _empty(204)


def _delete(call: RequestContext) -> Response:
    _remove(call, _plan(call))
    return _empty(204)


def _remove(call: RequestContext, plan: Doc) -> None:
    call.session.remove(LESSON_PLANS, plan["id"])
    for operation in _log(call, plan["id"]):
        call.session.remove(OPERATIONS, operation["id"])


# Operations.


def _log(call: RequestContext, plan_id: str) -> list[Doc]:
    return call.session.find(OPERATIONS, Clause('"lessonPlanId" = ?', (plan_id,)))


def _list_operations(call: RequestContext) -> Response:
    hidden = ("lessonPlanId", "applied")
    shown = [
        {name: value for name, value in each.items() if name not in hidden}
        for each in _log(call, _plan(call)["id"])
    ]
    return json_response(200, {"operations": shown})


def _log_operation(call: RequestContext) -> Response:
    plan = _plan(call)
    body = checked(call, _OPERATION, closed=True)
    operation_id = str(uuid.uuid4())
    operation: Doc = {
        "id": operation_id,
        "lessonPlanId": plan["id"],
        "type": body["operation"]["type"],
        "payload": body["operation"]["payload"],
        "reason": body.get("reason"),
        "createdAt": call.now,
        "sequenceNumber": len(_log(call, plan["id"])) + 1,
        "createdBy": None,
        "applied": False,
    }
    call.session.insert(OPERATIONS, operation_id, operation)
    message = "The operation is logged; a sync applies it."
    return json_response(201, {"success": True, "message": message, "operationId": operation_id})


def _apply(call: RequestContext, plan: Doc, operations: list[Doc]) -> list[Doc]:
    """Apply operations in sequence; what came of each."""
    results = [plans.apply_operation(call.session, plan["items"], each) for each in operations]
    for each in operations:
        if not each["applied"]:
            call.session.replace(OPERATIONS, each["id"], each | {"applied": True})
    _save(call, plan)
    return results


def _synced(results: list[Doc]) -> Response:
    body = {
        "success": True,
        "message": f"Applied {len(results)} operations.",
        "operationCount": len(results),
        "operationResults": results,
    }
    return json_response(200, body)


def _sync(call: RequestContext) -> Response:
    plan = _plan(call)
    waiting = [each for each in _log(call, plan["id"]) if not each["applied"]]
    return _synced(_apply(call, plan, waiting))


def _rebuild(call: RequestContext, plan: Doc) -> list[Doc]:
    plan["items"] = plans.build_items(call.session, plan["courseId"])
    return _apply(call, plan, _log(call, plan["id"]))


def _recreate(call: RequestContext) -> Response:
    return _synced(_rebuild(call, _plan(call)))


def _sync_course(call: RequestContext) -> Response:
    course_id = call.params["course_id"]
    if not _known(call, tables.COURSES, course_id):
        raise ApiError(404, "Course not found.")
    affected: list[str] = []
    for plan in call.session.find(LESSON_PLANS, Clause('"courseId" = ?', (course_id,))):
        _rebuild(call, plan)
        affected.append(plan["id"])
    return json_response(200, {"lessonPlansAffected": affected})


# The older way: changes without a log.


def _item(call: RequestContext, plan_id: str | None = None) -> tuple[Doc, Doc]:
    """The plan and the item with the path's item id."""
    item_id = call.params["item_id"]
    holding = Clause(
        "EXISTS (SELECT 1 FROM json_each(doc, '$.items') WHERE json_extract(value, '$.itemId') = ?)",
        (item_id,),
    )
    for plan in call.session.find(LESSON_PLANS, holding):
        if plan_id in (None, plan["id"]):
            return plan, next(each for each in plan["items"] if each["itemId"] == item_id)
    raise ApiError(404, "Item not found.")


def _node(plan: Doc, item: Doc) -> Doc:
    key = "componentId" if item["type"] == "component" else "componentResourceId"
    return {
        "itemId": item["itemId"],
        "lessonPlanId": plan["id"],
        "type": item["type"],
        key: item["id"],
        "parentId": item["parent"],
        "skipped": item["skipped"],
    }


def _update_item(call: RequestContext) -> Response:
    body = checked(call, _ITEM)
    plan, item = _item(call, body["lessonPlanId"])
    items = plan["items"]
    item["skipped"] = body.get("skipped", item["skipped"])
    if "parentId" in body and body["parentId"] != item["parent"]:
        if body["parentId"] is not None and all(each["itemId"] != body["parentId"] for each in items):
            raise ApiError(422, "The request body is invalid.", [("parentId", "There is no such item.")])
        item["parent"] = body["parentId"]
    if "order" in body:
        plans.move(items, item, max(0, int(body["order"])))
    _save(call, plan)
    return json_response(200, _node(plan, item))


def _delete_item(call: RequestContext) -> Response:
    plan, item = _item(call)
    item["skipped"] = True
    _save(call, plan)
    return _empty(204)


def _add_component(call: RequestContext) -> Response:
    return _add(call, "component", "componentId", tables.COMPONENTS)


def _add_resource(call: RequestContext) -> Response:
    return _add(call, "resource", "componentResourceId", tables.COMPONENT_RESOURCES)


def _add(call: RequestContext, kind: str, key: str, table: Table) -> Response:
    plan = _plan(call)
    check = checking(call)
    shape: Fields = {key: Field(nonblank, required=True), "parentId": Field(nonblank, nullable=True)}
    body = check_body(call.body(), shape, check)
    refuse_issues(check)
    if not _known(call, table, body[key]):
        raise ApiError(404, f"There is no such {kind}.")
    item = plans.new_item(kind, body[key], body.get("parentId"))
    plan["items"].append(item)
    _save(call, plan)
    return json_response(201, _node(plan, item))
