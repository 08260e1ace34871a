"""Nested lists, such as the classes of a school: what each holds, and how it depends on its owner."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ..context import RequestContext
from ..entities import Collection
from ..errors import ApiError
from ..listing import answer_list
from ..messages import Response
from ..sql import Clause, all_of
from ..writes import require
from . import collections, tables
from .tables import CLASSES, ORG_AND_ABOVE, ORGS, USERS

__all__ = [
    "GRADEBOOK_LISTS",
    "LISTS_OF_CLASS_IN_SCHOOL",
    "RESOURCE_LISTS",
    "ROSTERING_LISTS",
    "NestedList",
    "Scope",
    "answer_nested",
    "by",
    "list_nested",
    "list_of_class_in_school",
    "require_owners",
    "results_in_class",
]

Scope = Callable[[RequestContext, str], Clause]


@dataclass(frozen=True)
class NestedList:
    """A list below a record.

    Attributes:
        path: Where it is served; `{owner}` stands for the record's id.
        owner: The record's collection.
        listed: What is listed.
        scope: Which records are the owner's.
    """

    path: str
    owner: Collection
    listed: Collection
    scope: Scope


def by(field: str) -> Scope:
    """Records that refer to the owner."""
    return lambda call, owner: Clause(f'"{field}.sourcedId" = ?', (owner,))


def list_nested(nested: NestedList, call: RequestContext) -> Response:
    """Answer one page of a list below the record in the path."""
    owner = call.params["owner"]
    require(call, nested.owner, owner)
    return answer_nested(call, nested.listed, nested.scope(call, owner))


def answer_nested(call: RequestContext, listed: Collection, scope: Clause) -> Response:
    """Answer one page of the records of a collection for which `scope` holds."""
    entity = listed.entity
    return answer_list(call, listed.many, entity.queryable, all_of([listed.only, scope]), entity.searched)


def _classes_of(role: str | None) -> Scope:
    """Classes in which the owner is enrolled, whatever has become of the enrollment."""
    condition = "" if role is None else f" AND role = '{role}'"
    sql = f'id IN (SELECT "class.sourcedId" FROM enrollments WHERE "user.sourcedId" = ?{condition})'
    return lambda call, owner: Clause(sql, (owner,))


def _roster(role: str) -> Scope:
    """Users enrolled in a class.

    Deleted enrollments count too: production answers so (observed in September 2026).
    """
    sql = 'id IN (SELECT "user.sourcedId" FROM enrollments WHERE "class.sourcedId" = ? AND role = ?)'
    return lambda call, owner: Clause(sql, (owner, role))


def _people_of_school(role: str) -> Scope:
    return lambda call, owner: USERS.tagged(f"role-at={role}@{owner}")


def _of_school_or_above(call: RequestContext, owner: str) -> Clause:
    """Records that belong to the school, or to an organization that it is part of."""
    return Clause(f'"org.sourcedId" IN ({ORG_AND_ABOVE})', (owner,))


ROSTERING_LISTS: Sequence[NestedList] = (
    NestedList("users/{owner}/classes", collections.USERS, collections.CLASSES, _classes_of(None)),
    NestedList("students/{owner}/classes", collections.STUDENTS, collections.CLASSES, _classes_of("student")),
    NestedList("teachers/{owner}/classes", collections.TEACHERS, collections.CLASSES, _classes_of("teacher")),
    NestedList("schools/{owner}/classes", collections.SCHOOLS, collections.CLASSES, by("school")),
    NestedList(
        "schools/{owner}/students", collections.SCHOOLS, collections.STUDENTS, _people_of_school("student")
    ),
    NestedList(
        "schools/{owner}/teachers", collections.SCHOOLS, collections.TEACHERS, _people_of_school("teacher")
    ),
    NestedList("schools/{owner}/courses", collections.SCHOOLS, collections.COURSES, _of_school_or_above),
    NestedList("schools/{owner}/enrollments", collections.SCHOOLS, collections.ENROLLMENTS, by("school")),
    NestedList("schools/{owner}/terms", collections.SCHOOLS, collections.TERMS, _of_school_or_above),
    NestedList("classes/{owner}/students", collections.CLASSES, collections.USERS, _roster("student")),
    NestedList("classes/{owner}/teachers", collections.CLASSES, collections.USERS, _roster("teacher")),
    NestedList("classes/{owner}/enrollments", collections.CLASSES, collections.ENROLLMENTS, by("class")),
    NestedList("courses/{owner}/classes", collections.COURSES, collections.CLASSES, by("course")),
    NestedList(
        "terms/{owner}/classes",
        collections.TERMS,
        collections.CLASSES,
        lambda call, owner: CLASSES.tagged(f"term={owner}"),
    ),
    NestedList("terms/{owner}/gradingPeriods", collections.TERMS, collections.GRADING_PERIODS, by("parent")),
)

# Below a school's class: the list, and how it depends on the class.
LISTS_OF_CLASS_IN_SCHOOL: Sequence[tuple[str, Collection, Scope]] = (
    ("students", collections.USERS, _roster("student")),
    ("teachers", collections.USERS, _roster("teacher")),
    ("enrollments", collections.ENROLLMENTS, by("class")),
)


def list_of_class_in_school(listed: Collection, scope: Scope, call: RequestContext) -> Response:
    """Answer one page of a list below a class that belongs to a school."""
    school, taught = call.params["school"], call.params["class"]
    in_school = Clause('"school.sourcedId" = ?', (school,))
    is_school = call.session.exists(ORGS, school, collections.SCHOOLS.only)
    if not is_school or not call.session.exists(CLASSES, taught, in_school):
        raise ApiError(404, "School or class not found.")
    return answer_nested(call, listed, scope(call, taught))


_CLASSES_OF_USER = (
    'SELECT "class.sourcedId" FROM enrollments WHERE "user.sourcedId" = ? AND status <> \'tobedeleted\''
)


def _resources_named_by(table: str, ids: str) -> str:
    """The resources that courses or classes name themselves."""
    return (
        f"SELECT json_extract(value, '$.sourcedId') FROM {table}, json_each({table}.doc, '$.resources') "
        f"WHERE {table}.id IN ({ids})"
    )


def _resources_of_courses(ids: str) -> str:
    """The resources that courses name, and those that their components hold."""
    held = (
        "SELECT \"resource.sourcedId\" FROM component_resources AS link WHERE link.status <> 'tobedeleted' "
        'AND "courseComponent.sourcedId" IN '
        f'(SELECT id FROM course_components WHERE "course.sourcedId" IN ({ids}))'
    )
    return f"{held} UNION {_resources_named_by('courses', ids)}"


def _resources_of_classes(ids: str) -> str:
    """The resources that classes name, and those of their courses."""
    courses = f'SELECT "course.sourcedId" FROM classes WHERE id IN ({ids})'
    return f"{_resources_of_courses(courses)} UNION {_resources_named_by('classes', ids)}"


def _among(sql: str) -> Scope:
    # Every place of the owner's id in the statement is the same.
    return lambda call, owner: Clause(f"id IN ({sql})", (owner,) * sql.count("?"))


RESOURCE_LISTS: Sequence[NestedList] = (
    NestedList(
        "resources/courses/{owner}/resources",
        collections.COURSES,
        collections.RESOURCES,
        _among(_resources_of_courses("?")),
    ),
    NestedList(
        "resources/classes/{owner}/resources",
        collections.CLASSES,
        collections.RESOURCES,
        _among(_resources_of_classes("?")),
    ),
    NestedList(
        "resources/users/{owner}/resources",
        collections.USERS,
        collections.RESOURCES,
        _among(_resources_of_classes(_CLASSES_OF_USER)),
    ),
)


def _scales_of_school(call: RequestContext, owner: str) -> Clause:
    """Score scales of the school's classes."""
    return Clause('"class.sourcedId" IN (SELECT id FROM classes WHERE "school.sourcedId" = ?)', (owner,))


