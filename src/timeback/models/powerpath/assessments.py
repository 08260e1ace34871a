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
    """OneRoster id of the student."""
    lesson_id: str = field(name="lesson")
    """OneRoster id of the component resource that is the lesson."""


class Attempt(Model, kw_only=True):
    """One attempt at a lesson. Scores run from 0 to 100."""

    attempt: int | None = None
    """Number of the attempt, counted from 1; None if the result predates attempts."""
    score: int | float
    """Score of the attempt, 0 to 100."""
    score_status: ScoreStatus
    """Progress of the grading; `fully graded` once the attempt is closed."""
    xp: int | float | None = None
    """XP awarded for the attempt; None until it is closed."""
    started_at: Timestamp | None = None
    """Time when the attempt began, in UTC; None if not recorded."""
    completed_at: Timestamp | None = None
    """Time when the attempt was closed, in UTC; None while it is open."""


class ResetAttemptResult(Model, kw_only=True):
    """The score after a reset, which is 0."""

    success: bool
    """Whether the answers of the attempt were deleted."""
    score: int | float
    """Score of the attempt now: 0."""


class FinalizeAssessmentResult(Model, kw_only=True):
    """A lesson that was scored and closed."""

    lesson_type: QuizLikeLessonType
    """Way of taking the lesson; never `powerpath-100`, which ends by itself."""
    finalized: bool
    """Whether the lesson is scored and closed."""
    attempt: int
    """Number of the attempt that was closed, counted from 1."""


class RemainingQuestionsPerDifficulty(Model, kw_only=True):
    """The number of questions that the student has not seen, by difficulty."""

    easy: int
    """Number of easy questions that the student has not seen."""
    medium: int
    """Number of medium questions that the student has not seen."""
    hard: int
    """Number of hard questions that the student has not seen."""


class PowerPath100Progress(Model, kw_only=True, tag_field="lessonType", tag="powerpath-100"):
    """Progress in a lesson that goes on until the score is 100."""

    remaining_questions_per_difficulty: RemainingQuestionsPerDifficulty
    """Questions that are left, by difficulty."""
    score: int | float
    """Score so far, 0 to 100; the lesson ends at 100."""
    seen_questions: list[PowerPathTestQuestion]
    """Questions that were served, each with its answer and judgment."""
    test_result_id: str | None = None
    """Assessment result where the score is kept; None if the server leaves it out."""
    attempt: int
    """Number of the attempt, counted from 1."""
    xp: int | float | None = None
    """XP awarded; None until the lesson is completed."""
    multiplier: int | float | None = None
    """Factor that the lesson's XP are multiplied with, for accuracy; None until the lesson is completed."""
    accuracy: int | float
    """Share of the questions answered correctly, in percent."""
    correct_questions: int
    """Number of questions answered correctly."""
    total_questions: int
    """Number of questions that the accuracy counts."""


class StandardProgress(Model, kw_only=True):
    """Progress in a lesson that is answered as a whole and then finalized; see its variants.

    `score`, and what is correct in `questions`, are there once it is finalized. `accuracy` is a percentage.
    """

    finalized: bool
    """Whether the lesson is scored and closed."""
    score: int | float | None = None
    """Score of the lesson, 0 to 100; None until it is finalized."""
    questions: list[PowerPathTestQuestion]
    """Questions of the lesson in test order, with the answers so far."""
    tool_provider: str | None = None
    """External tool that gives the test; None if the platform gives it."""
    enrollment_failed: bool | None = None
    """Whether enrolling the student by the result failed; only for finalized external tests."""
    test_result_id: str | None = None
    """Assessment result where the score is kept; None if the server leaves it out."""
    attempt: int
    """Number of the attempt, counted from 1."""
    xp: int | float | None = None
    """XP awarded; None until the lesson is finalized."""
    multiplier: int | float | None = None
    """Factor that the lesson's XP are multiplied with, for accuracy; None until the lesson is finalized."""
    accuracy: int | float
    """Share of the questions answered correctly, in percent."""
    correct_questions: int
    """Number of questions answered correctly."""
    total_questions: int
    """Number of questions that the accuracy counts."""

    @property
    def lesson_type(self) -> QuizLikeLessonType:
        """The way in which the lesson is taken; it chooses the variant."""
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
    """Score so far, 0 to 100."""
    question: PowerPathTestQuestion
    """Question to ask, of the difficulty that fits the score."""


