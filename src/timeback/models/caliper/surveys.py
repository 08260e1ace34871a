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
    min_date_time: Instant | None = None
    min_label: str | None = None
    max_date_time: Instant | None = None
    max_label: str | None = None


class OpenEndedQuestion(DigitalResource, kw_only=True, tag="OpenEndedQuestion"):
    """A question that is answered in free words."""

    question_posed: str | None = None


class MultiSelectQuestion(DigitalResource, kw_only=True, tag="MultiselectQuestion"):
    """A question that is answered with several of the values offered."""

    question_posed: str | None = None
    points: Number | None = None
    item_labels: list[str] | None = None
    item_values: list[str] | None = None


class Questionnaire(DigitalResource, kw_only=True, tag="Questionnaire"):
    """Questions put together, by reference."""

    items: list[QuestionnaireItemRef] | None = None


class QuestionnaireItemRef(CaliperObject, kw_only=True, tag="QuestionnaireItem"):
    """A question of a questionnaire, by its IRI."""

    id: str


class QuestionnaireItem(DigitalResource, kw_only=True, tag="QuestionnaireItem"):
    """A question of a questionnaire, with its weight."""

    question: Ref["DatetimeQuestion | MultiSelectQuestion | OpenEndedQuestion"] | None = None
    weight: Number | None = None
    categories: list[str] | None = None


class SurveyInvitation(DigitalResource, kw_only=True, tag="SurveyInvitation"):
    """An invitation to take part in a survey."""

    rater: Ref["Person | TimebackUser"] | None = None
    survey: Ref["Survey"] | None = None
    sent_count: Number | None = None
    date_sent: Instant | None = None


class Survey(Identified, kw_only=True, tag="Survey"):
    """Questionnaires put together."""

    items: list[Ref["Questionnaire"]] | None = None


class Scale(Identified, kw_only=True, tag="Scale"):
    """A scale to rate on."""


class LikertScale(Scale, kw_only=True, tag="LikertScale"):
    """A scale of agreement."""

    scale_points: Number | None = None
    item_labels: list[str] | None = None
    item_values: list[str] | None = None


class MultiselectScale(Scale, kw_only=True, tag="MultiselectScale"):
    """A scale on which several points may be chosen."""

    scale_points: int | None = None
    item_labels: list[str] | None = None
    item_values: list[str] | None = None
    is_ordered_selection: bool | None = None
    min_selections: int | None = None
    max_selections: int | None = None


class NumericScale(Scale, kw_only=True, tag="NumericScale"):
    """A scale of numbers."""

    min_value: Number | None = None
    min_label: str | None = None
    max_value: Number | None = None
    max_label: str | None = None
    step: Number | None = None


class Rating(Identified, kw_only=True, tag="Rating"):
    """A rating: the choice that someone made on a scale."""

    rater: Ref["Person | TimebackUser"] | None = None
    rated: Ref["CaliperEntity"] | None = None
    question: Ref["DatetimeQuestion | MultiSelectQuestion | OpenEndedQuestion"] | None = None
    selections: list[str] | None = None
    rating_comment: Ref["Comment"] | None = None


class Comment(Identified, kw_only=True, tag="Comment"):
    """A remark on something."""

    commenter: Ref["Person | TimebackUser"] | None = None
    commented_on: Ref["CaliperEntity"] | None = None
    value: str | None = None
