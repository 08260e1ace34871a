"""Grading of content rather than of classes: assessment line items and their results."""

from __future__ import annotations

from typing import Any

from msgspec import field

from ..base import UNSET, Choice, InputModel, InstantInput, MetadataInput, OpenMetadata, Timestamp, Unset
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
    description: str | None = None
    class_: Ref | None = field(default=None, name="class")
    parent_assessment_line_item: Ref | None = None
    score_scale: Ref | None = None
    result_value_min: int | float | None = None
    result_value_max: int | float | None = None
    component: Ref | None = None
    component_resource: Ref | None = None
    course: Ref | None = None
    learning_objective_set: list[LearningObjectiveSetItem] | None = None


class AssessmentLineItemInput(EntityInput, kw_only=True):
    """An assessment line item to create or replace. Without `sourced_id` the server allocates one."""

    status: Choice[Status]
    metadata: Unset[dict[str, Any] | None] = UNSET
    title: str
    description: Unset[str | None] = UNSET
    class_: Unset[RefInput | None] = field(default=UNSET, name="class")
    parent_assessment_line_item: Unset[RefInput | None] = UNSET
    score_scale: Unset[RefInput | None] = UNSET
    result_value_min: Unset[int | float | None] = UNSET
    result_value_max: Unset[int | float | None] = UNSET
    component: Unset[RefInput | None] = UNSET
    component_resource: Unset[RefInput | None] = UNSET
    course: Unset[RefInput | None] = UNSET
    learning_objective_set: Unset[list[LearningObjectiveSetItem] | None] = UNSET


class AssessmentLineItemPatchInput(InputModel, kw_only=True):
    """Changes to an assessment line item. Keys of `metadata` are merged into the stored ones."""

    status: Unset[Choice[Status]] = UNSET
    metadata: Unset[dict[str, Any]] = UNSET
    title: Unset[str] = UNSET
    description: Unset[str | None] = UNSET
    class_: Unset[RefInput | None] = field(default=UNSET, name="class")
    parent_assessment_line_item: Unset[RefInput | None] = UNSET
    score_scale: Unset[RefInput | None] = UNSET
    result_value_min: Unset[int | float | None] = UNSET
    result_value_max: Unset[int | float | None] = UNSET
    component: Unset[RefInput | None] = UNSET
    component_resource: Unset[RefInput | None] = UNSET
    course: Unset[RefInput | None] = UNSET
    learning_objective_set: Unset[list[LearningObjectiveSetItem] | None] = UNSET


class AssessmentResultMetadata(OpenMetadata, kw_only=True):
    """The keys that an assessment result's metadata has by convention; others occur."""

    xp: int | float | None = None
    multiplier: int | float | None = None
    accuracy: int | float | None = None
    total_questions: int | float | None = None
    correct_questions: int | float | None = None
    mastered_units: int | float | None = None
    attempt: int | float | None = None
    app_name: str | None = None
    pct_complete_app: str | int | float | None = None
    subject: str | None = None
    source: str | None = None
    sensor: str | None = None
    original_object_id: str | None = None
    generated_id: str | None = None
    caliper_sourced_id: str | None = None
    related_caliper_events: list[str] | None = None
    lesson_type: str | None = None
    student_email: str | None = None
    is_mastery_completion: bool | None = None
    completed_at: Timestamp | None = None


class AssessmentResult(Entity, kw_only=True):
    """What a student reached in an assessment line item.

    The last four flags travel as text and are read as booleans. Results of other applications have no
    score at times. `AssessmentResultMetadata.read(result.metadata)` types the usual keys.
    """

    assessment_line_item: Ref
    student: Ref
    score: int | float | None = None
    text_score: str | None = None
    score_date: Timestamp
    score_scale: Ref | None = None
    score_percentile: int | float | None = None
    score_status: ScoreStatus
    comment: str | None = None
    learning_objective_set: list[LearningObjectiveScoreSetItem] | None = None
    in_progress: bool | None = None
    incomplete: bool | None = None
    late: bool | None = None
    missing: bool | None = None


class AssessmentResultInput(EntityInput, kw_only=True):
    """An assessment result to create or replace. Without `sourced_id` the server allocates one."""

    status: Choice[Status]
    metadata: Unset[MetadataInput[AssessmentResultMetadata] | None] = UNSET
    assessment_line_item: RefInput
    student: RefInput
    score: Unset[int | float | None] = UNSET
    text_score: Unset[str | None] = UNSET
    score_date: InstantInput
    score_scale: Unset[RefInput | None] = UNSET
    score_percentile: Unset[int | float | None] = UNSET
    score_status: Choice[ScoreStatus]
    comment: Unset[str | None] = UNSET
    learning_objective_set: Unset[list[LearningObjectiveScoreSetItem] | None] = UNSET
    in_progress: Unset[TextFlag | None] = UNSET
    incomplete: Unset[TextFlag | None] = UNSET
    late: Unset[TextFlag | None] = UNSET
    missing: Unset[TextFlag | None] = UNSET


class AssessmentResultPatchInput(InputModel, kw_only=True):
    """Changes to an assessment result. Keys of `metadata` are merged into the stored ones."""

    status: Unset[Choice[Status]] = UNSET
    metadata: Unset[MetadataInput[AssessmentResultMetadata]] = UNSET
    assessment_line_item: Unset[RefInput] = UNSET
    student: Unset[RefInput] = UNSET
    score: Unset[int | float | None] = UNSET
    text_score: Unset[str | None] = UNSET
    score_date: Unset[InstantInput] = UNSET
    score_scale: Unset[RefInput | None] = UNSET
    score_percentile: Unset[int | float | None] = UNSET
    score_status: Unset[Choice[ScoreStatus]] = UNSET
    comment: Unset[str | None] = UNSET
    learning_objective_set: Unset[list[LearningObjectiveScoreSetItem] | None] = UNSET
    in_progress: Unset[TextFlag | None] = UNSET
    incomplete: Unset[TextFlag | None] = UNSET
    late: Unset[TextFlag | None] = UNSET
    missing: Unset[TextFlag | None] = UNSET
