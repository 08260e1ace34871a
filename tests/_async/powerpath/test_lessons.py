"""Lessons taken question by question, and what they come to in OneRoster's gradebook."""

from __future__ import annotations

import pytest

from timeback import AsyncOneRosterClient, AsyncPowerPathClient, BadRequestError, NotFoundError
from timeback.models import powerpath as pp

from .taking import answer, key, take

STUDENT = "student-00001"
ADAPTIVE = "link-mth-04-u1-l1"
QUIZ = "link-quiz-mth-04"


async def progress(client: AsyncPowerPathClient, lesson: str) -> pp.PowerPath100Progress:
    found = await client.assessments.get_progress(student_id=STUDENT, lesson_id=lesson)
    assert isinstance(found, pp.PowerPath100Progress)
    return found


async def step(client: AsyncPowerPathClient, *, right: bool) -> pp.PowerPath100UpdateResult:
    """Answer the next question of the adaptive lesson."""
    served = await client.assessments.get_next_question(student_id=STUDENT, lesson_id=ADAPTIVE)
    found = await answer(client, STUDENT, ADAPTIVE, served.question, right=right)
    assert isinstance(found, pp.PowerPath100UpdateResult)
    assert found.response_result.is_correct is right
    return found


async def test_a_powerpath_100_lesson_is_taken_to_mastery(
    powerpath: AsyncPowerPathClient, oneroster: AsyncOneRosterClient
) -> None:
    begun = await progress(powerpath, ADAPTIVE)
    assert (begun.score, begun.seen_questions, begun.xp) == (0, [], None)
    scores = [(await step(powerpath, right=True)).powerpath_score for _ in range(11)]
    assert scores == [14, 27, 39, 50, 59, 68, 76, 83, 89, 95, 100]

    done = await progress(powerpath, ADAPTIVE)
    assert (done.score, done.accuracy, done.correct_questions, done.total_questions) == (100, 100, 11, 11)
    assert (done.multiplier, done.xp) == (1.25, 12.5)
    assert all(each.correct for each in done.seen_questions)
    seen = [each.difficulty for each in done.seen_questions]
    # Easy below 70, then medium or hard, hard alone from 90 on.
    assert seen[:7] == ["easy"] * 7
    assert set(seen[7:10]) <= {"medium", "hard"}
    assert seen[10] == "hard"
    left = done.remaining_questions_per_difficulty
    assert left.easy + left.medium + left.hard == 36 - 11
    with pytest.raises(BadRequestError, match="completed"):
        await powerpath.assessments.get_next_question(student_id=STUDENT, lesson_id=ADAPTIVE)

    result = await oneroster.assessment_results.get(str(done.test_result_id))
    assert (result.score, result.score_status) == (100, "fully graded")
    assert result.metadata is not None
    assert (result.metadata["xp"], result.metadata["accuracy"], result.metadata["attempt"]) == (12.5, 100, 1)
    item = await oneroster.assessment_line_items.get(result.assessment_line_item.sourced_id)
    assert item.component_resource is not None
    assert item.component_resource.sourced_id == ADAPTIVE
    below = await oneroster.assessment_line_items.list(
        where={"parentAssessmentLineItem.sourcedId": item.sourced_id}
    )
    assert below.total == 11


async def test_wrong_answers_cost_points_and_xp(powerpath: AsyncPowerPathClient) -> None:
    for _ in range(3):
        await step(powerpath, right=True)
    fallen = await step(powerpath, right=False)
    # 39 less 3; never below 0.
    assert (fallen.powerpath_score, fallen.accuracy, fallen.total_questions) == (36, 75, 4)
    while (last := await step(powerpath, right=True)).powerpath_score < 100:
        pass
    assert last.accuracy == pytest.approx(100 * last.correct_questions / last.total_questions, abs=0.01)
    assert (last.multiplier, last.xp) == (1, 10)


async def test_the_same_answer_sent_twice_counts_once(powerpath: AsyncPowerPathClient) -> None:
    served = await powerpath.assessments.get_next_question(student_id=STUDENT, lesson_id=ADAPTIVE)
    for _ in range(2):
        found = await answer(powerpath, STUDENT, ADAPTIVE, served.question, right=True)
        assert isinstance(found, pp.PowerPath100UpdateResult)
        assert (found.powerpath_score, found.total_questions) == (14, 1)


async def test_the_older_form_of_an_answer_is_understood(powerpath: AsyncPowerPathClient) -> None:
    served = await powerpath.assessments.get_next_question(student_id=STUDENT, lesson_id=ADAPTIVE)
    given = {"student": STUDENT, "lesson": ADAPTIVE, "question": served.question.id}
    found = await powerpath.assessments.update_student_question_response(
        {**given, "response": key(served.question)}
    )
    assert isinstance(found, pp.PowerPath100UpdateResult)
    assert found.powerpath_score == 14
    seen = (await progress(powerpath, ADAPTIVE)).seen_questions
    assert (seen[0].response, seen[0].responses) == (key(served.question), {"RESPONSE": key(served.question)})


