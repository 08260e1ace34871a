"""Lessons as a student takes them in an application."""

from __future__ import annotations

from typing import Any

from ..base import Model
from ..powerpath import PowerPathTestQuestion

__all__ = ["AppLesson", "LessonAnswer", "LessonQuestions", "LessonState", "LessonSummary"]


class AppLesson(Model, kw_only=True):
    """A lesson of one of the application's courses."""

    id: str
    """OneRoster id of the link between unit and lesson, which PowerPath calls the lesson."""
    name: str
    """Title of the lesson, or its id if it has none."""
    type: str
    """Kind of lesson, such as `powerpath-100`; `quiz` where the link does not say."""
    course_id: str
    """OneRoster id of the course."""
    question_count: int | None = None
    """Number of questions; None if the link does not say."""
    metadata: dict[str, Any] | None = None
    """Metadata of the link; None if there are none."""


class LessonState(Model, kw_only=True):
    """A lesson that was started."""

    lesson_id: str
    """Identifier of the lesson."""
    lesson_type: str
    """Kind of lesson, such as `powerpath-100` or `quiz`."""
    score: int | float = 0
    """Score so far, of 100."""
    seen_questions: int = 0
    """Number of questions that were seen, in a lesson of the type `powerpath-100`; else 0."""
    finalized: bool = False
    """Whether the attempt is closed; a lesson of the type `powerpath-100` never is."""
    attempt: int | None = None
    """Number of the attempt, from 1; None if the server does not say."""
    question_count: int | None = None
    """Number of questions of the attempt; None in a lesson of the type `powerpath-100`."""


class LessonQuestions(Model, kw_only=True):
    """The questions that are to be asked now."""

    lesson_type: str
    """Kind of lesson, such as `powerpath-100` or `quiz`."""
    questions: list[PowerPathTestQuestion]
    """Questions: the next one of a lesson of the type `powerpath-100`, or all of another."""
    answered_ids: list[str] = []
    """Identifiers of those that have an answer."""
    score: int | float = 0
    """Score so far, of 100."""
    finalized: bool = False
    """Whether the attempt is closed."""
    complete: bool = False
    """Whether nothing is left to ask: it is closed, mastered, or every question has an answer."""


class LessonAnswer(Model, kw_only=True):
    """The judgment of an answer; a quiz is judged when it is completed, and until then this is none."""

    correct: bool = False
    """Whether it is right; False in a lesson that is judged at its end."""
    score: int | float = 0
    """Score of the lesson now, of 100; 0 in a lesson that is judged at its end."""
    complete: bool = False
    """Whether the lesson is mastered: a `powerpath-100` with a score of 100."""
    question_result: Any = None
    """Result that the server wrote for the answer; None if it sends nothing."""


class LessonSummary(Model, kw_only=True):
    """A lesson that was completed."""

    score: int | float = 0
    """Score, of 100."""
    total_questions: int = 0
    """Number of questions asked."""
    correct_questions: int = 0
    """Number of questions answered correctly."""
    accuracy: int | float = 0
    """Percentage of the answered questions that are right."""
    finalized: bool = False
    """Whether the attempt is closed."""
    lesson_type: str | None = None
    """Kind of lesson; None if the server does not say."""
    attempt: int | None = None
    """Number of the attempt, from 1; None if the server does not say."""
    finalized_by_api: bool | None = None
    """Whether this call closed it; None in a lesson that closes by itself."""
