"""Classes: courses as taught in one school and one or more terms."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta

from ..base import UNSET, Choice, InputModel, Unset
from .common import Entity, HrefRef, NonEmpty, RefInput
from .enums import ClassType, Grade, Status, Subject

__all__ = ["Class", "ClassInput", "ClassUpdateInput"]


class Class(Entity, kw_only=True):
    """A class. Its school is written as `org` and read as `school`."""

    title: str
    class_code: str | None = None
    class_type: ClassType
    location: str | None = None
    grades: list[Grade] | None = None
    subjects: list[Subject] | None = None
    course: HrefRef | None = None
    school: HrefRef | None = None
    terms: list[HrefRef]
    subject_codes: list[str] | None = None
    periods: list[str] | None = None
    resources: list[HrefRef] | None = None


class ClassInput(InputModel, kw_only=True):
    """A class to create. `org` is its school; `resources` are taken but not stored."""

    sourced_id: Unset[NonEmpty] = UNSET
    status: Unset[Choice[Status]] = UNSET
    metadata: Unset[dict[str, Any] | None] = UNSET
    title: str
    class_code: Unset[str | None] = UNSET
    class_type: Unset[Choice[ClassType]] = UNSET
    location: Unset[str | None] = UNSET
    grades: Unset[list[Choice[Grade]]] = UNSET
    subjects: Unset[list[Choice[Subject]]] = UNSET
    subject_codes: Unset[list[str]] = UNSET
    periods: Unset[list[str]] = UNSET
    resources: Unset[list[RefInput]] = UNSET
    course: RefInput
    org: RefInput
    terms: Annotated[list[RefInput], Meta(min_length=1)]


class ClassUpdateInput(InputModel, kw_only=True):
    """Changes to a class: an update of a class is partial, what is left out stays as it is."""

    status: Unset[Choice[Status]] = UNSET
    metadata: Unset[dict[str, Any] | None] = UNSET
    title: Unset[str] = UNSET
    class_code: Unset[str | None] = UNSET
    class_type: Unset[Choice[ClassType]] = UNSET
    location: Unset[str | None] = UNSET
    grades: Unset[list[Choice[Grade]]] = UNSET
    subjects: Unset[list[Choice[Subject]]] = UNSET
    subject_codes: Unset[list[str]] = UNSET
    periods: Unset[list[str]] = UNSET
    resources: Unset[list[RefInput]] = UNSET
    terms: Unset[list[RefInput]] = UNSET
    course: Unset[RefInput] = UNSET
    org: Unset[RefInput] = UNSET
    sourced_id: Unset[str] = UNSET
