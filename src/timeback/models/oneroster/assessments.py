"""Grading of content rather than of classes: assessment line items and their results."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from msgspec import field

from ..base import (
    UNSET,
    Choice,
    Flag,
    InputModel,
    InstantInput,
    MetadataInput,
    OpenMetadata,
    Timestamp,
    Unset,
)
from .common import Entity, EntityInput, Ref, RefInput, TextFlag
from .enums import ScoreStatus, Status
from .gradebook import LearningObjectiveScoreSetItem, LearningObjectiveSetItem

__all__ = [
    "AssessmentLineItem",
    "AssessmentLineItemInput",
    "AssessmentLineItemPatchInput",
    "AssessmentResult",
    "AssessmentResultInput",
    "AssessmentResultMetadata",
    "AssessmentResultPatchInput",
]


class AssessmentLineItem(Entity, kw_only=True):
    """Content that is graded: a test or, below it, a question; tied to a course or a part of one."""

    title: str
    """Name of the test or question that students see."""
    description: str | None = None
    """Task in a few sentences; None if the title says it all."""
    class_: Ref | None = field(default=None, name="class")
    """Class that takes it; None for content that is not bound to a class."""
    parent_assessment_line_item: Ref | None = None
    """Line item of the test that this question is a part of; None for a whole test."""
    score_scale: Ref | None = None
    """Scale that names the scores; None if they stand as numbers."""
    result_value_min: int | float | None = None
    """Lowest score that can be given; None if not stated."""
    result_value_max: int | float | None = None
    """Highest score that can be given; None if not stated."""
    component: Ref | None = None
    """Course component that it grades, an extension of the platform; None for other content."""
    component_resource: Ref | None = None
    """Component resource that it grades, an extension of the platform; None for other content."""
    course: Ref | None = None
    """Course that it belongs to, an extension of the platform; None if not stated."""
    learning_objective_set: list[LearningObjectiveSetItem] | None = None
    """Learning objectives that it tests, by source such as `case`."""


class AssessmentLineItemInput(EntityInput, kw_only=True):
    """An assessment line item to create or replace. Without `sourced_id` the server allocates one."""

    status: Choice[Status]
    """`active`, or `tobedeleted` to mark the line item as deleted."""
    metadata: Unset[dict[str, Any] | None] = UNSET
    """Keys beyond the standard; a replacement replaces them all."""
    title: str
    """Name of the test or question that students see."""
    description: Unset[str | None] = UNSET
    """Task in a few sentences; None if the title says it all."""
    class_: Unset[RefInput | None] = field(default=UNSET, name="class")
    """Class that takes it; None for content that is not bound to a class."""
    parent_assessment_line_item: Unset[RefInput | None] = UNSET
    """Line item of the test that this question is a part of; None for a whole test."""
    score_scale: Unset[RefInput | None] = UNSET
    """Scale that names the scores; None if they stand as numbers."""
    result_value_min: Unset[int | float | None] = UNSET
    """Lowest score that can be given; None if not stated."""
    result_value_max: Unset[int | float | None] = UNSET
    """Highest score that can be given; None if not stated."""
    component: Unset[RefInput | None] = UNSET
    """Course component that it grades, an extension of the platform; None for other content."""
    component_resource: Unset[RefInput | None] = UNSET
    """Component resource that it grades, an extension of the platform; None for other content."""
    course: Unset[RefInput | None] = UNSET
    """Course that it belongs to, an extension of the platform; None if not stated."""
    learning_objective_set: Unset[list[LearningObjectiveSetItem] | None] = UNSET
    """Learning objectives that it tests, by source such as `case`."""


class AssessmentLineItemPatchInput(InputModel, kw_only=True):
    """Changes to an assessment line item. Keys of `metadata` are merged into the stored ones."""

    status: Unset[Choice[Status]] = UNSET
    """`tobedeleted` marks it as deleted, `active` brings it back; left out, it stays."""
    metadata: Unset[dict[str, Any]] = UNSET
    """Keys to merge into the stored ones."""
    title: Unset[str] = UNSET
    """Name of the test or question that students see."""
    description: Unset[str | None] = UNSET
    """Task in a few sentences; None if the title says it all."""
    class_: Unset[RefInput | None] = field(default=UNSET, name="class")
    """Class that takes it; None for content that is not bound to a class."""
    parent_assessment_line_item: Unset[RefInput | None] = UNSET
    """Line item of the test that this question is a part of; None for a whole test."""
    score_scale: Unset[RefInput | None] = UNSET
    """Scale that names the scores; None if they stand as numbers."""
    result_value_min: Unset[int | float | None] = UNSET
    """Lowest score that can be given; None if not stated."""
    result_value_max: Unset[int | float | None] = UNSET
    """Highest score that can be given; None if not stated."""
    component: Unset[RefInput | None] = UNSET
    """Course component that it grades, an extension of the platform; None for other content."""
    component_resource: Unset[RefInput | None] = UNSET
    """Component resource that it grades, an extension of the platform; None for other content."""
    course: Unset[RefInput | None] = UNSET
    """Course that it belongs to, an extension of the platform; None if not stated."""
    learning_objective_set: Unset[list[LearningObjectiveSetItem] | None] = UNSET
    """Learning objectives that it tests, by source such as `case`."""


class AssessmentResultMetadata(OpenMetadata, kw_only=True):
    """The keys that an assessment result's metadata has by convention; others occur."""

    xp: int | float | None = None
    """XP awarded for the work; negative where some were taken back."""
    multiplier: int | float | None = None
    """Factor that the XP were multiplied with, for accuracy for instance."""
    accuracy: int | float | None = None
    """Share of questions answered correctly, in percent."""
    total_questions: int | float | None = None
    """Number of questions asked."""
    correct_questions: int | float | None = None
    """Number of questions answered correctly."""
    mastered_units: int | float | None = None
    """Number of units that the student mastered with this work."""
    attempt: int | float | None = None
    """Number of the attempt, counted from 1."""
    app_name: str | None = None
    """Application where the work was done."""
    pct_complete_app: str | int | float | None = None
    """The application's view of the course done, 0 to 100, often as text; missing on some rows (production,
    2026-09)."""
    subject: str | None = None
    """Subject of the work, in the application's own word."""
    source: str | None = None
    """Origin of the result: `caliper` where a learning event made it."""
    sensor: str | None = None
    """IRI of what recorded the event."""
    original_object_id: str | None = None
    """Id of the event's object, the activity."""
    generated_id: str | None = None
    """Id of what the event generated."""
    caliper_sourced_id: str | None = None
    """Id of the event."""
    related_caliper_events: list[str] | None = None
    """Ids of further events that went into the result."""
    lesson_type: str | None = None
    """Kind of lesson: `external-lesson` on results that events made."""
    student_email: str | None = None
    """Email address of the student, on the rows of some applications."""
    is_mastery_completion: bool | None = None
    """Whether the result completes the mastery of the lesson."""
    completed_at: Timestamp | None = None
    """Time when the work was completed."""


