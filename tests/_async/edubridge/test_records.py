"""Users, goals of courses, applications, tracks, reports, progression and goals, against the sandbox."""

from __future__ import annotations

from typing import Any

import pytest

from timeback import (
    AsyncEduBridgeClient,
    AsyncOneRosterClient,
    ConflictError,
    InvalidInputError,
    NotFoundError,
    UnprocessableEntityError,
)
from timeback.models.edubridge import (
    EnrollInput,
    EnrollmentMetadata,
    GoalPacingInput,
    Goals,
    Role,
    SubjectGoalPatchInput,
    SubjectTrackGroupDeleteInput,
    SubjectTrackInput,
)
from timeback.sandbox import Sandbox

MATH = "course-mth-03"


# -- users -------------------------------------------------------------------------------------------


async def test_b04_a_stream_of_users_begins_at_its_offset(edubridge: AsyncEduBridgeClient) -> None:
    everybody = await edubridge.users.stream(roles=["student"], limit=50).collect()
    assert len(everybody) == 300
    later = await edubridge.users.stream(roles=["student"], offset=150, limit=40).collect()
    assert [user.sourced_id for user in later] == [user.sourced_id for user in everybody[150:]]


async def test_users_of_a_role_hold_no_other(
    edubridge: AsyncEduBridgeClient, client: AsyncOneRosterClient
) -> None:
    teacher = await client.teachers.first()
    assert teacher is not None
    assert teacher.primary_org is not None
    org = {"sourced_id": teacher.primary_org.sourced_id}
    both = [
        {"role_type": "primary", "role": "teacher", "org": org},
        {"role_type": "secondary", "role": "parent", "org": org},
    ]
    await client.users.modify(teacher.sourced_id, roles=both)
    where = {"sourced_id": teacher.sourced_id}
    assert not await edubridge.users.list(roles=["teacher"], where=where)
    (found,) = await edubridge.users.list(roles=[Role.TEACHER, "parent"], where=where)
    assert (found.family_name, found.enabled_user) == (teacher.family_name, True)
    assert not await edubridge.users.list(roles=["teacher"], where=where)


async def test_users_are_searched_sorted_and_trimmed(edubridge: AsyncEduBridgeClient) -> None:
    (student, *_) = await edubridge.users.list(roles=["student"], search="o'brien")
    assert student.family_name == "O'Brien"
    page = await edubridge.users.list(
        roles=["student"], sort="familyName", order_by="desc", limit=5, fields=["family_name"]
    )
    names = [user.family_name for user in page]
    assert names == sorted(names, reverse=True)
    assert (page.total, page.has_more, page.next_offset) == (300, True, 5)
    orgs = {role.org.sourced_id for role in student.roles if role.org.sourced_id}
    of_org = await edubridge.users.list(roles=["student"], org_ids=[*orgs], limit=500)
    assert student.sourced_id in {user.sourced_id for user in of_org}
    assert {role.org.sourced_id for user in of_org for role in user.roles} == orgs


async def test_users_are_not_asked_for_without_a_known_role(
    edubridge: AsyncEduBridgeClient, sandbox: Sandbox
) -> None:
    wrong: list[Any] = [[], ["pupil"], "student", [""]]
    for roles in wrong:
        with pytest.raises(InvalidInputError, match="roles"):
            await edubridge.users.list(roles=roles)
    with pytest.raises(InvalidInputError, match="limit"):
        await edubridge.users.list(roles=["student"], limit=3001)
    assert sandbox.requests == []