async def test_a_later_attempt_is_worth_less(powerpath: AsyncPowerPathClient) -> None:
    pair = {"student_id": STUDENT, "lesson_id": ADAPTIVE}
    for _ in range(11):
        await step(powerpath, right=True)
    second = await powerpath.assessments.attempts.create(pair)
    assert (second.attempt, second.score, second.score_status) == (2, 0, "not submitted")
    assert await powerpath.assessments.attempts.create(pair) == second
    lasts = [await step(powerpath, right=True) for _ in range(11)]
    assert (lasts[-1].multiplier, lasts[-1].xp) == (1, 10)
    attempts = await powerpath.assessments.attempts.list(**pair)
    assert [(each.attempt, each.score, each.xp) for each in attempts] == [(1, 100, 12.5), (2, 100, 10)]
    assert all(each.started_at and each.completed_at for each in attempts)
    earlier = await powerpath.assessments.get_progress(student_id=STUDENT, lesson_id=ADAPTIVE, attempt=1)
    assert isinstance(earlier, pp.PowerPath100Progress)
    assert earlier.xp == 12.5
    with pytest.raises(NotFoundError):
        await powerpath.assessments.get_progress(student_id=STUDENT, lesson_id=ADAPTIVE, attempt=3)


async def test_a_quiz_holds_its_results_back_until_it_is_finalized(powerpath: AsyncPowerPathClient) -> None:
    begun = await powerpath.assessments.get_progress(student_id=STUDENT, lesson_id=QUIZ)
    assert isinstance(begun, pp.QuizProgress)
    assert (begun.finalized, begun.score, len(begun.questions)) == (False, None, 12)
    recorded = await answer(powerpath, STUDENT, QUIZ, begun.questions[0], right=True)
    assert isinstance(recorded, pp.QuizUpdateResult)
    open_ = await powerpath.assessments.get_progress(student_id=STUDENT, lesson_id=QUIZ)
    assert isinstance(open_, pp.QuizProgress)
    assert (open_.score, open_.correct_questions) == (None, 0)
    assert all(each.correct is None and each.result is None for each in open_.questions)

    done = await take(powerpath, STUDENT, QUIZ, right=9)
    assert (done.finalized, done.score, done.accuracy) == (True, 75, 75)
    assert (done.correct_questions, done.total_questions, done.xp) == (9, 12, 0)
    assert [each.correct for each in done.questions] == [True] * 9 + [False] * 3
    with pytest.raises(BadRequestError, match="completed"):
        await answer(powerpath, STUDENT, QUIZ, done.questions[0], right=True)
    with pytest.raises(BadRequestError):
        await powerpath.assessments.get_next_question(student_id=STUDENT, lesson_id=QUIZ)


async def test_a_reset_takes_the_answers_back(powerpath: AsyncPowerPathClient) -> None:
    await step(powerpath, right=True)
    reset = await powerpath.assessments.attempts.reset({"student": STUDENT, "lesson": ADAPTIVE})
    assert (reset.success, reset.score) == (True, 0)
    begun = await progress(powerpath, ADAPTIVE)
    assert (begun.score, begun.seen_questions, begun.total_questions) == (0, [], 0)
    assert (await step(powerpath, right=True)).powerpath_score == 14


async def test_a_bank_gives_each_attempt_its_own_test(powerpath: AsyncPowerPathClient) -> None:
    tests = [{"url": f"https://qti.example/tests/{name}", "title": name} for name in ("one", "two")]
    made = await powerpath.assessments.create_internal_test(
        {
            "course_id": "course-mth-04",
            "lesson_type": "quiz",
            "test_type": "assessment-bank",
            "assessment_bank": {"resources": tests},
            "xp": 8,
        }
    )
    assert made.child_resource_ids is not None
    assert len(made.child_resource_ids) == 2
    first = await take(powerpath, STUDENT, made.lesson_id, right=12)
    assert (first.score, first.xp) == (100, 10)
    await powerpath.assessments.attempts.create({"student": STUDENT, "lesson": made.lesson_id})
    second = await take(powerpath, STUDENT, made.lesson_id, right=12)
    assert second.attempt == 2
    assert not {each.id for each in first.questions} & {each.id for each in second.questions}
    await powerpath.assessments.attempts.create({"student": STUDENT, "lesson": made.lesson_id})
    third = await powerpath.assessments.get_progress(student_id=STUDENT, lesson_id=made.lesson_id)
    assert isinstance(third, pp.QuizProgress)
    assert [each.id for each in third.questions] == [each.id for each in first.questions]


@pytest.mark.parametrize("lesson", ["nothing", "component-mth-04-u1"])
async def test_an_unknown_lesson_is_not_found(powerpath: AsyncPowerPathClient, lesson: str) -> None:
    with pytest.raises(NotFoundError):
        await powerpath.assessments.get_progress(student_id=STUDENT, lesson_id=lesson)
