"""Rosters and curricula of the Partner API.

They are like OneRoster 1.2's. Of no record but units the fields were seen, so that all but the id may be missing,
and whatever else a server sends is in `further`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from msgspec import Meta, field

from ..base import UNSET, Choice, DateInput, InstantInput, OpenInput, OpenModel, Timestamp, Unset
from ..learnwith.enums import RecordStatus

__all__ = [
    "Class",
    "Course",
    "Enrollment",
    "Lesson",
    "Org",
    "Ref",
    "RefInput",
    "Resource",
    "Term",
    "Unit",
    "UnitInput",
    "User",
    "UserInput",
    "UserRole",
    "UserRoleInput",
]

_Text = Annotated[str, Meta(min_length=1)]


class Ref(OpenModel, kw_only=True):
    """A reference to a record."""

    sourced_id: str
    """Identifier of the record referred to."""
    href: str | None = None
    """URL of the record in the API; None if not stated."""
    type: str | None = None
    """Kind of the record, such as `org`; None if not stated."""


class RefInput(OpenInput, kw_only=True):
    """A reference to send; the identifier is enough."""

    sourced_id: _Text
    """Identifier of the record referred to."""
    href: Unset[str | None] = UNSET
    """URL of the record in the API."""
    type: Unset[str | None] = UNSET
    """Kind of the record, such as `org`."""


class _Entity(OpenModel, kw_only=True):
    """The fields that all records have."""

    sourced_id: str
    """Identifier of the record."""
    status: Choice[RecordStatus] | None = None
    """State of the record, such as `active` or `tobedeleted`; None if not stated."""
    date_last_modified: Timestamp | None = None
    """Time of the last change; None if not stated."""
    metadata: dict[str, Any] | None = None
    """Further facts under free keys; None if there are none."""


class UserRole(OpenModel, kw_only=True):
    """A role of a user in an organization."""

    role_type: str | None = None
    """Whether it is the user's `primary` role there; None if not stated."""
    role: str | None = None
    """Role, such as `student`; None if not stated."""
    org: Ref | None = None
    """Organization; None if not stated."""
    begin_date: str | None = None
    """First day; None for a role that has always been held."""
    end_date: str | None = None
    """Last day; None for a role without end."""


class UserRoleInput(OpenInput, kw_only=True):
    """A role of a user in an organization, to send."""

    role_type: Unset[str | None] = UNSET
    """Whether it is the user's `primary` role there."""
    role: Unset[str | None] = UNSET
    """Role, such as `student`."""
    org: Unset[RefInput | None] = UNSET
    """Organization."""
    begin_date: Unset[DateInput | None] = UNSET
    """First day."""
    end_date: Unset[DateInput | None] = UNSET
    """Last day."""


class User(_Entity, kw_only=True):
    """A user."""

    username: str | None = None
    """Name to sign in with; None if not stated."""
    enabled_user: Any | None = None
    """Whether the user may sign in, as a flag or its text; None if not stated."""
    given_name: str | None = None
    """First name; None if not stated."""
    family_name: str | None = None
    """Last name; None if not stated."""
    middle_name: str | None = None
    """Name between the given and the family name; None if there is none."""
    email: str | None = None
    """Email address; None if not stated."""
    identifier: str | None = None
    """Identifier that people use, such as a student number; None if there is none."""
    user_master_identifier: str | None = None
    """Identifier across systems; None if there is none."""
    grades: list[str] | None = None
    """Grades of a student; None if not stated."""
    roles: list[UserRole] | None = None
    """Roles in organizations; None if not stated."""
    primary_org: Ref | None = None
    """Organization of the user's primary role; None if not stated."""


class UserInput(OpenInput, kw_only=True):
    """A user to create or change; unknown fields are sent as they are."""

    status: Unset[Choice[RecordStatus] | None] = UNSET
    """State of the record, such as `active`."""
    metadata: Unset[dict[str, Any] | None] = UNSET
    """Further facts under free keys."""
    username: Unset[str | None] = UNSET
    """Name to sign in with."""
    enabled_user: Unset[bool | None] = UNSET
    """Whether the user may sign in."""
    given_name: _Text
    """First name."""
    family_name: _Text
    """Last name."""
    middle_name: Unset[str | None] = UNSET
    """Name between the given and the family name."""
    email: Unset[str | None] = UNSET
    """Email address."""
    identifier: Unset[str | None] = UNSET
    """Identifier that people use, such as a student number."""
    user_master_identifier: Unset[str | None] = UNSET
    """Identifier across systems."""
    grades: Unset[list[str] | None] = UNSET
    """Grades of a student."""
    roles: Unset[list[UserRoleInput] | None] = UNSET
    """Roles in organizations."""
    primary_org: Unset[RefInput | None] = UNSET
    """Organization of the user's primary role."""


