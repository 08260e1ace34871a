"""Surveys, their questions and scales, and the ratings and remarks that people give."""

# ruff: noqa: UP037 - `Ref` takes the names of classes that may stand in modules not yet imported.

from __future__ import annotations

from typing import TYPE_CHECKING

from .base import CaliperObject, Instant, Number
from .entities import Identified
from .references import Ref
from .resources import DigitalResource

if TYPE_CHECKING:
    from .agents import Person
    from .entities import CaliperEntity
    from .timeback import TimebackUser

__all__ = [
    "Comment",
    "DatetimeQuestion",
    "LikertScale",
    "MultiSelectQuestion",
    "MultiselectScale",
    "NumericScale",
    "OpenEndedQuestion",
    "Questionnaire",
    "QuestionnaireItem",
    "QuestionnaireItemRef",
    "Rating",
    "Scale",
    "Survey",
    "SurveyInvitation",
]


class DatetimeQuestion(DigitalResource, kw_only=True, tag="DatetimeQuestion"):
    """A question that is answered with an instant."""

    question_posed: str | None = None
    """Wording of the question."""
    min_date_time: Instant | None = None
    """Earliest instant that can be answered; None for any."""
    min_label: str | None = None
    """Text at the early end; None if there is none."""
    max_date_time: Instant | None = None
    """Latest instant that can be answered; None for any."""
    max_label: str | None = None
    """Text at the late end; None if there is none."""


class OpenEndedQuestion(DigitalResource, kw_only=True, tag="OpenEndedQuestion"):
    """A question that is answered in free words."""

    question_posed: str | None = None
    """Wording of the question."""


class MultiSelectQuestion(DigitalResource, kw_only=True, tag="MultiselectQuestion"):
    """A question that is answered with several of the values offered."""

    question_posed: str | None = None
    """Wording of the question."""
    points: Number | None = None
    """Number of values offered."""
    item_labels: list[str] | None = None
    """Texts that people see, in the order of `item_values`."""
    item_values: list[str] | None = None
    """Values that represent them in responses."""


class Questionnaire(DigitalResource, kw_only=True, tag="Questionnaire"):
    """Questions put together, by reference."""

    items: list[QuestionnaireItemRef] | None = None
    """Questions of the questionnaire, by reference; None if not listed."""


class QuestionnaireItemRef(CaliperObject, kw_only=True, tag="QuestionnaireItem"):
    """A question of a questionnaire, by its IRI."""

    id: str
    """IRI of the question."""


class QuestionnaireItem(DigitalResource, kw_only=True, tag="QuestionnaireItem"):
    """A question of a questionnaire, with its weight."""

    question: Ref["DatetimeQuestion | MultiSelectQuestion | OpenEndedQuestion"] | None = None
    """Wording and form of the question."""
    weight: Number | None = None
    """Weight of the question against the others; None if it has none."""
    categories: list[str] | None = None
    """Subjects that the question belongs to; None if there are none."""


class SurveyInvitation(DigitalResource, kw_only=True, tag="SurveyInvitation"):
    """An invitation to take part in a survey."""

    rater: Ref["Person | TimebackUser"] | None = None
    """Person who is invited."""
    survey: Ref["Survey"] | None = None
    """Survey that the person is invited to."""
    sent_count: Number | None = None
    """Number of times that the invitation was sent."""
    date_sent: Instant | None = None
    """Time when it was last sent; None if it was not yet."""


class Survey(Identified, kw_only=True, tag="Survey"):
    """Questionnaires put together."""

    items: list[Ref["Questionnaire"]] | None = None
    """Questionnaires of the survey; None if not listed."""


class Scale(Identified, kw_only=True, tag="Scale"):
    """A scale to rate on."""


class LikertScale(Scale, kw_only=True, tag="LikertScale"):
    """A scale of agreement."""

    scale_points: Number | None = None
    """Number of points on the scale."""
    item_labels: list[str] | None = None
    """Texts that people see, in the order of `item_values`."""
    item_values: list[str] | None = None
    """Values that represent them in responses."""


class MultiselectScale(Scale, kw_only=True, tag="MultiselectScale"):
    """A scale on which several points may be chosen."""

    scale_points: int | None = None
    """Number of points on the scale."""
    item_labels: list[str] | None = None
    """Texts that people see, in the order of `item_values`."""
    item_values: list[str] | None = None
    """Values that represent them in responses."""
    is_ordered_selection: bool | None = None
    """Whether the order of the choices counts."""
    min_selections: int | None = None
    """Least number of points to choose, 1 or more."""
    max_selections: int | None = None
    """Greatest number of points to choose, 1 or more."""


class NumericScale(Scale, kw_only=True, tag="NumericScale"):
    """A scale of numbers."""

    min_value: Number | None = None
    """Number at the low end."""
    min_label: str | None = None
    """Text at the low end; None if there is none."""
    max_value: Number | None = None
    """Number at the high end."""
    max_label: str | None = None
    """Text at the high end; None if there is none."""
    step: Number | None = None
    """Distance between two numbers that can be chosen."""


class Rating(Identified, kw_only=True, tag="Rating"):
    """A rating: the choice that someone made on a scale."""

    rater: Ref["Person | TimebackUser"] | None = None
    """Person who chose."""
    rated: Ref["CaliperEntity"] | None = None
    """Thing that is rated."""
    question: Ref["DatetimeQuestion | MultiSelectQuestion | OpenEndedQuestion"] | None = None
    """Question that the rating answers; None if there is none."""
    selections: list[str] | None = None
    """Points chosen on the scale."""
    rating_comment: Ref["Comment"] | None = None
    """The person's remark on the choice; None if there is none."""


class Comment(Identified, kw_only=True, tag="Comment"):
    """A remark on something."""

    commenter: Ref["Person | TimebackUser"] | None = None
    """Person who made the remark."""
    commented_on: Ref["CaliperEntity"] | None = None
    """Thing that the remark is about."""
    value: str | None = None
    """Text of the remark."""
