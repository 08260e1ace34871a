"""Plans and courses as they are answered: a tree of components with their resources, and a light structure."""

from __future__ import annotations

from typing import Any

from ..._json_types import is_object
from ..oneroster import tables
from ..records import Doc, part
from ..session import Session
from .plan_items import Items, children, sort_key

__all__ = ["course_tree", "structure"]


def course_tree(session: Session, course: Doc, items: Items, *, status: str | None = None) -> Doc:
    """A course and its items as a tree, without what is skipped; with `status`, only such parts."""
    return {"course": _course(course), "subComponents": _components(session, items, None, status)}


def _course(course: Doc) -> Doc:
    return course | {"org": {"sourcedId": course["org"]["sourcedId"]}}


def _components(session: Session, items: Items, parent: str | None, status: str | None) -> list[Doc]:
    found: list[Doc] = []
    for place, item in enumerate(children(items, parent, "component")):
        component = session.get(tables.COMPONENTS, item["id"])
        if item["skipped"] or component is None or status not in (None, component["status"]):
            continue
        found.append(
            {
                "id": item["itemId"],
                "sourcedId": component["sourcedId"],
                "status": component["status"],
                "title": component["title"],
                "sortOrder": sort_key(place),
                "metadata": part(component, "metadata"),
                "prerequisites": component.get("prerequisites") or [],
                "componentResources": _resources(session, items, item["itemId"], status),
                "subComponents": _components(session, items, item["itemId"], status),
                **_present(component, "unlockDate", "prerequisiteCriteria"),
            }
        )
    return found


def _present(doc: Doc, *names: str) -> Doc:
    return {name: doc[name] for name in names if doc.get(name) is not None}


def _resources(session: Session, items: Items, parent: str, status: str | None) -> list[Doc]:
    found: list[Doc] = []
    for place, item in enumerate(children(items, parent, "resource")):
        link = session.get(tables.COMPONENT_RESOURCES, item["id"])
        resource = session.get(tables.RESOURCES, link["resource"]["sourcedId"]) if link else None
        if item["skipped"] or link is None or resource is None or status not in (None, link["status"]):
            continue
        metadata = part(link, "metadata") | _present(link, "lessonType")
        found.append(
            {
                "id": item["itemId"],
                "sourcedId": link["sourcedId"],
                "tenantId": None,
                "clientAppId": None,
                "courseComponentSourcedId": link["courseComponent"]["sourcedId"],
                "sortOrder": sort_key(place),
                "metadata": metadata,
                "resource": _resource(resource),
            }
        )
    return found


def _resource(resource: Doc) -> Doc:
    metadata: Any = resource.get("metadata")
    kind = metadata.get("type") if is_object(metadata) else None
    return resource | {"metadataDetails": {"type": str(kind or "unknown")}}


def structure(session: Session, plan: Doc) -> Doc:
    """The light view of a plan, with what is skipped."""
    course = session.get(tables.COURSES, plan["courseId"]) or {}
    return {
        "id": plan["id"],
        "courseId": plan["courseId"],
        "courseTitle": course.get("title", ""),
        "structure": _nodes(session, plan["items"], None, "component"),
    }


def _nodes(session: Session, items: Items, parent: str | None, kind: str) -> list[Doc]:
    table = tables.COMPONENTS if kind == "component" else tables.COMPONENT_RESOURCES
    found: list[Doc] = []
    for place, item in enumerate(children(items, parent, kind)):
        record = session.get(table, item["id"]) or {}
        node: Doc = {
            "type": kind,
            "title": record.get("title", ""),
            "order": sort_key(place),
            "skipped": item["skipped"],
            "itemId": item["itemId"],
        }
        if kind == "component":
            node["componentId"] = item["id"]
            node["componentResources"] = _nodes(session, items, item["itemId"], "resource")
            node["subComponents"] = _nodes(session, items, item["itemId"], "component")
        else:
            node["componentResourceId"] = item["id"]
        found.append(node)
    return found
