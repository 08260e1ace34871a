"""Lessons as students take them: attempts, progress, answers."""

from __future__ import annotations

from typing import Any, TypeAlias

from msgspec import field

from ..base import UNKNOWN, UNSET, InputModel, Model, Timestamp, UnknownVariant, Unset
from .common import PowerPathTestQuestion
from .enums import QuizLikeLessonType, ScoreStatus

__all__ = [
    "AssessmentProgress",
    "Attempt",
    "FinalizeAssessmentResult",
    "NextQuestion",
    "PlacementProgress",
    "PlacementUpdateResult",
    "PowerPath100Progress",
    "PowerPath100UpdateResult",
    "QuizProgress",
    "QuizUpdateResult",
    "RemainingQuestionsPerDifficulty",
    "ResetAttemptResult",
    "ResponseFeedback",
    "ResponseResult",
    "StandardProgress",
    "StudentLessonInput",
    "TestOutProgress",
    "TestOutUpdateResult",
    "UnitTestProgress",
    "UnitTestUpdateResult",
    "UnknownProgress",
    "UnknownUpdateResult",
    "UpdateResult",
    "UpdateStudentQuestionResponseInput",
]


class StudentLessonInput(InputModel, kw_only=True):
    """A student and a lesson: the sourcedIds of a user and of a ComponentResource."""

    student_id: str = field(name="student")
    lesson_id: str = field(name="lesson")


class Attempt(Model, kw_only=True):
    """One attempt at a lesson. Scores run from 0 to 100."""

    attempt: int | None = None
    score: int | float
    score_status: ScoreStatus
    xp: int | float | None = None
    started_at: Timestamp | None = None
    completed_at: Timestamp | None = None


class ResetAttemptResult(Model, kw_only=True):
    """The score after a reset, which is 0."""

    success: bool
    score: int | float


class FinalizeAssessmentResult(Model, kw_only=True):
    """A lesson that was scored and closed."""

    lesson_type: QuizLikeLessonType
    finalized: bool
    attempt: int


class RemainingQuestionsPerDifficulty(Model, kw_only=True):
    """How many questions the student has not seen."""

    easy: int
    medium: int
    hard: int


class PowerPath100Progress(Model, kw_only=True, tag_field="lessonType", tag="powerpath-100"):
    """Progress in a lesson that goes on until the score is 100."""

    remaining_questions_per_difficulty: RemainingQuestionsPerDifficulty
    score: int | float
    seen_questions: list[PowerPathTestQuestion]
    test_result_id: str | None = None
    attempt: int
    xp: int | float | None = None
    multiplier: int | float | None = None
    accuracy: int | float
    correct_questions: int
    total_questions: int


class StandardProgress(Model, kw_only=True):
    """Progress in a lesson that is answered as a whole and then finalized; see its variants.

    `score`, and what is correct in `questions`, are there once it is finalized. `accuracy` is a percentage.
    """

    finalized: bool
    score: int | float | None = None
    questions: list[PowerPathTestQuestion]
    tool_provider: str | None = None
    enrollment_failed: bool | None = None
    test_result_id: str | None = None
    attempt: int
    xp: int | float | None = None
    multiplier: int | float | None = None
    accuracy: int | float
    correct_questions: int
    total_questions: int

    @property
    def lesson_type(self) -> QuizLikeLessonType:
        """How the lesson is taken; it chooses the variant."""
        return QuizLikeLessonType(str(self.__struct_config__.tag))


class QuizProgress(StandardProgress, kw_only=True, tag_field="lessonType", tag="quiz"):
    """Progress in a quiz."""


class TestOutProgress(StandardProgress, kw_only=True, tag_field="lessonType", tag="test-out"):
    """Progress in a test-out."""


class PlacementProgress(StandardProgress, kw_only=True, tag_field="lessonType", tag="placement"):
    """Progress in a placement test."""


class UnitTestProgress(StandardProgress, kw_only=True, tag_field="lessonType", tag="unit-test"):
    """Progress in a unit test."""


class UnknownProgress(UnknownVariant, tag_field="lessonType", tag=UNKNOWN):
    """Progress in a lesson of a kind that this library does not list."""


AssessmentProgress: TypeAlias = (
    PowerPath100Progress
    | QuizProgress
    | TestOutProgress
    | PlacementProgress
    | UnitTestProgress
    | UnknownProgress
)


class NextQuestion(Model, kw_only=True):
    """The question to ask next, and the score so far."""

    score: int | float
    question: PowerPathTestQuestion


class UpdateStudentQuestionResponseInput(InputModel, kw_only=True):
    """An answer to a question, by response identifier in `responses`.

    `response` is the older form, for the response called `RESPONSE`. One of the two is needed.
    """

    student_id: str = field(name="student")
    question_id: str = field(name="question")
    lesson_id: str = field(name="lesson")
    response: Unset[str | list[str]] = UNSET
    responses: Unset[dict[str, str | list[str]]] = UNSET


class ResponseFeedback(Model, kw_only=True):
    """What the question says to this answer."""

    identifier: str | None = None
    value: str | None = None


class ResponseResult(Model, kw_only=True):
    """How an answer was judged."""

    is_correct: bool | None = None
    score: int | float
    feedback: ResponseFeedback | None = None


class PowerPath100UpdateResult(Model, kw_only=True, tag_field="lessonType", tag="powerpath-100"):
    """An answer in a PowerPath-100 lesson: judged at once, and the score after it."""

    powerpath_score: int | float
    response_result: ResponseResult
    question_result: Any | None = None
    test_result: Any | None = None
    accuracy: int | float
    correct_questions: int
    total_questions: int
    xp: int | float | None = None
    multiplier: int | float | None = None


class QuizUpdateResult(Model, kw_only=True, tag_field="lessonType", tag="quiz"):
    """An answer recorded in a quiz, to be judged when it is finalized."""

    question_result: Any | None = None


class TestOutUpdateResult(Model, kw_only=True, tag_field="lessonType", tag="test-out"):
    """An answer recorded in a test-out, to be judged when it is finalized."""

    question_result: Any | None = None


class PlacementUpdateResult(Model, kw_only=True, tag_field="lessonType", tag="placement"):
    """An answer recorded in a placement test, to be judged when it is finalized."""

    question_result: Any | None = None


class UnitTestUpdateResult(Model, kw_only=True, tag_field="lessonType", tag="unit-test"):
    """An answer recorded in a unit test, to be judged when it is finalized."""

    question_result: Any | None = None


class UnknownUpdateResult(UnknownVariant, tag_field="lessonType", tag=UNKNOWN):
    """An answer in a lesson of a kind that this library does not list."""


UpdateResult: TypeAlias = (
    PowerPath100UpdateResult
    | QuizUpdateResult
    | TestOutUpdateResult
    | PlacementUpdateResult
    | UnitTestUpdateResult
    | UnknownUpdateResult
)
