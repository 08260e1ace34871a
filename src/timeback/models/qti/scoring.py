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
    """One response to score; pairs and points are texts with a blank between."""

    identifier: str
    response: str | list[str]


class ProcessResponsesInput(InputModel, kw_only=True):
    """Responses to score, by response declaration."""

    responses: dict[str, Any]


class ProcessResponseFeedback(Model, kw_only=True):
    """What there is to say about a response."""

    identifier: str
    value: str


class ProcessResponseResult(Model, kw_only=True):
    """A score. It is null while a grader is still at work, which `requires_async_grading` says."""

    score: int | float | None = None
    feedback: ProcessResponseFeedback | None = None
    is_correct: bool | None = None
    requires_async_grading: bool | None = None
    grader_url: str | None = None


class ExternalScoreRequest(Model, kw_only=True):
    """What the service sends to an item's external grader."""

    item_identifier: str
    outcome_identifier: str
    raw_xml: str
    responses: dict[str, Any]


class ExternalScoreResponse(Model, kw_only=True):
    """What an external grader must answer."""

    outcomes: dict[str, Any]
