"""Lesson plans: the tree, its light view, and the answer to creating one."""

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
    """A plan to create. Without `class_id` it is for the student's class of the current year."""

    course_id: str
    """OneRoster id of the course to make the plan from."""
    user_id: str
    """OneRoster id of the student."""
    class_id: Unset[str] = UNSET
    """OneRoster id of the class; left out, the student's class of the current year."""


class LessonPlanCreateResult(Model, kw_only=True):
    """The id of the plan, new or existing."""

    lesson_plan_id: str
    """Identifier of the plan: the new one, or the one that the student had already."""


class LessonPlanCourse(Model, kw_only=True):
    """The course that a plan is made from."""

    sourced_id: str | None = None
    """OneRoster id of the course; None if the server leaves it out."""
    status: Status
    """`active`, or `tobedeleted` once the course was deleted."""
    date_last_modified: Timestamp | None = None
    """Time of the last change, in UTC; None if the server leaves it out."""
    metadata: dict[str, Any] | None = None
    """Free keys of the course; None if there are none."""
    title: str
    """Name for people."""
    academic_session: SourcedIdRef | None = None
    """Session in which the course is offered; None if it is open-ended."""
    school_year: HrefRef | None = None
    """School year of the course; None if it is open-ended."""
    course_code: str | None = None
    """Human-readable code, such as `MATH-5`; None if it has none."""
    grades: list[Grade] | None = None
    """Grade levels that the course is for, from `-1` (pre-K) to `13` (AP)."""
    subjects: list[Subject] | None = None
    """Subjects that the course teaches."""
    subject_codes: list[str] | None = None
    """Codes of the subjects in a national scheme such as SCED."""
    org: SourcedIdRef
    """Organization that offers the course."""
    level: str | None = None
    """Level of difficulty or stage, in the school's own words; None if it has none."""
    grading_scheme: str | None = None
    """Manner of grading, in the school's own words; None if it has none."""
    resources: list[HrefRef] | None = None
    """Resources that the course as a whole uses, in addition to those of its components."""


class ResourceMetadataDetails(Model, kw_only=True):
    """The kind of a resource."""

    type: str
    """Kind of content, such as `qti` or `video`."""


class LessonPlanResource(Model, kw_only=True):
    """A learning resource."""

    sourced_id: str
    """OneRoster id of the resource."""
    status: Status
    """`active`, or `tobedeleted` once the resource was deleted."""
    date_last_modified: Timestamp | None = None
    """Time of the last change, in UTC; None if the server leaves it out."""
    metadata: dict[str, Any] | None = None
    """Keys that describe the content, by its kind; None if there are none."""
    title: str
    """Name for people."""
    roles: list[ResourceImportance] | None = None
    """Ranks of the user roles that it is meant for: `primary`, `secondary` or both."""
    importance: ResourceImportance | None = None
    """`primary` for what is essential, `secondary` for what is extra; None if not stated."""
    vendor_resource_id: str
    """Identifier that the vendor gives it."""
    vendor_id: str | None = None
    """Vendor who made it, by the id that 1EdTech gave the vendor; None if not stated."""
    application_id: str | None = None
    """Application that it goes with, by identifier; None if it goes with none."""
    metadata_details: ResourceMetadataDetails
    """Kind of the content, apart from the metadata."""


class LessonPlanTreeResource(Model, kw_only=True):
    """A resource at its place in a plan."""

    id: str
    """Identifier of the resource's place in the plan."""
    tenant_id: str | None = None
    """Tenant that owns the record; None if the server does not say."""
    client_app_id: str | None = None
    """Application that made the record; None if the server does not say."""
    course_component_sourced_id: str
    """OneRoster id of the component that the resource is in."""
    sort_order: str | None = None
    """Place among its siblings, as a text key such as `a0` that is compared as text."""
    metadata: dict[str, Any] | None = None
    """Free keys of the place, such as `lessonType`; None if there are none."""
    resource: LessonPlanResource
    """Resource at this place."""


