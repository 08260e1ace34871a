"""A lesson that a student goes through question by question."""

from __future__ import annotations

from collections.abc import AsyncIterator
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from ..._apps.lessons import MASTERED, POWERPATH_100
from ...errors import InvalidInputError
from ...models.apps import LessonAnswer, LessonQuestions, LessonState, LessonSummary
from ...models.powerpath import PowerPathTestQuestion

if TYPE_CHECKING:
    from .lessons import AsyncLessons

__all__ = ["AsyncLessonSession"]


class AsyncLessonSession:
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
        self, lessons: AsyncLessons, lesson_id: str, *, student_id: str, force_new: bool, complete: bool
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

    async def answer(self, question: PowerPathTestQuestion | str, response: Any) -> LessonAnswer:
        """Answer a question.

        Args:
            question: The question, or its id.
            response: The answer: a text, a list of texts for several choices, or a mapping of these by response
                variable.

        Calls `PUT {base}/updateStudentQuestionResponse` of PowerPath.
        """
        question_id = question if isinstance(question, str) else question.id
        found = await self._lessons.submit(self.lesson_id, question_id, response, student_id=self.student_id)
        self._answered.add(question_id)
        self._is_mastered = self._is_mastered or found.complete
        return found

    async def complete(self) -> LessonSummary:
        """Close the lesson now, whatever is left of it.

        Calls `POST {base}/finalStudentAssessmentResponse` of PowerPath, where the lesson does not close by itself.
        """
        self.summary = await self._lessons.complete(self.lesson_id, student_id=self.student_id)
        return self.summary

    async def __aiter__(self) -> AsyncIterator[PowerPathTestQuestion]:
        if self.state.lesson_type == POWERPATH_100:
            async for question in self._until_mastered():
                yield question
            return
        found = await self._next()
        self._answered.update(found.answered_ids)
        if not found.finalized:
            for question in found.questions:
                if question.id not in self._answered:
                    yield question

    async def _until_mastered(self) -> AsyncIterator[PowerPathTestQuestion]:
        while not self._is_mastered:
            (question,) = (await self._next()).questions
            self._answered.discard(question.id)
            yield question
            if question.id not in self._answered:
                return  # it would be asked again for ever

    async def _next(self) -> LessonQuestions:
        return await self._lessons.next(
            self.lesson_id, student_id=self.student_id, lesson_type=self.state.lesson_type
        )

    async def __aenter__(self) -> Self:
        self._state = await self._lessons.start(
            self.lesson_id, student_id=self.student_id, force_new=self._force_new
        )
        self._is_mastered = self.state.lesson_type == POWERPATH_100 and self.state.score >= MASTERED
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None and self._complete and self.summary is None and await self._is_done():
            await self.complete()

    async def _is_done(self) -> bool:
        return self._is_mastered or (
            self.state.lesson_type != POWERPATH_100 and (await self._next()).complete
        )

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.lesson_id!r})"
