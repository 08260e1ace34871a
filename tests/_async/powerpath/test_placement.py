"""A student is placed: tests grade by grade, until one leads to a course."""

from __future__ import annotations

import pytest

from timeback import (
    AsyncEduBridgeClient,
    AsyncOneRosterClient,
    AsyncPowerPathClient,
    BadRequestError,
    InvalidInputError,
    NotFoundError,
)
from timeback.models import powerpath as pp

from .taking import take

# In grade 11: not enrolled in any of the courses below.
STUDENT = "student-00001"
MATH = {"student_id": STUDENT, "subject": "Math"}


async def courses_of(client: AsyncOneRosterClient, student: str) -> set[str]:
    rows = await client.enrollments.list_all(where={"user.sourcedId": student, "role": "student"})
    return {each.course.sourced_id for each in rows if each.course}


async def test_a_placement_test_leads_to_a_course(
    powerpath: AsyncPowerPathClient, oneroster: AsyncOneRosterClient
) -> None:
    before = await courses_of(oneroster, STUDENT)
    level = await powerpath.placement.get_current_level(**MATH)
    assert (level.grade_level, level.onboarded, level.available_tests) == ("0", False, 3)

    following = await powerpath.placement.get_next_test(**MATH)
    assert following.lesson_id == "link-placement-mth-00"
    passed = await take(powerpath, STUDENT, str(following.lesson_id), right=12)
    assert isinstance(passed, pp.PlacementProgress)
    assert passed.score == 100
    # Passed, and there is a harder test: no course yet.
    assert await courses_of(oneroster, STUDENT) == before

    following = await powerpath.placement.get_next_test(**MATH)
    assert (following.lesson_id, following.grade_level) == ("link-placement-mth-01", "1")
    failed = await take(powerpath, STUDENT, str(following.lesson_id), right=10)
    assert failed.score == 83
    assert await courses_of(oneroster, STUDENT) - before == {"course-mth-01"}

    following = await powerpath.placement.get_next_test(**MATH)
    assert (following.lesson_id, following.onboarded, following.exhausted_tests) == (None, True, False)
    level = await powerpath.placement.get_current_level(**MATH)
    assert (level.grade_level, level.onboarded) == ("1", True)
    user = await oneroster.users.get(STUDENT)
    assert user.metadata is not None
    assert user.metadata["onboarding"]["Math"]["courseId"] == "course-mth-01"

    placed = (await powerpath.placement.get(STUDENT)).math
    assert placed is not None
    assert (placed.starting_grade, placed.current_grade, placed.status) == (0, 1, "completed")
    results = [each for each in placed.results if isinstance(each, pp.PlacementSourceResult)]
    assert [(each.status, each.score) for each in results] == [
        ("PASSED", 100),
        ("FAILED", 83),
        ("NOT_STARTED", None),
    ]
    tests = await powerpath.placement.tests.list(**MATH)
    assert [len(each.assessment_results or ()) for each in tests] == [1, 1, 0]


async def test_passing_every_test_leads_beyond_the_last(
    powerpath: AsyncPowerPathClient, oneroster: AsyncOneRosterClient
) -> None:
    asked = {"student_id": STUDENT, "subject": "Reading"}
    for _ in range(2):
        following = await powerpath.placement.get_next_test(**asked)
        await take(powerpath, STUDENT, str(following.lesson_id), right=12)
    done = await powerpath.placement.get_next_test(**asked)
    assert (done.lesson_id, done.exhausted_tests, done.onboarded, done.grade_level) == (None, True, True, "2")
    assert "course-rdg-02" in await courses_of(oneroster, STUDENT)


async def test_placement_begins_again_after_a_reset(
    powerpath: AsyncPowerPathClient, oneroster: AsyncOneRosterClient
) -> None:
    await take(powerpath, STUDENT, "link-placement-mth-00", right=0)
    reset = await powerpath.placement.reset(MATH)
    assert (reset.success, reset.placement_results_deleted, reset.onboarding_reset) == (True, 1, True)
    level = await powerpath.placement.get_current_level(**MATH)
    assert (level.grade_level, level.onboarded) == ("0", False)
    user = await oneroster.users.get(STUDENT)
    assert user.metadata is not None
    assert user.metadata["onboarding"]["Math"] == {"state": "in_progress"}
    again = await take(powerpath, STUDENT, "link-placement-mth-00", right=12)
    assert (again.score, again.attempt) == (100, 1)
    with pytest.raises(NotFoundError):
        await powerpath.placement.reset({"student": "nobody", "subject": "Math"})


async def test_progress_in_a_subject_counts_what_was_done(powerpath: AsyncPowerPathClient) -> None:
    before = {each.course.sourced_id: each for each in await powerpath.placement.progress.list(**MATH)}
    assert len(before) == 13
    await take(powerpath, STUDENT, "link-quiz-mth-04", right=12)
    after = {each.course.sourced_id: each for each in await powerpath.placement.progress.list(**MATH)}
    fourth = after["course-mth-04"]
    assert (fourth.completed_lessons, fourth.total_xp_earned, fourth.in_enrolled) == (1, 25, False)
    assert fourth.total_attainable_xp == before["course-mth-04"].total_attainable_xp > 0
    assert (fourth.test_out_lesson_id, fourth.has_used_test_out) == ("link-test-out-mth-04", False)


