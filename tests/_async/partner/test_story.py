"""The Partner API as an application uses it: rosters, curriculum, events that are read back; and what goes wrong."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest

from timeback import (
    APIConnectionError,
    AsyncPartnerClient,
    AsyncTimebackClient,
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
async def partner(sandbox: Sandbox) -> AsyncIterator[AsyncPartnerClient]:
    async with AsyncPartnerClient(**sandbox.credentials) as client:
        yield client


async def a_course(partner: AsyncPartnerClient) -> str:
    found = await partner.courses.first()
    assert found is not None
    return found.sourced_id


# -- rostering and curriculum -------------------------------------------------------------------


async def test_rosters_are_those_of_the_district(partner: AsyncPartnerClient, sandbox: Sandbox) -> None:
    page = await partner.users.list(limit=3, where={"status": "active"}, sort="family_name", order_by="desc")
    assert len(page) == 3 and page.total is not None and page.total > 300
    student = await partner.users.get(STUDENT)
    assert student.roles is not None and student.roles[0].role == "student"
    assert student.primary_org is not None and "/rostering/1.0/orgs/" in str(student.primary_org.href)
    assert await partner.users.exists(STUDENT) and not await partner.users.exists("nobody")
    for listing in (
        partner.courses, partner.classes, partner.enrollments, partner.orgs, partner.terms, partner.units,
        partner.lessons, partner.resources,
    ):  # fmt: skip
        row = await listing.first()
        assert row is not None and (await listing.get(row.sourced_id)).sourced_id == row.sourced_id
    with pytest.raises(NotFoundError):
        await partner.users.get("nobody/knows")
    with pytest.raises(InvalidInputError, match="limit"):
        await partner.users.list(limit=1001)


async def test_a_list_streams_page_after_page(partner: AsyncPartnerClient) -> None:
    page = await partner.enrollments.list(limit=1000)
    assert page.total is not None
    ids = [each.sourced_id async for each in partner.enrollments.stream(limit=700, max_items=2000)]
    assert ids[:1000] == [each.sourced_id for each in page] and len(set(ids)) == min(2000, page.total)


async def test_a_user_is_made_and_changed_by_one_call(partner: AsyncPartnerClient) -> None:
    school = await partner.orgs.first(where={"type": "school"})
    assert school is not None
    org: dict[str, Any] = {"sourced_id": school.sourced_id}
    fields: dict[str, Any] = {
        "status": "active", "enabled_user": True, "given_name": "Ada", "family_name": "L", "primary_org": org,
        "email": "ada@partner.example", "roles": [{"role_type": "primary", "role": "student", "org": org}],
    }  # fmt: skip
    made = await partner.users.upsert("ada-1", fields)
    assert made is not None and made.given_name == "Ada"
    changed = await partner.users.upsert("ada-1", {**fields, "family_name": "Lovelace"})
    assert changed is not None and changed.family_name == "Lovelace"
    assert (await partner.users.get("ada-1")).family_name == "Lovelace"
    with pytest.raises(BadRequestError):
        await partner.users.upsert("ada-2", given_name="Ada", family_name="L")
    with pytest.raises(InvalidInputError, match="family_name"):
        await partner.users.upsert("ada-2", {"given_name": "Ada"})


async def test_a_unit_is_made_below_a_course(partner: AsyncPartnerClient) -> None:
    course = await a_course(partner)
    made = await partner.units.upsert("u-1", title="Kites", course={"sourced_id": course}, sort_order=9)
    assert made is not None and made.title == "Kites" and made.course is not None
    assert (await partner.units.list(where={"course.sourced_id": course, "title": "Kites"})).total == 1
    again = await partner.units.upsert("u-1", title="Better kites", course={"sourced_id": course})
    assert again is not None and again.title == "Better kites"
    with pytest.raises(InvalidInputError, match="course"):
        await partner.units.upsert("u-2", {"title": "Kites"})


# -- events, and what can be read of them ---------------------------------------------------------


async def test_xp_is_sent_and_read_back(partner: AsyncPartnerClient) -> None:
    course = await a_course(partner)
    event = await partner.events.send_xp(
        student_id=STUDENT, application_id="app-1", activity_id="kites", xp=12.5, course_id=course,
        activity_name="Kites", event_time=AT,
    )  # fmt: skip
    receipt = await partner.events.confirm(event, within=5)
    assert receipt and receipt.arrived == (event.id,) == receipt.sent
    found = await partner.xp.list(STUDENT, start_date=AT - timedelta(days=1), end_date=AT + timedelta(days=1))
    entry = next(each for each in found if each.source_event_id == event.id)
    assert entry.value == 12.5 and entry.user_id == STUDENT and entry.application_id == "app-1"
    assert entry.course_name is not None and entry.date_generated == AT
    week = await partner.analytics.get_weekly_facts(student_id=STUDENT, week_date=AT.date())
    fact = next(each for each in week.facts if each.id == event.id)
    assert (fact.xp_earned, fact.activity_name, fact.course_id) == (12.5, "Kites", course)
    report = await partner.analytics.get_activity(
        student_id=STUDENT, start_date=AT.date(), end_date=AT.date()
    )
    assert report.start_date == report.end_date == "2026-01-06" and "facts" in report.further
    insights = await partner.insights.get(STUDENT, start_date=AT.date(), end_date=AT.date())
    assert insights.insights[0].total_xp_earned == 12.5


async def test_what_was_dropped_is_named(partner: AsyncPartnerClient) -> None:
    course = await a_course(partner)
    who: dict[str, Any] = {"application_id": "app-1", "activity_id": "kites", "xp": 1, "names": PARTNER_NAMES}
    good = create_xp_event(student_id=STUDENT, course_id=course, event_time=AT, **who)
    nowhere = create_xp_event(student_id=STUDENT, course_id="nowhere", attempt=2, event_time=AT, **who)
    nobody = create_xp_event(student_id="nobody", event_time=AT, **who)
    assert await partner.events.send(good, confirm=True, within=5) == EventReceipt(
        (str(good.id),), arrived=(str(good.id),)
    )
    receipt = await partner.events.send(nowhere, confirm=True, within=0.4)
    assert not receipt and receipt.missing == (nowhere.id,)
    await partner.events.send(nobody)
    both = await partner.events.confirm(good, nobody, within=0.4)
    assert not both and (both.arrived, both.missing) == ((good.id,), (nobody.id,))


async def test_a_fact_that_comes_late_is_waited_for(partner: AsyncPartnerClient, sandbox: Sandbox) -> None:
    event = create_xp_event(
        student_id=STUDENT, application_id="app-1", activity_id="late", xp=1, names=PARTNER_NAMES
    )
    sandbox.faults.add(body={"entries": []}, status=200, path="/xp/1.0/", times=2)
    with partner.record() as exchanges:
        assert await partner.events.send(event, confirm=True, within=10)
    assert [each.method for each in exchanges] == ["POST", "GET", "GET", "GET"]


async def test_reading_back_keeps_its_bound_and_outlasts_a_server_that_fails(
    partner: AsyncPartnerClient, sandbox: Sandbox
) -> None:
    event = create_xp_event(
        student_id=STUDENT, application_id="app-1", activity_id="slow", xp=1, names=PARTNER_NAMES
    )
    sandbox.faults.add(status=500, path="/xp/1.0/", times=4)
    at_once = partner.with_options(retry=RetryPolicy(initial_delay=0.0))
    assert await at_once.events.send(event, confirm=True, within=20)
    sandbox.faults.add(latency=5, path="/xp/1.0/", times=None)
    begun = time.monotonic()
    assert (await partner.events.confirm(event, within=0.5)).missing == (event.id,)
    assert time.monotonic() - begun < 4


async def test_of_other_events_nothing_tells(partner: AsyncPartnerClient) -> None:
    question = create_question_result_event(
        student_id=STUDENT, application_id="app-1", activity_id="kites", question_id="q", correct=True,
        names=PARTNER_NAMES,
    )  # fmt: skip
    with partner.record() as exchanges:
        receipt = await partner.events.send(question, confirm=True)
    assert receipt and receipt.unknown == (question.id,) and len(exchanges) == 1
    assert (await partner.events.send(question)).unknown == (question.id,)


async def test_a_session_opens_and_is_confirmed(partner: AsyncPartnerClient) -> None:
    opened = await partner.events.send_session(
        "LoggedIn", student_id=STUDENT, application_id="app-1", session_id="s-1", event_time=AT
    )
    assert (await partner.events.confirm(opened, within=5)).arrived == (opened.id,)
    closed = await partner.events.send_session(
        "TimedOut", student_id=STUDENT, application_id="app-1", session_id="s-1",
        event_time=AT + timedelta(minutes=9),
    )  # fmt: skip
    assert (await partner.events.confirm(closed, within=5)).arrived == (closed.id,)
    sessions = await partner.insights.sessions.list(STUDENT)
    assert len(sessions) == 1


async def test_xp_is_listed_page_after_page(partner: AsyncPartnerClient) -> None:
    for number in range(3):
        await partner.events.send_xp(
            student_id=STUDENT, application_id="app-1", activity_id=f"a-{number}", xp=1, event_time=AT
        )
    bounds: dict[str, Any] = {"application_id": "app-1", "start_date": AT - timedelta(days=1)}
    assert (await partner.xp.list(STUDENT, limit=1, **bounds)).total == 3
    assert len([each async for each in partner.xp.stream(STUDENT, limit=2, **bounds)]) == 3
    assert len(await partner.xp.list_all(STUDENT, max_items=2, **bounds)) == 2
    assert await partner.xp.first(STUDENT, end_date="2020-01-01") is None
    with pytest.raises(NotFoundError):
        await partner.xp.list("nobody")
    for call in (partner.xp.list, partner.insights.sessions.list):
        with pytest.raises(InvalidInputError, match="limit"):
            await call(STUDENT, limit=101)


# -- what goes wrong ------------------------------------------------------------------------------


async def test_what_cannot_be_sent_is_refused(partner: AsyncPartnerClient) -> None:
    with pytest.raises(InvalidInputError, match="student_id"):
        await partner.analytics.get_weekly_facts(week_date=AT.date())
    with pytest.raises(InvalidInputError, match="week_date"):
        await partner.analytics.get_weekly_facts(week_date="", email="a@b.example")
    event = create_xp_event(
        student_id=STUDENT, application_id="a", activity_id="x", xp=1, names=PARTNER_NAMES
    )
    for wrong in ({"confirm": 1}, {"within": 0}):
        arguments: Any = wrong
        with pytest.raises(InvalidInputError, match=next(iter(wrong))):
            await partner.events.send(event, **arguments)
    with pytest.raises(BadRequestError):
        await partner.events.send({**write(event), "extensions": {CANARY: 1}})


async def test_an_event_whose_answer_was_lost(partner: AsyncPartnerClient, sandbox: Sandbox) -> None:
    sandbox.faults.add(drop="after", path="/events/1.0")
    with partner.record() as exchanges:
        await partner.events.send_xp(student_id=STUDENT, application_id="a", activity_id="x", xp=1)
    assert exchanges[0].attempts == 2
    sandbox.faults.add(drop="after", path="/events/1.0")
    event = create_xp_event(
        student_id=STUDENT, application_id="a", activity_id="y", xp=1, names=PARTNER_NAMES
    )
    with pytest.raises(APIConnectionError) as lost:
        await partner.events.send(event, confirm=True)
    assert lost.value.outcome_unknown
    assert await partner.events.confirm(event, within=5)


async def test_tokens_come_from_an_endpoint_of_its_own(sandbox: Sandbox) -> None:
    pair: dict[str, Any] = {"client_id": "id-1", "client_secret": "s3cret"}
    async with AsyncPartnerClient(env="production", **pair) as client:
        settings = client._channel.settings
        assert settings.base_url == "https://api.alpha-1edtech.ai"
        assert settings.credentials is not None
        assert settings.credentials.token_url == "https://api.alpha-1edtech.ai/auth/1.0/token"
        assert "events.write" in str(getattr(settings.credentials, "scope", ""))
    async with AsyncTimebackClient(env="production", **pair) as timeback:
        shared = timeback.oneroster._channel.settings.credentials
        assert getattr(shared, "scope", "") is None
    with pytest.raises(ConfigurationError, match="no staging environment of partner is known"):
        AsyncPartnerClient(env="staging", **pair)
    with pytest.raises(ConfigurationError, match="does not offer the service 'partner'"):
        AsyncPartnerClient(env="production", platform="LEARNWITH_AI", **pair)
    async with AsyncTimebackClient(env="staging", **pair) as timeback:
        with pytest.raises(ConfigurationError, match="no staging environment"):
            _ = timeback.partner
    async with AsyncTimebackClient(env="sandbox") as timeback:
        assert (await timeback.partner.users.get(STUDENT)).sourced_id == STUDENT


async def test_a_token_reads_what_its_scopes_say(sandbox: Sandbox) -> None:
    scope = "https://purl.imsglobal.org/spec/caliper/v1p2/scope/events.readonly"
    async with AsyncPartnerClient(**sandbox.credentials, scope=scope) as partner:
        await partner.insights.get(STUDENT)
        with pytest.raises(PermissionDeniedError):
            await partner.users.list()
        with pytest.raises(PermissionDeniedError):
            await partner.events.send_xp(student_id=STUDENT, application_id="a", activity_id="x", xp=1)
    event = create_xp_event(
        student_id=STUDENT, application_id="a", activity_id="x", xp=1, names=PARTNER_NAMES
    )
    scope = "https://purl.imsglobal.org/spec/caliper/v1p2/scope/events.write"
    async with AsyncPartnerClient(**sandbox.credentials, scope=scope) as partner:
        with pytest.raises(PermissionDeniedError) as refused:
            await partner.events.send(event, confirm=True)
    assert refused.value.__notes__ == ["the event was sent; only reading it back failed"]


async def test_no_value_is_told(partner: AsyncPartnerClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "timeback")
    with pytest.raises(NotFoundError) as missing:
        await partner.xp.list(CANARY, application_id=CANARY)
    with pytest.raises(NotFoundError) as unknown:
        await partner.analytics.get_weekly_facts(email=f"{CANARY}@a.example", week_date=AT.date())
    receipt = await partner.events.send(
        create_xp_event(student_id=CANARY, application_id="a", activity_id="x", xp=1, names=PARTNER_NAMES),
        confirm=True, within=0.1,
    )  # fmt: skip
    assert CANARY not in str(missing.value) + repr(missing.value) + str(unknown.value) + repr(receipt)
    assert CANARY not in caplog.text


async def test_its_lists_and_those_of_oneroster_end_each_in_their_own_way() -> None:
    with Sandbox(students=5) as sandbox:
        async with AsyncTimebackClient(**sandbox.credentials) as timeback:
            with timeback.record() as recording:
                await timeback.partner.terms.list()
                await timeback.oneroster.terms.list()
                await timeback.partner.terms.list()
    paths = [urlsplit(each.url).path for each in recording]
    assert [path.endswith("/") for path in paths] == [False, True, False]
