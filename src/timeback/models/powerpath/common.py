"""What PowerPath's records share: references, results, questions."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from msgspec import Meta

from ..base import InputModel, Model
from ..oneroster.gradebook import LearningObjectiveResult
from ..references import SourcedIdRef
from .enums import GuidRefType, QuestionDifficulty

__all__ = [
    "Guarded",
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


class Guarded(Model, kw_only=True):
    """A record with secrets, which its `repr` leaves out."""

    _secrets: ClassVar[frozenset[str]] = frozenset()

    def __repr__(self) -> str:
        shown = [
            f"{name}={'***' if name in self._secrets else repr(getattr(self, name))}"
            for name in self.__struct_fields__
        ]
        return f"{type(self).__name__}({', '.join(shown)})"


class HrefRef(Model, kw_only=True):
    """A reference with a link to the record and its type."""

    href: str
    sourced_id: str
    type: GuidRefType


class LearningObjectiveResultSet(InputModel, kw_only=True):
    """Results in the learning objectives of one source."""

    source: str
    learning_objective_results: list[LearningObjectiveResult]


class LearningObjectiveIdSet(Model, kw_only=True):
    """Learning objectives of one source that a record is about."""

    source: str
    learning_objective_ids: list[str]


class PowerPathTestQuestion(Model, kw_only=True):
    """A question of a lesson, with the student's answer where there is one.

    `id` is the QTI item's identifier, by which an answer names the question. Before a quiz-like lesson is
    finalized, `correct` and `result` are held back.
    """

    id: str
    index: int
    title: str
    url: str
    difficulty: QuestionDifficulty = QuestionDifficulty.MEDIUM
    human_approved: bool | None = None
    content: QuestionContent | None = None
    response: str | list[str] | None = None
    responses: dict[str, str | list[str]] | None = None
    correct: bool | None = None
    result: QuestionResult | None = None
    result_id: str | None = None
    learning_objectives: list[str] | None = None


class QuestionContent(Model, kw_only=True):
    """The QTI XML of a question."""

    type: str | None = None
    raw_xml: str


class QuestionResult(Model, kw_only=True):
    """How an answer was judged: a score of 0 or 1, or a part of it where an external tool scores."""

    score: int | float
    feedback: str | dict[str, Any] = ""
    outcomes: dict[str, Any] | None = None
