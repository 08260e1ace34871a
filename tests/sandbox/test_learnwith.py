"""The sandbox plays LEARNWITH_AI: its paths, limits, filters, forms and statuses, on the district of both platforms."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from timeback import EduBridgeClient, LearnWithClient, OneRosterClient
from timeback.errors import ConfigurationError
from timeback.sandbox.core import DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET, SandboxCore
from timeback.sandbox.messages import Request, Response
from timeback.sandbox.seeding import seeded_core
from timeback.sandbox.transports import SandboxTransport

TOKEN_PATH = "/auth/1.0/token"
STEM = "https://purl.imsglobal.org/spec"
ROSTER = f"{STEM}/or/v1p2/scope/roster.readonly"
CREDENTIALS = {"client_id": DEFAULT_CLIENT_ID, "client_secret": DEFAULT_CLIENT_SECRET}
CONTEXT = "http://purl.imsglobal.org/ctx/caliper/v1p2"


class LearnWith:
    """Calls a core that plays LEARNWITH_AI as an authorised client would."""

    def __init__(self, core: SandboxCore) -> None:
        self.core = core
        self.token = str(self.ask_token(CREDENTIALS).json()["access_token"])

    def ask_token(self, fields: dict[str, str], *, basic: bool = False, as_json: bool = False) -> Response:
        form = {"grant_type": "client_credentials", **fields}
        headers = {"content-type": "application/json" if as_json else "application/x-www-form-urlencoded"}
        if basic:
            pair = f"{form.pop('client_id')}:{form.pop('client_secret')}"
            headers["authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
        body = json.dumps(form) if as_json else urlencode(form)
        return self.core.handle(Request("POST", TOKEN_PATH, "", headers, body.encode()))

    def __call__(
        self, method: str, path: str, body: Any = None, *, token: str = "", **query: Any
    ) -> Response:
        content = b"" if body is None else json.dumps(body).encode()
        headers = {"authorization": f"Bearer {token or self.token}"}
        return self.core.handle(Request(method, path, urlencode(query), headers, content))


@pytest.fixture
def call() -> Iterator[LearnWith]:
    core = SandboxCore(platform="learnwith_ai", students=130)
    yield LearnWith(core)
    core.close()


def test_lists_have_ten_rows_unasked_and_a_hundred_at_most(call: LearnWith) -> None:
    answer = call("GET", "/rostering/1.0/users")
    body = answer.json()
    assert set(body) == {"users", "total"} and len(body["users"]) == 10 < body["total"]
    assert answer.header("link") is None and answer.header("x-total-count") is None
    assert len(call("GET", "/rostering/1.0/users", limit=1000).json()["users"]) == 100
    assert call("GET", "/rostering/1.0/users", limit=0).status == 400
    applications = call("GET", "/applications/1.0").json()
    assert applications["pagination"] == {"limit": 50, "offset": 0, "total": 3, "hasMore": False}
    assert call("GET", "/case/1.1/CFItems", limit=1).json().keys() == {"CFItems", "total"}


@pytest.mark.parametrize(
    "filter",
    [
        "status='active' AND familyName='x' AND givenName='y'",
        "(status='active' OR familyName='x') AND givenName='y'",
        "enabledUser=true",
        "primaryOrg.sourcedId='school-01'",
        "status",
    ],
)
def test_filters_that_the_platform_does_not_take_are_refused(call: LearnWith, filter: str) -> None:
    answer = call("GET", "/rostering/1.0/users", filter=filter)
    assert answer.status == 400 and answer.json()["errors"][0]["path"] == "filter"


def test_filters_and_orders_that_it_takes_are_served(call: LearnWith) -> None:
    for direction in ("ASC", "asc", "DESC", "desc"):
        query = {"filter": "enabledUser='true' AND familyName~'a'", "sort": "email", "orderBy": direction}
        rows = call("GET", "/rostering/1.0/users", **query).json()["users"]
        emails = [row["email"] for row in rows]
        assert emails == sorted(emails, reverse=direction.lower() == "desc") and len(emails) == 10


def test_users_have_labels_text_and_links_to_this_platform(call: LearnWith) -> None:
    rows = call("GET", "/rostering/1.0/users", limit=100, filter="grades~''").json()["users"]
    assert all(isinstance(each, str) for row in rows for each in row["userIds"])
    labels = {grade for row in rows for grade in row["grades"]}
    assert "K" in labels and not labels & {"0", "-1"}
    quoted = "familyName!='grades=''K'''"
    for label in ("K", "1"):
        query = {"filter": f"grades='{label}' AND {quoted}", "limit": 100}
        found = call("GET", "/rostering/1.0/users", **query).json()["users"]
        assert found and all(row["grades"] == [label] for row in found)
    text = call("GET", "/rostering/1.0/users", limit=100).body.decode()
    assert "/ims/oneroster" not in text and "/rostering/1.0/orgs/" in text


def test_the_other_platforms_paths_are_nowhere(call: LearnWith) -> None:
    for path in ("/ims/oneroster/rostering/v1p2/users", "/edubridge/applications", "/webhooks/"):
        assert call("GET", path).status == 404
    missing = call("GET", "/rostering/1.0/users/nobody")
    assert (missing.status, missing.json()) == (404, {"message": "User not found."})
    assert call("GET", "/rostering/1.0/nothing").json() == {"message": "There is no such endpoint."}
    assert call("GET", "/ping", token="none").status == 200


def test_tokens_are_had_in_each_of_the_ways_and_name_their_scopes(call: LearnWith) -> None:
    for ways in ({"basic": True}, {}, {"as_json": True}):
        answer = call.ask_token({**CREDENTIALS, "scope": ROSTER}, **ways)
        assert answer.status == 200 and answer.json()["scope"] == ROSTER
        token = str(answer.json()["access_token"])
        assert call("GET", "/rostering/1.0/orgs", token=token).status == 200
        assert call("GET", "/insights/1.0/users/student-00001", token=token).status == 403
        assert call("POST", "/events/1.0/", {}, token=token).status == 403
    assert call.ask_token({**CREDENTIALS, "client_secret": "wrong"}, as_json=True).status == 401
    assert call("GET", "/rostering/1.0/orgs", token="unknown").status == 401


def test_the_client_of_a_draft_gets_no_scope_to_write(call: LearnWith) -> None:
    body = {
        "name": "N", "description": "d", "launchUrl": "https://n.example/launch", "applicationType": "assessment",
    }  # fmt: skip
    draft = call("POST", "/applications/1.0/drafts", body).json()
    own = {"client_id": draft["clientId"], "client_secret": draft["clientSecret"]}
    assert call.ask_token({**own, "scope": ROSTER}).status == 200
    refused = call.ask_token({**own, "scope": f"{STEM}/or/v1p2/scope/roster.createput"})
    assert (refused.status, refused.json()["error"]) == (400, "invalid_scope")
    assert call.ask_token({**own, "client_secret": "wrong"}).status == 401
    token = str(call.ask_token(own).json()["access_token"])
    assert call("GET", "/applications/1.0", token=token).status == 200
    assert call("POST", "/events/1.0/", event(), token=token).status == 403
    for field, value in (("applicationType", "assessment"), ("launchUrl", body["launchUrl"]), ("name", "N")):
        rows = call("GET", "/applications/1.0", filter=f"{field}='{value}'").json()["applications"]
        assert [row["sourcedId"] for row in rows] == [draft["applicationId"]], field
    others = call(
        "GET", "/applications/1.0", filter="applicationType='learning_app'", sort="dateCreated"
    ).json()
    assert others["pagination"]["total"] == 3
    assert draft["clientSecret"].encode() not in call.core.state()


def test_students_that_lack_what_is_demanded_are_bad_requests(call: LearnWith) -> None:
    student = {
        "sourcedId": "u-1", "status": "active", "enabledUser": "true", "givenName": "A", "familyName": "B",
        "email": "a@x.example", "username": "a@x.example", "preferredFirstName": "A", "grades": ["PK"],
        "primaryOrg": {"href": "x", "sourcedId": "school-01", "type": "org"}, "demographics": None,
    }  # fmt: skip
    for name in student:
        lacking = {key: value for key, value in student.items() if key != name}
        assert call("PUT", "/rostering/1.0/students", {"student": lacking}).status == 400, name
    for changed in ({"grades": ["0"]}, {"grades": ["13"]}, {"email": "none"}, {"shade": "blue"}):
        assert call("PUT", "/rostering/1.0/students", {"student": {**student, **changed}}).status == 400
    assert call("PUT", "/rostering/1.0/students", student).status == 400
    made = call("PUT", "/rostering/1.0/students", {"student": student})
    assert (made.status, made.json()["student"]["grades"]) == (201, ["PK"])
    assert call("PUT", "/rostering/1.0/students", {"student": student}).status == 409


def event(**changed: Any) -> dict[str, Any]:
    return {
        "@context": CONTEXT, "id": "urn:uuid:1", "type": "GradeEvent", "profile": "GradingProfile",
        "actor": "urn:uuid:lakeview-learn", "action": "Graded", "eventTime": "2026-01-20T15:00:00Z",
        "object": {"id": "urn:uuid:2", "type": "Attempt", "assignee": "urn:uuid:student-00001"},
        "generated": {
            "id": "urn:uuid:3", "type": "Score", "scoreGiven": 7, "maxScore": 7, "extensions": {"scoreType": "XP"},
        },
        **changed,
    }  # fmt: skip


def test_events_are_queued_sessions_done_and_what_is_no_event_refused(call: LearnWith) -> None:
    assert call("POST", "/events/1.0/", event()).status == 202
    assert call("POST", "/events/1.0", event(id="urn:uuid:9")).status == 202
    session = {
        "@context": CONTEXT, "id": "urn:uuid:4", "type": "SessionEvent", "profile": "SessionProfile",
        "actor": "urn:uuid:student-00001", "action": "LoggedIn", "object": "urn:uuid:lakeview-learn",
        "eventTime": "2026-01-20T15:00:00Z", "session": "urn:uuid:5",
    }  # fmt: skip
    assert call("POST", "/events/1.0/", session).status == 200
    for wrong in ([], {}, {"data": []}, event(**{"@context": None}), event(eventTime="yesterday"),
                  event(action="Waved"), event(object=None), event(extensions={"shade": "blue"})):  # fmt: skip
        assert call("POST", "/events/1.0/", wrong).status == 400, wrong
    other = {"type": "OddEvent", "profile": "OddProfile", "action": "Waved"}
    assert call("POST", "/events/1.0/", event(**other, id="urn:uuid:6")).status == 202
    for wrong in (event(**other, eventTime="soon"), event(**other, id={"a": 1}), event(type=3, id="urn:uuid:8"),
                  event(**other, actor=[])):  # fmt: skip
        assert call("POST", "/events/1.0/", wrong).status == 400, wrong
    first = call("GET", "/insights/1.0/users/student-00001", startDate="2026-01-20").json()
    assert first["insights"][0]["totalXpEarned"] == 7, "two events of one attempt are one fact"
    assert call("GET", "/insights/1.0/users/student-00001", endDate="never").status == 400


def test_students_by_links_and_by_urns_are_the_same(call: LearnWith) -> None:
    link = "https://api.alpha-1edtech.ai/rostering/1.0/users/student-00001"
    linked = {"id": link, "type": "Person"}
    attempt = {"id": "urn:uuid:2", "type": "Attempt", "assignee": linked}
    assert call("POST", "/events/1.0/", event(object=attempt)).status == 202
    found = call("GET", "/insights/1.0/users/student-00001", startDate="2026-01-20").json()
    assert found["insights"][0]["totalXpEarned"] == 7


def test_one_file_serves_both_platforms(tmp_path: Path) -> None:
    settings: dict[str, Any] = {"data": tmp_path / "district.db", "students": 20}
    options: dict[str, Any] = CREDENTIALS
    core = SandboxCore(platform="LEARNWITH_AI", **settings)
    where = {"base_url": core.base_url, "auth_url": core.token_url, "transport": SandboxTransport(core)}
    with LearnWithClient(**where, **options) as learnwith:
        learnwith.users("student-00001").profiles.assign("p", application_id="lakeview-learn")
        learnwith.events.send_xp(
            student_id="student-00001",
            application_id="lakeview-learn",
            activity_id="a",
            xp=11,
            subject="Math",
        )
        learnwith.events.send_question_result(
            student_id="student-00001", application_id="lakeview-learn", activity_id="a", question_id="q",
            correct=True, subject="Math",
        )  # fmt: skip
        email = learnwith.users.get("student-00001").email
    core.close()
    other = SandboxCore(**settings)
    where = {"base_url": other.base_url, "auth_url": other.token_url, "transport": SandboxTransport(other)}
    with OneRosterClient(**where, **options) as oneroster, EduBridgeClient(**where, **options) as edubridge:
        (profile,) = oneroster.users.get("student-00001").user_profiles
        assert profile.app.name == "Lakeview Learn"
        facts = edubridge.analytics.get_activity(
            email=email, start_date="2026-01-01", end_date="2027-12-31", timezone="UTC"
        )
        sums = [cell for day in facts.facts.values() for subject, cell in day.items() if subject == "Math"]
        assert sum(cell.activity_metrics.xp_earned for cell in sums) >= 11
        assert sum(cell.activity_metrics.correct_questions for cell in sums) >= 1
    other.close()


def test_it_begins_with_a_bundle_too(tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_text(
        "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\nfile.orgs,bulk\nsource.systemName,s\n"
        "source.systemCode,s\n"
    )
    (tmp_path / "orgs.csv").write_text(
        "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\no-1,,,Only,district,,\n"
    )
    core = seeded_core(tmp_path, platform="LEARNWITH_AI")
    orgs = LearnWith(core)("GET", "/rostering/1.0/orgs").json()["orgs"]
    assert [org["name"] for org in orgs] == ["Only"]
    core.close()


def test_a_platform_that_nobody_runs_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="BEYOND_AI, LEARNWITH_AI"):
        SandboxCore(platform="ELSEWHERE")
