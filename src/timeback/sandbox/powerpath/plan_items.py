"""The items of a lesson plan, in order: built from a course, changed by operations."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from ..oneroster import tables
from ..records import Doc, part
from ..session import Session
from ..sql import Clause, all_of
from .lessons import ACTIVE

__all__ = [
    "Items",
    "OperationError",
    "apply_operation",
    "build_items",
    "children",
    "find_item",
    "move",
    "new_item",
    "sort_key",
]

# One item: itemId, type (component or resource), id (of the course's part), parent (an itemId or None),
# skipped. Siblings stand in the list in their order.
Items = list[Doc]

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


class OperationError(Exception):
    """An operation that cannot be applied."""


def sort_key(place: int) -> str:
    """The text by which the sibling at a place, from 0, is sorted: `a0`, `a1`, ... as text."""
    high, low = divmod(place, len(_DIGITS))
    return f"a{_DIGITS[low]}" if high == 0 else f"b{_DIGITS[high]}{_DIGITS[low]}"


def new_item(kind: str, record_id: str, parent: str | None, *, skipped: bool = False) -> Doc:
    """An item that stands for a component or a ComponentResource."""
    return {
        "itemId": str(uuid.uuid4()),
        "type": kind,
        "id": record_id,
        "parent": parent,
        "skipped": skipped,
    }


def build_items(session: Session, course_id: str) -> Items:
    """The items of a new plan: everything in the course, support resources skipped."""
    of_course = all_of([ACTIVE, Clause('"course.sourcedId" = ?', (course_id,))])
    components = session.find(tables.COMPONENTS, of_course)
    components.sort(key=lambda each: each.get("sortOrder") or 0)
    items: Items = []

    def add(parent_id: str | None, parent_item: str | None) -> None:
        for component in components:
            if (part(component, "parent").get("sourcedId")) != parent_id:
                continue
            item = new_item("component", component["sourcedId"], parent_item)
            items.append(item)
            items.extend(_resources(session, component["sourcedId"], item["itemId"]))
            add(component["sourcedId"], item["itemId"])

    add(None, None)
    return items


def _resources(session: Session, component_id: str, parent: str) -> Items:
    inside = all_of([ACTIVE, Clause('"courseComponent.sourcedId" = ?', (component_id,))])
    links = session.find(tables.COMPONENT_RESOURCES, inside)
    links.sort(key=lambda each: each.get("sortOrder") or 0)
    found: Items = []
    for link in links:
        resource = session.get(tables.RESOURCES, link["resource"]["sourcedId"]) or {}
        metadata = part(resource, "metadata") | part(link, "metadata")
        skipped = metadata.get("lessonRole") == "support"
        found.append(new_item("resource", link["sourcedId"], parent, skipped=skipped))
    return found


def children(items: Items, parent: str | None, kind: str | None = None) -> Items:
    """The items right below one, in order."""
    return [each for each in items if each["parent"] == parent and kind in (None, each["type"])]


def find_item(items: Items, kind: str, record_id: str) -> Doc:
    """The item that stands for a part of the course.

    Raises:
        Fault: There is none.
    """
    for each in items:
        if each["type"] == kind and each["id"] == record_id:
            return each
    raise OperationError(f"The plan has no {kind} {record_id}.")


def _sibling(items: Items, item: Doc, reference_id: str) -> Doc:
    for each in items:
        if each["id"] == reference_id and each["parent"] == item["parent"] and each is not item:
            return each
    raise OperationError(f"{reference_id} is not beside the item.")


def move(items: Items, item: Doc, place: int) -> None:
    """Put an item at a place among its siblings of its own kind."""
    items.remove(item)
    siblings = children(items, item["parent"], item["type"])
    if place >= len(siblings):
        items.append(item)
    else:
        items.insert(items.index(siblings[place]), item)


def _beside(items: Items, payload: Doc, *, after: bool) -> None:
    item = _target(items, payload)
    sibling = _sibling(items, item, payload["reference_id"])
    items.remove(item)
    items.insert(items.index(sibling) + after, item)


def _target(items: Items, payload: Doc) -> Doc:
    return find_item(items, payload["target"]["type"], payload["target"]["id"])


def _set_skipped(session: Session, items: Items, payload: Doc) -> None:
    _target(items, payload)["skipped"] = payload["value"]


def _add_custom(session: Session, items: Items, payload: Doc) -> None:
    parent = find_item(items, "component", payload["parent_component_id"])
    link = session.get(tables.COMPONENT_RESOURCES, payload["resource_id"])
    if link is None or link["status"] == "tobedeleted":
        raise OperationError(f"There is no active resource {payload['resource_id']}.")
    skipped = payload.get("skipped", False)
    items.append(new_item("resource", link["sourcedId"], parent["itemId"], skipped=skipped))


def _move_before(session: Session, items: Items, payload: Doc) -> None:
    _beside(items, payload, after=False)


def _move_after(session: Session, items: Items, payload: Doc) -> None:
    _beside(items, payload, after=True)


def _move_to_start(session: Session, items: Items, payload: Doc) -> None:
    move(items, _target(items, payload), 0)


def _move_to_end(session: Session, items: Items, payload: Doc) -> None:
    move(items, _target(items, payload), len(items))


def _change_parent(session: Session, items: Items, payload: Doc) -> None:
    item = _target(items, payload)
    parent = find_item(items, "component", payload["new_parent_id"])
    above: Doc | None = parent
    while above is not None:
        if above is item:
            raise OperationError("A component cannot stand inside itself.")
        above = next((each for each in items if each["itemId"] == above["parent"]), None)
    item["parent"] = parent["itemId"]
    move(items, item, 0 if payload.get("position") == "start" else len(items))


_APPLY: dict[str, Callable[[Session, Items, Doc], None]] = {
    "set-skipped": _set_skipped,
    "add-custom-resource": _add_custom,
    "move-item-before": _move_before,
    "move-item-after": _move_after,
    "move-item-to-start": _move_to_start,
    "move-item-to-end": _move_to_end,
    "change-item-parent": _change_parent,
}


def apply_operation(session: Session, items: Items, operation: Doc) -> dict[str, Any]:
    """Change the items as a logged operation says; what came of it. A missing target is no reason to stop."""
    try:
        _APPLY[operation["type"]](session, items, operation["payload"])
    except OperationError as fault:
        return {"success": False, "errors": [{"message": str(fault)}]}
    return {"success": True}
