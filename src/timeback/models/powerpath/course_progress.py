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
    """The student's result in a line item."""

    sourced_id: str | None = None
    """OneRoster id of the result; None if the server leaves it out."""
    status: Status
    """`active`, or `tobedeleted` once the result was deleted."""
    date_last_modified: Timestamp | None = None
    """Time of the last change, in UTC; None if the server leaves it out."""
    metadata: dict[str, Any] | None = None
    """Keys beyond the standard, such as `xp`, `multiplier` and `attempt`; None if there are none."""
    score: int | float | None = None
    """Points reached, 0 to 100 for lessons; None until it is scored."""
    text_score: str | None = None
    """Score in words or letters; None if it is a number."""
    score_date: Timestamp
    """Time when the score was given, in UTC."""
    score_scale: SourcedIdRef | None = None
    """Scale that names the score; None if it stands as a number."""
    score_percentile: int | float | None = None
    """Share of the comparison group that scored lower, in percent; None if not normed."""
    score_status: ScoreStatus
    """Progress of the grading, from `not submitted` to `fully graded`, or `exempt`."""
    comment: str | None = None
    """The grader's remark for the student; None if there is none."""
    learning_objective_set: list[LearningObjectiveResultSet] | None = None
    """Results in single learning objectives, by source such as `case`; None if there are none."""
    in_progress: str | None = None
    """Whether the student is still at work, as the text `true` or `false`; None if not stated."""
    incomplete: str | None = None
    """Whether the work was ended unfinished, as the text `true` or `false`; None if not stated."""
    late: str | None = None
    """Whether the work came in after it was due, as the text `true` or `false`; None if not stated."""
    missing: str | None = None
    """Whether the work was never handed in, as the text `true` or `false`; None if not stated."""


class ComponentLineItem(Model, kw_only=True, tag_field="type", tag="component"):
    """A graded component."""

    assessment_line_item_sourced_id: str
    """OneRoster id of the assessment line item."""
    course_component_sourced_id: str
    """OneRoster id of the course component that is graded."""
    title: str
    """Heading under which teachers see the graded work."""
    results: list[CourseProgressResult]
    """The student's results in it, one for each attempt; empty if there are none."""


class ResourceLineItem(Model, kw_only=True, tag_field="type", tag="resource"):
    """A graded resource."""

    assessment_line_item_sourced_id: str
    """OneRoster id of the assessment line item."""
    course_component_resource_sourced_id: str
    """OneRoster id of the component resource that is graded."""
    title: str
    """Heading under which teachers see the graded work."""
    results: list[CourseProgressResult]
    """The student's results in it, one for each attempt; empty if there are none."""


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
    """Identifier of the test assignment."""
    lesson_id: str
    """OneRoster id of the component resource where the test is taken."""


class TestOutCompleted(Model, kw_only=True, tag_field="status", tag="completed"):
    """The student tested out of the course."""

    assignment_id: str
    """Identifier of the test assignment."""
    lesson_id: str
    """OneRoster id of the component resource where the test is taken."""


class TestOutFailed(Model, kw_only=True, tag_field="status", tag="failed"):
    """The student failed the test-out."""

    assignment_id: str
    """Identifier of the test assignment."""
    lesson_id: str
    """OneRoster id of the component resource where the test is taken."""


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
    """Graded components and resources of the course, with the student's results."""
    test_out: CourseTestOut | None = None
    """State of the course's test-out for this student; None if the server leaves it out."""


class StudentItemResultInput(InputModel, kw_only=True):
    """The student's result to record."""

    status: Choice[Status]
    """`active`, or `tobedeleted` to mark the result as deleted."""
    metadata: Unset[dict[str, Any] | None] = UNSET
    """Keys beyond the standard, with any values."""
    score: Unset[int | float | None] = UNSET
    """Points reached, 0 to 100 for lessons; None until it is scored."""
    text_score: Unset[str | None] = UNSET
    """Score in words or letters; None if it is a number."""
    score_date: InstantInput
    """Time when the score was given; a day counts from its midnight in UTC."""
    score_percentile: Unset[int | float | None] = UNSET
    """Share of the comparison group that scored lower, in percent; None if not normed."""
    score_status: Choice[ScoreStatus]
    """Progress of the grading, from `not submitted` to `fully graded`, or `exempt`."""
    comment: Unset[str | None] = UNSET
    """The grader's remark for the student; None if there is none."""
    learning_objective_set: Unset[list[LearningObjectiveResultSet] | None] = UNSET
    """Results in single learning objectives, by source such as `case`; None if there are none."""
    in_progress: Unset[str | None] = UNSET
    """Whether the student is still at work, as the text `true` or `false`; None if not stated."""
    incomplete: Unset[str | None] = UNSET
    """Whether the work was ended unfinished, as the text `true` or `false`; None if not stated."""
    late: Unset[str | None] = UNSET
    """Whether the work came in after it was due, as the text `true` or `false`; None if not stated."""
    missing: Unset[str | None] = UNSET
    """Whether the work was never handed in, as the text `true` or `false`; None if not stated."""


