"""Enrollments: who takes part in a class, as what, and from when to when."""

from __future__ import annotations

from typing import Any

from msgspec import field

from ..base import UNSET, Choice, DateInput, InputModel, MetadataInput, OpenMetadata, Timestamp, Unset
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
    """What an enrollment holds in all. On writes the server takes these keys and no other."""

    total_xp: int | float | None = None
    total_lessons: int | float | None = None


class EnrollmentMetadata(OpenMetadata, kw_only=True):
    """The documented keys of an enrollment's metadata; others occur."""

    goals: Goals | None = None
    metrics: EnrollmentMetrics | None = None
    pct_complete_app: int | float | None = None
    pct_complete_app_updated_at: Timestamp | None = None
    completion_type: str | None = None
    completion_reason: str | None = None


class Enrollment(Entity, kw_only=True):
    """A user's part in a class.

    It is current only while `status` is active and today lies within its dates, `None` being open: an active
    enrollment whose end has passed is common. `primary` travels as text and is read as a boolean.
    `EnrollmentMetadata.read(enrollment.metadata)` types the documented keys.
    """

    role: EnrollmentRole
    primary: bool | None = False
    begin_date: str | None = None
    end_date: str | None = None
    user: NamedHrefRef
    class_: NamedHrefRef = field(name="class")
    school: NamedHrefRef
    course: NamedHrefRef


class EnrollmentInput(InputModel, kw_only=True):
    """An enrollment to create. Without `sourced_id` the server allocates one."""

    sourced_id: Unset[NonEmpty] = UNSET
    status: Unset[Choice[Status]] = UNSET
    metadata: Unset[MetadataInput[EnrollmentMetadata] | None] = UNSET
    role: Choice[EnrollmentRole]
    primary: Unset[bool] = UNSET
    begin_date: Unset[DateInput] = UNSET
    end_date: Unset[DateInput] = UNSET
    user: RefInput
    class_: RefInput = field(name="class")
    school: Unset[RefInput] = UNSET


class EnrollmentUpdateInput(InputModel, kw_only=True):
    """An enrollment as it should be: an update replaces the whole."""

    status: Unset[Choice[Status]] = UNSET
    metadata: Unset[MetadataInput[EnrollmentMetadata] | None] = UNSET
    role: Choice[EnrollmentRole]
    primary: Unset[bool] = UNSET
    begin_date: Unset[DateInput] = UNSET
    end_date: Unset[DateInput] = UNSET
    user: RefInput
    class_: RefInput = field(name="class")
    school: Unset[RefInput] = UNSET
    sourced_id: Unset[str] = UNSET


class EnrollmentPatchInput(InputModel, kw_only=True):
    """Changes to an enrollment. Keys of `metadata` are merged into the stored ones."""

    status: Unset[Choice[Status]] = UNSET
    metadata: Unset[MetadataInput[EnrollmentMetadata] | None] = UNSET
    role: Unset[Choice[EnrollmentRole]] = UNSET
    primary: Unset[bool] = UNSET
    begin_date: Unset[DateInput] = UNSET
    end_date: Unset[DateInput] = UNSET
    user: Unset[RefInput] = UNSET
    class_: Unset[RefInput] = field(default=UNSET, name="class")
    school: Unset[RefInput] = UNSET
    sourced_id: Unset[str] = UNSET


class ClassEnrollmentInput(InputModel, kw_only=True):
    """A user to add to a class through the class itself."""

    user: RefInput
    primary: Unset[bool] = UNSET
    begin_date: Unset[DateInput] = UNSET
    end_date: Unset[DateInput] = UNSET
    metadata: Unset[dict[str, Any]] = UNSET