class Course(_Entity, kw_only=True):
    """A course."""

    title: str | None = None
    """Name of the course as people read it; None if not stated."""
    course_code: str | None = None
    """Code that people use; None if there is none."""
    grades: list[str] | None = None
    """Grades that it is taught in; None if not stated."""
    subjects: list[str] | None = None
    """Subjects taught; None if not stated."""
    org: Ref | None = None
    """Organization that offers it; None if not stated."""
    school_year: Ref | None = None
    """School year that it belongs to; None if not stated."""


class Class(_Entity, kw_only=True):
    """A class: a course as taught in one school."""

    title: str | None = None
    """Name of the class as people read it; None if not stated."""
    class_code: str | None = None
    """Code that people use; None if there is none."""
    class_type: str | None = None
    """Kind of class, such as `scheduled`; None if not stated."""
    location: str | None = None
    """Place where it is taught; None if not stated."""
    grades: list[str] | None = None
    """Grades whose students the class is for; None if not stated."""
    subjects: list[str] | None = None
    """Subjects taught; None if not stated."""
    course: Ref | None = None
    """Course that is taught; None if not stated."""
    school: Ref | None = None
    """School that offers the class; None if not stated."""
    terms: list[Ref] | None = None
    """Terms in which it is taught; None if not stated."""
    periods: list[str] | None = None
    """Periods of the day; None if not stated."""


class Enrollment(_Entity, kw_only=True):
    """A user in a class, in some role."""

    role: str | None = None
    """Role in the class, such as `student`; None if not stated."""
    primary: Any | None = None
    """Whether this teacher is the class's main one, as a flag or its text; None if not stated."""
    user: Ref | None = None
    """Person who is enrolled; None if not stated."""
    class_: Ref | None = field(default=None, name="class")
    """Class where the person is enrolled; None if not stated."""
    school: Ref | None = None
    """School of the class; None if not stated."""
    begin_date: str | None = None
    """First day; None for one that has always been open."""
    end_date: str | None = None
    """Last day; None while the enrollment is open."""


class Org(_Entity, kw_only=True):
    """An organization."""

    name: str | None = None
    """School or district as people call it; None if not stated."""
    type: str | None = None
    """Kind, such as `school`; None if not stated."""
    identifier: str | None = None
    """Identifier that people use; None if there is none."""
    parent: Ref | None = None
    """Organization above; None for one at the top."""
    children: list[Ref] | None = None
    """Organizations below; None if not stated."""


class Term(_Entity, kw_only=True):
    """A term."""

    title: str | None = None
    """Name of the term as people read it; None if not stated."""
    type: str | None = None
    """Kind of session, such as `term`; None if not stated."""
    start_date: str | None = None
    """First day; None if not stated."""
    end_date: str | None = None
    """Last day; None if not stated."""
    parent: Ref | None = None
    """Session that contains it; None if there is none."""
    children: list[Ref] | None = None
    """Sessions that are parts of it; None if not stated."""
    school_year: Any | None = None
    """School year, as a number or text; None if not stated."""


class Unit(_Entity, kw_only=True):
    """A unit of a course."""

    title: str | None = None
    """Name of the unit as people read it; None if not stated."""
    course: Ref | None = None
    """Course that it belongs to; None if not stated."""
    parent: Ref | None = None
    """Unit above; None for one at the top."""
    sort_order: int | float | None = None
    """Place among its siblings; None if it has none."""
    prerequisites: list[Any] | None = None
    """Units to be completed before, in a format that we have not seen; None if there are none."""


class UnitInput(OpenInput, kw_only=True):
    """A unit to create or change; unknown fields are sent as they are."""

    status: Choice[RecordStatus] = field(default_factory=lambda: RecordStatus.ACTIVE)
    """State of the record; filled in."""
    date_last_modified: InstantInput = field(default_factory=lambda: datetime.now(UTC))
    """Time of the change; filled in."""
    title: _Text
    """Name of the unit as people read it."""
    course: RefInput
    """Course that it belongs to."""
    parent: Unset[RefInput | None] = UNSET
    """Unit above."""
    sort_order: Unset[int | float | None] = UNSET
    """Place among its siblings."""
    prerequisites: Unset[list[Any] | None] = UNSET
    """Units to be completed before."""
    metadata: Unset[dict[str, Any] | None] = UNSET
    """Further facts under free keys."""


class Lesson(_Entity, kw_only=True):
    """A lesson of a unit."""

    title: str | None = None
    """Name of the lesson as people read it; None if not stated."""
    sort_order: int | float | None = None
    """Place among its siblings; None if it has none."""


class Resource(_Entity, kw_only=True):
    """A resource of a lesson."""

    title: str | None = None
    """Name of the resource as people read it; None if not stated."""
    vendor_resource_id: str | None = None
    """Identifier of its creator; None if there is none."""
