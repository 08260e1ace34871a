"""The gradebook of classes: categories, score scales, line items and their results."""

from __future__ import annotations

from typing import Any

from msgspec import field

from ..base import UNSET, Choice, Flag, InputModel, InstantInput, Model, Timestamp, Unset
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
    """Scheme of the ids, such as `case`."""
    learning_objective_ids: list[str]
    """Ids of the objectives in that scheme; for CASE, the identifiers of its items."""


class LearningObjectiveResult(Model, kw_only=True):
    """The result in one learning objective."""

    learning_objective_id: str
    """Id of the objective in the scheme that the set names."""
    score: int | float | None = None
    """Points reached in the objective; None if the result is text."""
    text_score: str | None = None
    """Result in words or letters; None if it is a number."""


class LearningObjectiveScoreSetItem(InputModel, kw_only=True):
    """Results in the learning objectives of one source."""

    source: str
    """Scheme of the objectives, such as `case`."""
    learning_objective_results: list[LearningObjectiveResult]
    """Result in each objective of that scheme."""


class Category(Entity, kw_only=True):
    """A kind of graded work, such as homework, and its weight in a grade."""

    title: str
    """Name for people, such as `Homework`."""
    weight: int | float | None = None
    """Share in the final grade, against the weights of the other categories; None if it is not weighed."""


class CategoryInput(EntityInput, kw_only=True):
    """A category to create or replace. Without `sourced_id` the server allocates one."""

    status: Choice[Status]
    """`active`, or `tobedeleted` to mark the category as deleted."""
    metadata: Unset[dict[str, Any] | None] = UNSET
    """Keys beyond the standard, with any values."""
    title: str
    """Name for people, such as `Homework`."""
    weight: Unset[int | float | None] = UNSET
    """Share in the final grade, against the weights of the other categories; None if it is not weighed."""


class ScoreScaleValue(Model, kw_only=True):
    """One step of a score scale: the score on the left has the name on the right."""

    item_value_lhs: str = field(name="itemValueLHS")
    """Score as it is recorded, such as `90-100`; the left-hand side of the step."""
    item_value_rhs: str = field(name="itemValueRHS")
    """Name for such a score, such as `A`; the right-hand side of the step."""
    value: str | None = None
    """Value of the step, as text; None if it has none."""
    description: str | None = None
    """Meaning of the step for people; None if there is none."""


class ScoreScale(Entity, kw_only=True):
    """A scale that names the scores of a class, such as letters for percentages."""

    title: str
    """Name for people, such as `Letter grades`."""
    type: str
    """Manner of scale, in the school's own words, such as `ordinal`."""
    class_: Ref = field(name="class")
    """Class whose grades use the scale."""
    course: Ref | None = None
    """Course that the scale is for; None if it is for the class alone."""
    score_scale_value: list[ScoreScaleValue]
    """Steps of the scale."""


class ScoreScaleInput(EntityInput, kw_only=True):
    """A score scale to create or replace. Without `sourced_id` the server allocates one."""

    status: Choice[Status]
    """`active`, or `tobedeleted` to mark the scale as deleted."""
    metadata: Unset[dict[str, Any] | None] = UNSET
    """Keys beyond the standard, with any values."""
    title: str
    """Name for people, such as `Letter grades`."""
    type: str
    """Manner of scale, in the school's own words, such as `ordinal`."""
    class_: RefInput = field(name="class")
    """Class whose grades use the scale."""
    course: Unset[RefInput | None] = UNSET
    """Course that the scale is for; None if it is for the class alone."""
    score_scale_value: list[ScoreScaleValue]
    """Steps of the scale."""


class LineItem(Entity, kw_only=True):
    """A piece of work that a class is graded on."""

    status: Status = Status.ACTIVE
    """`active` unless it was deleted: then `tobedeleted`, and lists keep it."""
    title: str
    """Name of the work that students see, such as `Essay 2`."""
    description: str | None = None
    """Task in a few sentences; None if the title says it all."""
    assign_date: Timestamp
    """Time when students get the work, in UTC."""
    due_date: Timestamp
    """Deadline for the work, in UTC."""
    class_: Ref = field(name="class")
    """Class that is to do the work."""
    school: Ref
    """School that the class belongs to."""
    category: Ref
    """Kind of work, which decides about its weight in the grade."""
    grading_period: Ref | None = None
    """Grading period that it counts in; None if not stated."""
    academic_session: Ref | None = None
    """Session in which it counts, of whatever length; None if not stated."""
    score_scale: Ref | None = None
    """Scale that names the scores; None if they stand as numbers."""
    result_value_min: int | float | None = None
    """Lowest score that can be given; None if not stated."""
    result_value_max: int | float | None = None
    """Highest score that can be given; None if not stated."""
    learning_objective_set: list[LearningObjectiveSetItem] | None = None
    """Learning objectives that the work is about, by source such as `case`."""


