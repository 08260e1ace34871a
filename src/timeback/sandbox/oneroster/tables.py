"""The tables of OneRoster, and references between their records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from ..._json_types import is_object
from ..fields import ABSENT, Checking, Kind
from ..links import LINK_MARK
from ..records import Doc
from ..scopes import Scopes, standard_scopes
from ..sql import Table

__all__ = [
    "ACADEMIC_SESSIONS",
    "ASSESSMENT_LINE_ITEMS",
    "ASSESSMENT_RESULTS",
    "CATEGORIES",
    "CLASSES",
    "COMPONENTS",
    "COMPONENT_RESOURCES",
    "COURSES",
    "CREDENTIALS",
    "DEMOGRAPHICS",
    "ENROLLMENTS",
    "GRADEBOOK",
    "LINE_ITEMS",
    "ORGS",
    "ORG_AND_ABOVE",
    "RESOURCES",
    "RESOURCES_PREFIX",
    "RESULTS",
    "ROSTERING",
    "SCOPES",
    "SCORE_SCALES",
    "TABLES",
    "USERS",
    "display_name",
    "ref",
    "reference",
]

ROSTERING = "/ims/oneroster/rostering/v1p2"
GRADEBOOK = "/ims/oneroster/gradebook/v1p2"
RESOURCES_PREFIX = "/ims/oneroster/resources/v1p2"


def _user_tags(doc: Doc) -> Iterator[str]:
    for role in doc.get("roles", ()):
        org = role["org"]["sourcedId"]
        yield f"role={role['role']}"
        yield f"org={org}"
        yield f"role-at={role['role']}@{org}"
    for agent in doc.get("agents", ()):
        yield f"agent={agent['sourcedId']}"


def _class_tags(doc: Doc) -> Iterator[str]:
    yield f"org={doc['school']['sourcedId']}"
    for term in doc.get("terms", ()):
        yield f"term={term['sourcedId']}"


ORGS = Table("orgs", ("type", "parent.sourcedId"))
USERS = Table("users", ("familyName", "givenName", "email", "primaryOrg.sourcedId"), ("email",), _user_tags)
ACADEMIC_SESSIONS = Table("academic_sessions", ("type", "parent.sourcedId", "org.sourcedId"))
COURSES = Table("courses", ("title", "org.sourcedId", "academicSession.sourcedId", "schoolYear.sourcedId"))
CLASSES = Table("classes", ("title", "course.sourcedId", "school.sourcedId"), (), _class_tags)
ENROLLMENTS = Table(
    "enrollments",
    ("role", "user.sourcedId", "class.sourcedId", "school.sourcedId", "course.sourcedId", "dateLastModified"),
)
DEMOGRAPHICS = Table("demographics")
CREDENTIALS = Table("credentials", ("userId",))
COMPONENTS = Table("course_components", ("course.sourcedId", "parent.sourcedId", "courseComponent.sourcedId"))
COMPONENT_RESOURCES = Table("component_resources", ("courseComponent.sourcedId", "resource.sourcedId"))
RESOURCES = Table("resources", ("vendorResourceId",))
CATEGORIES = Table("categories")
SCORE_SCALES = Table("score_scales", ("class.sourcedId", "course.sourcedId"))
LINE_ITEMS = Table(
    "line_items",
    (
        "class.sourcedId",
        "school.sourcedId",
        "category.sourcedId",
        "scoreScale.sourcedId",
        "gradingPeriod.sourcedId",
        "academicSession.sourcedId",
    ),
)
RESULTS = Table(
    "results",
    ("student.sourcedId", "lineItem.sourcedId", "class.sourcedId", "scoreScale.sourcedId", "scoreDate"),
)
ASSESSMENT_LINE_ITEMS = Table(
    "assessment_line_items",
    (
        "course.sourcedId",
        "class.sourcedId",
        "component.sourcedId",
        "componentResource.sourcedId",
        "parentAssessmentLineItem.sourcedId",
        "scoreScale.sourcedId",
    ),
)
ASSESSMENT_RESULTS = Table(
    "assessment_results",
    ("student.sourcedId", "assessmentLineItem.sourcedId", "scoreScale.sourcedId", "scoreDate"),
)

TABLES = {
    table.name: table
    for table in (
        ORGS,
        USERS,
        ACADEMIC_SESSIONS,
        COURSES,
        CLASSES,
        ENROLLMENTS,
        DEMOGRAPHICS,
        CREDENTIALS,
        COMPONENTS,
        COMPONENT_RESOURCES,
        RESOURCES,
        CATEGORIES,
        SCORE_SCALES,
        LINE_ITEMS,
        RESULTS,
        ASSESSMENT_LINE_ITEMS,
        ASSESSMENT_RESULTS,
    )
}

_PLAIN = re.compile(r"[A-Za-z0-9_.~-]+")

# Table name to the collection in a reference's href, and to its type.
_REFERRED = {
    "orgs": (f"{ROSTERING}/orgs", "org"),
    "users": (f"{ROSTERING}/users", "user"),
    "academic_sessions": (f"{ROSTERING}/academicSessions", "academicSession"),
    "courses": (f"{ROSTERING}/courses", "course"),
    "classes": (f"{ROSTERING}/classes", "class"),
    "course_components": (f"{ROSTERING}/courses/components", "courseComponent"),
    "component_resources": (f"{ROSTERING}/courses/component-resources", "componentResource"),
    "resources": (f"{RESOURCES_PREFIX}/resources", "resource"),
    "categories": (f"{GRADEBOOK}/categories", "category"),
    "score_scales": (f"{GRADEBOOK}/scoreScales", "scoreScale"),
    "line_items": (f"{GRADEBOOK}/lineItems", "lineItem"),
    "assessment_line_items": (f"{GRADEBOOK}/assessmentLineItems", "assessmentLineItem"),
}


# The organization that is bound, and those that it is part of.
ORG_AND_ABOVE = (
    "WITH RECURSIVE line(id) AS (VALUES (?) UNION SELECT json_extract(doc, '$.parent.sourcedId') "
    "FROM orgs JOIN line USING (id)) SELECT id FROM line"
)


def display_name(table: str, doc: Doc) -> str:
    """The name of a record in a reference that holds one."""
    if table == "users":
        return f"{doc['givenName']} {doc['familyName']}"
    return str(doc["name"] if table == "orgs" else doc["title"])


def reference(table: str, record_id: str, name: str | None = None) -> Doc:
    """A reference as answers hold it; with a name where one is given."""
    collection, kind = _REFERRED[table]
    # Most ids are plain, and to quote them is what a district is slowest at.
    segment = record_id if _PLAIN.fullmatch(record_id) else quote(record_id, safe="")
    href = f"{LINK_MARK}{collection}/{segment}"
    found = {"href": href, "sourcedId": record_id, "type": kind}
    return found if name is None else found | {"name": name}


def ref(table: str, *, named: bool = False) -> Kind:
    """A field that refers to an existing record by its `sourcedId`."""

    def check(value: Any, at: str, checking: Checking) -> Any:
        record_id = value.get("sourcedId") if is_object(value) else ABSENT
        if not isinstance(record_id, str) or not record_id.strip():
            return checking.fail(f"{at}.sourcedId", "Required: the sourcedId of a record.")
        found = checking.find(table, record_id)
        if found is None:
            message = f"There is no {_REFERRED[table][1]} with this sourcedId."
            return checking.fail_unknown(f"{at}.sourcedId", message)
        return reference(table, record_id, display_name(table, found) if named else None)

    return Kind(check, "ref")


_ROSTER = standard_scopes("or/roster")
SCOPES: dict[str, Scopes] = {
    ROSTERING: _ROSTER._replace(read=_ROSTER.read | {"or/roster-core.readonly"}),
    f"{ROSTERING}/demographics": standard_scopes("or/roster-demographics"),
    GRADEBOOK: standard_scopes("or/gradebook"),
    RESOURCES_PREFIX: standard_scopes("or/resource"),
}
