"""The rules of OneRoster beyond the fields, and what a write changes elsewhere."""

from __future__ import annotations

from typing import Any

from ..entities import Draft
from ..errors import ApiError, invalid_body
from ..records import Doc
from ..sql import Clause, Table
from . import tables
from .cascades import cascade, id_of, refuse_cycle
from .tables import CLASSES, COURSES, ORGS, USERS, display_name, reference

__all__ = [
    "after_class",
    "after_course",
    "after_org",
    "after_session",
    "after_user",
    "before_assessment_line_item",
    "before_component",
    "before_component_resource",
    "before_course",
    "before_demographics",
    "before_enrollment",
    "before_line_item",
    "before_org",
    "before_result",
    "before_session",
    "before_user",
    "check_student",
    "link_child",
]


def _keep(draft: Draft, name: str, default: Any) -> None:
    draft.doc[name] = default if draft.old is None else draft.old.get(name, default)


def before_org(draft: Draft) -> None:
    """Answers always have an identifier and children."""
    draft.doc.setdefault("identifier", draft.record_id)
    _keep(draft, "children", [])


def after_org(draft: Draft) -> None:
    """Parents list their children, and enrollments call a school by its name."""
    link_child(draft, ORGS)
    _rename(draft, ORGS, "school")


def before_session(draft: Draft) -> None:
    """A session keeps its children unless the body names others, and ends after it starts."""
    if draft.doc["endDate"] < draft.doc["startDate"]:
        raise invalid_body(("endDate", "Must not lie before startDate."))
    if "children" not in draft.doc:
        _keep(draft, "children", [])


def link_child(draft: Draft, table: Table) -> None:
    """Enter a record among its parent's children, and strike it from those of a former parent."""
    old = id_of(draft.old.get("parent")) if draft.old else None
    new = id_of(draft.doc.get("parent"))
    if old == new:
        return
    session = draft.call.session
    for parent_id in filter(None, (old, new)):
        parent = session.get(table, parent_id)
        if parent is None:
            continue
        listed: list[Doc] = parent.get("children") or []
        children = [child for child in listed if child["sourcedId"] != draft.record_id]
        if parent_id == new:
            children.append(reference(table.name, draft.record_id))
        session.replace(table, parent_id, parent | {"children": children})


def before_user(draft: Draft) -> None:
    """The email address is nobody else's; the profiles are not the caller's to write."""
    _keep(draft, "userProfiles", [])
    taken = draft.call.session.execute(
        "SELECT 1 FROM users WHERE email = ? COLLATE NOCASE AND id <> ?",
        (draft.doc["email"], draft.record_id),
    )
    if taken:
        raise ApiError(409, "The email is taken.", [("email", "Another user has this email.")])


def after_user(draft: Draft) -> None:
    """Enrollments call a user by the present name."""
    _rename(draft, USERS, "user")


def _rename(draft: Draft, table: Table, field: str) -> None:
    name = display_name(table.name, draft.doc)
    if draft.old is None or display_name(table.name, draft.old) == name:
        return
    draft.call.session.execute(
        f"UPDATE enrollments SET doc = json_set(doc, '$.{field}.name', ?) WHERE \"{field}.sourcedId\" = ?",
        (name, draft.record_id),
    )


def before_course(draft: Draft) -> None:
    """The owning application is named or left out: production refuses null and empty since 2026-06-30."""
    doc = draft.doc
    if not draft.call.as_described and "primaryApp" in doc and not (doc["primaryApp"] or "").strip():
        raise invalid_body(("primaryApp", "Must be an application's id; leave it out to name none."))


def after_course(draft: Draft) -> None:
    """Enrollments call a course by its present title."""
    _rename(draft, COURSES, "course")


def after_class(draft: Draft) -> None:
    """Enrollments call a class by its present title; a deleted one takes along what is its own."""
    _rename(draft, CLASSES, "class")
    cascade(draft, CLASSES)