class UpdateStudentQuestionResponseInput(InputModel, kw_only=True):
    """An answer to a question, by response identifier in `responses`.

    `response` is the older form, for the response called `RESPONSE`. One of the two is needed.
    """

    student_id: str = field(name="student")
    """OneRoster id of the student."""
    question_id: str = field(name="question")
    """QTI identifier of the question: the `id` of a `PowerPathTestQuestion`."""
    lesson_id: str = field(name="lesson")
    """OneRoster id of the component resource that is the lesson."""
    response: Unset[str | list[str]] = UNSET
    """Answer to the response called `RESPONSE`, in the older form; a list for several values."""
    responses: Unset[dict[str, str | list[str]]] = UNSET
    """Answers by QTI response identifier; a list for several values."""


class ResponseFeedback(Model, kw_only=True):
    """The feedback of a question on an answer."""

    identifier: str | None = None
    """QTI identifier of the feedback; None if it has none."""
    value: str | None = None
    """Text of the feedback, as markup; None if there are none."""


class ResponseResult(Model, kw_only=True):
    """The judgment of an answer."""

    is_correct: bool | None = None
    """Whether the answer is the correct one; None if the server does not say."""
    score: int | float
    """Score of the answer: 0 or 1, or a part where the question gives partial credit."""
    feedback: ResponseFeedback | None = None
    """Words of the question on this answer; None if it has none."""


class PowerPath100UpdateResult(Model, kw_only=True, tag_field="lessonType", tag="powerpath-100"):
    """An answer in a PowerPath-100 lesson, scored at once, with the new score."""

    powerpath_score: int | float
    """Score of the lesson after the answer, 0 to 100."""
    response_result: ResponseResult
    """Judgment of the answer."""
    question_result: Any | None = None
    """Assessment result written for the question, in an undocumented format."""
    test_result: Any | None = None
    """Assessment result written for the lesson, in an undocumented format."""
    accuracy: int | float
    """Share of the questions answered correctly so far, in percent."""
    correct_questions: int
    """Number of questions answered correctly so far."""
    total_questions: int
    """Number of questions answered so far."""
    xp: int | float | None = None
    """XP awarded; None until the lesson is completed."""
    multiplier: int | float | None = None
    """Factor that the lesson's XP are multiplied with, for accuracy; None until the lesson is completed."""


class QuizUpdateResult(Model, kw_only=True, tag_field="lessonType", tag="quiz"):
    """An answer recorded in a quiz, to be scored when it is finalized."""

    question_result: Any | None = None
    """Assessment result written for the question, in an undocumented format."""


class TestOutUpdateResult(Model, kw_only=True, tag_field="lessonType", tag="test-out"):
    """An answer recorded in a test-out, to be scored when it is finalized."""

    question_result: Any | None = None
    """Assessment result written for the question, in an undocumented format."""


class PlacementUpdateResult(Model, kw_only=True, tag_field="lessonType", tag="placement"):
    """An answer recorded in a placement test, to be scored when it is finalized."""

    question_result: Any | None = None
    """Assessment result written for the question, in an undocumented format."""


class UnitTestUpdateResult(Model, kw_only=True, tag_field="lessonType", tag="unit-test"):
    """An answer recorded in a unit test, to be scored when it is finalized."""

    question_result: Any | None = None
    """Assessment result written for the question, in an undocumented format."""


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
