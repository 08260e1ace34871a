"""Progress in a course: its line items, results and test-out."""

from __future__ import annotations

from typing import Any, TypeAlias

from msgspec import field

from ..base import UNKNOWN, UNSET, Choice, InputModel, InstantInput, Model, Timestamp, UnknownVariant, Unset
from .common import LearningObjectiveIdSet, LearningObjectiveResultSet, NonEmpty, SourcedIdRef
from .enums import ScoreStatus, StartTestOutStatus, Status

__all__ = [
    "AssessmentLineItem",
    "AssessmentResult",
    "ComponentLineItem",
    "CourseLineItem",
    "CourseProgress",
    "CourseProgressResult",
    "CourseTestOut",
    "ResourceLineItem",
    "StartTestOutInput",
    "StartTestOutResult",
    "StudentItemResultInput",
    "TestOutAvailable",
    "TestOutCompleted",
    "TestOutFailed",
    "TestOutInProgress",
    "TestOutNotEligible",
    "UnknownLineItem",
    "UnknownTestOut",
    "UpdateStudentItemResponseInput",
    "UpdateStudentItemResponseResult",
]


class CourseProgressResult(Model, kw_only=True):
    """What the student reached in a line item."""

    sourced_id: str | None = None
    status: Status
    date_last_modified: Timestamp | None = None
    metadata: dict[str, Any] | None = None
    score: int | float | None = None
    text_score: str | None = None
    score_date: Timestamp
    score_scale: SourcedIdRef | None = None
    score_percentile: int | float | None = None
    score_status: ScoreStatus
    comment: str | None = None
    learning_objective_set: list[LearningObjectiveResultSet] | None = None
    in_progress: str | None = None
    incomplete: str | None = None
    late: str | None = None
    missing: str | None = None


class ComponentLineItem(Model, kw_only=True, tag_field="type", tag="component"):
    """A graded component."""

    assessment_line_item_sourced_id: str
    course_component_sourced_id: str
    title: str
    results: list[CourseProgressResult]


class ResourceLineItem(Model, kw_only=True, tag_field="type", tag="resource"):
    """A graded resource."""

    assessment_line_item_sourced_id: str
    course_component_resource_sourced_id: str
    title: str
    results: list[CourseProgressResult]


class UnknownLineItem(UnknownVariant, tag_field="type", tag=UNKNOWN):
    """A line item of a kind that this library does not list."""


CourseLineItem: TypeAlias = ComponentLineItem | ResourceLineItem | UnknownLineItem


class TestOutNotEligible(Model, kw_only=True, tag_field="status", tag="not_eligible"):
    """The student may not test out of the course."""


class TestOutAvailable(Model, kw_only=True, tag_field="status", tag="available"):
    """The student may test out of the course."""


class TestOutInProgress(Model, kw_only=True, tag_field="status", tag="in_progress"):
    """A test-out was assigned."""

    assignment_id: str
    lesson_id: str


class TestOutCompleted(Model, kw_only=True, tag_field="status", tag="completed"):
    """The student tested out of the course."""

    assignment_id: str
    lesson_id: str


class TestOutFailed(Model, kw_only=True, tag_field="status", tag="failed"):
    """The student failed the test-out."""

    assignment_id: str
    lesson_id: str


class UnknownTestOut(UnknownVariant, tag_field="status", tag=UNKNOWN):
    """A state of a test-out that this library does not list."""


CourseTestOut: TypeAlias = (
    TestOutNotEligible
    | TestOutAvailable
    | TestOutInProgress
    | TestOutCompleted
    | TestOutFailed
    | UnknownTestOut
)


class CourseProgress(Model, kw_only=True):
    """A student's results in a course, by line item, and the state of the test-out."""

    line_items: list[CourseLineItem]
    test_out: CourseTestOut | None = None


class StudentItemResultInput(InputModel, kw_only=True):
    """What the student reached."""

    status: Choice[Status]
    metadata: Unset[dict[str, Any] | None] = UNSET
    score: Unset[int | float | None] = UNSET
    text_score: Unset[str | None] = UNSET
    score_date: InstantInput
    score_percentile: Unset[int | float | None] = UNSET
    score_status: Choice[ScoreStatus]
    comment: Unset[str | None] = UNSET
    learning_objective_set: Unset[list[LearningObjectiveResultSet] | None] = UNSET
    in_progress: Unset[str | None] = UNSET
    incomplete: Unset[str | None] = UNSET
    late: Unset[str | None] = UNSET
    missing: Unset[str | None] = UNSET


class UpdateStudentItemResponseInput(InputModel, kw_only=True):
    """A result to write for a student and a ComponentResource."""

    student_id: NonEmpty
    component_resource_id: NonEmpty
    result: StudentItemResultInput


class AssessmentLineItem(Model, kw_only=True):
    """Content that is graded."""

    sourced_id: str | None = None
    status: Status
    date_last_modified: Timestamp | None = None
    metadata: dict[str, Any] | None = None
    title: str
    description: str | None = None
    class_: SourcedIdRef | None = field(name="class", default=None)
    parent_assessment_line_item: SourcedIdRef | None = None
    score_scale: SourcedIdRef | None = None
    result_value_min: int | float | None = None
    result_value_max: int | float | None = None
    component: SourcedIdRef | None = None
    component_resource: SourcedIdRef | None = None
    learning_objective_set: list[LearningObjectiveIdSet] | None = None
    course: SourcedIdRef | None = None


class AssessmentResult(Model, kw_only=True):
    """What a student reached in an assessment line item."""

    sourced_id: str | None = None
    status: Status
    date_last_modified: Timestamp | None = None
    metadata: dict[str, Any] | None = None
    assessment_line_item: SourcedIdRef
    student: SourcedIdRef
    score: int | float | None = None
    text_score: str | None = None
    score_date: Timestamp
    score_scale: SourcedIdRef | None = None
    score_percentile: int | float | None = None
    score_status: ScoreStatus
    comment: str | None = None
    learning_objective_set: list[LearningObjectiveResultSet] | None = None
    in_progress: str | None = None
    incomplete: str | None = None
    late: str | None = None
    missing: str | None = None


class UpdateStudentItemResponseResult(Model, kw_only=True):
    """The line item and the result that were written, where the server answers them."""

    component_resource_line_item: AssessmentLineItem | None = None
    component_resource_result: AssessmentResult | None = None
    success: bool | None = None


class StartTestOutInput(InputModel, kw_only=True):
    """A student, and the course to test out of."""

    course_id: NonEmpty
    student_id: NonEmpty


class StartTestOutResult(Model, kw_only=True):
    """The assignment of the test-out, and the lesson in which it is taken."""

    assignment_id: str
    lesson_id: str
    resource_id: str
    status: StartTestOutStatus
