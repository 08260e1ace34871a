"""Lists below a record, such as the classes of a school, and what can be added there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import msgspec

from timeback.sandbox.calls import RequestContext
from timeback.sandbox.entities import Collection
from timeback.sandbox.messages import Response
from timeback.sandbox.oneroster import collections as known
from timeback.sandbox.oneroster.below import Below, Scope, answer_below, by, serve_below
from timeback.sandbox.oneroster.tables import CLASSES, ORGS, ROSTERING, USERS
from timeback.sandbox.refusals import ApiError
from timeback.sandbox.router import Router
from timeback.sandbox.store import Clause
from timeback.sandbox.writes import create_record, created, require

__all__ = ["register_scoped"]


def _classes_of(role: str | None) -> Scope:
    """Classes in which the owner is enrolled, whatever has become of the enrollment."""
    condition = "" if role is None else f" AND role = '{role}'"
    sql = f'id IN (SELECT "class.sourcedId" FROM enrollments WHERE "user.sourcedId" = ?{condition})'
    return lambda call, owner: Clause(sql, (owner,))


def _roster(role: str) -> Scope:
    """Users enrolled in a class. Deleted enrollments count too: the platform was seen to do so."""
    sql = 'id IN (SELECT "user.sourcedId" FROM enrollments WHERE "class.sourcedId" = ? AND role = ?)'
    return lambda call, owner: Clause(sql, (owner, role))


def _people_of_school(role: str) -> Scope:
    return lambda call, owner: USERS.tagged(f"role-at={role}@{owner}")


def _of_school_or_above(call: RequestContext, owner: str) -> Clause:
    """Records that belong to the school, or to an organization that it is part of."""
    ancestors = (
        "WITH RECURSIVE line(id) AS (VALUES (?) UNION SELECT json_extract(doc, '$.parent.sourcedId') "
        "FROM orgs JOIN line USING (id)) SELECT id FROM line"
    )
    return Clause(f'"org.sourcedId" IN ({ancestors})', (owner,))


_LISTS: Sequence[Below] = (
    Below("users/{owner}/classes", known.USERS, known.CLASSES, _classes_of(None)),
    Below("students/{owner}/classes", known.STUDENTS, known.CLASSES, _classes_of("student")),
    Below("teachers/{owner}/classes", known.TEACHERS, known.CLASSES, _classes_of("teacher")),
    Below("schools/{owner}/classes", known.SCHOOLS, known.CLASSES, by("school")),
    Below("schools/{owner}/students", known.SCHOOLS, known.STUDENTS, _people_of_school("student")),
    Below("schools/{owner}/teachers", known.SCHOOLS, known.TEACHERS, _people_of_school("teacher")),
    Below("schools/{owner}/courses", known.SCHOOLS, known.COURSES, _of_school_or_above),
    Below("schools/{owner}/enrollments", known.SCHOOLS, known.ENROLLMENTS, by("school")),
    Below("schools/{owner}/terms", known.SCHOOLS, known.TERMS, _of_school_or_above),
    Below("classes/{owner}/students", known.CLASSES, known.USERS, _roster("student")),
    Below("classes/{owner}/teachers", known.CLASSES, known.USERS, _roster("teacher")),
    Below("classes/{owner}/enrollments", known.CLASSES, known.ENROLLMENTS, by("class")),
    Below("courses/{owner}/classes", known.COURSES, known.CLASSES, by("course")),
    Below(
        "terms/{owner}/classes",
        known.TERMS,
        known.CLASSES,
        lambda call, owner: CLASSES.tagged(f"term={owner}"),
    ),
    Below("terms/{owner}/gradingPeriods", known.TERMS, known.GRADING_PERIODS, by("parent")),
)

# Below a school's class: the list, and how it depends on the class.
_IN_CLASS_OF_SCHOOL: Sequence[tuple[str, Collection, Scope]] = (
    ("students", known.USERS, _roster("student")),
    ("teachers", known.USERS, _roster("teacher")),
    ("enrollments", known.ENROLLMENTS, by("class")),
)


def register_scoped(router: Router) -> None:
    """Serve the lists below records."""
    serve_below(router, ROSTERING, _LISTS)
    for name, listed, scope in _IN_CLASS_OF_SCHOOL:
        path = f"{ROSTERING}/schools/{{school}}/classes/{{class}}/{name}"
        router.add("GET", path, partial(_list_in_class, listed, scope))
    for role in ("student", "teacher"):
        router.add("POST", f"{ROSTERING}/classes/{{class}}/{role}s", partial(_enroll, role))
    router.add("POST", f"{ROSTERING}/terms/{{term}}/gradingPeriods", _create_grading_period)
    router.add("GET", f"{ROSTERING}/users/{{user}}/demographics", _user_with_demographics)


def _list_in_class(listed: Collection, scope: Scope, call: RequestContext) -> Response:
    school, taught = call.params["school"], call.params["class"]
    in_school = Clause('"school.sourcedId" = ?', (school,))
    is_school = call.session.exists(ORGS, school, known.SCHOOLS.only)
    if not is_school or not call.session.exists(CLASSES, taught, in_school):
        raise ApiError(404, "School or class not found.")
    return answer_below(call, listed, scope(call, taught))


def _enroll(role: str, call: RequestContext) -> Response:
    taught = call.params["class"]
    require(call, known.CLASSES, taught)
    fixed: dict[str, Any] = {"role": role, "class": {"sourcedId": taught}}
    supplied, doc = create_record(call, known.ENROLLMENTS, call.wrapped("enrollment"), **fixed)
    return created(supplied, doc["sourcedId"])


def _create_grading_period(call: RequestContext) -> Response:
    term = call.params["term"]
    require(call, known.TERMS, term)
    body = call.wrapped("academicSession")
    _, doc = create_record(call, known.GRADING_PERIODS, body, parent={"sourcedId": term})
    answer = call.text_response(f'{{"academicSession":{msgspec.json.encode(doc).decode()}}}')
    return Response(201, answer.headers, answer.body)


def _user_with_demographics(call: RequestContext) -> Response:
    user = require(call, known.USERS, call.params["user"])
    demographics = call.session.get(known.DEMOGRAPHICS.entity.table, user["sourcedId"])
    text = msgspec.json.encode(user | {"demographics": demographics}).decode()
    return call.text_response(f'{{"user":{text}}}')