class UpdateStudentItemResponseInput(InputModel, kw_only=True):
    """A result to store for a student and a ComponentResource."""

    student_id: NonEmpty
    """OneRoster id of the student."""
    component_resource_id: NonEmpty
    """OneRoster id of the component resource that the result is for."""
    result: StudentItemResultInput
    """Result to write."""


class AssessmentLineItem(Model, kw_only=True):
    """Content that is graded."""

    sourced_id: str | None = None
    """OneRoster id of the line item; None if the server leaves it out."""
    status: Status
    """`active`, or `tobedeleted` once the line item was deleted."""
    date_last_modified: Timestamp | None = None
    """Time of the last change, in UTC; None if the server leaves it out."""
    metadata: dict[str, Any] | None = None
    """Keys beyond the standard; None if there are none."""
    title: str
    """Name of the test or question."""
    description: str | None = None
    """Task in a few sentences; None if there are none."""
    class_: SourcedIdRef | None = field(name="class", default=None)
    """Class that takes it; None for content that is not bound to a class."""
    parent_assessment_line_item: SourcedIdRef | None = None
    """Line item of the lesson that this question is a part of; None for a whole lesson."""
    score_scale: SourcedIdRef | None = None
    """Scale that names the scores; None if they stand as numbers."""
    result_value_min: int | float | None = None
    """Lowest score that can be given; None if not stated."""
    result_value_max: int | float | None = None
    """Highest score that can be given; None if not stated."""
    component: SourcedIdRef | None = None
    """Course component that it grades; None for other content."""
    component_resource: SourcedIdRef | None = None
    """Component resource that it grades; None for other content."""
    learning_objective_set: list[LearningObjectiveIdSet] | None = None
    """Learning objectives that it tests, by source such as `case`; None if there are none."""
    course: SourcedIdRef | None = None
    """Course that it belongs to; None if not stated."""


class AssessmentResult(Model, kw_only=True):
    """A student's result in an assessment line item."""

    sourced_id: str | None = None
    """OneRoster id of the result; None if the server leaves it out."""
    status: Status
    """`active`, or `tobedeleted` once the result was deleted."""
    date_last_modified: Timestamp | None = None
    """Time of the last change, in UTC; None if the server leaves it out."""
    metadata: dict[str, Any] | None = None
    """Keys beyond the standard, such as `xp`, `multiplier` and `attempt`; None if there are none."""
    assessment_line_item: SourcedIdRef
    """Test or question that was scored."""
    student: SourcedIdRef
    """Student who was scored."""
    score: int | float | None = None
    """Points reached, 0 to 100 for lessons; None until it is scored."""
    text_score: str | None = None
    """Score in words or letters; None if it is a number."""
    score_date: Timestamp
    """Time when the score was given, in UTC."""
    score_scale: SourcedIdRef | None = None
    """Scale that names the score; None if it stands as a number."""
    score_percentile: int | float | None = None
    """Share of the comparison group that scored lower, in percent; None if not normed."""
    score_status: ScoreStatus
    """Progress of the grading, from `not submitted` to `fully graded`, or `exempt`."""
    comment: str | None = None
    """The grader's remark for the student; None if there is none."""
    learning_objective_set: list[LearningObjectiveResultSet] | None = None
    """Results in single learning objectives, by source such as `case`; None if there are none."""
    in_progress: str | None = None
    """Whether the student is still at work, as the text `true` or `false`; None if not stated."""
    incomplete: str | None = None
    """Whether the work was ended unfinished, as the text `true` or `false`; None if not stated."""
    late: str | None = None
    """Whether the work came in after it was due, as the text `true` or `false`; None if not stated."""
    missing: str | None = None
    """Whether the work was never handed in, as the text `true` or `false`; None if not stated."""


class UpdateStudentItemResponseResult(Model, kw_only=True):
    """The line item and the result that were stored, if the server returns them."""

    component_resource_line_item: AssessmentLineItem | None = None
    """Line item of the component resource; None if the server answers only success."""
    component_resource_result: AssessmentResult | None = None
    """Result that was written; None if the server answers only success."""
    success: bool | None = None
    """Whether the result was written; None if the server answers the records instead."""


class StartTestOutInput(InputModel, kw_only=True):
    """A student, and the course to test out of."""

    course_id: NonEmpty
    """OneRoster id of the course to test out of."""
    student_id: NonEmpty
    """OneRoster id of the student, who must be enrolled in a course of that subject and grade."""


class StartTestOutResult(Model, kw_only=True):
    """The assignment of the test-out, and the lesson in which it is taken."""

    assignment_id: str
    """Identifier of the test assignment."""
    lesson_id: str
    """OneRoster id of the component resource where the test is taken; no course lists it."""
    resource_id: str
    """OneRoster id of the resource with the test."""
    status: StartTestOutStatus
    """`created` for a new assignment, `existing` for one that was active already."""