class AssessmentResult(Entity, kw_only=True):
    """A student's result in an assessment line item.

    The last four flags are text on the wire and are read as booleans. Results of other applications have no
    score at times. `AssessmentResultMetadata.read(result.metadata)` types the usual keys.
    """

    __filters__: ClassVar[Mapping[str, Any]] = {"studentSourcedId": str, "assessmentLineItemSourcedId": str}

    assessment_line_item: Ref
    """Test or question that was scored."""
    student: Ref
    """User who was scored."""
    score: int | float | None = None
    """Points reached; None if none was given, or where no answer of an event's result was right
    (production, 2026-09)."""
    text_score: str | None = None
    """Score in words or letters; None if it is a number."""
    score_date: Timestamp
    """Time when the score was given, in UTC; filters compare it as an instant."""
    score_scale: Ref | None = None
    """Scale that names the score; None if it stands as a number."""
    score_percentile: int | float | None = None
    """Share of the comparison group that scored lower, in percent; None if not normed."""
    score_status: ScoreStatus
    """Progress of the grading, from `not submitted` to `fully graded`, or `exempt`."""
    comment: str | None = None
    """The grader's remark for the student; None if there is none."""
    learning_objective_set: list[LearningObjectiveScoreSetItem] | None = None
    """Results in single learning objectives, by source such as `case`."""
    in_progress: Flag | None = None
    """Whether the student is still at work; None if not stated."""
    incomplete: Flag | None = None
    """Whether the work was ended without being finished; None if not stated."""
    late: Flag | None = None
    """Whether the work came in after it was due; None if not stated."""
    missing: Flag | None = None
    """Whether the work is overdue and was never handed in; None if not stated."""


