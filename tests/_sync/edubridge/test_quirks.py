# Generated from tests/_async/edubridge/test_quirks.py by setup_unasync.py; do not edit.
"""Where the sources about EduBridge disagree, both forms decode; what goes over the wire where it matters."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.samples import imsx, user_row
from tests.scripted import Answer, Received, ScriptedServer
from timeback import (
    APIStatusError,
    EduBridgeClient,
    ConfigurationError,
    NotFoundError,
    RetryPolicy,
    ServerError,
    UnprocessableEntityError,
)
from timeback.models.edubridge import Metric, SubjectTrackInput

ENROLLMENT: dict[str, Any] = {
    "id": "e-1",
    "role": "student",
    "course": {"id": "c-1", "title": "Math 3", "metadata": {}},
    "school": {"id": "s-1", "name": "School"},
}
CELL = {
    "activityMetrics": {"xpEarned": -1.5, "totalQuestions": 4, "correctQuestions": 3, "masteredUnits": 1},
    "timeSpentMetrics": {"activeSeconds": 60.5, "inactiveSeconds": 0, "wasteSeconds": 0},
    "apps": ["Lakeview Learn"],
}
SPAN = {"message": "ok", "startDate": "2025-09-01T00:00:00.000Z", "endDate": "2025-09-07T23:59:59.999Z"}
TRACK: dict[str, Any] = {
    "id": "t-1",
    "grade": "3",
    "subject": "Math",
    "course": {"sourcedId": "c-1", "status": "active", "title": "Math 3", "org": {"sourcedId": "o-1"}},
    "org": None,
}
WEEK_ROW: dict[str, Any] = {
    "id": 1,
    "email": "a@b.example",
    "date": "2025-09-01",
    "datetime": "2025-09-01T12:00:00.000Z",
    "source": "caliper",
    "year": 2025,
    "month": 9,
    "day": 1,
    "dayOfWeek": 1,
}


@contextmanager
def answering(
    body: Any, status: int = 200
) -> Generator[tuple[EduBridgeClient, list[Received]]]:
    """A client whose every call gets one answer, and the requests that it sends."""
    with ScriptedServer(Answer(status=status, body=body)) as server:
        with EduBridgeClient(**server.open) as client:
            yield client, server.requests


# -- both forms decode -------------------------------------------------------------------------------


def test_metrics_come_as_a_list_or_as_one_object_of_usage() -> None:
    described = {"applicationSourcedId": "a", "metric": "xp", "metricSource": "timeback_app"}
    with answering({"data": [described]}) as (client, _):
        (metric,) = client.applications("a").metrics.list()
    assert (metric.metric, metric.total_users) == (Metric.XP, None)
    usage = {"applicationSourcedId": "a", "totalUsers": 12, "activeUsers": 3, "avgSessionDuration": 1.5}
    with answering({"data": usage}) as (client, _):
        (metric,) = client.applications("a").metrics.list()
    assert (metric.metric, metric.total_users, metric.avg_session_duration) == (None, 12, 1.5)


def test_map_reports_come_as_a_list_or_as_one_profile() -> None:
    described = {"title": "MAP", "pdfUrl": None, "tests": ["Growth"], "schoolname": "School"}
    with answering({"data": [described]}) as (client, _):
        (report,) = client.learning_reports("u-1").map_profile.list()
    assert (report.title, report.tests, report.rit_score) == ("MAP", ["Growth"], None)
    profile = {"userId": "u-1", "ritScore": 212, "percentile": 71, "gradeLevel": 4, "subject": "Math"}
    with answering({"data": profile}) as (client, _):
        (report,) = client.learning_reports("u-1").map_profile.list()
    assert (report.title, report.rit_score, report.grade_level) == (None, 212, "4")


def test_groups_have_a_key_or_an_id_and_a_name() -> None:
    key = {"subject": "Math", "grade": "3", "courseId": "c-1", "isGlobal": True}
    named = {"id": "g-1", "name": "Math 3", "tracks": [TRACK]}
    with answering({"groups": [{"key": key, "tracks": [TRACK]}, named]}) as (client, _):
        keyed, other = client.subject_tracks.groups.list()
    assert keyed.key is not None
    assert (keyed.key.is_global, keyed.name) == (True, None)
    assert (other.key, other.name, len(other.tracks)) == (None, "Math 3", 1)


@pytest.mark.parametrize("nesting", [("Lakeview Learn", "2025-09-01", "Math"), ("2025-09-01", "Math", "App")])
def test_facts_by_app_decode_in_either_nesting(nesting: tuple[str, str, str]) -> None:
    first, second, third = nesting
    body = {**SPAN, "facts": {"2025-09-01": {"Math": CELL}}, "factsByApp": {first: {second: {third: CELL}}}}
    with answering(body) as (client, _):
        activity = client.analytics.get_activity(
            student_id="u-1", start_date="2025-09-01", end_date="2025-09-07"
        )
    assert activity.facts_by_app[first][second][third] == activity.facts["2025-09-01"]["Math"]
    assert activity.facts["2025-09-01"]["Math"].activity_metrics.xp_earned == -1.5


@pytest.mark.parametrize("seconds", ["12.50", 12.5])
def test_weekly_seconds_come_as_text_or_as_numbers(seconds: Any) -> None:
    with answering({**SPAN, "facts": [{**WEEK_ROW, "activeSeconds": seconds}]}) as (client, _):
        week = client.analytics.get_weekly_facts(student_id="u-1", week_date="2025-09-01")
    assert float(week.facts[0].active_seconds or "") == 12.5
    assert (week.message, week.facts[0].xp_earned) == ("ok", None)


@pytest.mark.parametrize("grades", [{"ritGrade": 4, "highestGradeOverall": "4"}, {"ritGrade": "4"}, {}])
def test_grades_mastered_are_numbers_or_text_or_missing(grades: dict[str, Any]) -> None:
    with answering({"studentId": "u", "subject": "Math", "grades": grades}) as (client, requests):
        mastered = client.analytics.get_highest_grade_mastered(student_id="u", subject="Social Studies")
    assert str(mastered.grades.rit_grade) == str(grades.get("ritGrade"))
    assert requests[0].path == "/edubridge/analytics/highestGradeMastered/u/Social%20Studies"


@pytest.mark.parametrize("domain", ["app.example", ["app.example"]])
def test_the_domain_of_a_users_app_is_text_or_a_list(domain: Any) -> None:
    profile: dict[str, Any] = {
        "profileId": "p",
        "profileType": "application",
        "vendorId": "v",
        "applicationId": "a",
        "app": {"sourcedId": "a", "name": "App", "domain": domain},
        "credentials": [],
    }
    role = {"roleType": "primary", "role": "student", "org": {"href": "/orgs/s-1", "type": "org"}}
    row = user_row(userProfiles=[profile], roles=[role], email=None, primaryOrg={"sourcedId": "s-1"})
    del row["dateLastModified"]
    with answering({"users": [row], "totalCount": 1}) as (client, _):
        (user,) = client.users.list(roles=["student"])
    assert user.user_profiles[0].app.domain == domain
    assert (user.enabled_user, user.roles[0].org.sourced_id, user.email) == (True, None, None)


def test_flags_of_demographics_are_text() -> None:
    demographics = {"sourcedId": "u-1", "status": "active", "asian": "true", "white": "false", "sex": "other"}
    with answering({"users": [user_row(demographics=demographics)]}) as (client, _):
        (user,) = client.users.list(roles=["student"])
    assert user.demographics is not None
    assert (user.demographics.asian, user.demographics.white, user.demographics.birth_date) == (
        True,
        False,
        None,
    )


def test_null_fields_may_be_stripped() -> None:
    with answering({"data": [ENROLLMENT]}) as (client, _):
        (enrollment,) = client.enrollments.list("u-1")
    assert (enrollment.end_date, enrollment.periods, enrollment.test_out_supported) == (None, None, False)
    extra = {"metadata": {"goals": {"dailyXp": 1.5}, "pctCompleteApp": 7}, "role": "observer"}
    with answering({"data": [{**ENROLLMENT, **extra}]}) as (client, _):
        (enrollment,) = client.enrollments.list("u-1")
    assert (enrollment.metadata, enrollment.role) == (extra["metadata"], "observer")


@pytest.mark.parametrize(("status", "body"), [(204, None), (200, {"data": None}), (200, b"")])
def test_deletes_may_answer_nothing_or_null(status: int, body: Any) -> None:
    with answering(body, status) as (client, requests):
        client.enrollments.unenroll(user_id="u-1", course_id="c-1")
        client.enrollments.reset_progress(user_id="u-1", course_id="c-1")
        client.subject_tracks.delete("t-1")
        client.applications("a").metrics.delete({"metric": "xp", "metric_source": "powerpath"})
    assert [request.method for request in requests] == ["DELETE"] * 4
    assert requests[3].json == {"applicationMetric": {"metric": "xp", "metricSource": "powerpath"}}


@pytest.mark.parametrize(
    "body",
    [
        imsx(404, "no such student"),
        {"errors": [{"message": "no such student", "meta": {"issues": [{"path": "studentId"}]}}]},
        {"message": "no such student"},
        {"error": "no such student"},
    ],
)
def test_errors_of_every_shape_keep_their_words(body: Any) -> None:
    with answering(body, 404) as (client, _):
        with pytest.raises(NotFoundError, match="no such student"):
            client.goals("u-1").by_subject.list()


# -- what goes over the wire --------------------------------------------------------------------------


def test_the_school_is_a_further_segment_or_absent() -> None:
    with answering({"data": ENROLLMENT}, 201) as (client, requests):
        client.enrollments.enroll(user_id="u/1", course_id="c-1")
        client.enrollments.enroll({"role": "teacher"}, user_id="u-1", course_id="c-1", school_id="s-1")
    assert [request.path for request in requests] == [
        "/edubridge/enrollments/enroll/u%2F1/c-1",
        "/edubridge/enrollments/enroll/u-1/c-1/s-1",
    ]
    assert [request.json for request in requests] == [{}, {"role": "teacher"}]


def test_days_are_sent_as_instants_of_their_zone() -> None:
    with answering({**SPAN, "facts": {}, "factsByApp": {}}) as (client, requests):
        client.analytics.get_activity(
            email="a@b.example", start_date="2025-03-09", end_date="2025-03-09", timezone="America/Chicago"
        )
        client.analytics.get_activity(
            email="a@b.example", start_date="2025-03-09T06:00:00+00:00", end_date="2025-03-09T08:00:00+02:00"
        )
    # The day on which the clocks go forward.
    assert requests[0].query["startDate"] == "2025-03-09T06:00:00.000Z"
    assert requests[0].query["endDate"] == "2025-03-10T04:59:59.999Z"
    assert requests[0].query["timezone"] == "America/Chicago"
    assert [requests[1].query[name] for name in ("startDate", "endDate")] == ["2025-03-09T06:00:00.000Z"] * 2


def test_a_global_track_is_sent_without_an_organisation() -> None:
    with answering({"subjectTrack": TRACK}) as (client, requests):
        client.subject_tracks.upsert(SubjectTrackInput(subject="Math", grade="3", course_id="c-1"))
    assert requests[0].path == "/edubridge/subject-track/"
    assert requests[0].json == {"subject": "Math", "grade": "3", "courseId": "c-1"}


def test_b05_a_stream_of_users_outlasts_short_pages() -> None:
    rows = [user_row(number) for number in range(230)]

    def capped(request: Received) -> Answer:
        start = int(request.query["offset"])
        part = rows[start : start + min(50, int(request.query["limit"]))]
        return Answer(body={"users": part, "totalCount": len(rows), "offset": start, "limit": 50})

    with ScriptedServer(script=capped) as server:
        with EduBridgeClient(**server.open) as client:
            users = client.users.stream(roles=["student"], limit=100).collect()
    assert [user.sourced_id for user in users] == [row["sourcedId"] for row in rows]


def test_a_course_is_not_made_twice_when_the_answer_is_lost() -> None:
    course: dict[str, Any] = {
        "subject": "math",
        "grade": "K",
        "app": "timeback",
        "email": "a@b.example",
        "next": "assessment",
        "lesson_ids": ["l-1"],
    }
    with ScriptedServer(Answer(status=502, body={"message": "bad gateway"})) as server:
        with EduBridgeClient(**server.open, retry=RetryPolicy(initial_delay=0.0)) as client:
            with pytest.raises(ServerError) as caught:
                client.progression.create_course(course)
    assert len(server.requests) == 1
    assert caught.value.outcome_unknown


def test_the_platform_without_edubridge_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="edubridge"):
        EduBridgeClient(env="staging", platform="LEARNWITH_AI", client_id="i", client_secret="s")


def test_bare_days_are_refused_by_the_sandbox_as_by_the_platform(
    edubridge: EduBridgeClient,
) -> None:
    day = {"studentId": "student-00001", "startDate": "2025-09-01", "endDate": "2025-09-02"}
    with pytest.raises(UnprocessableEntityError, match="startDate"):
        edubridge.request("GET", "/edubridge/analytics/activity", query=day)
    week = {"studentId": "student-00001", "weekDate": "2025-09-01"}
    answer = edubridge.request("GET", "/edubridge/analytics/facts/weekly", query=week)
    assert answer.json()["startDate"] == "2025-08-31T00:00:00.000Z"
    with pytest.raises(APIStatusError, match="timezone"):
        edubridge.request(
            "GET", "/edubridge/analytics/facts/weekly", query={**week, "timezone": "Nowhere"}
        )
