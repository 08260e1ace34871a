"""Attempts at assigned work, the answers given in them, and how they were scored."""

# ruff: noqa: UP037 - `Ref` takes the names of classes that may stand in modules not yet imported.

from __future__ import annotations

from typing import TYPE_CHECKING

from .base import Instant, Number
from .entities import Identified
from .enums import TrueFalseValue
from .references import Ref

if TYPE_CHECKING:
    from .agents import Agent, Person
    from .resources import DigitalResource
    from .timeback import TimebackUser

__all__ = [
    "Attempt",
    "DateTimeResponse",
    "FillinBlankResponse",
    "MultiSelectResponse",
    "MultipleChoiceResponse",
    "MultipleResponseResponse",
    "OpenEndedResponse",
    "RatingScaleResponse",
    "Response",
    "Result",
    "Score",
    "SelectTextResponse",
    "TrueFalseResponse",
]


class Attempt(Identified, kw_only=True, tag="Attempt"):
    """An attempt at assigned work; `duration` is an ISO 8601 duration."""

    assignee: Ref["Person | TimebackUser"] | None = None
    """Person who makes the attempt; None if not stated."""
    assignable: Ref["DigitalResource"] | None = None
    """Work that is attempted, such as a test; None if not stated."""
    count: Number | None = None
    """Number of the attempt, counted from 1; None if not counted."""
    started_at_time: Instant | None = None
    """Time of its beginning; None if not recorded."""
    ended_at_time: Instant | None = None
    """Time of its end; None while it goes on."""
    duration: str | None = None
    """Length as an ISO 8601 duration such as `PT5M`; None if not recorded."""


class Response(Identified, kw_only=True, tag="Response"):
    """An answer to a question; `duration` is an ISO 8601 duration."""

    attempt: Ref["Attempt"] | None = None
    """Attempt that the answer belongs to; None if not stated."""
    started_at_time: Instant | None = None
    """Time of its beginning; None if not recorded."""
    ended_at_time: Instant | None = None
    """Time of its end; None while it goes on."""
    duration: str | None = None
    """Length as an ISO 8601 duration such as `PT5M`; None if not recorded."""


class DateTimeResponse(Response, kw_only=True, tag="DateTimeResponse"):
    """An answer that is an instant."""

    date_time_selected: Instant | None = None
    """Time that was chosen."""


class FillinBlankResponse(Response, kw_only=True, tag="FillinBlankResponse"):
    """The words filled into blanks."""

    values: list[str] | None = None
    """Words for the blanks, in order."""


class MultipleChoiceResponse(Response, kw_only=True, tag="MultipleChoiceResponse"):
    """The one option chosen."""

    value: str | None = None
    """Option that was chosen."""


class MultipleResponseResponse(Response, kw_only=True, tag="MultipleResponseResponse"):
    """The options chosen, where several may be right."""

    values: list[str] | None = None
    """Options that were chosen."""


class MultiSelectResponse(Response, kw_only=True, tag="MultiSelectResponse"):
    """The values chosen on a list."""

    selections: list[str] | None = None
    """Values that were chosen, of the question's `item_values`."""


class OpenEndedResponse(Response, kw_only=True, tag="OpenEndedResponse"):
    """An answer in free words."""

    value: str | None = None
    """Text of the answer."""


class RatingScaleResponse(Response, kw_only=True, tag="RatingScaleResponse"):
    """The points chosen on a scale."""

    selections: list[str] | None = None
    """Points chosen on the scale."""


class SelectTextResponse(Response, kw_only=True, tag="SelectTextResponse"):
    """The passages of text selected."""

    values: list[str] | None = None
    """Stretches of text that were selected, word for word."""


class TrueFalseResponse(Response, kw_only=True, tag="TrueFalseResponse"):
    """True or false, yes or no."""

    value: TrueFalseValue | None = None
    """`true`, `false`, `yes` or `no`, as text."""


class Result(Identified, kw_only=True, tag="Result"):
    """The outcome of an attempt once all its scores are in."""

    attempt: Ref["Attempt"] | None = None
    """Attempt that was scored; None if not stated."""
    max_result_score: Number | None = None
    """Greatest score that could be reached, all scorers taken together."""
    result_score: Number | None = None
    """Score that was reached, all scorers taken together."""
    scored_by: Ref["Agent | TimebackUser"] | None = None
    """Person or program that scored it; None if not stated."""
    comment: str | None = None
    """The scorer's remark; None if there is none."""


class Score(Identified, kw_only=True, tag="Score"):
    """The score of an attempt, given by one scorer."""

    attempt: Ref["Attempt"] | None = None
    """Attempt that was scored; None if not stated."""
    max_score: Number | None = None
    """Greatest score that this scorer could give."""
    score_given: Number | None = None
    """Score that this scorer gave."""
    scored_by: Ref["Agent | TimebackUser"] | None = None
    """Person or program that scored it; None if not stated."""
    comment: str | None = None
    """The scorer's remark; None if there is none."""
