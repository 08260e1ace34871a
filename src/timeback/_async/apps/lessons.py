"""Lessons of an application's courses: found, started, answered, completed."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from ..._apps.courses import Selector
from ..._apps.lessons import (
    POWERPATH_100,
    answer_of,
    lesson_of,
    next_of,
    questions_of,
    responses_of,
    standard,
    state_of,
    summary_of,
)
from ..._apps.state import AppState
from ..._pages import PageResult
from ...errors import APIStatusError
from ...models.apps import AppLesson, LessonAnswer, LessonQuestions, LessonState, LessonSummary
from ...models.powerpath import AssessmentProgress, Attempt, PowerPath100Progress, StandardProgress
from ..resource import Rows
from .session import AsyncLessonSession

if TYPE_CHECKING:
    from ..client import AsyncTimebackClient

__all__ = ["AsyncLessons"]


class AsyncLessons:
    """Lessons of the application's courses, as students take them.

    A `lesson_id` is the `id` of a lesson that `list()` gives, a `student_id` the OneRoster id of a user.
    """

    def __init__(self, client: AsyncTimebackClient, state: AppState) -> None:
        self._client, self._state = client, state

    async def list(self, course: Selector | None = None) -> PageResult[AppLesson]:
        """Fetch all lessons of the application's courses, in the order of their units.

        Args:
            course: Subject and grade, or the code, of one course; all courses of the configuration by default.

        Raises:
            ConfigValidationError: There is no configuration of the application, or it has faults.
            CourseError: The configuration lacks the course, or its id.

        Calls `GET {rostering}/courses/components` and `GET {rostering}/courses/component-resources`.
        """
        courses = self._state.courses
        found = courses.all if course is None else [courses.select(course, "course")]
        ids = [each.id for each in found if each.id is not None]
        lessons = [lesson for course_id in ids for lesson in await self._lessons_of(course_id)]
        return PageResult(lessons, total=len(lessons), model=AppLesson)

    async def _lessons_of(self, course_id: str) -> Rows[AppLesson]:
        catalog = self._client.oneroster.courses
        active = {"status": "active"}
        units = await catalog.components.list_all(where={"course.sourcedId": course_id, **active})
        place = {each.sourced_id: (each.sort_order or 0, at) for at, each in enumerate(units)}
        links = await catalog.component_resources.list_all(
            where={"courseComponent.sourcedId": {"in": list(place)}, **active}
        )
        links = sorted(
            links, key=lambda each: (place[each.course_component.sourced_id], each.sort_order or 0)
        )
        return [lesson_of(each, course_id) for each in links]

    def session(
        self, lesson_id: str, *, student_id: str, force_new: bool = False, complete: bool = True
    ) -> AsyncLessonSession:
        """A lesson to go through question by question: `async with ... as lesson`, `async for question in lesson`.

        It goes on where the student left it, and nothing is sent before it is entered.

        Args:
            lesson_id: The lesson.
            student_id: The student.
            force_new: Begin another attempt, and close the present one.
            complete: Close a lesson whose questions are all answered when the block ends without an error.
        """
        return AsyncLessonSession(
            self, lesson_id, student_id=student_id, force_new=force_new, complete=complete
        )

    async def start(self, lesson_id: str, *, student_id: str, force_new: bool = False) -> LessonState:
        """Start a lesson, or go on with it.

        Args:
            lesson_id: The lesson.
            student_id: The student.
            force_new: Begin another attempt, and close the present one.

        Raises:
            LessonTypeError: It is of a kind that cannot be taken here.

        Calls `GET {base}/getAssessmentProgress` of PowerPath, and `POST {base}/createNewAttempt` where one is due.
        """
        progress = await self._progress(lesson_id, student_id)
        ids = {"student_id": student_id, "lesson_id": lesson_id}
        tests = self._client.powerpath.assessments
        open_quiz = isinstance(progress, StandardProgress) and not progress.finalized
        if force_new and open_quiz:
            with contextlib.suppress(
                APIStatusError
            ):  # without an answer it cannot be closed, and need not be
                await tests.finalize(ids)
        if force_new or (open_quiz and not _questions(progress)):
            await tests.attempts.create(ids)
            progress = await self._progress(lesson_id, student_id)
        return state_of(lesson_id, progress)

    async def next(
        self, lesson_id: str, *, student_id: str, lesson_type: str | None = None
    ) -> LessonQuestions:
        """Fetch what to ask now: the next question of a `powerpath-100`, or all questions of another lesson.

        Args:
            lesson_id: The lesson.
            student_id: The student.
            lesson_type: The kind of lesson where it is known, which spares a request.

        Raises:
            LessonTypeError: It is not of that kind.

        Calls `GET {base}/getNextQuestion` or `GET {base}/getAssessmentProgress` of PowerPath.
        """
        if lesson_type != POWERPATH_100:
            progress = await self._progress(lesson_id, student_id)
            if lesson_type is not None or not isinstance(progress, PowerPath100Progress):
                return questions_of(standard(progress, lesson_type))
        found = await self._client.powerpath.assessments.get_next_question(
            student_id=student_id, lesson_id=lesson_id
        )
        return next_of(found)

    async def submit(
        self, lesson_id: str, question_id: str, response: Any, *, student_id: str
    ) -> LessonAnswer:
        """Answer a question.

        Args:
            lesson_id: The lesson.
            question_id: The `id` of the question.
            response: The answer: a text, a list of texts for several choices, or a mapping of these by response
                variable.
            student_id: The student.

        Raises:
            InvalidInputError: The response is none of these; nothing was sent.

        Calls `PUT {base}/updateStudentQuestionResponse` of PowerPath.
        """
        body = {
            "student_id": student_id,
            "lesson_id": lesson_id,
            "question_id": question_id,
            "responses": responses_of(response),
        }
        return answer_of(await self._client.powerpath.assessments.update_student_question_response(body))

    async def complete(self, lesson_id: str, *, student_id: str) -> LessonSummary:
        """Close a lesson, where it does not close by itself, and fetch its result.

        Args:
            lesson_id: The lesson.
            student_id: The student.

        Raises:
            LessonTypeError: It is of a kind that cannot be taken here.

        Calls `GET {base}/getAssessmentProgress` and `POST {base}/finalStudentAssessmentResponse` of PowerPath.
        """
        progress = await self._progress(lesson_id, student_id)
        if isinstance(progress, PowerPath100Progress):
            return summary_of(progress, None)
        due = not standard(progress).finalized
        if due:
            ids = {"student_id": student_id, "lesson_id": lesson_id}
            await self._client.powerpath.assessments.finalize(ids)
            progress = await self._progress(lesson_id, student_id)
        return summary_of(progress, due)

    async def attempts(self, lesson_id: str, *, student_id: str) -> PageResult[Attempt]:
        """Fetch a student's attempts at a lesson.

        Args:
            lesson_id: The lesson.
            student_id: The student.

        Calls `GET {base}/getAttempts` of PowerPath.
        """
        tests = self._client.powerpath.assessments
        return await tests.attempts.list(student_id=student_id, lesson_id=lesson_id)

    async def _progress(self, lesson_id: str, student_id: str) -> AssessmentProgress:
        tests = self._client.powerpath.assessments
        return await tests.get_progress(student_id=student_id, lesson_id=lesson_id)


def _questions(progress: AssessmentProgress) -> int:
    return len(progress.questions) if isinstance(progress, StandardProgress) else 0
