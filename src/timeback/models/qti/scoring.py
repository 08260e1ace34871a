"""Responses and their scores."""

from __future__ import annotations

from typing import Any

from ..base import InputModel, Model

__all__ = [
    "ExternalScoreRequest",
    "ExternalScoreResponse",
    "ProcessResponseFeedback",
    "ProcessResponseInput",
    "ProcessResponseResult",
    "ProcessResponsesInput",
]


class ProcessResponseInput(InputModel, kw_only=True):
    """One response to score; pairs and points are written as two words with a space between."""

    identifier: str
    """Identifier of the item, or of the response declaration for older servers."""
    response: str | list[str]
    """The student's answer: one value, or a list of them; a pair or point is two words in one text."""


class ProcessResponsesInput(InputModel, kw_only=True):
    """Responses to score, by response declaration."""

    responses: dict[str, Any]
    """Answers by response identifier, each one value or a list."""


class ProcessResponseFeedback(Model, kw_only=True):
    """The feedback on a response."""

    identifier: str
    """`correct`, `incorrect`, or the identifier of the item's own feedback."""
    value: str
    """Text of the feedback, or the grader's explanation."""


class ProcessResponseResult(Model, kw_only=True):
    """A score. It is null while a grader is still at work, which `requires_async_grading` says."""

    score: int | float | None = None
    """Score from 0.0 to 1.0, in between for graded texts; None while a grader is at work."""
    feedback: ProcessResponseFeedback | None = None
    """Words on the response; None if there are none."""
    is_correct: bool | None = None
    """Whether the response is right; None while a grader is at work, or where the server does not say."""
    requires_async_grading: bool | None = None
    """Whether a grader still has to score it; no endpoint gives the later score."""
    grader_url: str | None = None
    """Address of that grader; None if none is needed."""


class ExternalScoreRequest(Model, kw_only=True):
    """The request that the service sends to an item's external grader."""

    item_identifier: str
    """Name of the question on the service, as `assessment_items.get()` takes it."""
    outcome_identifier: str
    """Outcome variable that the answer must hold."""
    raw_xml: str
    """QTI document of the item, whole."""
    responses: dict[str, Any]
    """The student's answers by response identifier, usually one called `RESPONSE`."""


class ExternalScoreResponse(Model, kw_only=True):
    """The answer that an external grader must give."""

    outcomes: dict[str, Any]
    """Values by outcome variable, the one asked for among them."""
