"""What the rostering service demands beyond the fields, and what a write changes elsewhere."""

from __future__ import annotations

from typing import Any

from timeback.sandbox.entities import Draft
from timeback.sandbox.oneroster.descent import take_along
from timeback.sandbox.oneroster.tables import (
    CLASSES,
    COURSES,
    ORGS,
    USERS,
    display_name,
    reference,
)
from timeback.sandbox.refusals import ApiError
from timeback.sandbox.store import Doc, Table

__all__ = [
    "after_class",
    "after_course",
    "after_org",
    "after_user",
    "before_demographics",
    "before_enrollment",
    "before_org",
    "before_session",
    "before_user",
    "link_child",
]


def _id_of(ref: Any) -> str | None:
    return ref["sourcedId"] if ref else None


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
        raise ApiError(422, "The request body is invalid.", [("endDate", "Must not lie before startDate.")])
    if "children" not in draft.doc:
        _keep(draft, "children", [])


def link_child(draft: Draft, table: Table) -> None:
    """Enter a record among its parent's children, and strike it from those of a former parent."""
    old = _id_of(draft.old.get("parent")) if draft.old else None
    new = _id_of(draft.doc.get("parent"))
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
    """The e-mail address is nobody else's; the profiles are not the caller's to write."""
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


def after_course(draft: Draft) -> None:
    """Enrollments call a course by its present title; a deleted one takes its components along."""
    _rename(draft, COURSES, "course")
    take_along(draft, COURSES)


def after_class(draft: Draft) -> None:
    """Enrollments call a class by its present title; a deleted one takes along what is its own."""
    _rename(draft, CLASSES, "class")
    take_along(draft, CLASSES)


def before_enrollment(draft: Draft) -> None:
    """The school is the class's unless the body names one; the course always is."""
    doc, session = draft.doc, draft.call.session
    taught = session.get(CLASSES, doc["class"]["sourcedId"])
    if taught is None:
        raise ApiError(422, "The request body is invalid.", [("class.sourcedId", "There is no such class.")])
    moved = draft.old is not None and draft.old["class"]["sourcedId"] != doc["class"]["sourcedId"]
    for field, table in (("school", ORGS), ("course", COURSES)):
        if field == "school" and doc.get("school") and not moved:
            continue
        found = session.get(table, taught[field]["sourcedId"])
        if found is not None:
            record_id = found["sourcedId"]
            doc[field] = reference(table.name, record_id, display_name(table.name, found))
    begin, end = doc.get("beginDate"), doc.get("endDate")
    if begin and end and end < begin:
        raise ApiError(422, "The request body is invalid.", [("endDate", "Must not lie before beginDate.")])


def before_demographics(draft: Draft) -> None:
    """Demographics belong to a user, whose id they share."""
    if not draft.call.session.exists(USERS, draft.record_id):
        raise ApiError(
            422, "The request body is invalid.", [("sourcedId", "There is no user with this sourcedId.")]
        )