class LineItemInput(EntityInput, kw_only=True):
    """A line item to create or replace. Without `sourced_id` the server allocates one."""

    status: Unset[Choice[Status]] = UNSET
    """`active` unless given; `tobedeleted` marks the line item as deleted."""
    metadata: Unset[dict[str, Any] | None] = UNSET
    """Keys beyond the standard, with any values."""
    title: str
    """Name of the work that students see, such as `Essay 2`."""
    description: Unset[str | None] = UNSET
    """Task in a few sentences; None if the title says it all."""
    assign_date: InstantInput
    """Time when students get the work; a day counts from its midnight in UTC."""
    due_date: InstantInput
    """Deadline for the work; a day counts from its midnight in UTC."""
    class_: RefInput = field(name="class")
    """Class that is to do the work."""
    school: RefInput
    """School that the class belongs to."""
    category: RefInput
    """Kind of work, which decides about its weight in the grade."""
    grading_period: Unset[RefInput | None] = UNSET
    """Grading period that it counts in; None if not stated."""
    academic_session: Unset[RefInput | None] = UNSET
    """Session in which it counts, of whatever length; None if not stated."""
    score_scale: Unset[RefInput | None] = UNSET
    """Scale that names the scores; None if they stand as numbers."""
    result_value_min: Unset[int | float | None] = UNSET
    """Lowest score that can be given; None if not stated."""
    result_value_max: Unset[int | float | None] = UNSET
    """Highest score that can be given; None if not stated."""
    learning_objective_set: Unset[list[LearningObjectiveSetItem] | None] = UNSET
    """Learning objectives that the work is about, by source such as `case`."""


class Result(Entity, kw_only=True):
    """A student's result in a line item. The last four flags are text on the wire and are read as booleans."""

    line_item: Ref
    """Work that was scored."""
    student: Ref
    """User who was scored."""
    class_: Ref | None = field(default=None, name="class")
    """Class for which the work was done; None if the line item says it."""
    score_scale: Ref | None = None
    """Scale that names the score; None if it stands as a number."""
    score_status: ScoreStatus
    """Progress of the grading, from `not submitted` to `fully graded`, or `exempt`."""
    score: int | float | None = None
    """Points reached, between the line item's minimum and maximum; None until it is scored."""
    text_score: str | None = None
    """Score in words or letters; None if it is a number."""
    score_date: Timestamp
    """Time when the score was given, in UTC; filters compare it as an instant."""
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


class ResultInput(EntityInput, kw_only=True):
    """A result to create or replace. Without `sourced_id` the server allocates one."""

    status: Choice[Status]
    """`active`, or `tobedeleted` to mark the result as deleted."""
    metadata: Unset[dict[str, Any] | None] = UNSET
    """Keys beyond the standard, with any values."""
    line_item: RefInput
    """Work that was scored."""
    student: RefInput
    """User who was scored."""
    class_: Unset[RefInput | None] = field(default=UNSET, name="class")
    """Class for which the work was done; None if the line item says it."""
    score_scale: Unset[RefInput | None] = UNSET
    """Scale that names the score; None if it stands as a number."""
    score_status: Choice[ScoreStatus]
    """Progress of the grading, from `not submitted` to `fully graded`, or `exempt`."""
    score: Unset[int | float | None] = UNSET
    """Points reached, between the line item's minimum and maximum; None until it is scored."""
    text_score: Unset[str | None] = UNSET
    """Score in words or letters; None if it is a number."""
    score_date: InstantInput
    """Time when the score was given; a day counts from its midnight in UTC."""
    comment: Unset[str | None] = UNSET
    """The grader's remark for the student; None if there is none."""
    learning_objective_set: Unset[list[LearningObjectiveScoreSetItem] | None] = UNSET
    """Results in single learning objectives, by source such as `case`."""
    in_progress: Unset[TextFlag] = UNSET
    """Whether the student is still at work; sent as text, and null is refused."""
    incomplete: Unset[TextFlag] = UNSET
    """Whether the work was ended without being finished; sent as text, and null is refused."""
    late: Unset[TextFlag] = UNSET
    """Whether the work came in after it was due; sent as text, and null is refused."""
    missing: Unset[TextFlag] = UNSET
    """Whether the work is overdue and was never handed in; sent as text, and null is refused."""
