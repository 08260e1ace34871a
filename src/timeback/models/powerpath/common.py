"""The common parts of PowerPath's records: references, results, questions."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta

from ..base import InputModel, Model
from ..oneroster.gradebook import LearningObjectiveResult
from ..references import Reference, SourcedIdRef
from .enums import GuidRefType, QuestionDifficulty

__all__ = [
    "HrefRef",
    "LearningObjectiveIdSet",
    "LearningObjectiveResult",
    "LearningObjectiveResultSet",
    "NonEmpty",
    "PowerPathTestQuestion",
    "QuestionContent",
    "QuestionResult",
    "SourcedIdRef",
]

NonEmpty = Annotated[str, Meta(min_length=1)]


class HrefRef(Reference, kw_only=True):
    """A reference with a link to the record and its type."""

    href: str
    """URL under which the record can be fetched from the API."""
    sourced_id: str
    """Identifier of the record referred to."""
    type: GuidRefType
    """Kind of the record referred to, from OneRoster's list of kinds."""


class LearningObjectiveResultSet(InputModel, kw_only=True):
    """Results in the learning objectives of one source."""

    source: str
    """Scheme of the objectives, such as `case`."""
    learning_objective_results: list[LearningObjectiveResult]
    """Result in each objective of that scheme."""


class LearningObjectiveIdSet(Model, kw_only=True):
    """Learning objectives of one source that a record is about."""

    source: str
    """Scheme of the ids, such as `case`."""
    learning_objective_ids: list[str]
    """Ids of the objectives in that scheme; for CASE, the identifiers of its items."""


class PowerPathTestQuestion(Model, kw_only=True):
    """A question of a lesson, with the student's answer if there is one.

    `id` is the QTI item's identifier, by which an answer names the question. Before a quiz-like lesson is
    finalized, `correct` and `result` are held back.
    """

    id: str
    """QTI identifier of the item, which names the question in answers."""
    index: int
    """Place of the question in the test, as a number."""
    title: str
    """Heading of the question."""
    url: str
    """Address of the QTI item."""
    difficulty: QuestionDifficulty = QuestionDifficulty.MEDIUM
    """Easy, medium or hard; `medium` where the item does not say."""
    human_approved: bool | None = None
    """Whether a person has approved the question; None if not recorded."""
    content: QuestionContent | None = None
    """QTI XML of the question; None if the server leaves it out."""
    response: str | list[str] | None = None
    """Answer to the response called `RESPONSE`; None until it is answered."""
    responses: dict[str, str | list[str]] | None = None
    """Answers by QTI response identifier; None until it is answered."""
    correct: bool | None = None
    """Whether the answer is correct; None until it is judged."""
    result: QuestionResult | None = None
    """Judgment of the answer; None until it is judged."""
    result_id: str | None = None
    """Assessment result where the judgment is kept; None if the server leaves it out."""
    learning_objectives: list[str] | None = None
    """Ids of the learning objectives that the question tests; None if none are set."""


class QuestionContent(Model, kw_only=True):
    """The QTI XML of a question."""

    type: str | None = None
    """Kind of QTI interaction, such as `choice`; None if the server leaves it out."""
    raw_xml: str
    """QTI 3 XML of the item, whole."""


class QuestionResult(Model, kw_only=True):
    """The score of an answer: 0 or 1, or a fraction if an external tool scores."""

    score: int | float
    """Score of the answer: 0 or 1, or a part of it where an external tool scores."""
    feedback: str | dict[str, Any] = ""
    """Feedback on the answer, as text or by identifier; empty if there are none."""
    outcomes: dict[str, Any] | None = None
    """QTI outcome variables by identifier; None if the server leaves them out."""
