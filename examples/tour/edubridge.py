"""EduBridge: a student is enrolled, works for a week, and the analytics tell of it."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from timeback import TimebackClient
from timeback.edubridge import aggregate_activity_metrics
from timeback.models.edubridge import Grade

from .steps import say, step

ZONE = "America/Chicago"


def _event(email: str, course: str, when: datetime, metrics: dict[str, float]) -> dict[str, object]:
    """A completed activity as Caliper has it."""
    rostering = "https://school.example/ims/oneroster/rostering/v1p2"
    return {
        "@context": "http://purl.imsglobal.org/ctx/caliper/v1p2",
        "id": f"urn:uuid:{uuid.uuid4()}",
        "type": "ActivityEvent",
        "action": "Completed",
        "profile": "TimebackProfile",
        "actor": {"id": "https://app.example/users/1", "type": "TimebackUser", "email": email},
        "object": {
            "id": f"https://app.example/activities/{uuid.uuid4()}",
            "type": "TimebackActivityContext",
            "subject": "Math",
            "app": {"name": "Number Garden"},
            "course": {"id": f"{rostering}/courses/{course}", "name": "Math"},
        },
        "eventTime": when.isoformat(),
        "generated": {
            "id": f"urn:uuid:{uuid.uuid4()}",
            "type": "TimebackActivityMetricsCollection",
            "items": [{"type": name, "value": value} for name, value in metrics.items()],
        },
    }


def tour(timeback: TimebackClient) -> None:
    """Enroll a student, send a week of work, read it back."""
    bridge = timeback.edubridge
    student = bridge.users.list(roles=["student"], limit=1, where={"status": "active"})[0]

    with step("EduBridge: which course does the student's grade take in mathematics?"):
        grade = student.grades[0] if student.grades else Grade("3")
        tracks = [
            track for track in bridge.subject_tracks.list() if (track.subject, track.grade) == ("Math", grade)
        ]
        course = tracks[0].course.sourced_id or ""
        say(f"grade {grade}: {tracks[0].course.title}")

    with step("EduBridge: enroll the student; year, term and class are made where they are missing"):
        enrollment = bridge.enrollments.enroll(user_id=student.sourced_id, course_id=course)
        say(f"{enrollment.course.title} at {enrollment.school.name}, from {enrollment.begin_date}")
        say(f"in OneRoster: {timeback.oneroster.enrollments.get(enrollment.id).class_.name}")

    today = datetime.now(ZoneInfo(ZONE)).date()
    monday = today - timedelta(days=today.weekday() + 7)
    with step("EduBridge: a week of work, sent as Caliper events"):
        work = [
            _event(
                student.email or "",
                course,
                datetime.combine(monday + timedelta(days=day), datetime.min.time(), ZoneInfo(ZONE)).replace(
                    hour=9
                ),
                {"xpEarned": 10 + day / 2, "totalQuestions": 8, "correctQuestions": 7, "masteredUnits": 1},
            )
            for day in range(5)
        ]
        now = f"{datetime.now(ZoneInfo('UTC')):%Y-%m-%dT%H:%M:%SZ}"
        answer = bridge.progression.ingest_caliper_event(
            {"sensor": "https://app.example", "send_time": now, "data": work}
        )
        say(answer.message)

    with step("EduBridge: the analytics of that week"):
        activity = bridge.analytics.get_activity(
            student_id=student.sourced_id,
            start_date=monday,
            end_date=monday + timedelta(days=6),
            timezone=ZONE,
        )
        total = aggregate_activity_metrics(activity.facts)
        say(
            f"{total.day_count} days, {total.total_xp} XP, {total.correct_questions} of {total.total_questions} right"
        )
        mastered = bridge.analytics.get_highest_grade_mastered(student_id=student.sourced_id, subject="Math")
        say(f"highest grade mastered: {mastered.grades.highest_grade_overall or 'not known yet'}")

    with step("EduBridge: a goal, and what it asks for"):
        goal = bridge.goals(student.sourced_id).by_course.create(
            {"course_id": course, "target": {"metric": "xp", "value": "500"}}
        )
        if goal.progress is not None:
            say(f"{goal.progress.earned_xp} of {goal.progress.total_xp} XP of the course")
