"""What a course is made of: components in a tree, the resources in them, whole structures at once."""

from __future__ import annotations

from typing import Any

from msgspec import field

from ..base import UNSET, Choice, InputModel, InstantInput, Timestamp, Unset
from .common import Entity, EntityInput, NonEmpty, Ref, RefInput
from .courses import CourseInput
from .enums import LessonType, Status

__all__ = [
    "ComponentResource",
    "ComponentResourceInput",
    "CourseComponent",
    "CourseComponentInput",
    "CourseStructureEntry",
    "CourseStructureInput",
    "CourseStructureStimulus",
    "CourseStructureVideo",
]


class CourseComponent(Entity, kw_only=True):
    """A unit or lesson of a course. `parent` is the component above; `course_component` is its older name."""

    course: Ref
    course_component: Ref | None = None
    parent: Ref | None = None
    title: str
    sort_order: int | float | None = None
    prerequisites: list[str] | None = None
    prerequisite_criteria: str | None = None
    unlock_date: Timestamp | None = None


class CourseComponentInput(EntityInput, kw_only=True):
    """A course component to create or replace. Without `sourced_id` the server allocates one."""

    status: Choice[Status]
    metadata: Unset[dict[str, Any] | None] = UNSET
    course: RefInput
    course_component: Unset[RefInput | None] = UNSET
    parent: Unset[RefInput | None] = UNSET
    title: str
    sort_order: Unset[int | float] = UNSET
    prerequisites: Unset[list[str] | None] = UNSET
    prerequisite_criteria: Unset[str | None] = UNSET
    unlock_date: Unset[InstantInput] = UNSET


class ComponentResource(Entity, kw_only=True):
    """A resource at its place in a course component."""

    course_component: Ref
    resource: Ref
    title: str
    sort_order: int | float | None = None
    lesson_type: LessonType | None = None


class ComponentResourceInput(InputModel, kw_only=True):
    """A component resource to create or replace. The server allocates no `sourced_id` here."""

    sourced_id: NonEmpty
    status: Choice[Status]
    date_last_modified: Unset[Timestamp] = UNSET
    metadata: Unset[dict[str, Any] | None] = UNSET
    course_component: RefInput
    resource: RefInput
    title: str
    sort_order: Unset[int | float] = UNSET
    lesson_type: Unset[Choice[LessonType] | None] = UNSET


class CourseStructureStimulus(InputModel, kw_only=True):
    """The stimulus of a lesson, as QTI names it."""

    title: str
    identifier: str


class CourseStructureVideo(InputModel, kw_only=True):
    """The video of a lesson."""

    url: str
    title: str


class CourseStructureEntry(InputModel, kw_only=True):
    """One lesson, made from a QTI test."""

    url: str
    skill_code: str
    lesson_code: str
    title: str
    unit_title: str = field(name="unit-title")
    status: str
    xp: int | float
    stimulus: Unset[CourseStructureStimulus] = UNSET
    video: Unset[CourseStructureVideo] = UNSET


class CourseStructureInput(InputModel, kw_only=True):
    """A course with its lessons, under keys of your own."""

    course: CourseInput
    course_structure: dict[str, CourseStructureEntry]
