"""Requests and answers of EduBridge, and the records of OneRoster that they speak of."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from typing import Any, Literal, overload
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

from ..._json_types import is_list, is_object
from .. import instants
from ..bodies import checked_body
from ..context import RequestContext
from ..errors import ApiError, invalid_query
from ..fields import Fields
from ..messages import Response, json_response
from ..oneroster.tables import COURSES, ENROLLMENTS, ORGS, USERS
from ..records import Doc
from ..sql import Clause, Table

__all__ = [
    "active_enrollments",
    "answer",
    "checked",
    "course",
    "existing",
    "org",
    "query_instant",
    "query_values",
    "query_zone",
    "student",
    "user",
    "without_nulls",
]


def checked(
    call: RequestContext, fields: Fields, *, partial: bool = False, envelope: str | None = None
) -> Doc:
    """The JSON body, checked against its fields; no body at all is an empty one.

    Raises:
        ApiError: 400 where it is not JSON, 422 where it does not fit.
    """
    body: Any = {}
    if envelope is not None:
        body = call.wrapped(envelope)
    elif call.request.body:
        body = call.body()
    return checked_body(call, fields, body=body, partial=partial)


def answer(call: RequestContext, envelope: str | None, body: Any, status: int = 200) -> Response:
    """An answer in an envelope, or bare; the fields that are null are left out, as in production."""
    shown = body if call.as_described else without_nulls(body)
    return json_response(status, shown if envelope is None else {envelope: shown})


def without_nulls(value: Any) -> Any:
    """A value without the fields that are null, at any depth."""
    if is_object(value):
        return {name: without_nulls(each) for name, each in value.items() if each is not None}
    return [without_nulls(each) for each in value] if is_list(value) else value


def existing(call: RequestContext, table: Table, record_id: str, label: str) -> Doc:
    """A record by its id.

    Raises:
        ApiError: 404.
    """
    found = call.session.get(table, record_id)
    if found is None:
        raise ApiError(404, f"{label} not found.")
    return found


def user(call: RequestContext, user_id: str) -> Doc:
    """A user by id; 404 without one."""
    return existing(call, USERS, user_id, "User")


def course(call: RequestContext, course_id: str) -> Doc:
    """A course by id; 404 without one."""
    return existing(call, COURSES, course_id, "Course")


def org(call: RequestContext, org_id: str) -> Doc:
    """An organization by id; 404 without one."""
    return existing(call, ORGS, org_id, "School")


def student(call: RequestContext) -> Doc:
    """The student whom a query names by `studentId` or `email`.

    Raises:
        ApiError: 422 where it names nobody, 404 where there is no such student.
    """
    student_id, email = call.query.get("studentId"), call.query.get("email")
    if student_id:
        return existing(call, USERS, student_id, "Student")
    if not email:
        raise invalid_query(("studentId", "studentId or email is required."))
    found = call.session.find(USERS, Clause('"email" = ? COLLATE NOCASE', (email,)))
    if not found:
        raise ApiError(404, "Student not found.")
    return found[0]


def active_enrollments(call: RequestContext, user_id: str, course_id: str | None = None) -> list[Doc]:
    """A user's enrollments that are not deleted, in one course or all."""
    where = Clause("\"user.sourcedId\" = ? AND status = 'active'", (user_id,))
    if course_id is not None:
        where = Clause(f'{where.sql} AND "course.sourcedId" = ?', (*where.values, course_id))
    return call.session.find(ENROLLMENTS, where)


def query_values(call: RequestContext, name: str) -> list[str]:
    """Every value of a repeated query parameter."""
    return [value for key, value in parse_qsl(call.request.query) if key == name]


def query_zone(call: RequestContext) -> tzinfo:
    """The zone that a query names; UTC where it names none."""
    name = call.query.get("timezone")
    if name is None:
        return UTC
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise invalid_query(("timezone", "Must be an IANA time zone.")) from None


@overload
def query_instant(
    call: RequestContext, name: str, *, required: Literal[True], bare: bool = ...
) -> datetime: ...
@overload
def query_instant(call: RequestContext, name: str, *, bare: bool = ...) -> datetime | None: ...
def query_instant(
    call: RequestContext, name: str, *, required: bool = False, bare: bool = False
) -> datetime | None:
    """An instant of a query; a bare day is refused unless `bare`."""
    raw = call.query.get(name)
    if raw is None:
        if required:
            raise invalid_query((name, "Required."))
        return None
    parsed = instants.parse(raw)
    if parsed is None or (instants.is_date(raw) and not bare):
        form = "date or datetime" if bare else "datetime"
        raise invalid_query((name, f"Must be an ISO 8601 {form}."))
    return datetime.fromisoformat(parsed.text)
