"""Classes: courses as taught in one school and one or more terms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from msgspec import Meta

from ..base import UNSET, Choice, InputModel, Unset
from .common import Entity, HrefRef, NonEmpty, RefInput
from .enums import ClassType, Grade, Status, Subject

__all__ = ["Class", "ClassInput", "ClassUpdateInput"]


class Class(Entity, kw_only=True):
    """A class. Its school is written as `org` and read as `school`."""

    __filters__: ClassVar[Mapping[str, Any]] = {"org.sourcedId": str}

    title: str
    """Name for people, such as `Algebra 1, period 3`."""
    class_code: str | None = None
    """Human-readable code, such as `Alg-1-P3`; need not be unique."""
    class_type: ClassType
    """`homeroom` for a home base, `scheduled` for a class that meets on a timetable."""
    location: str | None = None
    """Room or place where the class meets; None if it has none."""
    grades: list[Grade] | None = None
    """Grade levels that the class is for, from `-1` (pre-K) to `13` (AP)."""
    subjects: list[Subject] | None = None
    """Subjects that the class teaches, in the platform's own list of names."""
    course: HrefRef | None = None
    """Course that the class teaches."""
    school: HrefRef | None = None
    """School of the class; written as `org`."""
    terms: list[HrefRef]
    """Sessions when the class meets; by the standard they are terms."""
    subject_codes: list[str] | None = None
    """Codes of the subjects in a national scheme such as SCED, in the order of `subjects`."""
    periods: list[str] | None = None
    """Slots of the class in the timetable, such as `1` or `3A`."""
    resources: list[HrefRef] | None = None
    """Resources that the class uses; None if there are none."""


class ClassInput(InputModel, kw_only=True):
    """A class to create. `org` is its school; `resources` are accepted but not stored."""

    sourced_id: Unset[NonEmpty] = UNSET
    """Identifier to create the class under, a UUID or any text; left out, the server allocates one."""
    status: Unset[Choice[Status]] = UNSET
    """`active` unless given; `tobedeleted` marks the class as deleted."""
    metadata: Unset[dict[str, Any] | None] = UNSET
    """Keys beyond the standard, with any values."""
    title: str
    """Name for people, such as `Algebra 1, period 3`."""
    class_code: Unset[str | None] = UNSET
    """Human-readable code, such as `Alg-1-P3`; need not be unique."""
    class_type: Unset[Choice[ClassType]] = UNSET
    """`homeroom` for a home base, `scheduled` for a class that meets on a timetable."""
    location: Unset[str | None] = UNSET
    """Room or place where the class meets; None if it has none."""
    grades: Unset[list[Choice[Grade]]] = UNSET
    """Grade levels that the class is for, from `-1` (pre-K) to `13` (AP)."""
    subjects: Unset[list[Choice[Subject]]] = UNSET
    """Subjects that the class teaches, in the platform's own list of names."""
    subject_codes: Unset[list[str]] = UNSET
    """Codes of the subjects in a national scheme such as SCED, in the order of `subjects`."""
    periods: Unset[list[str]] = UNSET
    """Slots of the class in the timetable, such as `1` or `3A`."""
    resources: Unset[list[RefInput]] = UNSET
    """Resources that the class uses; the server takes them and stores none."""
    course: RefInput
    """Course that the class teaches."""
    org: RefInput
    """School of the class; read back as `school`."""
    terms: Annotated[list[RefInput], Meta(min_length=1)]
    """Sessions when the class meets, one at least; by the standard they are terms."""


class ClassUpdateInput(InputModel, kw_only=True):
    """Changes to a class: an update of a class is partial: fields that you leave out stay as they are."""

    status: Unset[Choice[Status]] = UNSET
    """`tobedeleted` marks the class as deleted, `active` brings it back."""
    metadata: Unset[dict[str, Any] | None] = UNSET
    """Keys beyond the standard, with any values."""
    title: Unset[str] = UNSET
    """Name for people, such as `Algebra 1, period 3`."""
    class_code: Unset[str | None] = UNSET
    """Human-readable code, such as `Alg-1-P3`; need not be unique."""
    class_type: Unset[Choice[ClassType]] = UNSET
    """`homeroom` for a home base, `scheduled` for a class that meets on a timetable."""
    location: Unset[str | None] = UNSET
    """Room or place where the class meets; None if it has none."""
    grades: Unset[list[Choice[Grade]]] = UNSET
    """Grade levels that the class is for, from `-1` (pre-K) to `13` (AP)."""
    subjects: Unset[list[Choice[Subject]]] = UNSET
    """Subjects that the class teaches, in the platform's own list of names."""
    subject_codes: Unset[list[str]] = UNSET
    """Codes of the subjects in a national scheme such as SCED, in the order of `subjects`."""
    periods: Unset[list[str]] = UNSET
    """Slots of the class in the timetable, such as `1` or `3A`."""
    resources: Unset[list[RefInput]] = UNSET
    """Resources that the class uses; the server takes them and stores none."""
    terms: Unset[list[RefInput]] = UNSET
    """Sessions when the class meets; by the standard they are terms."""
    course: Unset[RefInput] = UNSET
    """Course that the class teaches."""
    org: Unset[RefInput] = UNSET
    """School of the class; read back as `school`."""
    sourced_id: Unset[str] = UNSET
    """Identifier of the class, which the path has already; it cannot be changed."""