async def test_an_external_placement_test_is_assigned_taken_and_imported(
    powerpath: AsyncPowerPathClient, oneroster: AsyncOneRosterClient
) -> None:
    made = await powerpath.assessments.create_external_placement_test(
        pp.CreateExternalPlacementTestInput(
            course_id="course-sci-05",
            tool_provider="edulastic",
            grades=["5"],
            course_id_on_fail="course-sci-04",
            xp=10,
        )
    )
    pair = {"student_id": STUDENT, "lesson_id": made.lesson_id}
    with pytest.raises(BadRequestError, match="not assigned"):
        await powerpath.assessments.import_external_results(**pair)
    given = await powerpath.assessments.assign_external_test(pair)
    assert (given.lesson_type, given.attempt, given.tool_provider) == ("placement", 1, "edulastic")
    assert given.credentials is not None
    waiting = await powerpath.assessments.import_external_results(**pair)
    assert not waiting.finalized
    # The student takes the test in the tool, which the sandbox plays.
    await powerpath.request("PUT", f"/powerpath/external-tests/{given.assignment_id}", json={"score": 60})
    done = await powerpath.assessments.import_external_results(**pair)
    assert (done.finalized, done.assignment_id) == (True, given.assignment_id)
    progress = await powerpath.assessments.get_progress(student_id=STUDENT, lesson_id=made.lesson_id)
    assert isinstance(progress, pp.PlacementProgress)
    assert (progress.score, progress.enrollment_failed, progress.questions) == (60, False, [])
    assert "course-sci-04" in await courses_of(oneroster, STUDENT)


async def test_a_test_is_updated_and_not_made_twice(powerpath: AsyncPowerPathClient) -> None:
    wanted = {"course_id": "course-sci-05", "lesson_type": "test-out", "grades": [5], "xp": 10}
    first = await powerpath.assessments.create_external_test_out({**wanted, "tool_provider": "edulastic"})
    again = await powerpath.assessments.create_external_test_out({**wanted, "tool_provider": "edulastic"})
    assert again.lesson_id == first.lesson_id
    found = await powerpath.assessments.get_test_out(student_id=STUDENT, course_id="course-sci-05")
    assert (found.lesson_id, found.tool_provider, found.finalized) == (first.lesson_id, "edulastic", False)
    with pytest.raises(BadRequestError, match="another tool"):
        await powerpath.assessments.create_external_test_out({**wanted, "tool_provider": "mastery-track"})


async def test_a_passed_test_out_leads_to_the_next_course(
    powerpath: AsyncPowerPathClient, oneroster: AsyncOneRosterClient, edubridge: AsyncEduBridgeClient
) -> None:
    passed = await take(powerpath, STUDENT, "link-test-out-mth-04", right=11)
    assert isinstance(passed, pp.TestOutProgress)
    assert "course-mth-05" in await courses_of(oneroster, STUDENT)
    assert "course-mth-05" in {each.course.id for each in await edubridge.enrollments.list(STUDENT)}
    # A class of the student's own school, made for it.
    (room,) = await oneroster.classes.list(
        where={"course.sourcedId": "course-mth-05", "school.sourcedId": "school-03"}
    )
    assert [each.sourced_id for each in await oneroster.classes(room.sourced_id).students.list()] == [STUDENT]


async def test_a_subject_without_tests_has_no_level(powerpath: AsyncPowerPathClient) -> None:
    with pytest.raises(NotFoundError):
        await powerpath.placement.get_current_level(student_id=STUDENT, subject="Science")
    # The service takes any text, in any case.
    await powerpath.placement.get_current_level(student_id=STUDENT, subject="mATH")
    with pytest.raises(NotFoundError):
        await powerpath.placement.get_current_level(student_id=STUDENT, subject="Alchemy")
    with pytest.raises(InvalidInputError, match="subject"):
        await powerpath.placement.get_current_level(student_id=STUDENT, subject=" ")


async def test_screening_assigns_a_test_and_keeps_the_results(powerpath: AsyncPowerPathClient) -> None:
    results = await powerpath.screening.get_results(STUDENT)
    assert set(results) == {"Math", "Reading", "Language", "Science"}
    assert sum(each is not None for each in results.values()) == 2
    session = await powerpath.screening.get_session(STUDENT)
    assert session.assignment.status is None
    given = await powerpath.screening.assign_test({"user_id": STUDENT, "subject": "Math"})
    assert isinstance(given, pp.ScreeningSession)
    assert given.assignment.status == "assigned"
    assert await powerpath.screening.get_session(STUDENT) == given
    await powerpath.screening.reset_session({"user_id": STUDENT})
    fresh = await powerpath.screening.get_session(STUDENT)
    assert fresh.assignment.status is None
    assert fresh.test_session_id != given.test_session_id
    assert await powerpath.screening.get_results(STUDENT) == results
