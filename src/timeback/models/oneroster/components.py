"""The contents of a course: components in a tree, the resources in them, whole structures at once."""

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
    """Course that the component is a part of."""
    course_component: Ref | None = None
    """Component above, under the field's older name; read and write `parent`."""
    parent: Ref | None = None
    """Component above; None at the top of a course."""
    title: str
    """Heading that students see, such as `Unit 3: Fractions`."""
    sort_order: int | float | None = None
    """Place among its siblings, lowest first; may repeat, be negative or missing (production, 2026-04)."""
    prerequisites: list[str] | None = None
    """Identifiers of components that must be done before; None or empty if the way is free."""
    prerequisite_criteria: str | None = None
    """`ALL` or `ANY` of the prerequisites, in whatever case the server has; None if there are none."""
    unlock_date: Timestamp | None = None
    """Time when students may first open it; None if it is open already."""


class CourseComponentInput(EntityInput, kw_only=True):
    """A course component to create or replace. Without `sourced_id` the server allocates one."""

    status: Choice[Status]
    """`active`, or `tobedeleted` to mark the component as deleted."""
    metadata: Unset[dict[str, Any] | None] = UNSET
    """Keys beyond the standard, with any values."""
    course: RefInput
    """Course that the component is a part of."""
    course_component: Unset[RefInput | None] = UNSET
    """Component above, under the field's older name; read and write `parent`."""
    parent: Unset[RefInput | None] = UNSET
    """Component above; None at the top of a course."""
    title: str
    """Heading that students see, such as `Unit 3: Fractions`."""
    sort_order: Unset[int | float] = UNSET
    """Place among its siblings, lowest first; may repeat or be negative."""
    prerequisites: Unset[list[str] | None] = UNSET
    """Identifiers of components that must be done before."""
    prerequisite_criteria: Unset[str | None] = UNSET
    """`ALL` or `ANY` of the prerequisites."""
    unlock_date: Unset[InstantInput] = UNSET
    """Time when students may first open it; a day counts from its midnight in UTC."""


class ComponentResource(Entity, kw_only=True):
    """A resource at its place in a course component."""

    course_component: Ref
    """Unit or lesson that has the resource."""
    resource: Ref
    """Resource at this place."""
    title: str
    """Heading that students see, which may differ from the resource's own."""
    sort_order: int | float | None = None
    """Place within the component, lowest first; may be missing (production, 2026-04)."""
    lesson_type: LessonType | None = None
    """Way of taking the lesson, such as `powerpath-100`; set it in the resource's metadata too."""


class ComponentResourceInput(InputModel, kw_only=True):
    """A component resource to create or replace. The server allocates no `sourced_id` here."""

    sourced_id: NonEmpty
    """Identifier to create the link under; the server allocates none here."""
    status: Choice[Status]
    """`active`, or `tobedeleted` to mark the link as deleted."""
    date_last_modified: Unset[Timestamp] = UNSET
    """Time of the last change as the sender knows it."""
    metadata: Unset[dict[str, Any] | None] = UNSET
    """Keys beyond the standard, with any values."""
    course_component: RefInput
    """Unit or lesson that has the resource."""
    resource: RefInput
    """Resource at this place."""
    title: str
    """Heading that students see, which may differ from the resource's own."""
    sort_order: Unset[int | float] = UNSET
    """Place within the component, lowest first; left out, 0."""
    lesson_type: Unset[Choice[LessonType] | None] = UNSET
    """Way of taking the lesson, such as `powerpath-100`; set it in the resource's metadata too."""


class CourseStructureStimulus(InputModel, kw_only=True):
    """The stimulus of a lesson, as QTI names it."""

    title: str
    """Heading of the passage or other material that questions are about."""
    identifier: str
    """QTI identifier of the stimulus."""


class CourseStructureVideo(InputModel, kw_only=True):
    """The video of a lesson."""

    url: str
    """Address that the video is played from."""
    title: str
    """Heading shown with the video."""


class CourseStructureEntry(InputModel, kw_only=True):
    """One lesson, made from a QTI test."""

    url: str
    """Address of the QTI test that the lesson is made from."""
    skill_code: str
    """Code of the skill that the lesson teaches, from the author's own scheme."""
    lesson_code: str
    """Code of the lesson in the author's own scheme."""
    title: str
    """Heading of the lesson that students see."""
    unit_title: str = field(name="unit-title")
    """Heading of the unit that the lesson goes into; entries with the same one share a unit."""
    status: str
    """State of the lesson in the author's own words."""
    xp: int | float
    """XP for completing the lesson."""
    stimulus: Unset[CourseStructureStimulus] = UNSET
    """Passage or other material for the lesson; left out if it has none."""
    video: Unset[CourseStructureVideo] = UNSET
    """Video to watch in the lesson; left out if it has none."""


class CourseStructureInput(InputModel, kw_only=True):
    """A course with its lessons, under keys of your own."""

    course: CourseInput
    """Course to make."""
    course_structure: dict[str, CourseStructureEntry]
    """Lessons to make in it, under keys of your own choice."""
