"""Enrollments: who is in a class, in which role, and from when to when."""

from __future__ import annotations

from typing import Any

from msgspec import field

from ..base import (
    UNSET,
    Choice,
    DateInput,
    Flag,
    InputModel,
    MetadataInput,
    OpenMetadata,
    Timestamp,
    Unset,
)
from .common import Entity, NamedHrefRef, NonEmpty, RefInput
from .courses import Goals
from .enums import EnrollmentRole, Status

__all__ = [
    "ClassEnrollmentInput",
    "Enrollment",
    "EnrollmentInput",
    "EnrollmentMetadata",
    "EnrollmentMetrics",
    "EnrollmentPatchInput",
    "EnrollmentUpdateInput",
]


class EnrollmentMetrics(OpenMetadata, kw_only=True):
    """The totals of an enrollment. On writes, the server accepts only these keys."""

    total_xp: int | float | None = None
    """XP to earn in the course in all."""
    total_lessons: int | float | None = None
    """Lessons to complete in the course in all."""


class EnrollmentMetadata(OpenMetadata, kw_only=True):
    """The documented keys of an enrollment's metadata; others occur."""

    goals: Goals | None = None
    """Goals of this student for a day in the course; None if none were set."""
    metrics: EnrollmentMetrics | None = None
    """Totals that this student has to reach in the course; None if none were set."""
    pct_complete_app: int | float | None = None
    """Share of the course that is done by the application's own account, a whole percentage."""
    pct_complete_app_updated_at: Timestamp | None = None
    """Time of the last report of that fraction."""
    completion_type: str | None = None
    """Kind of completion, in the application's word."""
    completion_reason: str | None = None
    """Reason why it counts as completed, in the application's words."""


class Enrollment(Entity, kw_only=True):
    """A user's part in a class.

    It is current only while `status` is active and today lies within its dates, `None` being open: an active
    enrollment whose end has passed is common. `primary` travels as text and is read as a boolean.
    `EnrollmentMetadata.read(enrollment.metadata)` types the documented keys.
    """

    role: EnrollmentRole
    """Function of the user in the class, such as `student` or `teacher`."""
    primary: Flag | None = False
    """Whether this teacher is the class's main one; meaningless for students."""
    begin_date: str | None = None
    """First day of the enrollment, an ISO date or datetime; None for one that has always been open."""
    end_date: str | None = None
    """End, excluded by the standard; production leaves it out while the enrollment is open (observed
    2026-09)."""
    user: NamedHrefRef
    """User who takes part in the class."""
    class_: NamedHrefRef = field(name="class")
    """Class that the user takes part in."""
    school: NamedHrefRef
    """School that the class belongs to."""
    course: NamedHrefRef
    """Course that the class teaches."""


class EnrollmentInput(InputModel, kw_only=True):
    """An enrollment to create. Without `sourced_id` the server allocates one."""

    sourced_id: Unset[NonEmpty] = UNSET
    """Identifier to create the enrollment under, any text; left out, the server allocates one."""
    status: Unset[Choice[Status]] = UNSET
    """`active` unless given; `tobedeleted` marks the enrollment as deleted."""
    metadata: Unset[MetadataInput[EnrollmentMetadata] | None] = UNSET
    """Keys beyond the standard; of `goals` and `metrics` the server takes the documented keys alone."""
    role: Choice[EnrollmentRole]
    """Function of the user in the class, such as `student` or `teacher`."""
    primary: Unset[bool] = UNSET
    """Whether this teacher is the class's main one; meaningless for students."""
    begin_date: Unset[DateInput] = UNSET
    """First day of the enrollment, a date or `YYYY-MM-DD`; left out, it is open at the beginning."""
    end_date: Unset[DateInput] = UNSET
    """End of the enrollment, excluded by the standard, a date or `YYYY-MM-DD`; left out, it stays open."""
    user: RefInput
    """User who takes part in the class."""
    class_: RefInput = field(name="class")
    """Class that the user takes part in."""
    school: Unset[RefInput] = UNSET
    """School that the class belongs to."""


class EnrollmentUpdateInput(InputModel, kw_only=True):
    """The new state of an enrollment: an update replaces the whole record."""

    status: Unset[Choice[Status]] = UNSET
    """`active` or `tobedeleted`; left out, the server decides."""
    metadata: Unset[MetadataInput[EnrollmentMetadata] | None] = UNSET
    """Keys beyond the standard, all of them: the former ones are replaced."""
    role: Choice[EnrollmentRole]
    """Function of the user in the class, such as `student` or `teacher`."""
    primary: Unset[bool] = UNSET
    """Whether this teacher is the class's main one; meaningless for students."""
    begin_date: Unset[DateInput] = UNSET
    """First day of the enrollment, a date or `YYYY-MM-DD`; left out, it is lost."""
    end_date: Unset[DateInput] = UNSET
    """End of the enrollment, excluded by the standard, a date or `YYYY-MM-DD`; left out, it is lost."""
    user: RefInput
    """User who takes part in the class."""
    class_: RefInput = field(name="class")
    """Class that the user takes part in."""
    school: Unset[RefInput] = UNSET
    """School that the class belongs to."""
    sourced_id: Unset[str] = UNSET
    """Identifier of the enrollment, which the path has already; it cannot be changed."""


class EnrollmentPatchInput(InputModel, kw_only=True):
    """Changes to an enrollment. Keys of `metadata` are merged into the stored ones."""

    status: Unset[Choice[Status]] = UNSET
    """`tobedeleted` marks the enrollment as deleted, `active` brings it back."""
    metadata: Unset[MetadataInput[EnrollmentMetadata] | None] = UNSET
    """Keys to merge into the stored ones."""
    role: Unset[Choice[EnrollmentRole]] = UNSET
    """Function of the user in the class, such as `student` or `teacher`."""
    primary: Unset[bool] = UNSET
    """Whether this teacher is the class's main one; meaningless for students."""
    begin_date: Unset[DateInput] = UNSET
    """New first day, a date or `YYYY-MM-DD`."""
    end_date: Unset[DateInput] = UNSET
    """New end, excluded by the standard, a date or `YYYY-MM-DD`."""
    user: Unset[RefInput] = UNSET
    """User who takes part in the class."""
    class_: Unset[RefInput] = field(default=UNSET, name="class")
    """Class that the user takes part in."""
    school: Unset[RefInput] = UNSET
    """School that the class belongs to."""
    sourced_id: Unset[str] = UNSET
    """Identifier of the enrollment, which the path has already; it cannot be changed."""


class ClassEnrollmentInput(InputModel, kw_only=True):
    """A user to add to a class through the class itself."""

    user: RefInput
    """User to add to the class."""
    primary: Unset[bool] = UNSET
    """Whether this teacher is the class's main one; left out, no."""
    begin_date: Unset[DateInput] = UNSET
    """First day in the class, a date or `YYYY-MM-DD`; left out, open."""
    end_date: Unset[DateInput] = UNSET
    """End of the time in the class, excluded by the standard, a date or `YYYY-MM-DD`; left out, open."""
    metadata: Unset[dict[str, Any]] = UNSET
    """Keys beyond the standard that the enrollment is to keep."""
