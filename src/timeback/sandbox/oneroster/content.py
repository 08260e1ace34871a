"""Course components and what they hold: resources, their export, and whole course structures."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from timeback.sandbox.calls import RequestContext
from timeback.sandbox.entities import Collection, Draft, Entity
from timeback.sandbox.messages import Response
from timeback.sandbox.oneroster import collections as known
from timeback.sandbox.oneroster import content_specs as specs
from timeback.sandbox.oneroster import tables
from timeback.sandbox.oneroster.below import Below, Scope, serve_below
from timeback.sandbox.oneroster.cartridge import cartridge_response
from timeback.sandbox.oneroster.descent import id_of, invalid, refuse_cycle, take_along
from timeback.sandbox.oneroster.structure import Shelves, build_structure
from timeback.sandbox.oneroster.tables import RESOURCES_PREFIX, ROSTERING
from timeback.sandbox.router import Router
from timeback.sandbox.store import Clause
from timeback.sandbox.writes import add_collection, require

__all__ = ["register_content"]


def _before_component(draft: Draft) -> None:
    """Components form a tree within their course."""
    doc, session = draft.doc, draft.call.session
    if doc.get("parent") is None:
        # The older name of the field counts where the present one is not used.
        doc["parent"] = doc.get("courseComponent")
    refuse_cycle(draft, tables.COMPONENTS, "parent")
    course, parent_id = doc["course"]["sourcedId"], id_of(doc["parent"])
    parent = session.get(tables.COMPONENTS, parent_id) if parent_id else None
    if parent and parent["course"]["sourcedId"] != course:
        raise invalid("parent.sourcedId", "The parent belongs to another course.")
    if draft.old is not None and draft.old["course"]["sourcedId"] != course:
        below = Clause('"parent.sourcedId" = ?', (draft.record_id,))
        if session.find(tables.COMPONENTS, below):
            raise invalid("course.sourcedId", "The components below this one belong to another course.")


COMPONENTS = Collection(
    "courses/components",
    Entity(
        tables.COMPONENTS,
        specs.COMPONENT,
        before=_before_component,
        after=partial(take_along, table=tables.COMPONENTS),
    ),
    "courseComponent",
    "courseComponents",
    "Course Component",
)
COMPONENT_RESOURCES = Collection(
    "courses/component-resources",
    Entity(tables.COMPONENT_RESOURCES, specs.COMPONENT_RESOURCE),
    "componentResource",
    "componentResources",
    "Component Resource",
)
RESOURCES = Collection(
    "resources",
    Entity(tables.RESOURCES, specs.RESOURCE, after=partial(take_along, table=tables.RESOURCES)),
    "resource",
    "resources",
    "Resource",
    put_partial=True,
)

_OF_USER = (
    'SELECT "class.sourcedId" FROM enrollments WHERE "user.sourcedId" = ? AND status <> \'tobedeleted\''
)


def _named_by(table: str, ids: str) -> str:
    """The resources that courses or classes name themselves."""
    return (
        f"SELECT json_extract(value, '$.sourcedId') FROM {table}, json_each({table}.doc, '$.resources') "
        f"WHERE {table}.id IN ({ids})"
    )


def _of_courses(ids: str) -> str:
    """The resources that courses name, and those that their components hold."""
    held = (
        "SELECT \"resource.sourcedId\" FROM component_resources AS link WHERE link.status <> 'tobedeleted' "
        'AND "courseComponent.sourcedId" IN '
        f'(SELECT id FROM course_components WHERE "course.sourcedId" IN ({ids}))'
    )
    return f"{held} UNION {_named_by('courses', ids)}"


def _of_classes(ids: str) -> str:
    """The resources that classes name, and those of their courses."""
    courses = f'SELECT "course.sourcedId" FROM classes WHERE id IN ({ids})'
    return f"{_of_courses(courses)} UNION {_named_by('classes', ids)}"


def _among(sql: str) -> Scope:
    # Every place of the owner's id in the statement is the same.
    return lambda call, owner: Clause(f"id IN ({sql})", (owner,) * sql.count("?"))


_LISTS: Sequence[Below] = (
    Below("resources/courses/{owner}/resources", known.COURSES, RESOURCES, _among(_of_courses("?"))),
    Below("resources/classes/{owner}/resources", known.CLASSES, RESOURCES, _among(_of_classes("?"))),
    Below("resources/users/{owner}/resources", known.USERS, RESOURCES, _among(_of_classes(_OF_USER))),
)


def register_content(router: Router) -> None:
    """Serve components, component resources, course structures and resources."""
    add_collection(router, ROSTERING, COMPONENTS)
    add_collection(router, ROSTERING, COMPONENT_RESOURCES)
    shelves = Shelves(COMPONENTS, COMPONENT_RESOURCES, RESOURCES)
    router.add("POST", f"{ROSTERING}/courses/structure", partial(build_structure, shelves))
    add_collection(router, RESOURCES_PREFIX, RESOURCES)
    serve_below(router, RESOURCES_PREFIX, _LISTS)
    router.add("POST", f"{RESOURCES_PREFIX}/resources/export/{{record_id}}", _export)


def _export(call: RequestContext) -> Response:
    return cartridge_response(require(call, RESOURCES, call.params["record_id"]))
