"""The gradebook of classes: categories, score scales, line items and their results."""

from __future__ import annotations

from typing import Any

from msgspec import field

from ..base import UNSET, Choice, Flag, InputModel, InstantInput, Model, Timestamp, Unset, read_flags
from .common import Entity, EntityInput, Ref, RefInput, TextFlag
from .enums import ScoreStatus, Status

__all__ = [
    "Category",
    "CategoryInput",
    "LearningObjectiveResult",
    "LearningObjectiveScoreSetItem",
    "LearningObjectiveSetItem",
    "LineItem",
    "LineItemInput",
    "Result",
    "ResultInput",
    "ScoreScale",
    "ScoreScaleInput",
    "ScoreScaleValue",
]


class LearningObjectiveSetItem(InputModel, kw_only=True):
    """Learning objectives of one source that a record is about."""

    source: str
    learning_objective_ids: list[str]


class LearningObjectiveResult(Model, kw_only=True):
    """How well one learning objective was met."""

    learning_objective_id: str
    score: int | float | None = None
    text_score: str | None = None


class LearningObjectiveScoreSetItem(InputModel, kw_only=True):
    """Results in the learning objectives of one source."""

    source: str
    learning_objective_results: list[LearningObjectiveResult]


class Category(Entity, kw_only=True):
    """A kind of graded work, such as homework, and its weight in a grade."""

    title: str
    weight: int | float | None = None


class CategoryInput(EntityInput, kw_only=True):
    """A category to create or replace. Without `sourced_id` the server allocates one."""

    status: Choice[Status]
    metadata: Unset[dict[str, Any] | None] = UNSET
    title: str
    weight: Unset[int | float | None] = UNSET


class ScoreScaleValue(Model, kw_only=True):
    """One step of a score scale: what a score on the left is called on the right."""

    item_value_lhs: str = field(name="itemValueLHS")
    item_value_rhs: str = field(name="itemValueRHS")
    value: str | None = None
    description: str | None = None


class ScoreScale(Entity, kw_only=True):
    """How the scores of a class are named, such as letters for percentages."""

    title: str
    type: str
    class_: Ref = field(name="class")
    course: Ref | None = None
    score_scale_value: list[ScoreScaleValue]


class ScoreScaleInput(EntityInput, kw_only=True):
    """A score scale to create or replace. Without `sourced_id` the server allocates one."""

    status: Choice[Status]
    metadata: Unset[dict[str, Any] | None] = UNSET
    title: str
    type: str
    class_: RefInput = field(name="class")
    course: Unset[RefInput | None] = UNSET
    score_scale_value: list[ScoreScaleValue]


class LineItem(Entity, kw_only=True):
    """A piece of work that a class is graded on."""

    status: Status = Status.ACTIVE
    title: str
    description: str | None = None
    assign_date: Timestamp
    due_date: Timestamp
    class_: Ref = field(name="class")
    school: Ref
    category: Ref
    grading_period: Ref | None = None
    academic_session: Ref | None = None
    score_scale: Ref | None = None
    result_value_min: int | float | None = None
    result_value_max: int | float | None = None
    learning_objective_set: list[LearningObjectiveSetItem] | None = None


class LineItemInput(EntityInput, kw_only=True):
    """A line item to create or replace. Without `sourced_id` the server allocates one."""

    status: Unset[Choice[Status]] = UNSET
    metadata: Unset[dict[str, Any] | None] = UNSET
    title: str
    description: Unset[str | None] = UNSET
    assign_date: InstantInput
    due_date: InstantInput
    class_: RefInput = field(name="class")
    school: RefInput
    category: RefInput
    grading_period: Unset[RefInput | None] = UNSET
    academic_session: Unset[RefInput | None] = UNSET
    score_scale: Unset[RefInput | None] = UNSET
    result_value_min: Unset[int | float | None] = UNSET
    result_value_max: Unset[int | float | None] = UNSET
    learning_objective_set: Unset[list[LearningObjectiveSetItem] | None] = UNSET


class Result(Entity, kw_only=True):
    """What a student reached in a line item. The last four flags travel as text and are read as booleans."""

    line_item: Ref
    student: Ref
    class_: Ref | None = field(default=None, name="class")
    score_scale: Ref | None = None
    score_status: ScoreStatus
    score: int | float | None = None
    text_score: str | None = None
    score_date: Timestamp
    comment: str | None = None
    learning_objective_set: list[LearningObjectiveScoreSetItem] | None = None
    in_progress: Flag | None = None
    incomplete: Flag | None = None
    late: Flag | None = None
    missing: Flag | None = None

    def __post_init__(self) -> None:
        read_flags(self, "in_progress", "incomplete", "late", "missing")


class ResultInput(EntityInput, kw_only=True):
    """A result to create or replace. Without `sourced_id` the server allocates one."""

    status: Choice[Status]
    metadata: Unset[dict[str, Any] | None] = UNSET
    line_item: RefInput
    student: RefInput
    class_: Unset[RefInput | None] = field(default=UNSET, name="class")
    score_scale: Unset[RefInput | None] = UNSET
    score_status: Choice[ScoreStatus]
    score: Unset[int | float | None] = UNSET
    text_score: Unset[str | None] = UNSET
    score_date: InstantInput
    comment: Unset[str | None] = UNSET
    learning_objective_set: Unset[list[LearningObjectiveScoreSetItem] | None] = UNSET
    in_progress: Unset[TextFlag] = UNSET
    incomplete: Unset[TextFlag] = UNSET
    late: Unset[TextFlag] = UNSET
    missing: Unset[TextFlag] = UNSET
