"""Lessons as PowerPath tells of them, in the form that applications use."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeGuard, cast

from .._json_types import is_mapping
from ..errors import FieldIssue, InvalidInputError
from ..models.apps import AppLesson, LessonAnswer, LessonQuestions, LessonState, LessonSummary
from ..models.oneroster import ComponentResource
from ..models.powerpath import (
    AssessmentProgress,
    NextQuestion,
    PowerPath100Progress,
    PowerPath100UpdateResult,
    StandardProgress,
    UpdateResult,
)
from .errors import LessonTypeError

__all__ = [
    "MASTERED",
    "POWERPATH_100",
    "answer_of",
    "lesson_of",
    "next_of",
    "questions_of",
    "responses_of",
    "standard",
    "state_of",
    "summary_of",
]

POWERPATH_100 = "powerpath-100"
MASTERED = 100
_QUIZ = "quiz"


def lesson_of(link: ComponentResource, course_id: str) -> AppLesson:
    """The lesson that a link of a course leads to."""
    metadata = link.metadata or {}
    count = metadata.get("questionCount")
    return AppLesson(
        id=link.sourced_id,
        name=link.title or link.sourced_id,
        type=str(metadata.get("lessonType") or link.lesson_type or _QUIZ),
        course_id=course_id,
        question_count=count if isinstance(count, int) else None,
        metadata=link.metadata,
    )


def standard(progress: AssessmentProgress, asked: str | None = None) -> StandardProgress:
    """Progress in a lesson that is answered as a whole.

    Raises:
        LessonTypeError: It is of another kind, or not of the kind that the caller said.
    """
    if isinstance(progress, StandardProgress) and asked in (None, str(progress.lesson_type)):
        return progress
    kind = _kind(progress)
    message = f"is {kind!r}, not {asked!r}" if asked else f"is {kind!r}, which cannot be taken here"
    raise LessonTypeError("the lesson is of another kind", [FieldIssue("lesson_type", message)])


def _kind(progress: AssessmentProgress) -> str:
    if isinstance(progress, PowerPath100Progress):
        return POWERPATH_100
    if isinstance(progress, StandardProgress):
        return str(progress.lesson_type)
    return str(progress.data.get("lessonType"))


def state_of(lesson_id: str, progress: AssessmentProgress) -> LessonState:
    """A student's progress, as the start of a lesson tells it."""
    if isinstance(progress, PowerPath100Progress):
        return LessonState(
            lesson_id=lesson_id,
            lesson_type=POWERPATH_100,
            score=progress.score or 0,
            seen_questions=len(progress.seen_questions),
            attempt=progress.attempt,
        )
    found = standard(progress)
    return LessonState(
        lesson_id=lesson_id,
        lesson_type=str(found.lesson_type),
        score=found.score or 0,
        finalized=found.finalized,
        attempt=found.attempt,
        question_count=len(found.questions),
    )


def questions_of(progress: StandardProgress) -> LessonQuestions:
    """The questions of a lesson that is answered as a whole."""
    answered = [each.id for each in progress.questions if each.response or each.responses]
    return LessonQuestions(
        lesson_type=str(progress.lesson_type),
        questions=progress.questions,
        answered_ids=answered,
        score=progress.score or 0,
        finalized=progress.finalized,
        complete=progress.finalized or len(answered) == len(progress.questions),
    )


def next_of(found: NextQuestion) -> LessonQuestions:
    """The next question of a lesson that goes on until it is mastered."""
    score = found.score or 0
    return LessonQuestions(
        lesson_type=POWERPATH_100, questions=[found.question], score=score, complete=score >= MASTERED
    )


def responses_of(response: object) -> dict[str, str | list[str]]:
    """An answer by response variable: a text, several, or a mapping of these.

    Raises:
        InvalidInputError: It is none of these.
    """
    given: Mapping[Any, Any] = response if is_mapping(response) else {"RESPONSE": response}
    answers: dict[str, str | list[str]] = {}
    for name, value in given.items():
        path = f"response.{name}" if is_mapping(response) else "response"
        if isinstance(value, str):
            answers[str(name)] = value
        elif _is_texts(value):
            answers[str(name)] = list(value)
        else:
            raise InvalidInputError.of(path, f"must be text or a list of texts, not {type(value).__name__}")
    if not answers:
        raise InvalidInputError.of("response", "names no response variable")
    return answers


def _is_texts(value: object) -> TypeGuard[Sequence[str]]:
    return isinstance(value, list | tuple) and all(
        isinstance(each, str) for each in cast("Sequence[object]", value)
    )


def answer_of(update: UpdateResult) -> LessonAnswer:
    """The judgment of an answer."""
    if isinstance(update, PowerPath100UpdateResult):
        return LessonAnswer(
            correct=update.response_result.is_correct is True,
            score=update.powerpath_score,
            complete=update.powerpath_score >= MASTERED,
            question_result=update.question_result,
        )
    return LessonAnswer(question_result=getattr(update, "question_result", None))


def summary_of(progress: AssessmentProgress, finalized_by_api: bool | None) -> LessonSummary:
    """A lesson at its end."""
    found = progress if isinstance(progress, PowerPath100Progress) else standard(progress)
    return LessonSummary(
        score=found.score or 0,
        total_questions=found.total_questions,
        correct_questions=found.correct_questions,
        accuracy=found.accuracy,
        finalized=isinstance(found, PowerPath100Progress) or found.finalized,
        lesson_type=_kind(progress),
        attempt=found.attempt,
        finalized_by_api=finalized_by_api,
    )
