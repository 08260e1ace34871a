"""Lessons as applications give them: found, gone through, left and taken up again, completed."""

from __future__ import annotations

from typing import Any

import pytest

from tests._async.powerpath.taking import key, wrong
from timeback import AsyncTimebackClient, InvalidInputError
from timeback.apps import CourseError, LessonTypeError

from .conftest import STUDENT

ADAPTIVE = "link-mth-04-u1-l1"
QUIZ = "link-quiz-mth-04"


async def test_the_lessons_of_all_courses_are_listed_in_order(timeback: AsyncTimebackClient) -> None:
    lessons = await timeback.lessons.list()
    assert lessons.total == len(lessons)
    kinds = {each.id: each.type for each in lessons}
    assert (kinds[ADAPTIVE], kinds[QUIZ]) == ("powerpath-100", "quiz")
    assert [each.course_id for each in lessons] == sorted(each.course_id for each in lessons)
    math = await timeback.lessons.list({"subject": "Math", "grade": 4})
    assert {each.course_id for each in math} == {"course-mth-04"}
    assert 0 < len(math) < len(lessons)
    with pytest.raises(CourseError):
        await timeback.lessons.list({"code": "none"})


async def test_a_powerpath_100_is_gone_through_until_it_is_mastered(timeback: AsyncTimebackClient) -> None:
    score: float = 0
    async with timeback.lessons.session(ADAPTIVE, student_id=STUDENT) as lesson:
        async for question in lesson:
            answer = await lesson.answer(question, key(question))
            assert answer.correct
            assert answer.score > score
            score = answer.score
    assert score == 100
    assert lesson.summary is not None
    assert (lesson.summary.score, lesson.summary.finalized) == (100, True)
    assert lesson.summary.finalized_by_api is None
    async with timeback.lessons.session(ADAPTIVE, student_id=STUDENT) as again:
        assert [each async for each in again] == []


async def test_a_lesson_that_was_left_goes_on_where_it_was(timeback: AsyncTimebackClient) -> None:
    score: float = 0
    async with timeback.lessons.session(ADAPTIVE, student_id=STUDENT) as lesson:
        async for question in lesson:
            score = (await lesson.answer(question, key(question))).score
            break
    assert lesson.summary is None
    async with timeback.lessons.session(ADAPTIVE, student_id=STUDENT) as again:
        assert (again.state.score, again.state.seen_questions) == (score, 1)


async def test_a_question_that_is_passed_over_ends_the_questions(timeback: AsyncTimebackClient) -> None:
    async with timeback.lessons.session(ADAPTIVE, student_id=STUDENT) as lesson:
        assert len([each async for each in lesson]) == 1


async def test_a_quiz_is_taken_in_two_sittings_and_closed_at_its_end(timeback: AsyncTimebackClient) -> None:
    async with timeback.lessons.session(QUIZ, student_id=STUDENT) as lesson:
        count = lesson.state.question_count
        async for question in lesson:
            found = await lesson.answer(question.id, wrong(question))
            assert (found.correct, found.complete) == (False, False)
            break
    assert lesson.summary is None
    asked = 0
    async with timeback.lessons.session(QUIZ, student_id=STUDENT) as again:
        async for question in again:
            asked += 1
            await again.answer(question, key(question))
    assert asked == (count or 0) - 1
    assert again.summary is not None
    assert (again.summary.correct_questions, again.summary.total_questions) == (asked, count)
    assert again.summary.finalized_by_api is True
    (attempt,) = await timeback.lessons.attempts(QUIZ, student_id=STUDENT)
    assert attempt.score == again.summary.score


async def test_an_error_inside_leaves_a_quiz_open(timeback: AsyncTimebackClient) -> None:
    async def fail() -> None:
        async with timeback.lessons.session(QUIZ, student_id=STUDENT) as lesson:
            async for question in lesson:
                await lesson.answer(question, key(question))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    assert not (await timeback.lessons.start(QUIZ, student_id=STUDENT)).finalized


async def test_another_attempt_is_begun_when_asked_for(timeback: AsyncTimebackClient) -> None:
    async with timeback.lessons.session(QUIZ, student_id=STUDENT) as lesson:
        async for question in lesson:
            await lesson.answer(question, key(question))
    state = await timeback.lessons.start(QUIZ, student_id=STUDENT, force_new=True)
    assert (state.attempt, state.finalized, state.score) == (2, False, 0)


async def test_the_steps_one_by_one(timeback: AsyncTimebackClient) -> None:
    lessons = timeback.lessons
    state = await lessons.start(QUIZ, student_id=STUDENT)
    assert state.lesson_type == "quiz"
    found = await lessons.next(QUIZ, student_id=STUDENT)
    assert (len(found.questions), found.answered_ids, found.complete) == (state.question_count, [], False)
    await lessons.submit(
        QUIZ, found.questions[0].id, {"RESPONSE": [key(found.questions[0])]}, student_id=STUDENT
    )
    after = await lessons.next(QUIZ, student_id=STUDENT, lesson_type="quiz")
    assert after.answered_ids == [found.questions[0].id]
    summary = await lessons.complete(QUIZ, student_id=STUDENT)
    assert (summary.correct_questions, summary.finalized_by_api) == (1, True)
    assert (await lessons.complete(QUIZ, student_id=STUDENT)).finalized_by_api is False
    one = await lessons.next(ADAPTIVE, student_id=STUDENT)
    assert len(one.questions) == 1


async def test_another_kind_of_lesson_than_was_said(timeback: AsyncTimebackClient) -> None:
    with pytest.raises(LessonTypeError, match=r"lesson_type: is 'quiz', not 'unit-test'"):
        await timeback.lessons.next(QUIZ, student_id=STUDENT, lesson_type="unit-test")
    with pytest.raises(LessonTypeError, match="'powerpath-100', not 'quiz'"):
        await timeback.lessons.next(ADAPTIVE, student_id=STUDENT, lesson_type="quiz")


@pytest.mark.parametrize("response", [None, 7, {}, {"RESPONSE": 7}, [1], {"RESPONSE": ["A", None]}])
async def test_answers_are_texts(timeback: AsyncTimebackClient, response: Any) -> None:
    with pytest.raises(InvalidInputError, match="response"):
        await timeback.lessons.submit(QUIZ, "q", response, student_id=STUDENT)


async def test_a_session_is_entered_before_it_is_used(timeback: AsyncTimebackClient) -> None:
    lesson = timeback.lessons.session(QUIZ, student_id=STUDENT)
    with pytest.raises(InvalidInputError, match="enter the session"):
        _ = lesson.state
