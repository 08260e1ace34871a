# Generated from tests/_async/learnwith/test_story.py by setup_unasync.py; do not edit.
"""An application is registered, a student comes to it, learns in it, and the platform tells what came of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from timeback import (
    LearnWithClient,
    TimebackClient,
    BadRequestError,
    ConflictError,
    InvalidInputError,
    NotFoundError,
    PermissionDeniedError,
    live_check,
)
from timeback.caliper import create_xp_event
from timeback.models.learnwith import GradeLabel, RecordStatus
from timeback.sandbox import Sandbox

ADA = {
    "sourced_id": "3f0c1a52-9b1e-4c39-8a55-0b6a3f3c9d10",
    "given_name": "Ada",
    "family_name": "Lovelace",
    "email": "ada@example.org",
    "grades": ["K"],
    "primary_org": {"sourced_id": "school-01"},
    "demographics": {"birth_date": "2020-12-10"},
}
AT = datetime(2026, 1, 20, 15, tzinfo=UTC)
WHO = {"student_id": "student-00001", "application_id": "lakeview-learn"}


def test_rosters_are_read_in_this_platforms_forms(learnwith: LearnWithClient) -> None:
    orgs = learnwith.orgs.list_all()
    assert {org.type for org in orgs} == {"district", "school"}
    page = learnwith.users.list(where={"family_name": {"contains": "a"}, "status": "active"}, limit=7)
    assert page.total is not None and page.total > len(page) == 7
    everyone = learnwith.users.list_all(sort="family_name", order_by="desc", limit=30)
    assert len(everyone) == len({user.sourced_id for user in everyone}) > 130
    assert [user.family_name for user in everyone] == sorted(
        (user.family_name for user in everyone), reverse=True
    )
    assert {grade for user in everyone for grade in user.grades} >= {GradeLabel.KINDERGARTEN}
    assert all(grade.is_known for user in everyone for grade in user.grades)
    assert (
        learnwith.users.list_all(offset=len(everyone) - 2, sort="family_name", order_by="desc")
        == (everyone[-2:])
    )
    assert learnwith.deviations == ()


def test_a_student_is_created_once_with_what_the_platform_demands(
    learnwith: LearnWithClient, platform: Sandbox
) -> None:
    made = learnwith.students.create(**ADA, identifier="N-1", pronouns=None)
    assert made.grades == [GradeLabel.KINDERGARTEN]
    assert (made.username, made.preferred_first_name) == ("ada@example.org", "Ada")
    assert (made.enabled_user, made.status) == (True, RecordStatus.ACTIVE)
    assert made.demographics is not None and made.demographics.birth_date == "2020-12-10"
    assert made.primary_org is not None
    assert made.primary_org.href == f"{platform.base_url}/rostering/1.0/orgs/school-01"
    assert [role.role for role in made.roles] == ["student"]
    (sent,) = platform.requests.to("PUT", "/rostering/1.0/students")
    assert sent.json()["student"]["primaryOrg"] == {
        "href": f"{platform.base_url}/rostering/1.0/orgs/school-01",
        "type": "org",
        "sourcedId": "school-01",
    }
    found = learnwith.users.get(made.sourced_id)
    assert (found.email, found.grades, found.identifier) == (made.email, made.grades, "N-1")
    with pytest.raises(ConflictError):
        learnwith.students.create(**ADA)
    with pytest.raises(ConflictError):
        learnwith.students.create(**{**ADA, "sourced_id": "another"})
    with pytest.raises(BadRequestError, match="org"):
        learnwith.students.create(
            **{**ADA, "sourced_id": "b", "email": "b@x.example", "primary_org": {"sourced_id": "nowhere"}}
        )


def test_the_third_status_is_kept(learnwith: LearnWithClient) -> None:
    made = learnwith.students.create(**ADA, status="inactive")
    assert made.status is RecordStatus.INACTIVE
    rows = learnwith.users.list(where={"status": RecordStatus.INACTIVE})
    assert [row.sourced_id for row in rows] == [made.sourced_id]


def test_applications_are_listed_and_assigned(learnwith: LearnWithClient) -> None:
    page = learnwith.applications.list(limit=2, sort="name")
    assert (len(page), page.total, page.has_more) == (2, 3, True)
    names = [each.name for each in learnwith.applications.stream(limit=2, sort="name")]
    assert names == sorted(names) and len(names) == 3
    (app,) = learnwith.applications.list(where={"name": "Lakeview Quiz"})
    profiles = learnwith.users("student-00001").profiles
    profiles.assign("p-1", application_id=app.sourced_id)
    profiles.assign("p-1", application_id=app.sourced_id, description="Again")
    profiles.assign("p-2", {"applicationId": "lakeview-learn", "vendorId": "other"})
    user = learnwith.users.get("student-00001")
    assert [
        (each.profile_id, each.application_id, each.profile_type, each.vendor_id, each.description)
        for each in user.user_profiles
    ] == [
        ("p-1", "lakeview-quiz", "learning_app_profile", "alpha", "Again"),
        ("p-2", "lakeview-learn", "learning_app_profile", "other", None),
    ]
    with pytest.raises(NotFoundError):
        profiles.assign("p-3", application_id="nowhere")
    with pytest.raises(NotFoundError):
        learnwith.users("nobody").profiles.assign("p-3", application_id=app.sourced_id)


def test_what_a_student_did_becomes_insights(learnwith: LearnWithClient) -> None:
    events = learnwith.events
    before = (learnwith.insights.get("student-00001")).insights[0]
    events.send_session("LoggedIn", session_id="s-1", event_time=AT, **WHO)
    during = AT + timedelta(minutes=5)
    for number, right in enumerate([True, True, False]):
        events.send_question_result(
            activity_id="a", question_id=f"q{number}", correct=right, event_time=during, subject="Math", **WHO
        )
    events.send_xp(activity_id="a", xp=12.5, event_time=during, subject="Math", **WHO)
    events.send_lesson("Completed", lesson_id="l", unit_id="u", event_time=during, **WHO)
    events.send_session("TimedOut", session_id="s-1", event_time=AT + timedelta(minutes=9), **WHO)
    report = learnwith.insights.get("student-00001")
    assert report.insights[0].total_xp_earned == pytest.approx((before.total_xp_earned or 0) + 12.5)
    assert report.insights[0].fact_count == (before.fact_count or 0) + 4
    (session,) = learnwith.insights.sessions.list_all("student-00001")
    assert session.id == "s-1"
    assert session.application == {"id": "lakeview-learn", "name": "Lakeview Learn"}
    of_session = learnwith.insights.sessions.get_insights("s-1")
    assert (of_session.user_id, of_session.insights[0].total_xp_earned) == ("student-00001", 12.5)
    assert [each.subject for each in of_session.by_subject] == ["Math"]
    assert (learnwith.insights.get_overview("student-00001")).further["userId"] == "student-00001"
    later = learnwith.insights.get("student-00001", start_date=AT + timedelta(days=30))
    assert later.insights[0].fact_count == 0


def test_what_is_told_again_counts_once_and_another_attempt_counts_anew(
    learnwith: LearnWithClient,
) -> None:
    def earned() -> float:
        report = learnwith.insights.get("student-00002", start_date=AT)
        return report.insights[0].total_xp_earned or 0

    who = {**WHO, "student_id": "student-00002"}
    first = learnwith.events.send_xp(activity_id="a", xp=10, event_time=AT, **who)
    again = learnwith.events.send_xp(activity_id="a", xp=10, event_time=AT, **who)
    assert first == again and earned() == 10
    moved = learnwith.events.send_xp(activity_id="a", xp=10, event_time=AT + timedelta(hours=1), **who)
    assert moved.id != first.id and earned() == 10
    learnwith.events.send_xp(activity_id="a", xp=10, attempt=2, event_time=AT, **who)
    assert earned() == 20
    learnwith.events.send(create_xp_event(activity_id="b", xp=1, event_time=AT, **who))
    assert earned() == 21


def test_an_envelope_brings_several(learnwith: LearnWithClient) -> None:
    data = [create_xp_event(activity_id=name, xp=2, event_time=AT, **WHO) for name in ("a", "b")]
    learnwith.events.send_envelope({"sensor": "https://app.example", "send_time": AT, "data": data})
    report = learnwith.insights.get("student-00001", start_date=AT)
    assert report.insights[0].total_xp_earned == 4


def test_events_wait_in_a_buffer_and_are_told_in_their_own_form(platform: Sandbox) -> None:
    with TimebackClient(platform="LEARNWITH_AI", **platform.credentials, scope=EVENTS) as timeback:
        with timeback.caliper.events.buffer("https://app.example/sensors/1") as buffer:
            for number in range(3):
                buffer.add(create_xp_event(activity_id=f"a-{number}", xp=2, event_time=AT, **WHO))
        timeback.caliper.events.send_time_spent(
            "https://app.example/sensors/1",
            {
                "actor": {"id": "urn:uuid:student-00001", "email": "s@example.org"},
                "object": {"id": "https://app.example/a", "subject": "Math", "app": {"name": "App"}},
                "metrics": [{"type": "active", "value": 60}],
            },
        )
        report = timeback.learnwith.insights.get("student-00001", start_date=AT)
    assert report.insights[0].total_xp_earned == 6


def test_an_event_that_does_not_resolve_is_taken_and_lost(learnwith: LearnWithClient) -> None:
    learnwith.events.send_xp(activity_id="a", xp=9, event_time=AT, course_id="nowhere", **WHO)
    learnwith.events.send_xp(
        activity_id="a", xp=9, event_time=AT, student_id="nobody", application_id="lakeview-learn"
    )
    report = learnwith.insights.get("student-00001", start_date=AT)
    assert report.insights[0].total_xp_earned == 0


def test_events_that_the_platform_refuses_say_why(learnwith: LearnWithClient) -> None:
    event = create_xp_event(activity_id="a", xp=9, event_time=AT, **WHO)
    event.extensions = {"subject": "Math", "shade": "blue"}
    with pytest.raises(BadRequestError, match=r"unrecognized_keys: shade"):
        learnwith.events.send(event)
    with pytest.raises(BadRequestError, match="@context"):
        learnwith.events.send({"type": "GradeEvent"})
    with pytest.raises(InvalidInputError, match="event"):
        learnwith.events.send("urn:uuid:1")  # type: ignore[arg-type]


def test_sessions_are_found_by_application_and_time(learnwith: LearnWithClient) -> None:
    for hour, application in enumerate(("lakeview-learn", "lakeview-quiz", "lakeview-learn")):
        for action in ("LoggedIn", "LoggedOut"):
            learnwith.events.send_session(
                action,  # type: ignore[arg-type]
                student_id="student-00003",
                application_id=application,
                session_id=f"s-{hour}",
                event_time=AT + timedelta(hours=hour, minutes=5 * (action == "LoggedOut")),
            )
    sessions = learnwith.insights.sessions
    assert [each.id for each in sessions.stream("student-00003", limit=2)] == ["s-0", "s-1", "s-2"]
    quiz = sessions.list("student-00003", application_id="lakeview-quiz")
    assert [each.id for each in quiz] == ["s-1"]
    late = sessions.list("student-00003", started_after=AT, started_before=AT + timedelta(hours=2))
    assert [each.id for each in late] == ["s-1"]
    first = sessions.first("student-00003")
    assert first is not None and first.id == "s-0"
    with pytest.raises(NotFoundError):
        sessions.list("nobody")
    with pytest.raises(NotFoundError):
        sessions.get_insights("nowhere")


def test_a_draft_has_a_client_that_may_only_read(
    learnwith: LearnWithClient, platform: Sandbox
) -> None:
    draft = learnwith.applications.create_draft(
        name="Orbit", description="Astronomy", launch_url="https://orbit.example/launch"
    )
    assert draft.app_urn == f"urn:uuid:{draft.application_id}"
    assert draft.client_secret not in repr(draft)
    with pytest.raises(ConflictError):
        learnwith.applications.create_draft(
            name="Orbit", description="Another", launch_url="https://orbit.example/launch"
        )
    (listed,) = learnwith.applications.list(where={"name": "Orbit"})
    assert (listed.sourced_id, listed.launch_url) == (draft.application_id, "https://orbit.example/launch")
    own = {**platform.credentials, "client_id": draft.client_id, "client_secret": draft.client_secret}
    with LearnWithClient(**own) as reader:
        assert (reader.orgs.list()).total
        with pytest.raises(PermissionDeniedError, match="createput"):
            reader.students.create(**ADA)


def test_an_endpoint_subscribes(learnwith: LearnWithClient) -> None:
    made = learnwith.subscriptions.create(
        "lakeview-learn", url="https://app.example/hook", event_types=["insight.created"]
    )
    assert made.signing_secret is not None and made.signing_secret.startswith("whsec_")
    assert made.signing_secret not in repr(made)
    with pytest.raises(InvalidInputError, match="url"):
        learnwith.subscriptions.create(
            "lakeview-learn", url="http://x", event_types=["insight.created"]
        )
    with pytest.raises(BadRequestError, match="domain"):
        learnwith.subscriptions.create("lakeview-learn", url="https://10.0.0.1/", event_types=["x"])
    with pytest.raises(NotFoundError):
        learnwith.subscriptions.create("nowhere", url="https://app.example/", event_types=["x"])


def test_the_unified_client_has_it_beside_the_services_of_both_platforms(platform: Sandbox) -> None:
    with TimebackClient(platform="LEARNWITH_AI", **platform.credentials, scope=SCOPE) as timeback:
        assert (timeback.learnwith.orgs.list()).total == (timeback.oneroster.orgs.list()).total
        classes = timeback.oneroster.classes.list(limit=3)
        assert classes[0].school.href.startswith(f"{platform.base_url}/rostering/1.0/orgs/")
        assert len(timeback.oneroster.students.list_all(where={"given_name": {"contains": "a"}})) > 10
        assert (timeback.case.documents.list()).total
        assert (timeback.learnwith.check_auth()).ok
        assert (timeback.oneroster.check_auth()).ok
    tokens = platform.requests.to("POST", "/auth/1.0/token")
    assert len(tokens) == 1


def test_a_check_of_the_platform_asks_for_all_its_lists_and_finds_nothing(platform: Sandbox) -> None:
    with TimebackClient(
        platform="LEARNWITH_AI", **platform.credentials, scope=f"{SCOPE} {EVENTS}"
    ) as timeback:
        report = live_check(timeback, services=["learnwith"])
    assert report.ok and not report.passed_over, str(report)
    assert {each.name for each in report.asked} == {"orgs", "users", "applications", "insights.sessions"}


_SPEC = "https://purl.imsglobal.org/spec"
EVENTS = f"{_SPEC}/caliper/v1p2/scope/events.write {_SPEC}/caliper/v1p2/scope/events.readonly"
SCOPE = f"{_SPEC}/or/v1p2/scope/admin {_SPEC}/lti/v1p3/scope/lti.readonly"