class LessonPlanTreeComponent(Model, kw_only=True):
    """A component in a plan, with the items below it. `sort_order` is text, compared as text."""

    id: str
    """Identifier of the component's place in the plan."""
    sourced_id: str
    """OneRoster id of the course component."""
    status: Status
    """`active`, or `tobedeleted` once the component was deleted."""
    title: str
    """Heading that students see."""
    sort_order: str | None = None
    """Place among its siblings, as a text key such as `a0` that is compared as text."""
    unlock_date: str | None = None
    """Time when students may first open it, as ISO text; None if it is open already."""
    metadata: dict[str, Any] | None = None
    """Free keys of the component; None if there are none."""
    prerequisites: list[str] | None = None
    """Identifiers of components that must be done before; None or empty if the way is free."""
    prerequisite_criteria: str | None = None
    """`ALL` or `ANY` of the prerequisites; None if there are none."""
    component_resources: list[LessonPlanTreeResource] | None = None
    """Resources in the component, without skipped ones."""
    sub_components: list[LessonPlanTreeComponent] | None = None
    """Components below this one, skipped ones left out."""


class LessonPlanTree(Model, kw_only=True):
    """A student's plan: the course, and its components as the student sees them."""

    course: LessonPlanCourse
    """Course that the plan is made from."""
    sub_components: list[LessonPlanTreeComponent]
    """Components at the top of the course, skipped ones left out."""


class LessonPlanTreeResult(Model, kw_only=True):
    """A tree in the inner one of its two envelopes."""

    lesson_plan: LessonPlanTree
    """Course and components as the student sees them."""


class LessonPlanStructureNode(Model, kw_only=True):
    """An item of a plan. `item_id` changes when the plan is rebuilt."""

    type: LessonPlanTargetType
    """Kind of item: a component or a resource."""
    component_id: str | None = None
    """OneRoster id of the course component; None for a resource."""
    component_resource_id: str | None = None
    """OneRoster id of the component resource; None for a component."""
    title: str
    """Heading that students see."""
    order: str
    """Place among its siblings, as a text key such as `a0` that is compared as text."""
    skipped: bool
    """Whether the student does not get to see the item."""
    item_id: str
    """The plan's own id of the item, which changes when the plan is rebuilt."""
    component_resources: list[LessonPlanStructureNode] | None = None
    """Resources in the component; None for a resource."""
    sub_components: list[LessonPlanStructureNode] | None = None
    """Components below this one; None for a resource."""


class LessonPlanStructure(Model, kw_only=True):
    """A light view of a plan: its structure, including skipped items."""

    id: str
    """Identifier of the plan."""
    course_id: str
    """OneRoster id of the course that the plan is made from."""
    course_title: str
    """Title for people."""
    structure: list[LessonPlanStructureNode]
    """Items at the top of the course, skipped ones too."""


class LessonPlanStructureResult(Model, kw_only=True):
    """A structure in the inner one of its two envelopes."""

    lesson_plan: LessonPlanStructure
    """Light view of the plan, with skipped items."""


class LegacyLessonPlanItemInput(InputModel, kw_only=True):
    """A direct change of an item; lost when the plan is rebuilt."""

    lesson_plan_id: str
    """Identifier of the plan."""
    type: Choice[LessonPlanTargetType]
    """Kind of item: a component or a resource."""
    component_id: Unset[str | None] = UNSET
    """OneRoster id of the course component to change; left out for a resource."""
    component_resource_id: Unset[str | None] = UNSET
    """OneRoster id of the component resource to change; left out for a component."""
    order: Unset[int] = UNSET
    """New place among its siblings, as a whole number; left out, it stays."""
    parent_id: Unset[str | None] = UNSET
    """Component to move the item into; left out, it stays where it is."""
    skipped: Unset[bool] = UNSET
    """Whether to hide the item from the student; left out, it stays as it is."""
