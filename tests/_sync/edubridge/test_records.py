# Generated from tests/_async/edubridge/test_records.py by setup_unasync.py; do not edit.
"""Users, goals of courses, applications, tracks, reports, progression and goals, against the sandbox."""

from __future__ import annotations

from typing import Any

import pytest

from timeback import (
    EduBridgeClient,
    OneRosterClient,
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


def test_b04_a_stream_of_users_begins_at_its_offset(edubridge: EduBridgeClient) -> None:
    everybody = edubridge.users.stream(roles=["student"], limit=50).collect()
    assert len(everybody) == 300
    later = edubridge.users.stream(roles=["student"], offset=150, limit=40).collect()
    assert [user.sourced_id for user in later] == [user.sourced_id for user in everybody[150:]]


def test_users_of_a_role_hold_no_other(
    edubridge: EduBridgeClient, client: OneRosterClient
) -> None:
    teacher = client.teachers.first()
    assert teacher is not None
    assert teacher.primary_org is not None
    org = {"sourced_id": teacher.primary_org.sourced_id}
    both = [
        {"role_type": "primary", "role": "teacher", "org": org},
        {"role_type": "secondary", "role": "parent", "org": org},
    ]
    client.users.modify(teacher.sourced_id, roles=both)
    where = {"sourced_id": teacher.sourced_id}
    assert not edubridge.users.list(roles=["teacher"], where=where)
    (found,) = edubridge.users.list(roles=[Role.TEACHER, "parent"], where=where)
    assert (found.family_name, found.enabled_user) == (teacher.family_name, True)
    assert not edubridge.users.list(roles=["teacher"], where=where)


def test_users_are_searched_sorted_and_trimmed(edubridge: EduBridgeClient) -> None:
    (student, *_) = edubridge.users.list(roles=["student"], search="o'brien")
    assert student.family_name == "O'Brien"
    page = edubridge.users.list(
        roles=["student"], sort="familyName", order_by="desc", limit=5, fields=["family_name"]
    )
    names = [user.family_name for user in page]
    assert names == sorted(names, reverse=True)
    assert (page.total, page.has_more, page.next_offset) == (300, True, 5)
    orgs = {role.org.sourced_id for role in student.roles if role.org.sourced_id}
    of_org = edubridge.users.list(roles=["student"], org_ids=[*orgs], limit=500)
    assert student.sourced_id in {user.sourced_id for user in of_org}
    assert {role.org.sourced_id for user in of_org for role in user.roles} == orgs


def test_users_are_not_asked_for_without_a_known_role(
    edubridge: EduBridgeClient, sandbox: Sandbox
) -> None:
    wrong: list[Any] = [[], ["pupil"], "student", [""]]
    for roles in wrong:
        with pytest.raises(InvalidInputError, match="roles"):
            edubridge.users.list(roles=roles)
    with pytest.raises(InvalidInputError, match="limit"):
        edubridge.users.list(roles=["student"], limit=3001)
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
def test_bad_dates_are_refused_before_they_are_sent(
    edubridge: EduBridgeClient, sandbox: Sandbox, dates: dict[str, str], field: str
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        edubridge.analytics.get_activity(student_id="student-00001", **dates)
    assert [issue.path for issue in caught.value.issues] == [field]
    with pytest.raises(InvalidInputError, match=field):
        edubridge.analytics.get_enrollment_facts("enrollment-000001", **dates)
    with pytest.raises(InvalidInputError, match="begin_date"):
        edubridge.enrollments.enroll(
            {"begin_date": "2025-02-30"}, user_id="student-00001", course_id=MATH
        )
    assert sandbox.requests == []


def test_a_student_must_be_named(edubridge: EduBridgeClient, sandbox: Sandbox) -> None:
    with pytest.raises(InvalidInputError) as caught:
        edubridge.analytics.get_weekly_facts(week_date="2025-09-10")
    assert [issue.path for issue in caught.value.issues] == ["email", "student_id"]
    with pytest.raises(InvalidInputError, match="week_date"):
        edubridge.analytics.get_weekly_facts(email="a@b.example", week_date="soon")
    for blank in ("", "  ", ".."):
        with pytest.raises(InvalidInputError, match="user_id"):
            edubridge.enrollments.list(blank)
    with pytest.raises(InvalidInputError, match="school_id"):
        edubridge.enrollments.enroll(user_id="student-00001", course_id=MATH, school_id="")
    assert sandbox.requests == []


# -- enrolments ----------------------------------------------------------------------------------------


def test_goals_of_a_course_go_to_its_enrolments(
    edubridge: EduBridgeClient, client: OneRosterClient, pupil: str
) -> None:
    own = EnrollmentMetadata(goals=Goals(daily_xp=99), student_specific_goals=True)
    edubridge.enrollments.enroll(EnrollInput(metadata=own), user_id=pupil, course_id="course-sci-03")
    shared = edubridge.enrollments.enroll(
        {"metadata": {"goals": {"dailyXp": 1}}}, user_id=pupil, course_id=MATH
    )
    reset = edubridge.enrollments.reset_goals(MATH)
    assert (reset.errors, reset.updated > 1) == ([], True)
    assert edubridge.enrollments.propagate_goals(MATH) == reset
    edubridge.enrollments.reset_goals("course-sci-03")
    goals = {
        each.course.id: (each.metadata or {})["goals"] for each in edubridge.enrollments.list(pupil)
    }
    assert goals == {"course-sci-03": {"dailyXp": 99}, MATH: shared.course.metadata["goals"]}
    client.courses.modify(MATH, metadata={"goals": {}})
    with pytest.raises(UnprocessableEntityError, match="no goals"):
        edubridge.enrollments.reset_goals(MATH)
    with pytest.raises(NotFoundError):
        edubridge.enrollments.reset_goals("no-such-course")


def test_the_default_class_is_made_once_and_taken_by_enrolments(
    edubridge: EduBridgeClient, client: OneRosterClient, pupil: str
) -> None:
    school = (client.schools.list(limit=2))[1].sourced_id
    made = edubridge.enrollments.get_default_class(course_id=MATH, school_id=school)
    assert edubridge.enrollments.get_default_class(course_id=MATH, school_id=school) == made
    taught = (client.classes.get(made.id)).school
    assert taught is not None
    assert taught.sourced_id == school
    enrollment = edubridge.enrollments.enroll(user_id=pupil, course_id=MATH, school_id=school)
    assert (enrollment.school.id, [each.id for each in enrollment.periods or ()]) == (school, made.periods)
    assert (client.enrollments.get(enrollment.id)).class_.sourced_id == made.id


def test_a_reset_forgets_a_class_that_a_read_made(
    edubridge: EduBridgeClient, client: OneRosterClient, sandbox: Sandbox
) -> None:
    made = edubridge.enrollments.get_default_class(course_id=MATH)
    sandbox.reset()
    assert not client.classes.exists(made.id)


# -- applications and tracks -----------------------------------------------------------------------------


def test_metrics_of_an_application(edubridge: EduBridgeClient) -> None:
    application = (edubridge.applications.list())[0]
    before = edubridge.applications(application.sourced_id).metrics.list()
    metric = {"metric": "quizzes", "metric_source": "manual_entry"}
    made = edubridge.applications(application.sourced_id).metrics.create(metric)
    with pytest.raises(ConflictError):
        edubridge.applications(application.sourced_id).metrics.create(metric)
    assert [*edubridge.applications(application.sourced_id).metrics.list()] == [*before, made]
    edubridge.applications(application.sourced_id).metrics.delete(metric)
    assert edubridge.applications(application.sourced_id).metrics.list() == before
    with pytest.raises(NotFoundError):
        edubridge.applications(application.sourced_id).metrics.delete(metric)


def test_b67_a_track_is_upserted_from_a_mapping_or_a_struct(
    edubridge: EduBridgeClient, client: OneRosterClient
) -> None:
    before = len(edubridge.subject_tracks.list())
    track = {"subject": "Math", "grade": "13", "courseId": MATH}
    first = edubridge.subject_tracks.upsert(track)
    assert (first.course.sourced_id, first.org) == (MATH, None)
    again = edubridge.subject_tracks.upsert(
        SubjectTrackInput(subject="Math", grade="13", course_id="course-mth-04")
    )
    assert (again.id, again.course.sourced_id) == (first.id, "course-mth-04")
    school = client.schools.first()
    assert school is not None
    local = edubridge.subject_tracks.upsert({**track, "org_sourced_id": school.sourced_id})
    assert local.org is not None
    assert local.org.name == school.name
    assert len(edubridge.subject_tracks.list()) == before + 2
    edubridge.subject_tracks.delete(local.id)
    with pytest.raises(NotFoundError):
        edubridge.subject_tracks.delete(local.id)


def test_groups_of_tracks(edubridge: EduBridgeClient, client: OneRosterClient) -> None:
    schools = [school.sourced_id for school in client.schools.list()]

    def reach(course: str) -> list[tuple[bool, int]]:
        groups = edubridge.subject_tracks.groups.list()
        return [
            (group.key.is_global, len(group.tracks))
            for group in groups
            if group.key
            and (group.key.subject, group.key.grade, group.key.course_id) == ("Other", "5", course)
        ]

    key = {"subject": "Other", "grade": "5"}
    edubridge.subject_tracks.groups.create({**key, "course_id": MATH, "org_sourced_ids": schools})
    assert reach(MATH) == [(False, len(schools))]
    change = {**key, "current_course_id": MATH, "course_id": "course-mth-04", "is_global": False}
    edubridge.subject_tracks.groups.update(change)
    assert (reach(MATH), reach("course-mth-04")) == ([], [(True, 1)])
    with pytest.raises(NotFoundError):
        edubridge.subject_tracks.groups.update(change)
    edubridge.subject_tracks.groups.delete(
        SubjectTrackGroupDeleteInput(subject="Other", grade="5", course_id="course-mth-04", is_global=True)
    )
    assert reach("course-mth-04") == []


# -- reports, progression, goals ---------------------------------------------------------------------------


def test_time_saved_counts_school_days(edubridge: EduBridgeClient, pupil: str) -> None:
    with pytest.raises(NotFoundError):
        edubridge.learning_reports.get_time_saved(pupil)
    edubridge.enrollments.enroll({"begin_date": "2020-01-01"}, user_id=pupil, course_id=MATH)
    saved = edubridge.learning_reports.get_time_saved(pupil)
    assert saved.total_hours_saved == saved.school_days_elapsed * saved.calculation.hours_saved_per_day
    assert saved.earliest_start_date.date().isoformat() == "2020-01-01"
    with pytest.raises(NotFoundError, match="MAP"):
        edubridge.learning_reports(pupil).map_profile.list()


def test_map_reports_give_the_rit_grade(edubridge: EduBridgeClient) -> None:
    for student in edubridge.users.list(roles=["student"], where={"status": "active"}):
        try:
            reports = edubridge.learning_reports(student.sourced_id).map_profile.list()
        except NotFoundError:
            continue
        math = next(report for report in reports if report.title and "Math" in report.title)
        mastered = edubridge.analytics.get_highest_grade_mastered(
            student_id=student.sourced_id, subject="Math"
        )
        assert mastered.grades.rit_grade == math.grade
        return
    pytest.fail("no student has a MAP profile")


def test_a_course_is_made_of_lessons(
    edubridge: EduBridgeClient, client: OneRosterClient, pupil: str
) -> None:
    catalog = edubridge.progression.catalog.list(subject=["Math"], grade_level=["3"], limit=2)
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
    made = edubridge.progression.create_course(wanted)
    assert (made.course.total_lessons, made.course.total_xp, made.resources_created) == (2, 30, 2)
    components = client.courses(made.course.sourced_id).components.list_all()
    assert [each.title for each in components] == [lesson["title"] for lesson in catalog]
    assert [each.course.title for each in edubridge.enrollments.list(pupil)] == ["Maya's Holes"]
    with pytest.raises(InvalidInputError, match="lesson_ids"):
        edubridge.progression.create_course({**wanted, "lesson_ids": []})
    job: dict[str, Any] = {
        "assignment_id": 7,
        "student_timeback_id": pupil,
        "student_email": "maya@story.example",
        "subject": "Math",
        "grade": "3",
        "current_course_sourced_id": made.course.sourced_id,
        "flow_type": "dcan",
    }
    assert (edubridge.progression.enqueue(job)).message_id
    with pytest.raises(UnprocessableEntityError, match="studentTimebackId"):
        edubridge.progression.enqueue({**job, "student_timeback_id": "nobody"})


def test_a_goal_in_a_subject(edubridge: EduBridgeClient, pupil: str) -> None:
    edubridge.enrollments.enroll(user_id=pupil, course_id=MATH)
    (row,) = edubridge.goals(pupil).by_subject.list()
    assert (row.subject, row.goal, row.baseline and row.baseline.daily_target_xp) == ("Math", None, 23)
    goal: dict[str, Any] = {
        "subject": "Math",
        "objective": {"type": "grade_mastery", "value": "5"},
        "pacing": {"mode": "target_date", "end_date": "2099-06-01", "daily_target_xp": 40},
    }
    preview = edubridge.goals(pupil).by_subject.preview(goal)
    assert preview.execution is not None
    assert preview.execution.course_ids == ["course-mth-03", "course-mth-04", "course-mth-05"]
    assert (edubridge.goals(pupil).by_subject.list())[0].goal is None

    made = edubridge.goals(pupil).by_subject.create(goal)
    assert made.computed is not None
    assert made.computed.xp is not None
    assert made.computed.xp.total == sum(2400 + 120 * grade for grade in (3, 4, 5))
    assert made.baseline is not None
    assert made.baseline.daily_target_xp == 40
    with pytest.raises(NotFoundError):
        edubridge.goals(pupil).by_subject.update("Science", {})


def test_b17_null_is_sent_so_that_a_goal_loses_its_pace(
    edubridge: EduBridgeClient, pupil: str
) -> None:
    edubridge.goals(pupil).by_subject.create(
        {
            "subject": "Math",
            "objective": {"type": "grade_mastery", "value": "4"},
            "pacing": {"mode": "target_date", "end_date": "2099-06-01", "daily_target_xp": 40},
        },
    )
    patch = SubjectGoalPatchInput(pacing=GoalPacingInput(mode="target_date", end_date=None))
    changed = edubridge.goals(pupil).by_subject.update("Math", patch)
    assert changed.goal is not None
    assert changed.goal.pacing is not None
    assert (changed.goal.pacing.end_date, changed.goal.pacing.daily_target_xp) == (None, 40)


def test_a_goal_in_a_course_needs_an_enrolment(edubridge: EduBridgeClient, pupil: str) -> None:
    goal = {"course_id": MATH, "target": {"metric": "xp"}}
    with pytest.raises(UnprocessableEntityError, match="courseId"):
        edubridge.goals(pupil).by_course.create(goal)
    edubridge.enrollments.enroll(user_id=pupil, course_id=MATH)
    made = edubridge.goals(pupil).by_course.create(goal)
    assert made.progress is not None
    assert (made.progress.total_xp, made.progress.earned_xp, made.progress.total_lessons) == (2760, 0, 9)