def before_enrollment(draft: Draft) -> None:
    """The school is the class's unless the body names one; the course always is."""
    doc, session = draft.doc, draft.call.session
    taught = session.get(CLASSES, doc["class"]["sourcedId"])
    if taught is None:
        raise invalid_body(("class.sourcedId", "There is no such class."))
    moved = draft.old is not None and draft.old["class"]["sourcedId"] != doc["class"]["sourcedId"]
    for field, table in (("school", ORGS), ("course", COURSES)):
        if field == "school" and doc.get("school") and not moved:
            continue
        found = session.get(table, taught[field]["sourcedId"])
        if found is not None:
            record_id = found["sourcedId"]
            doc[field] = reference(table.name, record_id, display_name(table.name, found))
    if doc.get("endDate") is None and not draft.call.as_described:
        # Production leaves the field of an open enrollment out (2026-09); it is described as null.
        doc.pop("endDate", None)
    begin, end = doc.get("beginDate"), doc.get("endDate")
    if begin and end and end < begin:
        raise invalid_body(("endDate", "Must not lie before beginDate."))


def before_demographics(draft: Draft) -> None:
    """Demographics belong to a user, whose id they share."""
    if not draft.call.session.exists(USERS, draft.record_id):
        raise invalid_body(("sourcedId", "There is no user with this sourcedId."))


def after_session(draft: Draft) -> None:
    """Parents list their children."""
    link_child(draft, tables.ACADEMIC_SESSIONS)


def _check_range(draft: Draft) -> None:
    least, most = draft.doc.get("resultValueMin"), draft.doc.get("resultValueMax")
    if least is not None and most is not None and most < least:
        raise invalid_body(("resultValueMax", "Must not be less than resultValueMin."))


def before_line_item(draft: Draft) -> None:
    """A line item is due after it is assigned, and its range is one."""
    _check_range(draft)
    if draft.doc["dueDate"] < draft.doc["assignDate"]:
        raise invalid_body(("dueDate", "Must not lie before assignDate."))


def before_assessment_line_item(draft: Draft) -> None:
    """Assessment line items form a tree."""
    _check_range(draft)
    refuse_cycle(draft, tables.ASSESSMENT_LINE_ITEMS, "parentAssessmentLineItem")


def check_student(draft: Draft) -> None:
    """A result is a student's."""
    student = draft.doc["student"]["sourcedId"]
    if not draft.call.session.exists(tables.USERS, student, tables.USERS.tagged("role=student")):
        raise invalid_body(("student.sourcedId", "This user is not a student."))


def before_result(draft: Draft) -> None:
    """A result belongs to a student and to the class of its line item."""
    check_student(draft)
    item = draft.call.session.get(tables.LINE_ITEMS, draft.doc["lineItem"]["sourcedId"])
    if item is None:
        raise invalid_body(("lineItem.sourcedId", "There is no such line item."))
    if draft.doc.get("class") is None:
        draft.doc["class"] = item["class"]
    elif id_of(draft.doc["class"]) != id_of(item["class"]):
        raise invalid_body(("class.sourcedId", "Must be the class of the line item."))


def _default_sort_order(draft: Draft) -> None:
    # Described as required in answers; production takes and answers records without it (2026-04).
    if draft.call.as_described:
        draft.doc.setdefault("sortOrder", 0)


def before_component_resource(draft: Draft) -> None:
    """A link has a place among others."""
    _default_sort_order(draft)


def before_component(draft: Draft) -> None:
    """Components form a tree within their course."""
    doc, session = draft.doc, draft.call.session
    _default_sort_order(draft)
    if draft.call.as_described:
        # The older name of the field counts where the present one is not used.
        doc["parent"] = doc.get("parent") or doc.get("courseComponent")
    elif doc.setdefault("parent", None) is not None:
        # The other way about in production (2026-06): the older name alone places nothing.
        doc["courseComponent"] = doc["parent"]
    refuse_cycle(draft, tables.COMPONENTS, "parent")
    course, parent_id = doc["course"]["sourcedId"], id_of(doc["parent"])
    parent = session.get(tables.COMPONENTS, parent_id) if parent_id else None
    if parent and parent["course"]["sourcedId"] != course:
        raise invalid_body(("parent.sourcedId", "The parent belongs to another course."))
    if draft.old is not None and draft.old["course"]["sourcedId"] != course:
        below = Clause('"parent.sourcedId" = ?', (draft.record_id,))
        if session.find(tables.COMPONENTS, below):
            raise invalid_body(
                ("course.sourcedId", "The components below this one belong to another course.")
            )
