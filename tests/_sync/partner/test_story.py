# Generated from tests/_async/partner/test_story.py by setup_unasync.py; do not edit.
"""The Partner API as an application uses it: rosters, curriculum, events that are read back; and what goes wrong."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from timeback import (
    APIConnectionError,
    PartnerClient,
    TimebackClient,
    BadRequestError,
    ConfigurationError,
    InvalidInputError,
    NotFoundError,
    PermissionDeniedError,
    RetryPolicy,
)
from timeback.caliper import PARTNER_NAMES, EventReceipt, create_question_result_event, create_xp_event, write
from timeback.sandbox import Sandbox

STUDENT, CANARY = "student-00001", "canary-4711"
AT = datetime(2026, 1, 6, 15, tzinfo=UTC)


@pytest.fixture
def partner(sandbox: Sandbox) -> Iterator[PartnerClient]:
    with PartnerClient(**sandbox.credentials) as client:
        yield client


def a_course(partner: PartnerClient) -> str:
    found = partner.courses.first()
    assert found is not None
    return found.sourced_id


# -- rostering and curriculum -------------------------------------------------------------------


def test_rosters_are_those_of_the_district(partner: PartnerClient, sandbox: Sandbox) -> None:
    page = partner.users.list(limit=3, where={"status": "active"}, sort="family_name", order_by="desc")
    assert len(page) == 3 and page.total is not None and page.total > 300
    student = partner.users.get(STUDENT)
    assert student.roles is not None and student.roles[0].role == "student"
    assert student.primary_org is not None and "/rostering/1.0/orgs/" in str(student.primary_org.href)
    assert partner.users.exists(STUDENT) and not partner.users.exists("nobody")
    for listing in (
        partner.courses, partner.classes, partner.enrollments, partner.orgs, partner.terms, partner.units,
        partner.lessons, partner.resources,
    ):  # fmt: skip
        row = listing.first()
        assert row is not None and (listing.get(row.sourced_id)).sourced_id == row.sourced_id
    with pytest.raises(NotFoundError):
        partner.users.get("nobody/knows")
    with pytest.raises(InvalidInputError, match="limit"):
        partner.users.list(limit=1001)


def test_a_list_streams_page_after_page(partner: PartnerClient) -> None:
    page = partner.enrollments.list(limit=1000)
    assert page.total is not None
    ids = [each.sourced_id for each in partner.enrollments.stream(limit=700, max_items=2000)]
    assert ids[:1000] == [each.sourced_id for each in page] and len(set(ids)) == min(2000, page.total)


def test_a_user_is_made_and_changed_by_one_call(partner: PartnerClient) -> None:
    school = partner.orgs.first(where={"type": "school"})
    assert school is not None
    org: dict[str, Any] = {"sourced_id": school.sourced_id}
    fields: dict[str, Any] = {
        "status": "active", "enabled_user": True, "given_name": "Ada", "family_name": "L", "primary_org": org,
        "email": "ada@partner.example", "roles": [{"role_type": "primary", "role": "student", "org": org}],
    }  # fmt: skip
    made = partner.users.upsert("ada-1", fields)
    assert made is not None and made.given_name == "Ada"
    changed = partner.users.upsert("ada-1", {**fields, "family_name": "Lovelace"})
    assert changed is not None and changed.family_name == "Lovelace"
    assert (partner.users.get("ada-1")).family_name == "Lovelace"
    with pytest.raises(BadRequestError):
        partner.users.upsert("ada-2", given_name="Ada", family_name="L")
    with pytest.raises(InvalidInputError, match="family_name"):
        partner.users.upsert("ada-2", {"given_name": "Ada"})


def test_a_unit_is_made_below_a_course(partner: PartnerClient) -> None:
    course = a_course(partner)
    made = partner.units.upsert("u-1", title="Kites", course={"sourced_id": course}, sort_order=9)
    assert made is not None and made.title == "Kites" and made.course is not None
    assert (partner.units.list(where={"course.sourced_id": course, "title": "Kites"})).total == 1
    again = partner.units.upsert("u-1", title="Better kites", course={"sourced_id": course})
    assert again is not None and again.title == "Better kites"
    with pytest.raises(InvalidInputError, match="course"):
        partner.units.upsert("u-2", {"title": "Kites"})


# -- events, and what can be read of them ---------------------------------------------------------


def test_xp_is_sent_and_read_back(partner: PartnerClient) -> None:
    course = a_course(partner)
    event = partner.events.send_xp(
        student_id=STUDENT, application_id="app-1", activity_id="kites", xp=12.5, course_id=course,
        activity_name="Kites", event_time=AT,
    )  # fmt: skip
    receipt = partner.events.confirm(event, within=5)
    assert receipt and receipt.arrived == (event.id,) == receipt.sent
    found = partner.xp.list(STUDENT, start_date=AT - timedelta(days=1), end_date=AT + timedelta(days=1))
    entry = next(each for each in found if each.source_event_id == event.id)
    assert entry.value == 12.5 and entry.user_id == STUDENT and entry.application_id == "app-1"
    assert entry.course_name is not None and entry.date_generated == AT
    week = partner.analytics.get_weekly_facts(student_id=STUDENT, week_date=AT.date())
    fact = next(each for each in week.facts if each.id == event.id)
    assert (fact.xp_earned, fact.activity_name, fact.course_id) == (12.5, "Kites", course)
    report = partner.analytics.get_activity(
        student_id=STUDENT, start_date=AT.date(), end_date=AT.date()
    )
    assert report.start_date == report.end_date == "2026-01-06" and "facts" in report.further
    insights = partner.insights.get(STUDENT, start_date=AT.date(), end_date=AT.date())
    assert insights.insights[0].total_xp_earned == 12.5


def test_what_was_dropped_is_named(partner: PartnerClient) -> None:
    course = a_course(partner)
    who: dict[str, Any] = {"application_id": "app-1", "activity_id": "kites", "xp": 1, "names": PARTNER_NAMES}
    good = create_xp_event(student_id=STUDENT, course_id=course, event_time=AT, **who)
    nowhere = create_xp_event(student_id=STUDENT, course_id="nowhere", attempt=2, event_time=AT, **who)
    nobody = create_xp_event(student_id="nobody", event_time=AT, **who)
    assert partner.events.send(good, confirm=True, within=5) == EventReceipt(
        (str(good.id),), arrived=(str(good.id),)
    )
    receipt = partner.events.send(nowhere, confirm=True, within=0.4)
    assert not receipt and receipt.missing == (nowhere.id,)
    partner.events.send(nobody)
    both = partner.events.confirm(good, nobody, within=0.4)
    assert not both and (both.arrived, both.missing) == ((good.id,), (nobody.id,))


def test_a_fact_that_comes_late_is_waited_for(partner: PartnerClient, sandbox: Sandbox) -> None:
    event = create_xp_event(
        student_id=STUDENT, application_id="app-1", activity_id="late", xp=1, names=PARTNER_NAMES
    )
    sandbox.faults.add(body={"entries": []}, status=200, path="/xp/1.0/", times=2)
    with partner.record() as exchanges:
        assert partner.events.send(event, confirm=True, within=10)
    assert [each.method for each in exchanges] == ["POST", "GET", "GET", "GET"]


def test_reading_back_keeps_its_bound_and_outlasts_a_server_that_fails(
    partner: PartnerClient, sandbox: Sandbox
) -> None:
    event = create_xp_event(
        student_id=STUDENT, application_id="app-1", activity_id="slow", xp=1, names=PARTNER_NAMES
    )
    sandbox.faults.add(status=500, path="/xp/1.0/", times=4)
    at_once = partner.with_options(retry=RetryPolicy(initial_delay=0.0))
    assert at_once.events.send(event, confirm=True, within=20)
    sandbox.faults.add(latency=5, path="/xp/1.0/", times=None)
    begun = time.monotonic()
    assert (partner.events.confirm(event, within=0.5)).missing == (event.id,)
    assert time.monotonic() - begun < 4


def test_of_other_events_nothing_tells(partner: PartnerClient) -> None:
    question = create_question_result_event(
        student_id=STUDENT, application_id="app-1", activity_id="kites", question_id="q", correct=True,
        names=PARTNER_NAMES,
    )  # fmt: skip
    with partner.record() as exchanges:
        receipt = partner.events.send(question, confirm=True)
    assert receipt and receipt.unknown == (question.id,) and len(exchanges) == 1
    assert (partner.events.send(question)).unknown == (question.id,)


def test_a_session_opens_and_is_confirmed(partner: PartnerClient) -> None:
    opened = partner.events.send_session(
        "LoggedIn", student_id=STUDENT, application_id="app-1", session_id="s-1", event_time=AT
    )
    assert (partner.events.confirm(opened, within=5)).arrived == (opened.id,)
    closed = partner.events.send_session(
        "TimedOut", student_id=STUDENT, application_id="app-1", session_id="s-1",
        event_time=AT + timedelta(minutes=9),
    )  # fmt: skip
    assert (partner.events.confirm(closed, within=5)).arrived == (closed.id,)
    sessions = partner.insights.sessions.list(STUDENT)
    assert len(sessions) == 1


def test_xp_is_listed_page_after_page(partner: PartnerClient) -> None:
    for number in range(3):
        partner.events.send_xp(
            student_id=STUDENT, application_id="app-1", activity_id=f"a-{number}", xp=1, event_time=AT
        )
    bounds: dict[str, Any] = {"application_id": "app-1", "start_date": AT - timedelta(days=1)}
    assert (partner.xp.list(STUDENT, limit=1, **bounds)).total == 3
    assert len([each for each in partner.xp.stream(STUDENT, limit=2, **bounds)]) == 3
    assert len(partner.xp.list_all(STUDENT, max_items=2, **bounds)) == 2
    assert partner.xp.first(STUDENT, end_date="2020-01-01") is None
    with pytest.raises(NotFoundError):
        partner.xp.list("nobody")
    for call in (partner.xp.list, partner.insights.sessions.list):
        with pytest.raises(InvalidInputError, match="limit"):
            call(STUDENT, limit=101)


# -- what goes wrong ------------------------------------------------------------------------------


def test_what_cannot_be_sent_is_refused(partner: PartnerClient) -> None:
    with pytest.raises(InvalidInputError, match="student_id"):
        partner.analytics.get_weekly_facts(week_date=AT.date())
    with pytest.raises(InvalidInputError, match="week_date"):
        partner.analytics.get_weekly_facts(week_date="", email="a@b.example")
    event = create_xp_event(
        student_id=STUDENT, application_id="a", activity_id="x", xp=1, names=PARTNER_NAMES
    )
    for wrong in ({"confirm": 1}, {"within": 0}):
        arguments: Any = wrong
        with pytest.raises(InvalidInputError, match=next(iter(wrong))):
            partner.events.send(event, **arguments)
    with pytest.raises(BadRequestError):
        partner.events.send({**write(event), "extensions": {CANARY: 1}})


def test_an_event_whose_answer_was_lost(partner: PartnerClient, sandbox: Sandbox) -> None:
    sandbox.faults.add(drop="after", path="/events/1.0")
    with partner.record() as exchanges:
        partner.events.send_xp(student_id=STUDENT, application_id="a", activity_id="x", xp=1)
    assert exchanges[0].attempts == 2
    sandbox.faults.add(drop="after", path="/events/1.0")
    event = create_xp_event(
        student_id=STUDENT, application_id="a", activity_id="y", xp=1, names=PARTNER_NAMES
    )
    with pytest.raises(APIConnectionError) as lost:
        partner.events.send(event, confirm=True)
    assert lost.value.outcome_unknown
    assert partner.events.confirm(event, within=5)


def test_tokens_come_from_an_endpoint_of_its_own(sandbox: Sandbox) -> None:
    pair: dict[str, Any] = {"client_id": "id-1", "client_secret": "s3cret"}
    with PartnerClient(env="production", **pair) as client:
        settings = client._channel.settings
        assert settings.base_url == "https://api.alpha-1edtech.ai"
        assert settings.credentials is not None
        assert settings.credentials.token_url == "https://api.alpha-1edtech.ai/auth/1.0/token"
        assert "events.write" in str(getattr(settings.credentials, "scope", ""))
    with TimebackClient(env="production", **pair) as timeback:
        shared = timeback.oneroster._channel.settings.credentials
        assert getattr(shared, "scope", "") is None
    with pytest.raises(ConfigurationError, match="no staging environment of partner is known"):
        PartnerClient(env="staging", **pair)
    with pytest.raises(ConfigurationError, match="does not offer the service 'partner'"):
        PartnerClient(env="production", platform="LEARNWITH_AI", **pair)
    with TimebackClient(env="staging", **pair) as timeback:
        with pytest.raises(ConfigurationError, match="no staging environment"):
            _ = timeback.partner
    with TimebackClient(env="sandbox") as timeback:
        assert (timeback.partner.users.get(STUDENT)).sourced_id == STUDENT


def test_a_token_reads_what_its_scopes_say(sandbox: Sandbox) -> None:
    scope = "https://purl.imsglobal.org/spec/caliper/v1p2/scope/events.readonly"
    with PartnerClient(**sandbox.credentials, scope=scope) as partner:
        partner.insights.get(STUDENT)
        with pytest.raises(PermissionDeniedError):
            partner.users.list()
        with pytest.raises(PermissionDeniedError):
            partner.events.send_xp(student_id=STUDENT, application_id="a", activity_id="x", xp=1)
    event = create_xp_event(
        student_id=STUDENT, application_id="a", activity_id="x", xp=1, names=PARTNER_NAMES
    )
    scope = "https://purl.imsglobal.org/spec/caliper/v1p2/scope/events.write"
    with PartnerClient(**sandbox.credentials, scope=scope) as partner:
        with pytest.raises(PermissionDeniedError) as refused:
            partner.events.send(event, confirm=True)
    assert refused.value.__notes__ == ["the event was sent; only reading it back failed"]


def test_no_value_is_told(partner: PartnerClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "timeback")
    with pytest.raises(NotFoundError) as missing:
        partner.xp.list(CANARY, application_id=CANARY)
    with pytest.raises(NotFoundError) as unknown:
        partner.analytics.get_weekly_facts(email=f"{CANARY}@a.example", week_date=AT.date())
    receipt = partner.events.send(
        create_xp_event(student_id=CANARY, application_id="a", activity_id="x", xp=1, names=PARTNER_NAMES),
        confirm=True, within=0.1,
    )  # fmt: skip
    assert CANARY not in str(missing.value) + repr(missing.value) + str(unknown.value) + repr(receipt)
    assert CANARY not in caplog.text


def test_its_lists_and_those_of_oneroster_end_each_in_their_own_way() -> None:
    with Sandbox(students=5) as sandbox:
        with TimebackClient(**sandbox.credentials) as timeback:
            with timeback.record() as recording:
                timeback.partner.terms.list()
                timeback.oneroster.terms.list()
                timeback.partner.terms.list()
    paths = [urlsplit(each.url).path for each in recording]
    assert [path.endswith("/") for path in paths] == [False, True, False]