class AssessmentResultInput(EntityInput, kw_only=True):
    """An assessment result to create or replace. Without `sourced_id` the server allocates one."""

    status: Choice[Status]
    """`active`, or `tobedeleted` to mark the result as deleted."""
    metadata: Unset[MetadataInput[AssessmentResultMetadata] | None] = UNSET
    """Keys beyond the standard, typed by `AssessmentResultMetadata` or as a dict with any keys."""
    assessment_line_item: RefInput
    """Test or question that was scored."""
    student: RefInput
    """User who was scored."""
    score: Unset[int | float | None] = UNSET
    """Points reached; None if none was given, or where no answer of an event's result was right
    (production, 2026-09)."""
    text_score: Unset[str | None] = UNSET
    """Score in words or letters; None if it is a number."""
    score_date: InstantInput
    """Time when the score was given; a day counts from its midnight in UTC."""
    score_scale: Unset[RefInput | None] = UNSET
    """Scale that names the score; None if it stands as a number."""
    score_percentile: Unset[int | float | None] = UNSET
    """Share of the comparison group that scored lower, in percent; None if not normed."""
    score_status: Choice[ScoreStatus]
    """Progress of the grading, from `not submitted` to `fully graded`, or `exempt`."""
    comment: Unset[str | None] = UNSET
    """The grader's remark for the student; None if there is none."""
    learning_objective_set: Unset[list[LearningObjectiveScoreSetItem] | None] = UNSET
    """Results in single learning objectives, by source such as `case`."""
    in_progress: Unset[TextFlag | None] = UNSET
    """Whether the student is still at work; None if not stated."""
    incomplete: Unset[TextFlag | None] = UNSET
    """Whether the work was ended without being finished; None if not stated."""
    late: Unset[TextFlag | None] = UNSET
    """Whether the work came in after it was due; None if not stated."""
    missing: Unset[TextFlag | None] = UNSET
    """Whether the work is overdue and was never handed in; None if not stated."""


class AssessmentResultPatchInput(InputModel, kw_only=True):
    """Changes to an assessment result. Keys of `metadata` are merged into the stored ones."""

    status: Unset[Choice[Status]] = UNSET
    """`tobedeleted` marks it as deleted, `active` brings it back; left out, it stays."""
    metadata: Unset[MetadataInput[AssessmentResultMetadata]] = UNSET
    """Keys to merge into the stored ones, typed by `AssessmentResultMetadata` or as a dict."""
    assessment_line_item: Unset[RefInput] = UNSET
    """Test or question that was scored."""
    student: Unset[RefInput] = UNSET
    """User who was scored."""
    score: Unset[int | float | None] = UNSET
    """Points reached; None if none was given, or where no answer of an event's result was right
    (production, 2026-09)."""
    text_score: Unset[str | None] = UNSET
    """Score in words or letters; None if it is a number."""
    score_date: Unset[InstantInput] = UNSET
    """Time when the score was given; left out, it stays."""
    score_scale: Unset[RefInput | None] = UNSET
    """Scale that names the score; None if it stands as a number."""
    score_percentile: Unset[int | float | None] = UNSET
    """Share of the comparison group that scored lower, in percent; None if not normed."""
    score_status: Unset[Choice[ScoreStatus]] = UNSET
    """Progress of the grading, from `not submitted` to `fully graded`, or `exempt`."""
    comment: Unset[str | None] = UNSET
    """The grader's remark for the student; None if there is none."""
    learning_objective_set: Unset[list[LearningObjectiveScoreSetItem] | None] = UNSET
    """Results in single learning objectives, by source such as `case`."""
    in_progress: Unset[TextFlag | None] = UNSET
    """Whether the student is still at work; None if not stated."""
    incomplete: Unset[TextFlag | None] = UNSET
    """Whether the work was ended without being finished; None if not stated."""
    late: Unset[TextFlag | None] = UNSET
    """Whether the work came in after it was due; None if not stated."""
    missing: Unset[TextFlag | None] = UNSET
    """Whether the work is overdue and was never handed in; None if not stated."""