# -- what is refused before it is sent -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("dates", "field"),
    [
        ({"start_date": "2025-02-30", "end_date": "2025-03-01"}, "start_date"),
        ({"start_date": "2025-02-01", "end_date": "1 March"}, "end_date"),
        ({"start_date": "2025-02-01", "end_date": "2025-03-01T25:00:00Z"}, "end_date"),
        ({"start_date": "2025-02-01", "end_date": "2025-03-01", "timezone": "Mars/Olympus"}, "timezone"),
        ({"start_date": "2025-03-01", "end_date": "2025-02-01"}, "start_date"),
    ],
)
async def test_bad_dates_are_refused_before_they_are_sent(
    edubridge: AsyncEduBridgeClient, sandbox: Sandbox, dates: dict[str, str], field: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        await edubridge.analytics.get_activity(student_id="student-00001", **dates)
    assert [issue.path for issue in caught.value.issues] == [field]
    with pytest.raises(InvalidInputError, match=field):
        await edubridge.analytics.get_enrollment_facts("enrollment-000001", **dates)
    with pytest.raises(InvalidInputError, match="begin_date"):
        await edubridge.enrollments.enroll(
            {"begin_date": "2025-02-30"}, user_id="student-00001", course_id=MATH
        )
    assert sandbox.requests == []


async def test_a_student_must_be_named(edubridge: AsyncEduBridgeClient, sandbox: Sandbox) -> None:
    with pytest.raises(InvalidInputError) as caught:
        await edubridge.analytics.get_weekly_facts(week_date="2025-09-10")
    assert [issue.path for issue in caught.value.issues] == ["email", "student_id"]
    with pytest.raises(InvalidInputError, match="week_date"):
        await edubridge.analytics.get_weekly_facts(email="a@b.example", week_date="soon")
    for blank in ("", "  ", ".."):
        with pytest.raises(InvalidInputError, match="user_id"):
            await edubridge.enrollments.list(blank)
    with pytest.raises(InvalidInputError, match="school_id"):
        await edubridge.enrollments.enroll(user_id="student-00001", course_id=MATH, school_id="")
    assert sandbox.requests == []


# -- enrolments ----------------------------------------------------------------------------------------


async def test_goals_of_a_course_go_to_its_enrolments(
    edubridge: AsyncEduBridgeClient, client: AsyncOneRosterClient, pupil: str
) -> None:
    own = EnrollmentMetadata(goals=Goals(daily_xp=99), student_specific_goals=True)
    await edubridge.enrollments.enroll(EnrollInput(metadata=own), user_id=pupil, course_id="course-sci-03")
    shared = await edubridge.enrollments.enroll(
        {"metadata": {"goals": {"dailyXp": 1}}}, user_id=pupil, course_id=MATH
    )
    reset = await edubridge.enrollments.reset_goals(MATH)
    assert (reset.errors, reset.updated > 1) == ([], True)
    assert await edubridge.enrollments.propagate_goals(MATH) == reset
    await edubridge.enrollments.reset_goals("course-sci-03")
    goals = {
        each.course.id: (each.metadata or {})["goals"] for each in await edubridge.enrollments.list(pupil)
    }
    assert goals == {"course-sci-03": {"dailyXp": 99}, MATH: shared.course.metadata["goals"]}
    await client.courses.modify(MATH, metadata={"goals": {}})
    with pytest.raises(UnprocessableEntityError, match="no goals"):
        await edubridge.enrollments.reset_goals(MATH)
    with pytest.raises(NotFoundError):
        await edubridge.enrollments.reset_goals("no-such-course")


async def test_the_default_class_is_made_once_and_taken_by_enrolments(
    edubridge: AsyncEduBridgeClient, client: AsyncOneRosterClient, pupil: str
) -> None:
    school = (await client.schools.list(limit=2))[1].sourced_id
    made = await edubridge.enrollments.get_default_class(course_id=MATH, school_id=school)
    assert await edubridge.enrollments.get_default_class(course_id=MATH, school_id=school) == made
    taught = (await client.classes.get(made.id)).school
    assert taught is not None
    assert taught.sourced_id == school
    enrollment = await edubridge.enrollments.enroll(user_id=pupil, course_id=MATH, school_id=school)
    assert (enrollment.school.id, [each.id for each in enrollment.periods or ()]) == (school, made.periods)
    assert (await client.enrollments.get(enrollment.id)).class_.sourced_id == made.id


async def test_a_reset_forgets_a_class_that_a_read_made(
    edubridge: AsyncEduBridgeClient, client: AsyncOneRosterClient, sandbox: Sandbox
) -> None:
    made = await edubridge.enrollments.get_default_class(course_id=MATH)
    sandbox.reset()
    assert not await client.classes.exists(made.id)


# -- applications and tracks -----------------------------------------------------------------------------


async def test_metrics_of_an_application(edubridge: AsyncEduBridgeClient) -> None:
    application = (await edubridge.applications.list())[0]
    before = await edubridge.applications(application.sourced_id).metrics.list()
    metric = {"metric": "quizzes", "metric_source": "manual_entry"}
    made = await edubridge.applications(application.sourced_id).metrics.create(metric)
    with pytest.raises(ConflictError):
        await edubridge.applications(application.sourced_id).metrics.create(metric)
    assert [*await edubridge.applications(application.sourced_id).metrics.list()] == [*before, made]
    await edubridge.applications(application.sourced_id).metrics.delete(metric)
    assert await edubridge.applications(application.sourced_id).metrics.list() == before
    with pytest.raises(NotFoundError):
        await edubridge.applications(application.sourced_id).metrics.delete(metric)


async def test_b67_a_track_is_upserted_from_a_mapping_or_a_struct(
    edubridge: AsyncEduBridgeClient, client: AsyncOneRosterClient
) -> None:
    before = len(await edubridge.subject_tracks.list())
    track = {"subject": "Math", "grade": "13", "courseId": MATH}
    first = await edubridge.subject_tracks.upsert(track)
    assert (first.course.sourced_id, first.org) == (MATH, None)
    again = await edubridge.subject_tracks.upsert(
        SubjectTrackInput(subject="Math", grade="13", course_id="course-mth-04")
    )
    assert (again.id, again.course.sourced_id) == (first.id, "course-mth-04")
    school = await client.schools.first()
    assert school is not None
    local = await edubridge.subject_tracks.upsert({**track, "org_sourced_id": school.sourced_id})
    assert local.org is not None
    assert local.org.name == school.name
    assert len(await edubridge.subject_tracks.list()) == before + 2
    await edubridge.subject_tracks.delete(local.id)
    with pytest.raises(NotFoundError):
        await edubridge.subject_tracks.delete(local.id)


async def test_groups_of_tracks(edubridge: AsyncEduBridgeClient, client: AsyncOneRosterClient) -> None:
    schools = [school.sourced_id for school in await client.schools.list()]

    async def reach(course: str) -> list[tuple[bool, int]]:
        groups = await edubridge.subject_tracks.groups.list()
        return [
            (group.key.is_global, len(group.tracks))
            for group in groups
            if group.key
            and (group.key.subject, group.key.grade, group.key.course_id) == ("Other", "5", course)
        ]

    key = {"subject": "Other", "grade": "5"}
    await edubridge.subject_tracks.groups.create({**key, "course_id": MATH, "org_sourced_ids": schools})
    assert await reach(MATH) == [(False, len(schools))]
    change = {**key, "current_course_id": MATH, "course_id": "course-mth-04", "is_global": False}
    await edubridge.subject_tracks.groups.update(change)
    assert (await reach(MATH), await reach("course-mth-04")) == ([], [(True, 1)])
    with pytest.raises(NotFoundError):
        await edubridge.subject_tracks.groups.update(change)
    await edubridge.subject_tracks.groups.delete(
        SubjectTrackGroupDeleteInput(subject="Other", grade="5", course_id="course-mth-04", is_global=True)
    )
    assert await reach("course-mth-04") == []


# -- reports, progression, goals ---------------------------------------------------------------------------


async def test_time_saved_counts_school_days(edubridge: AsyncEduBridgeClient, pupil: str) -> None:
    with pytest.raises(NotFoundError):
        await edubridge.learning_reports.get_time_saved(pupil)
    await edubridge.enrollments.enroll({"begin_date": "2020-01-01"}, user_id=pupil, course_id=MATH)
    saved = await edubridge.learning_reports.get_time_saved(pupil)
    assert saved.total_hours_saved == saved.school_days_elapsed * saved.calculation.hours_saved_per_day
    assert saved.earliest_start_date.date().isoformat() == "2020-01-01"
    with pytest.raises(NotFoundError, match="MAP"):
        await edubridge.learning_reports(pupil).map_profile.list()


async def test_map_reports_give_the_rit_grade(edubridge: AsyncEduBridgeClient) -> None:
    for student in await edubridge.users.list(roles=["student"], where={"status": "active"}):
        try:
            reports = await edubridge.learning_reports(student.sourced_id).map_profile.list()
        except NotFoundError:
            continue
        math = next(report for report in reports if report.title and "Math" in report.title)
        mastered = await edubridge.analytics.get_highest_grade_mastered(
            student_id=student.sourced_id, subject="Math"
        )
        assert mastered.grades.rit_grade == math.grade
        return
    pytest.fail("no student has a MAP profile")


async def test_a_course_is_made_of_lessons(
    edubridge: AsyncEduBridgeClient, client: AsyncOneRosterClient, pupil: str
) -> None:
    catalog = await edubridge.progression.catalog.list(subject=["Math"], grade_level=["3"], limit=2)
    assert {lesson["gradeLevel"] for lesson in catalog} == {"3"}
    wanted: dict[str, Any] = {
        "subject": "math",
        "grade": 3,
        "app": "timeback",
        "email": "maya@story.example",
        "next": "assessment",
        "lesson_ids": [lesson["id"] for lesson in catalog],
        "course_details": {"title": "Maya's Holes", "xp_per_lesson": 15},
    }
    made = await edubridge.progression.create_course(wanted)
    assert (made.course.total_lessons, made.course.total_xp, made.resources_created) == (2, 30, 2)
    components = await client.courses(made.course.sourced_id).components.list_all()
    assert [each.title for each in components] == [lesson["title"] for lesson in catalog]
    assert [each.course.title for each in await edubridge.enrollments.list(pupil)] == ["Maya's Holes"]
    with pytest.raises(InvalidInputError, match="lesson_ids"):
        await edubridge.progression.create_course({**wanted, "lesson_ids": []})
    job: dict[str, Any] = {
        "assignment_id": 7,
        "student_timeback_id": pupil,
        "student_email": "maya@story.example",
        "subject": "Math",
        "grade": "3",
        "current_course_sourced_id": made.course.sourced_id,
        "flow_type": "dcan",
    }
    assert (await edubridge.progression.enqueue(job)).message_id
    with pytest.raises(UnprocessableEntityError, match="studentTimebackId"):
        await edubridge.progression.enqueue({**job, "student_timeback_id": "nobody"})


async def test_a_goal_in_a_subject(edubridge: AsyncEduBridgeClient, pupil: str) -> None:
    await edubridge.enrollments.enroll(user_id=pupil, course_id=MATH)
    (row,) = await edubridge.goals(pupil).by_subject.list()
    assert (row.subject, row.goal, row.baseline and row.baseline.daily_target_xp) == ("Math", None, 23)
    goal: dict[str, Any] = {
        "subject": "Math",
        "objective": {"type": "grade_mastery", "value": "5"},
        "pacing": {"mode": "target_date", "end_date": "2099-06-01", "daily_target_xp": 40},
    }
    preview = await edubridge.goals(pupil).by_subject.preview(goal)
    assert preview.execution is not None
    assert preview.execution.course_ids == ["course-mth-03", "course-mth-04", "course-mth-05"]
    assert (await edubridge.goals(pupil).by_subject.list())[0].goal is None

    made = await edubridge.goals(pupil).by_subject.create(goal)
    assert made.computed is not None
    assert made.computed.xp is not None
    assert made.computed.xp.total == sum(2400 + 120 * grade for grade in (3, 4, 5))
    assert made.baseline is not None
    assert made.baseline.daily_target_xp == 40
    with pytest.raises(NotFoundError):
        await edubridge.goals(pupil).by_subject.update("Science", {})


async def test_b17_null_is_sent_so_that_a_goal_loses_its_pace(
    edubridge: AsyncEduBridgeClient, pupil: str
) -> None:
    await edubridge.goals(pupil).by_subject.create(
        {
            "subject": "Math",
            "objective": {"type": "grade_mastery", "value": "4"},
            "pacing": {"mode": "target_date", "end_date": "2099-06-01", "daily_target_xp": 40},
        },
    )
    patch = SubjectGoalPatchInput(pacing=GoalPacingInput(mode="target_date", end_date=None))
    changed = await edubridge.goals(pupil).by_subject.update("Math", patch)
    assert changed.goal is not None
    assert changed.goal.pacing is not None
    assert (changed.goal.pacing.end_date, changed.goal.pacing.daily_target_xp) == (None, 40)


async def test_a_goal_in_a_course_needs_an_enrolment(edubridge: AsyncEduBridgeClient, pupil: str) -> None:
    goal = {"course_id": MATH, "target": {"metric": "xp"}}
    with pytest.raises(UnprocessableEntityError, match="courseId"):
        await edubridge.goals(pupil).by_course.create(goal)
    await edubridge.enrollments.enroll(user_id=pupil, course_id=MATH)
    made = await edubridge.goals(pupil).by_course.create(goal)
    assert made.progress is not None
    assert (made.progress.total_xp, made.progress.earned_xp, made.progress.total_lessons) == (2760, 0, 9)
