# Generated from src/timeback/_async/apps/lessons.py by setup_unasync.py; do not edit.
"""Lessons of an application's courses: find, start, answer and complete them."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from types import TracebackType
from typing import Any, Self

from ..._apps.courses import Selector
from ..._apps.lessons import (
    MASTERED,
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
from ..._rows import Rows
from ...errors import APIStatusError, InvalidInputError
from ...models.apps import AppLesson, LessonAnswer, LessonQuestions, LessonState, LessonSummary
from ...models.powerpath import (
    AssessmentProgress,
    Attempt,
    PowerPath100Progress,
    PowerPathTestQuestion,
    StandardProgress,
)
from .services import AppServices

__all__ = ["LessonSession", "Lessons"]


class Lessons:
    """Lessons of the application's courses, as students take them.

    A `lesson_id` is the `id` of a lesson that `list()` gives, a `student_id` the OneRoster id of a user.
    """

    def __init__(self, services: AppServices, state: AppState) -> None:
        self._services, self._state = services, state

    def list(self, course: Selector | None = None) -> PageResult[AppLesson]:
        """Fetch all lessons of the application's courses, in the order of their units.

        Args:
            course: Subject and grade, or the code, of one course; all courses of the configuration by default.

        Raises:
            ConfigValidationError: There is no configuration of the application, or it has errors.
            CourseError: The configuration lacks the course, or its id.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {rostering}/courses/components` and `GET {rostering}/courses/component-resources`.
        """
        courses = self._state.courses
        found = courses.all if course is None else [courses.select(course, "course")]
        ids = [each.id for each in found if each.id is not None]
        lessons = [lesson for course_id in ids for lesson in self._lessons_of(course_id)]
        return PageResult(lessons, total=len(lessons), model=AppLesson)

    def _lessons_of(self, course_id: str) -> Rows[AppLesson]:
        catalog = self._services.oneroster.courses
        active = {"status": "active"}
        units = catalog.components.list_all(where={"course.sourcedId": course_id, **active})
        place = {each.sourced_id: (each.sort_order or 0, at) for at, each in enumerate(units)}
        links = catalog.component_resources.list_all(
            where={"courseComponent.sourcedId": {"in": list(place)}, **active}
        )
        links.sort(key=lambda each: (place[each.course_component.sourced_id], each.sort_order or 0))
        return Rows(lesson_of(each, course_id) for each in links)

    def session(
        self, lesson_id: str, *, student_id: str, force_new: bool = False, complete: bool = True
    ) -> LessonSession:
        """A lesson to go through question by question: `with ... as lesson`, `for question in lesson`.

        It resumes where the student left off. Nothing is sent before you enter the block.

        Args:
            lesson_id: The lesson.
            student_id: The student.
            force_new: Begin another attempt, and close the current one.
            complete: Close a lesson whose questions are all answered when the block ends without an error.
        """
        return LessonSession(
            self, lesson_id, student_id=student_id, force_new=force_new, complete=complete
        )

    def start(self, lesson_id: str, *, student_id: str, force_new: bool = False) -> LessonState:
        """Start or resume a lesson.

        Args:
            lesson_id: The lesson.
            student_id: The student.
            force_new: Begin another attempt, and close the current one.

        Raises:
            LessonTypeError: This kind of lesson cannot be taken here.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {base}/getAssessmentProgress` of PowerPath, and `POST {base}/createNewAttempt` where one is due.
        """
        progress = self._progress(lesson_id, student_id)
        ids = {"student_id": student_id, "lesson_id": lesson_id}
        tests = self._services.powerpath.assessments
        open_quiz = isinstance(progress, StandardProgress) and not progress.finalized
        if force_new and open_quiz:
            with contextlib.suppress(
                APIStatusError
            ):  # without an answer it cannot be closed, and need not be
                tests.finalize(ids)
        if force_new or (open_quiz and not _questions(progress)):
            tests.attempts.create(ids)
            progress = self._progress(lesson_id, student_id)
        return state_of(lesson_id, progress)

    def next(
        self, lesson_id: str, *, student_id: str, lesson_type: str | None = None
    ) -> LessonQuestions:
        """Fetch the next question of a `powerpath-100` lesson, or all questions of another lesson.

        Args:
            lesson_id: The lesson.
            student_id: The student.
            lesson_type: The kind of lesson, if you know it; this saves a request.

        Raises:
            LessonTypeError: It is not of that kind.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {base}/getNextQuestion` or `GET {base}/getAssessmentProgress` of PowerPath.
        """
        if lesson_type != POWERPATH_100:
            progress = self._progress(lesson_id, student_id)
            if lesson_type is not None or not isinstance(progress, PowerPath100Progress):
                return questions_of(standard(progress, lesson_type))
        found = self._services.powerpath.assessments.get_next_question(
            student_id=student_id, lesson_id=lesson_id
        )
        return next_of(found)

    def submit(
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
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `PUT {base}/updateStudentQuestionResponse` of PowerPath.
        """
        body = {
            "student_id": student_id,
            "lesson_id": lesson_id,
            "question_id": question_id,
            "responses": responses_of(response),
        }
        return answer_of(self._services.powerpath.assessments.update_student_question_response(body))

    def complete(self, lesson_id: str, *, student_id: str) -> LessonSummary:
        """Close a lesson, unless it closes by itself, and fetch its result.

        Args:
            lesson_id: The lesson.
            student_id: The student.

        Raises:
            LessonTypeError: This kind of lesson cannot be taken here.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {base}/getAssessmentProgress` and `POST {base}/finalStudentAssessmentResponse` of PowerPath.
        """
        progress = self._progress(lesson_id, student_id)
        if isinstance(progress, PowerPath100Progress):
            return summary_of(progress, None)
        due = not standard(progress).finalized
        if due:
            ids = {"student_id": student_id, "lesson_id": lesson_id}
            self._services.powerpath.assessments.finalize(ids)
            progress = self._progress(lesson_id, student_id)
        return summary_of(progress, due)

    def attempts(self, lesson_id: str, *, student_id: str) -> PageResult[Attempt]:
        """Fetch a student's attempts at a lesson.

        Args:
            lesson_id: The lesson.
            student_id: The student.

        Calls `GET {base}/getAttempts` of PowerPath.
        """
        tests = self._services.powerpath.assessments
        return tests.attempts.list(student_id=student_id, lesson_id=lesson_id)

    def _progress(self, lesson_id: str, student_id: str) -> AssessmentProgress:
        tests = self._services.powerpath.assessments
        return tests.get_progress(student_id=student_id, lesson_id=lesson_id)


def _questions(progress: AssessmentProgress) -> int:
    return len(progress.questions) if isinstance(progress, StandardProgress) else 0


class LessonSession:
    """A lesson in progress. `client.lessons.session()` makes one; entering it starts the lesson.

    Iterate over it for the questions that have no answer yet: in a `powerpath-100` lesson one after another until
    it is mastered, in any other lesson each one once. If you leave the block early, the lesson stays open, and the
    next session resumes there.

    Attributes:
        lesson_id: The lesson.
        student_id: The student.
        summary: The result once the lesson is completed; None before.
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
        """The student's progress when the session was entered.

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
        """Close the lesson now, even if questions are left.

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
