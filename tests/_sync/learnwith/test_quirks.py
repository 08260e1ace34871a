# Generated from tests/_async/learnwith/test_quirks.py by setup_unasync.py; do not edit.
"""What servers of LEARNWITH_AI answer, and may do wrong."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from tests.scripted import Answer, ScriptedServer
from timeback import (
    APIConnectionError,
    LearnWithClient,
    TimebackClient,
    BadRequestError,
    ConfigurationError,
    InvalidInputError,
    PermissionDeniedError,
    RetryPolicy,
)
from timeback.models.learnwith import GradeLabel

USER: dict[str, Any] = {
    "sourcedId": "u-1",
    "status": "inactive",
    "enabledUser": "true",
    "givenName": "Ada",
    "familyName": "L",
    "userIds": ["LDAP-1", "SIS-2"],
    "grades": ["PK"],
    "roles": [{"roleType": "primary", "role": "student", "org": {"href": "x", "sourcedId": "o", "type": "org"}}],
    "userProfiles": [
        {"profileId": "p", "profileType": "t", "vendorId": "v", "credentials": [{"username": "n", "password": "w"}]}
    ],
}  # fmt: skip
WHO = {"student_id": "s-1", "application_id": "a-1"}
AT_ONCE = RetryPolicy(initial_delay=0.0)


@pytest.mark.parametrize("body", [USER, {"user": USER}], ids=["bare", "enveloped"])
def test_a_user_is_read_in_an_envelope_or_bare(body: Any) -> None:
    with ScriptedServer(Answer(body=body)) as server:
        with LearnWithClient(**server.open) as client:
            user = client.with_options(strict=True).users.get("u-1")
    assert (user.user_ids, user.grades) == (["LDAP-1", "SIS-2"], [GradeLabel.PRE_K])
    assert "password=***" in repr(user.user_profiles[0].credentials)


def test_applications_that_lack_most_of_what_is_described_are_read() -> None:
    page = {
        "applications": [{"sourcedId": "a", "name": "A", "metadata": {"k": 1}}],
        "pagination": {"limit": 1, "offset": 0, "total": 3, "hasMore": True},
    }
    with ScriptedServer(Answer(body=page)) as server:
        with LearnWithClient(**server.open) as client:
            found = client.with_options(strict=True).applications.list(limit=1)
    assert (found.total, found.has_more, found[0].status, found[0].domains) == (3, True, None, [])


@pytest.mark.parametrize("answer", [Answer(202), Answer(202, body=b"queued"), Answer(200, body={"id": 1})])
def test_whatever_an_event_is_answered_with_it_was_taken(answer: Answer) -> None:
    with ScriptedServer(answer) as server:
        with LearnWithClient(**server.open) as client:
            client.events.send_xp(activity_id="x", xp=1, **WHO)
    assert [(each.method, each.path) for each in server.requests] == [("POST", "/events/1.0/")]


def test_a_fact_is_told_again_after_a_lost_connection_and_is_the_same() -> None:
    with ScriptedServer(Answer(hang_up=True), Answer(503), Answer(202)) as server:
        with LearnWithClient(**server.open, retry=AT_ONCE) as client:
            sent = client.events.send_question_result(
                activity_id="x", question_id="q", correct=False, **WHO
            )
    bodies = [each.json for each in server.requests]
    assert len(bodies) == 3 and bodies[0] == bodies[1] == bodies[2]
    assert bodies[0]["id"] == sent.id


def test_a_fact_whose_fate_is_unknown_may_be_told_again() -> None:
    with ScriptedServer(Answer(hang_up=True)) as server:
        with LearnWithClient(**server.open, max_retries=0) as client:
            with pytest.raises(APIConnectionError) as caught:
                client.events.send_xp(activity_id="x", xp=1, **WHO)
    assert caught.value.outcome_unknown
    assert any("make the same call again" in note for note in caught.value.__notes__)


def test_other_events_are_not() -> None:
    with ScriptedServer(Answer(hang_up=True), Answer(202)) as server:
        with LearnWithClient(**server.open, retry=AT_ONCE) as client:
            with pytest.raises(APIConnectionError) as caught:
                client.events.send_session("LoggedIn", session_id="z", **WHO)
    assert caught.value.outcome_unknown and len(server.requests) == 1


def test_a_student_is_put_again_since_the_id_is_in_the_body() -> None:
    student = {
        "sourced_id": "u-1", "given_name": "A", "family_name": "B", "email": "a@x.example", "grades": ["1"],
        "primary_org": {"sourced_id": "o/1"}, "demographics": None,
    }  # fmt: skip
    with ScriptedServer(Answer(503), Answer(200, body={"student": USER})) as server:
        with LearnWithClient(**server.open, retry=AT_ONCE) as client:
            client.students.create(student)
    assert [each.method for each in server.requests] == ["PUT", "PUT"]
    body = server.requests[1].json["student"]
    assert body["primaryOrg"]["href"].endswith("/rostering/1.0/orgs/o%2F1")
    assert body["demographics"] is None and body["status"] == "active"


def test_filters_keep_to_the_platforms_rules() -> None:
    with ScriptedServer(Answer(body={"users": [], "total": 0})) as server:
        with LearnWithClient(**server.open) as client:
            client.users.list(
                where={"enabled_user": True, "status": "active"}, order_by="asc", sort="email"
            )
            for where in (
                {"status": "active", "email": "x", "given_name": "y"},
                {"primary_org.sourced_id": "o"},
                {"grades": "kindergarten"},
                {"no_such": "x"},
            ):
                with pytest.raises(InvalidInputError):
                    client.users.list(where=where)
            with pytest.raises(InvalidInputError, match="limit"):
                client.users.list(limit=101)
    (request,) = server.requests
    assert request.query["filter"] == "enabledUser='true' AND status='active'"
    assert (request.query["orderBy"], request.query["sort"]) == ("ASC", "email")


def test_each_page_keeps_what_it_was_asked_for() -> None:
    def script(request: Any) -> Answer:
        offset = int(request.query["offset"])
        rows = [{"id": f"s-{number}", "zone": number} for number in range(offset, min(offset + 2, 5))]
        return Answer(body={"sessions": rows, "total": 5})

    with ScriptedServer(script=script) as server:
        with LearnWithClient(**server.open) as client:
            found = client.insights.sessions.list_all(
                "u 1", application_id="a", started_after="2026-01-01", limit=2
            )
    assert [each.id for each in found] == [f"s-{number}" for number in range(5)]
    assert found[4].further == {"zone": 4}
    assert {each.path for each in server.requests} == {"/insights/1.0/users/u%201/sessions"}
    assert all(each.query["applicationId"] == "a" for each in server.requests)
    assert all(each.query["startedAfter"] == "2026-01-01" for each in server.requests)


def test_what_cannot_be_sent_is_refused_by_name_and_nothing_is() -> None:
    with ScriptedServer(Answer(202)) as server:
        with LearnWithClient(**server.open) as client:
            events, student = client.events, {"given_name": "A"}
            refused: list[tuple[str, Any]] = [
                ("xp", lambda: events.send_xp(activity_id="x", xp=-1, **WHO)),
                ("xp", lambda: events.send_xp(activity_id="x", xp=float("nan"), **WHO)),
                ("attempt", lambda: events.send_xp(activity_id="x", xp=1, attempt=0, **WHO)),
                ("activity_id", lambda: events.send_xp(activity_id=" ", xp=1, **WHO)),
                ("action", lambda: events.send_lesson("Began", lesson_id="x", **WHO)),  # type: ignore[arg-type]
                ("action", lambda: events.send_session("Out", session_id="x", **WHO)),  # type: ignore[arg-type]
                ("event.object", lambda: events.send({"type": "Event", "object": object()})),
                ("email", lambda: client.students.create(student)),
                ("grades[0]", lambda: client.students.create({**student, "grades": ["13"]})),
                ("application_id", lambda: client.users("u").profiles.assign("p", application_id="")),
                ("launch_url", lambda: client.applications.create_draft(
                    name="n", description="d", launch_url="javascript:alert(1)")),
                ("name", lambda: client.applications.create_draft(
                    name="n" * 257, description="d", launch_url="https://x.example")),
                ("start_date", lambda: client.insights.get("u", start_date="  ")),
            ]  # fmt: skip
            for name, call in refused:
                with pytest.raises(InvalidInputError) as caught:
                    call()
                assert name in {issue.path for issue in caught.value.issues}, name
    assert server.requests == []


def test_no_value_is_told_by_errors_and_logs(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with ScriptedServer(Answer(403, body={"message": "The token lacks a scope."})) as server:
        with LearnWithClient(**server.open) as client:
            with pytest.raises(PermissionDeniedError) as caught:
                client.events.send_xp(
                    activity_id="canary-activity", xp=1, student_id="canary", application_id="a"
                )
            with pytest.raises(PermissionDeniedError) as other:
                client.insights.get("canary-user", start_date="2026-01-01")
    shown = f"{caught.value!r} {caught.value} {other.value!r} {other.value} {caplog.text}"
    assert "canary" not in shown and "2026-01-01" not in shown
    assert "/insights/1.0/users/{user_id}" in shown


def test_a_refusal_says_what_to_do_next() -> None:
    refusal = {"error": "Several publishers.", "nextAction": "Pass publisherId: one of yours."}
    with ScriptedServer(Answer(400, body=refusal)) as server:
        with LearnWithClient(**server.open) as client:
            with pytest.raises(BadRequestError, match="Pass publisherId"):
                client.applications.create_draft(
                    name="n", description="d", launch_url="https://app.example/launch"
                )


def test_credentials_that_come_beside_a_draft_are_kept_and_hidden() -> None:
    answer = {
        "applicationId": "a", "appUrn": "urn:uuid:a", "clientId": "c", "clientSecret": "canary-1", "publisherId": "p",
        "sandbox": {"clientId": "s", "clientSecret": "canary-2", "tokenUrl": "https://t.example", "scopes": []},
    }  # fmt: skip
    with ScriptedServer(Answer(201, body=answer)) as server:
        with LearnWithClient(**server.open) as client:
            draft = client.with_options(strict=True).applications.create_draft(
                name="n", description="d", launch_url="https://app.example/launch"
            )
    assert draft.further["sandbox"]["clientSecret"] == "canary-2"
    assert "canary" not in repr(draft) and "canary" not in draft._repr_html_()


def test_a_check_asks_for_what_every_application_may_read() -> None:
    with ScriptedServer(Answer(body={"orgs": [], "total": 0})) as server:
        with LearnWithClient(**server.credentials) as client:
            assert (client.check_auth()).ok
    assert server.requests[0].path == "/rostering/1.0/orgs"


def test_the_client_looks_for_its_own_platform() -> None:
    with LearnWithClient(env="staging", client_id="i", client_secret="s") as client:
        assert "platform.dev.timeback.com" in repr(client)
    with pytest.raises(ConfigurationError, match="does not offer the service 'learnwith'"):
        LearnWithClient(env="staging", client_id="i", client_secret="s", platform="BEYOND_AI")
    with TimebackClient(env="staging", client_id="i", client_secret="s") as timeback:
        with pytest.raises(ConfigurationError, match="platform='LEARNWITH_AI' does"):
            assert timeback.learnwith


def test_a_token_is_asked_for_with_the_scopes_of_its_calls() -> None:
    with ScriptedServer(Answer(body={"orgs": [], "total": 0})) as server:
        with LearnWithClient(**server.credentials, scope="a b") as client:
            client.orgs.list()
    assert b"scope=a+b" in server.token_requests[0].body
    with LearnWithClient(env="production", client_id="i", client_secret="s") as client:
        credentials: Any = client._channel.settings.credentials
    assert [each.rpartition("/")[2] for each in credentials.scope.split()] == [
        "roster.readonly", "roster.createput", "lti.readonly", "lti.createput", "events.write", "events.readonly",
    ]  # fmt: skip
