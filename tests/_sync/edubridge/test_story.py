# Generated from tests/_async/edubridge/test_story.py by setup_unasync.py; do not edit.
"""A student is enrolled and works for a week; the analytics give back the same sums."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from timeback import EduBridgeClient, OneRosterClient, NotFoundError
from timeback.edubridge import aggregate_activity_metrics
from timeback.models.edubridge import SubjectMetrics

ZONE = "America/Chicago"
SUNDAY = "2025-09-07"
MATH, READING = "course-mth-03", "course-rdg-03"
# Local time, course, application, XP, questions, right ones, units, active and wasted seconds.
WEEK: list[tuple[str, str, str, float, int, int, int, float, float]] = [
    ("2025-09-08T09:00", MATH, "Lakeview Learn", 12.5, 10, 9, 1, 1500, 60),
    # Already the next day in UTC.
    ("2025-09-08T23:30", MATH, "Number Garden", 0.1, 4, 2, 0, 300.5, 0),
    ("2025-09-09T10:00", READING, "Lakeview Learn", 20, 8, 8, 1, 1200, 0),
    ("2025-09-10T09:15", MATH, "Lakeview Learn", 0.2, 5, 4, 0, 600, 30),
    # A correction takes XP back.
    ("2025-09-12T14:00", MATH, "Lakeview Learn", -2, 0, 0, 0, 0, 0),
    ("2025-09-13T23:59", READING, "Lakeview Learn", 7, 6, 5, 0, 900, 15),
]
SUBJECTS = {MATH: "Math", READING: "Reading"}
_numbers = count(1)


def instant(local: str) -> str:
    return datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(ZONE)).isoformat()


def event(kind: str, row: tuple[Any, ...], base_url: str, items: dict[str, float]) -> dict[str, Any]:
    local, course, app, *_ = row
    rostering = f"{base_url}/ims/oneroster/rostering/v1p2"
    collection = "Activity" if kind == "ActivityEvent" else "TimeSpent"
    return {
        "@context": "http://purl.imsglobal.org/ctx/caliper/v1p2",
        "id": f"urn:uuid:00000000-0000-4000-8000-{next(_numbers):012d}",
        "type": kind,
        "action": "Completed" if kind == "ActivityEvent" else "SpentTime",
        "profile": "TimebackProfile",
        "actor": {"id": f"{rostering}/users/pupil-1", "type": "TimebackUser", "email": "maya@story.example"},
        "object": {
            "id": f"https://app.example/activities/{local}",
            "type": "TimebackActivityContext",
            "subject": SUBJECTS[course],
            "app": {"name": app},
            "course": {"id": f"{rostering}/courses/{course}", "name": course},
            "activity": {"name": f"Lesson of {local}"},
        },
        "eventTime": instant(local),
        "generated": {
            "id": f"urn:uuid:00000000-0000-4000-9000-{next(_numbers):012d}",
            "type": f"Timeback{collection}MetricsCollection",
            "items": [{"type": name, "value": value} for name, value in items.items()],
        },
    }


def events(base_url: str) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for row in WEEK:
        xp, questions, right, units, active, waste = row[3:]
        answered = {"xpEarned": xp, "totalQuestions": questions, "correctQuestions": right}
        made.append(event("ActivityEvent", row, base_url, {**answered, "masteredUnits": units}))
        if active or waste:
            made.append(event("TimeSpentEvent", row, base_url, {"active": active, "waste": waste}))
    return made


def figures(cell: SubjectMetrics) -> tuple[float, ...]:
    done, spent = cell.activity_metrics, cell.time_spent_metrics
    return (
        done.xp_earned,
        done.total_questions,
        done.correct_questions,
        done.mastered_units,
        spent.active_seconds,
        spent.waste_seconds,
    )


def expected(course: str | None = None) -> dict[tuple[str, str], tuple[float, ...]]:
    """The sums of `WEEK` by local day and subject."""
    sums: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0] * 6)
    for row in WEEK:
        if course in (None, row[1]):
            cell = sums[row[0][:10], SUBJECTS[row[1]]]
            cell[:] = [a + b for a, b in zip(cell, row[3:], strict=True)]
    return {key: tuple(round(each, 6) for each in cell) for key, cell in sums.items()}


def by_cell(facts: dict[str, dict[str, SubjectMetrics]]) -> dict[tuple[str, str], tuple[float, ...]]:
    return {(day, subject): figures(cell) for day, row in facts.items() for subject, cell in row.items()}


@pytest.fixture
def week(
    edubridge: EduBridgeClient, client: OneRosterClient, pupil: str, sandbox: Any
) -> dict[str, str]:
    """The ids of the enrolments, by course, of a student who has worked for a week."""
    made: dict[str, str] = {}
    for course in (MATH, READING):
        made[course] = (edubridge.enrollments.enroll(user_id=pupil, course_id=course)).id
    envelope = {"sensor": "https://app.example", "send_time": "2025-09-14T08:00:00Z"}
    sent = edubridge.progression.ingest_caliper_event({**envelope, "data": events(sandbox.base_url)})
    assert sent.success
    return made


def test_an_enrolment_is_what_oneroster_lists(
    edubridge: EduBridgeClient, client: OneRosterClient, pupil: str
) -> None:
    made = edubridge.enrollments.enroll(
        {"metadata": {"goals": {"dailyXp": 33}}}, user_id=pupil, course_id=MATH
    )
    assert (made.role, made.course.title, made.metadata) == (
        "student",
        "Math 3",
        {"goals": {"dailyXp": 33}, "metrics": {"totalXp": 2760, "totalLessons": 120}},
    )
    listed = client.enrollments.get(made.id)
    assert (listed.user.sourced_id, listed.course.sourced_id) == (pupil, MATH)
    (taught,) = client.users(pupil).classes.list()
    assert taught.sourced_id == listed.class_.sourced_id
    assert made.periods
    terms = [client.academic_sessions.get(each.id) for each in made.periods]
    assert [term.sourced_id for term in terms] == [each.sourced_id for each in taught.terms]
    assert [each.id for each in edubridge.enrollments.list(user_id=pupil)] == [made.id]

    again = edubridge.enrollments.enroll(user_id=pupil, course_id=MATH)
    assert again.id == made.id
    edubridge.enrollments.unenroll(user_id=pupil, course_id=MATH)
    assert not edubridge.enrollments.list(pupil)
    assert (client.enrollments.get(made.id)).status == "tobedeleted"
    with pytest.raises(NotFoundError):
        edubridge.enrollments.unenroll(user_id=pupil, course_id=MATH)


def test_the_activity_has_the_sums_of_the_week(
    edubridge: EduBridgeClient, pupil: str, week: dict[str, str]
) -> None:
    activity = edubridge.analytics.get_activity(
        student_id=pupil, start_date=SUNDAY, end_date="2025-09-13", timezone=ZONE
    )
    assert by_cell(activity.facts) == expected()
    apps = {
        (day, subject): tuple(round(sum(each), 6) for each in zip(*map(figures, cells.values()), strict=True))
        for day, row in activity.facts_by_app.items()
        for subject, cells in row.items()
    }
    assert apps == expected()
    assert set(activity.facts_by_app["2025-09-08"]["Math"]) == {"Lakeview Learn", "Number Garden"}
    total = aggregate_activity_metrics(activity.facts)
    assert (total.day_count, total.subject_count) == (5, 5)
    assert total.total_xp == pytest.approx(sum(row[3] for row in WEEK))
    assert total.active_seconds == sum(row[7] for row in WEEK)

    by_email = edubridge.analytics.get_activity(
        email="MAYA@story.example", start_date="2025-09-08", end_date="2025-09-08", timezone=ZONE
    )
    assert by_cell(by_email.facts) == {
        key: cell for key, cell in expected().items() if key[0] == "2025-09-08"
    }
    in_utc = edubridge.analytics.get_activity(
        student_id=pupil, start_date="2025-09-09", end_date="2025-09-09"
    )
    assert set(in_utc.facts["2025-09-09"]) == {"Math", "Reading"}


def test_an_enrolment_has_the_facts_of_its_course(
    edubridge: EduBridgeClient, week: dict[str, str]
) -> None:
    for course, enrollment in week.items():
        facts = edubridge.analytics.get_enrollment_facts(enrollment, timezone=ZONE)
        assert by_cell(facts.facts) == expected(course)
    tuesday = edubridge.analytics.get_enrollment_facts(
        week[MATH], start_date="2025-09-09", end_date="2025-09-10", timezone=ZONE
    )
    assert set(tuesday.facts) == {"2025-09-10"}


def test_the_weekly_facts_are_the_single_events(
    edubridge: EduBridgeClient, pupil: str, week: dict[str, str]
) -> None:
    facts = edubridge.analytics.get_weekly_facts(
        student_id=pupil, week_date="2025-09-10", timezone=ZONE
    )
    assert facts.end_date - facts.start_date == timedelta(days=7, milliseconds=-1)
    done = [row for row in facts.facts if row.event_type == "ActivityEvent"]
    spent = [row for row in facts.facts if row.event_type == "TimeSpentEvent"]
    assert [row.xp_earned for row in done] == [row[3] for row in WEEK]
    assert sum(float(row.active_seconds or 0) for row in spent) == sum(row[7] for row in WEEK)
    assert {row.enrollment_id for row in facts.facts} == set(week.values())
    assert [(row.date, row.day_of_week) for row in done][-1] == ("2025-09-13", 6)
    later = edubridge.analytics.get_weekly_facts(
        student_id=pupil, week_date="2025-09-14", timezone=ZONE
    )
    assert later.facts == []


def test_results_of_the_gradebook_count_too_and_can_be_reset(
    edubridge: EduBridgeClient, client: OneRosterClient, pupil: str
) -> None:
    edubridge.enrollments.enroll(user_id=pupil, course_id=MATH)
    for unit in (1, 2, 3):
        client.assessment_results.create(
            {
                "status": "active",
                "assessment_line_item": {"sourced_id": f"assessment-mth-03-u{unit}"},
                "student": {"sourced_id": pupil},
                "score": 95,
                "score_status": "fully graded",
                "score_date": f"2025-09-0{unit}T15:00:00Z",
                "metadata": {"xp": 30.5, "totalQuestions": 20, "correctQuestions": 19, "masteredUnits": 1},
            }
        )
    span: dict[str, Any] = {"start_date": "2025-09-01", "end_date": "2025-09-03"}
    activity = edubridge.analytics.get_activity(student_id=pupil, **span)
    total = aggregate_activity_metrics(activity.facts)
    assert (total.total_xp, total.total_questions, total.mastered_units, total.day_count) == (91.5, 60, 3, 3)
    mastered = edubridge.analytics.get_highest_grade_mastered(student_id=pupil, subject="Math")
    assert (mastered.grades.edulastic_grade, mastered.grades.highest_grade_overall) == ("3", "3")
    goal = edubridge.goals(pupil).by_course.create(
        {"course_id": MATH, "target": {"metric": "xp", "value": "100"}}
    )
    assert goal.progress is not None
    assert (goal.progress.earned_xp, goal.progress.completed_lessons) == (91.5, 3)

    edubridge.enrollments.reset_progress(user_id=pupil, course_id=MATH)
    assert (edubridge.analytics.get_activity(student_id=pupil, **span)).facts == {}
    again = edubridge.analytics.get_highest_grade_mastered(student_id=pupil, subject="math")
    assert again.grades.highest_grade_overall is None
