"""Lists below a record, such as the classes of a school, and what can be added there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import msgspec

from timeback.sandbox.calls import Call
from timeback.sandbox.entities import Collection
from timeback.sandbox.listing import answer_list
from timeback.sandbox.messages import Response
from timeback.sandbox.oneroster import collections as known
from timeback.sandbox.oneroster.tables import CLASSES, ORGS, ROSTERING, USERS
from timeback.sandbox.refusals import Refusal
from timeback.sandbox.router import Router
from timeback.sandbox.store import Clause, all_of
from timeback.sandbox.writes import create_record, created, require

__all__ = ["register_scoped"]

_Scope = Callable[[Call, str], Clause]


@dataclass(frozen=True)
class _Scoped:
    path: str
    owner: Collection
    listed: Collection
    scope: _Scope


def _by(field: str) -> _Scope:
    """Records that refer to the owner."""
    return lambda call, owner: Clause(f'"{field}.sourcedId" = ?', (owner,))


def _classes_of(role: str | None) -> _Scope:
    """Classes in which the owner is enrolled, whatever has become of the enrollment."""
    condition = "" if role is None else f" AND role = '{role}'"
    sql = f'id IN (SELECT "class.sourcedId" FROM enrollments WHERE "user.sourcedId" = ?{condition})'
    return lambda call, owner: Clause(sql, (owner,))


def _roster(role: str) -> _Scope:
    """Users enrolled in a class. Deleted enrollments count too: the platform was seen to do so."""
    sql = 'id IN (SELECT "user.sourcedId" FROM enrollments WHERE "class.sourcedId" = ? AND role = ?)'
    return lambda call, owner: Clause(sql, (owner, role))


def _people_of_school(role: str) -> _Scope:
    return lambda call, owner: USERS.tagged(f"role-at={role}@{owner}")


def _of_school_or_above(call: Call, owner: str) -> Clause:
    """Records that belong to the school, or to an organization that it is part of."""
    ancestors = (
        "WITH RECURSIVE line(id) AS (VALUES (?) UNION SELECT json_extract(doc, '$.parent.sourcedId') "
        "FROM orgs JOIN line USING (id)) SELECT id FROM line"
    )
    return Clause(f'"org.sourcedId" IN ({ancestors})', (owner,))


_SCOPED: Sequence[_Scoped] = (
    _Scoped("users/{owner}/classes", known.USERS, known.CLASSES, _classes_of(None)),
    _Scoped("students/{owner}/classes", known.STUDENTS, known.CLASSES, _classes_of("student")),
    _Scoped("teachers/{owner}/classes", known.TEACHERS, known.CLASSES, _classes_of("teacher")),
    _Scoped("schools/{owner}/classes", known.SCHOOLS, known.CLASSES, _by("school")),
    _Scoped("schools/{owner}/students", known.SCHOOLS, known.STUDENTS, _people_of_school("student")),
    _Scoped("schools/{owner}/teachers", known.SCHOOLS, known.TEACHERS, _people_of_school("teacher")),
    _Scoped("schools/{owner}/courses", known.SCHOOLS, known.COURSES, _of_school_or_above),
    _Scoped("schools/{owner}/enrollments", known.SCHOOLS, known.ENROLLMENTS, _by("school")),
    _Scoped("schools/{owner}/terms", known.SCHOOLS, known.TERMS, _of_school_or_above),
    _Scoped("classes/{owner}/students", known.CLASSES, known.USERS, _roster("student")),
    _Scoped("classes/{owner}/teachers", known.CLASSES, known.USERS, _roster("teacher")),
    _Scoped("classes/{owner}/enrollments", known.CLASSES, known.ENROLLMENTS, _by("class")),
    _Scoped("courses/{owner}/classes", known.COURSES, known.CLASSES, _by("course")),
    _Scoped(
        "terms/{owner}/classes",
        known.TERMS,
        known.CLASSES,
        lambda call, owner: CLASSES.tagged(f"term={owner}"),
    ),
    _Scoped("terms/{owner}/gradingPeriods", known.TERMS, known.GRADING_PERIODS, _by("parent")),
)

# Below a school's class: the list, and how it depends on the class.
_IN_CLASS_OF_SCHOOL: Sequence[tuple[str, Collection, _Scope]] = (
    ("students", known.USERS, _roster("student")),
    ("teachers", known.USERS, _roster("teacher")),
    ("enrollments", known.ENROLLMENTS, _by("class")),
)


def register_scoped(router: Router) -> None:
    """Serve the lists below records."""
    for scoped in _SCOPED:
        router.add("GET", f"{ROSTERING}/{scoped.path}", partial(_list_below, scoped))
    for name, listed, scope in _IN_CLASS_OF_SCHOOL:
        path = f"{ROSTERING}/schools/{{school}}/classes/{{class}}/{name}"
        router.add("GET", path, partial(_list_in_class, listed, scope))
    for role in ("student", "teacher"):
        router.add("POST", f"{ROSTERING}/classes/{{class}}/{role}s", partial(_enroll, role))
    router.add("POST", f"{ROSTERING}/terms/{{term}}/gradingPeriods", _create_grading_period)
    router.add("GET", f"{ROSTERING}/users/{{user}}/demographics", _user_with_demographics)


def _answer(call: Call, listed: Collection, scope: Clause) -> Response:
    entity = listed.entity
    return answer_list(call, listed.many, entity.queryable, all_of([listed.only, scope]), entity.searched)


def _list_below(scoped: _Scoped, call: Call) -> Response:
    owner = call.params["owner"]
    require(call, scoped.owner, owner)
    return _answer(call, scoped.listed, scoped.scope(call, owner))


def _list_in_class(listed: Collection, scope: _Scope, call: Call) -> Response:
    school, taught = call.params["school"], call.params["class"]
    in_school = Clause('"school.sourcedId" = ?', (school,))
    is_school = call.session.exists(ORGS, school, known.SCHOOLS.only)
    if not is_school or not call.session.exists(CLASSES, taught, in_school):
        raise Refusal(404, "School or class not found.")
    return _answer(call, listed, scope(call, taught))


def _enroll(role: str, call: Call) -> Response:
    taught = call.params["class"]
    require(call, known.CLASSES, taught)
    fixed: dict[str, Any] = {"role": role, "class": {"sourcedId": taught}}
    supplied, doc = create_record(call, known.ENROLLMENTS, call.wrapped("enrollment"), **fixed)
    return created(supplied, doc["sourcedId"])


def _create_grading_period(call: Call) -> Response:
    term = call.params["term"]
    require(call, known.TERMS, term)
    body = call.wrapped("academicSession")
    _, doc = create_record(call, known.GRADING_PERIODS, body, parent={"sourcedId": term})
    answer = call.text_response(f'{{"academicSession":{msgspec.json.encode(doc).decode()}}}')
    return Response(201, answer.headers, answer.body)


def _user_with_demographics(call: Call) -> Response:
    user = require(call, known.USERS, call.params["user"])
    demographics = call.session.get(known.DEMOGRAPHICS.entity.table, user["sourcedId"])
    text = msgspec.json.encode(user | {"demographics": demographics}).decode()
    return call.text_response(f'{{"user":{text}}}')
