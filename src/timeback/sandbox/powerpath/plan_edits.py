"""Edits of lesson plans in the older way: without a log."""

from __future__ import annotations

from ..bodies import checked_body, checking, refuse_issues
from ..context import RequestContext
from ..errors import ApiError, invalid_body
from ..fields import Field, Fields, check_body, nonblank
from ..messages import Response, json_response
from ..oneroster import tables
from ..records import Doc
from ..sql import Clause, Table
from . import plan_items
from .plan_records import empty, is_active, require_plan, save_plan
from .schemas import PLAN_ITEM
from .tables import LESSON_PLANS

__all__ = ["add_component", "add_resource", "delete_item", "update_item"]


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


def update_item(call: RequestContext) -> Response:
    """Skip an item, move it among its siblings, or hang it below another."""
    body = checked_body(call, PLAN_ITEM)
    plan, item = _item(call, body["lessonPlanId"])
    items = plan["items"]
    item["skipped"] = body.get("skipped", item["skipped"])
    if "parentId" in body and body["parentId"] != item["parent"]:
        if body["parentId"] is not None and all(each["itemId"] != body["parentId"] for each in items):
            raise invalid_body(("parentId", "There is no such item."))
        item["parent"] = body["parentId"]
    if "order" in body:
        plan_items.move(items, item, max(0, int(body["order"])))
    save_plan(call, plan)
    return json_response(200, _node(plan, item))


def delete_item(call: RequestContext) -> Response:
    """Skip an item."""
    plan, item = _item(call)
    item["skipped"] = True
    save_plan(call, plan)
    return empty(204)


def add_component(call: RequestContext) -> Response:
    """Add a component of the course to a plan."""
    return _add(call, "component", "componentId", tables.COMPONENTS)


def add_resource(call: RequestContext) -> Response:
    """Add a ComponentResource to a plan."""
    return _add(call, "resource", "componentResourceId", tables.COMPONENT_RESOURCES)


def _add(call: RequestContext, kind: str, key: str, table: Table) -> Response:
    plan = require_plan(call)
    check = checking(call)
    shape: Fields = {key: Field(nonblank, required=True), "parentId": Field(nonblank, nullable=True)}
    body = check_body(call.body(), shape, check)
    refuse_issues(check)
    if not is_active(call, table, body[key]):
        raise ApiError(404, f"There is no such {kind}.")
    item = plan_items.new_item(kind, body[key], body.get("parentId"))
    plan["items"].append(item)
    save_plan(call, plan)
    return json_response(201, _node(plan, item))