def _categories_of_class(call: RequestContext, owner: str) -> Clause:
    """Categories that the class's line items are in."""
    return Clause('id IN (SELECT "category.sourcedId" FROM line_items WHERE "class.sourcedId" = ?)', (owner,))


GRADEBOOK_LISTS: Sequence[NestedList] = (
    NestedList("schools/{owner}/lineItems", collections.SCHOOLS, collections.LINE_ITEMS, by("school")),
    NestedList(
        "schools/{owner}/scoreScales", collections.SCHOOLS, collections.SCORE_SCALES, _scales_of_school
    ),
    NestedList("classes/{owner}/lineItems", collections.CLASSES, collections.LINE_ITEMS, by("class")),
    NestedList("classes/{owner}/results", collections.CLASSES, collections.RESULTS, by("class")),
    NestedList("classes/{owner}/scoreScales", collections.CLASSES, collections.SCORE_SCALES, by("class")),
    NestedList(
        "classes/{owner}/categories", collections.CLASSES, collections.CATEGORIES, _categories_of_class
    ),
)


def require_owners(call: RequestContext, owners: Mapping[str, Collection]) -> None:
    """Check that every record in the path is there.

    Raises:
        ApiError: 404, one is not.
    """
    for param, owner in owners.items():
        if not call.session.exists(owner.entity.table, call.params[param], owner.only):
            labels = [owner.label for owner in owners.values()]
            text = " or ".join([labels[0], *(label.lower() for label in labels[1:])])
            raise ApiError(404, f"{text} not found.")


def results_in_class(owner: Collection, scope: Scope, call: RequestContext) -> Response:
    """Answer one page of the results in a class of a student or a line item."""
    require_owners(call, {"class": collections.CLASSES, "of": owner})
    in_class = by("class")(call, call.params["class"])
    if owner is collections.LINE_ITEMS and not call.session.exists(
        tables.LINE_ITEMS, call.params["of"], in_class
    ):
        raise ApiError(404, "Class or line item not found.")
    return answer_nested(call, collections.RESULTS, all_of([in_class, scope(call, call.params["of"])]))
