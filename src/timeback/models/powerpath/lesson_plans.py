"""Lesson plans: the tree, its light view, and what making one answers."""

from __future__ import annotations

from typing import Any

from ..base import UNSET, Choice, InputModel, Model, Timestamp, Unset
from .common import HrefRef, SourcedIdRef
from .enums import Grade, LessonPlanTargetType, ResourceImportance, Status, Subject

__all__ = [
    "LegacyLessonPlanItemInput",
    "LessonPlanCourse",
    "LessonPlanCreateInput",
    "LessonPlanCreateResult",
    "LessonPlanResource",
    "LessonPlanStructure",
    "LessonPlanStructureNode",
    "LessonPlanStructureResult",
    "LessonPlanTree",
    "LessonPlanTreeComponent",
    "LessonPlanTreeResource",
    "LessonPlanTreeResult",
    "ResourceMetadataDetails",
]


class LessonPlanCreateInput(InputModel, kw_only=True):
    """A plan to make. Without `class_id` it is for the student's class of the current year."""

    course_id: str
    user_id: str
    class_id: Unset[str] = UNSET


class LessonPlanCreateResult(Model, kw_only=True):
    """The id of the plan, new or as it was."""

    lesson_plan_id: str


class LessonPlanCourse(Model, kw_only=True):
    """The course that a plan is made from."""

    sourced_id: str | None = None
    status: Status
    date_last_modified: Timestamp | None = None
    metadata: dict[str, Any] | None = None
    title: str
    academic_session: SourcedIdRef | None = None
    school_year: HrefRef | None = None
    course_code: str | None = None
    grades: list[Grade] | None = None
    subjects: list[Subject] | None = None
    subject_codes: list[str] | None = None
    org: SourcedIdRef
    level: str | None = None
    grading_scheme: str | None = None
    resources: list[HrefRef] | None = None


class ResourceMetadataDetails(Model, kw_only=True):
    """The kind of a resource."""

    type: str


class LessonPlanResource(Model, kw_only=True):
    """A learning resource."""

    sourced_id: str
    status: Status
    date_last_modified: Timestamp | None = None
    metadata: dict[str, Any] | None = None
    title: str
    roles: list[ResourceImportance] | None = None
    importance: ResourceImportance | None = None
    vendor_resource_id: str
    vendor_id: str | None = None
    application_id: str | None = None
    metadata_details: ResourceMetadataDetails


class LessonPlanTreeResource(Model, kw_only=True):
    """A resource at its place in a plan."""

    id: str
    tenant_id: str | None = None
    client_app_id: str | None = None
    course_component_sourced_id: str
    sort_order: str | None = None
    metadata: dict[str, Any] | None = None
    resource: LessonPlanResource


class LessonPlanTreeComponent(Model, kw_only=True):
    """A component in a plan, with what is below it. `sort_order` is text, compared as text."""

    id: str
    sourced_id: str
    status: Status
    title: str
    sort_order: str | None = None
    unlock_date: str | None = None
    metadata: dict[str, Any] | None = None
    prerequisites: list[str] | None = None
    prerequisite_criteria: str | None = None
    component_resources: list[LessonPlanTreeResource] | None = None
    sub_components: list[LessonPlanTreeComponent] | None = None


class LessonPlanTree(Model, kw_only=True):
    """A student's plan: the course, and its components as the student shall see them."""

    course: LessonPlanCourse
    sub_components: list[LessonPlanTreeComponent]


class LessonPlanTreeResult(Model, kw_only=True):
    """A tree in the inner one of its two envelopes."""

    lesson_plan: LessonPlanTree


class LessonPlanStructureNode(Model, kw_only=True):
    """An item of a plan. `item_id` changes when the plan is made anew."""

    type: LessonPlanTargetType
    component_id: str | None = None
    component_resource_id: str | None = None
    title: str
    order: str
    skipped: bool
    item_id: str
    component_resources: list[LessonPlanStructureNode] | None = None
    sub_components: list[LessonPlanStructureNode] | None = None


class LessonPlanStructure(Model, kw_only=True):
    """The light view of a plan: what is where, skipped items too."""

    id: str
    course_id: str
    course_title: str
    structure: list[LessonPlanStructureNode]


class LessonPlanStructureResult(Model, kw_only=True):
    """A structure in the inner one of its two envelopes."""

    lesson_plan: LessonPlanStructure


class LegacyLessonPlanItemInput(InputModel, kw_only=True):
    """A direct change of an item; lost when the plan is made anew."""

    lesson_plan_id: str
    type: Choice[LessonPlanTargetType]
    component_id: Unset[str | None] = UNSET
    component_resource_id: Unset[str | None] = UNSET
    order: Unset[int] = UNSET
    parent_id: Unset[str | None] = UNSET
    skipped: Unset[bool] = UNSET
