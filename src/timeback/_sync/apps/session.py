# Generated from src/timeback/_async/apps/session.py by setup_unasync.py; do not edit.
"""A lesson that a student goes through question by question."""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from ..._apps.lessons import MASTERED, POWERPATH_100
from ...errors import InvalidInputError
from ...models.apps import LessonAnswer, LessonQuestions, LessonState, LessonSummary
from ...models.powerpath import PowerPathTestQuestion

if TYPE_CHECKING:
    from .lessons import Lessons

__all__ = ["LessonSession"]


class LessonSession:
    """A lesson under way; `client.lessons.session()` makes one, and entering it starts the lesson.

    Iterating gives the questions that have no answer yet: of a `powerpath-100` one after the other until it is
    mastered, of any other lesson each once. A block that is left early leaves the lesson open, and the next
    session goes on there.

    Attributes:
        lesson_id: The lesson.
        student_id: The student.
        summary: The result, once the lesson was completed; None before.
    """

    def __init__(
        self, lessons: Lessons, lesson_id: str, *, student_id: str, force_new: bool, complete: bool
    ) -> None:
        self.lesson_id, self.student_id = lesson_id, student_id
        self.summary: LessonSummary | None = None
        self._lessons, self._force_new, self._complete = lessons, force_new, complete
        self._state: LessonState | None = None
        self._answered: set[str] = set()
        self._is_mastered = False

    @property
    def state(self) -> LessonState:
        """How far the student was when the session was entered.

        Raises:
            InvalidInputError: It was not entered.
        """
        if self._state is None:
            raise InvalidInputError("enter the session first: `with client.lessons.session(...) as lesson`")
        return self._state

    def answer(self, question: PowerPathTestQuestion | str, response: Any) -> LessonAnswer:
        """Answer a question.

        Args:
            question: The question, or its id.
            response: The answer: a text, a list of texts for several choices, or a mapping of these by response
                variable.

        Calls `PUT {base}/updateStudentQuestionResponse` of PowerPath.
        """
        question_id = question if isinstance(question, str) else question.id
        found = self._lessons.submit(self.lesson_id, question_id, response, student_id=self.student_id)
        self._answered.add(question_id)
        self._is_mastered = self._is_mastered or found.complete
        return found

    def complete(self) -> LessonSummary:
        """Close the lesson now, whatever is left of it.

        Calls `POST {base}/finalStudentAssessmentResponse` of PowerPath, where the lesson does not close by itself.
        """
        self.summary = self._lessons.complete(self.lesson_id, student_id=self.student_id)
        return self.summary

    def __iter__(self) -> Iterator[PowerPathTestQuestion]:
        if self.state.lesson_type == POWERPATH_100:
            for question in self._until_mastered():
                yield question
            return
        found = self._next()
        self._answered.update(found.answered_ids)
        if not found.finalized:
            for question in found.questions:
                if question.id not in self._answered:
                    yield question

    def _until_mastered(self) -> Iterator[PowerPathTestQuestion]:
        while not self._is_mastered:
            (question,) = (self._next()).questions
            self._answered.discard(question.id)
            yield question
            if question.id not in self._answered:
                return  # it would be asked again for ever

    def _next(self) -> LessonQuestions:
        return self._lessons.next(
            self.lesson_id, student_id=self.student_id, lesson_type=self.state.lesson_type
        )

    def __enter__(self) -> Self:
        self._state = self._lessons.start(
            self.lesson_id, student_id=self.student_id, force_new=self._force_new
        )
        self._is_mastered = self.state.lesson_type == POWERPATH_100 and self.state.score >= MASTERED
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None and self._complete and self.summary is None and self._is_done():
            self.complete()

    def _is_done(self) -> bool:
        return self._is_mastered or (
            self.state.lesson_type != POWERPATH_100 and (self._next()).complete
        )

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.lesson_id!r})"
