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
    assignable: Ref["DigitalResource"] | None = None
    count: Number | None = None
    started_at_time: Instant | None = None
    ended_at_time: Instant | None = None
    duration: str | None = None


class Response(Identified, kw_only=True, tag="Response"):
    """An answer to a question; `duration` is an ISO 8601 duration."""

    attempt: Ref["Attempt"] | None = None
    started_at_time: Instant | None = None
    ended_at_time: Instant | None = None
    duration: str | None = None


class DateTimeResponse(Response, kw_only=True, tag="DateTimeResponse"):
    """An answer that is an instant."""

    date_time_selected: Instant | None = None


class FillinBlankResponse(Response, kw_only=True, tag="FillinBlankResponse"):
    """The words filled into blanks."""

    values: list[str] | None = None


class MultipleChoiceResponse(Response, kw_only=True, tag="MultipleChoiceResponse"):
    """The one option chosen."""

    value: str | None = None


class MultipleResponseResponse(Response, kw_only=True, tag="MultipleResponseResponse"):
    """The options chosen, where several may be right."""

    values: list[str] | None = None


class MultiSelectResponse(Response, kw_only=True, tag="MultiSelectResponse"):
    """The values chosen on a list."""

    selections: list[str] | None = None


class OpenEndedResponse(Response, kw_only=True, tag="OpenEndedResponse"):
    """An answer in free words."""

    value: str | None = None


class RatingScaleResponse(Response, kw_only=True, tag="RatingScaleResponse"):
    """The points chosen on a scale."""

    selections: list[str] | None = None


class SelectTextResponse(Response, kw_only=True, tag="SelectTextResponse"):
    """The stretches of text selected."""

    values: list[str] | None = None


class TrueFalseResponse(Response, kw_only=True, tag="TrueFalseResponse"):
    """True or false, yes or no."""

    value: TrueFalseValue | None = None


class Result(Identified, kw_only=True, tag="Result"):
    """The outcome of an attempt once all its scores are in."""

    attempt: Ref["Attempt"] | None = None
    max_result_score: Number | None = None
    result_score: Number | None = None
    scored_by: Ref["Agent | TimebackUser"] | None = None
    comment: str | None = None


class Score(Identified, kw_only=True, tag="Score"):
    """The score of an attempt, given by one scorer."""

    attempt: Ref["Attempt"] | None = None
    max_score: Number | None = None
    score_given: Number | None = None
    scored_by: Ref["Agent | TimebackUser"] | None = None
    comment: str | None = None
