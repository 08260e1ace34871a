"""The control endpoints: all that a page shows, a test can see and do."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from timeback import NotFoundError, TimebackClient
from timeback.sandbox import Sandbox
from timeback.sandbox.control.kinds import KINDS

USERS = "/ims/oneroster/rostering/v1p2/users"


@pytest.fixture(scope="module")
def served() -> Iterator[Sandbox]:
    with Sandbox(students=12) as sandbox:
        yield sandbox


@pytest.fixture
def control(served: Sandbox) -> Iterator[httpx.Client]:
    served.reset()
    headers = {"authorization": f"Bearer {served.control_token}"}
    with httpx.Client(base_url=f"{served.base_url}/_sandbox", headers=headers, trust_env=False) as client:
        yield client


@pytest.fixture
def platform(served: Sandbox) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served.base_url, trust_env=False) as client:
        form = {"grant_type": "client_credentials"}
        pair = (served.client_id, served.client_secret)
        token = client.post("/oauth2/token", data=form, auth=pair).json()["access_token"]
        client.headers["authorization"] = f"Bearer {token}"
        yield client


def test_health_tells_anybody_that_it_runs(served: Sandbox) -> None:
    answer = httpx.get(f"{served.base_url}/_sandbox/health", headers={"host": "ci.test"}, trust_env=False)
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_about_says_how_to_connect(control: httpx.Client, served: Sandbox) -> None:
    about = control.get("/about").json()
    assert about.items() >= served.credentials.items()
    assert about["masterytrack_url"] == served.masterytrack["base_url"]


def test_records_are_tables_to_search(control: httpx.Client) -> None:
    services = {each["service"]: each["tables"] for each in control.get("/records").json()["services"]}
    assert {"oneroster", "caliper", "qti", "webhooks"} <= services.keys()
    (users,) = [each["records"] for each in services["oneroster"] if each["name"] == "users"]
    page = control.get("/records/users", params={"filter": "primaryOrg.name='x' OR familyName~'a'"}).json()
    assert 0 < page["total"] < users
    assert all("a" in each["familyName"].lower() for each in page["records"])
    ordered = control.get(
        "/records/users", params={"sort": "givenName", "orderBy": "desc", "limit": 5}
    ).json()
    names = [each["givenName"] for each in ordered["records"]]
    assert names == sorted(names, reverse=True)
    assert (len(names), ordered["total"]) == (5, users)
    found = control.get("/records/results", params={"filter": "score>90 AND metadata.a!='b'"}).json()
    assert all(each["score"] > 90 for each in found["records"])
    assert control.get("/records/qti_items/verbs-1").json()["title"] == "Verbs"


def test_records_are_asked_for_as_the_library_asks(control: httpx.Client) -> None:
    def ids(table: str, where: str) -> list[str]:
        answer = control.get(f"/records/{table}", params={"where": where, "limit": 1000})
        assert answer.status_code == 200, answer.text
        found: list[str] = answer.json()["ids"]
        return found

    everybody = ids("users", "")
    assert ids("users", "roles.role=student") == [each for each in everybody if each.startswith("student")]
    assert ids("users", "status.ne=active") == ids("users", "status=tobedeleted")
    named = ids("users", '{"OR": [{"given_name": {"contains": "a"}}, {"family_name": {"contains": "a"}}]}')
    assert set(named) == {*ids("users", "givenName.contains=a"), *ids("users", "familyName.contains=a")}
    # Numbers are compared as such, also where the line has them as text.
    scores = [each["score"] for each in control.get("/records/results?limit=1000").json()["records"]]
    high = [each for each in scores if each is not None and each >= 90]
    assert 100 in high
    assert len(ids("results", "score.gte=90")) == len(high)
    assert ids("courses", "grades=5 subjects=Math") == ["course-mth-05"]
    assert ids("classes", "title='Math K, Section 1'") == ["class-00001"]
    assert not ids("users", '{"status": {"in": []}}')


def test_a_page_far_behind_the_end_is_empty(control: httpx.Client) -> None:
    answer = control.get("/records/users", params={"offset": 10**20}).json()
    assert answer["total"] > 12
    assert answer["records"] == []


def test_what_a_record_refers_to_is_found(control: httpx.Client) -> None:
    found = control.get("/find", params={"id": ["student-00001", "school-01", "nobody"]}).json()["found"]
    assert found["school-01"] == ["orgs"]
    assert {"users", "demographics"} <= set(found["student-00001"])
    assert found["nobody"] == []


def test_references_lead_to_the_sandbox(control: httpx.Client, served: Sandbox) -> None:
    enrollment = control.get("/records/enrollments/enrollment-000001").json()
    listed = control.get("/records/enrollments?limit=1").json()["records"][0]
    for record in (enrollment, listed):
        assert record["user"]["href"].startswith(f"{served.base_url}/ims/oneroster/rostering/v1p2/users/")


def test_a_table_says_what_its_records_are(control: httpx.Client, served: Sandbox) -> None:
    described = control.get("/tables/users").json()
    assert (described["model"], described["meaning"]) == ("User", "A user, whatever the role.")
    assert described["fields"]["givenName"] == "First name, as in the official records."
    assert set(KINDS) <= set(served.core.store.tables)
    assert control.get("/tables/nothing").status_code == 404


@pytest.mark.parametrize("table", sorted(name for name, kind in KINDS.items() if kind.call))
def test_the_call_that_fetches_a_record_does(control: httpx.Client, served: Sandbox, table: str) -> None:
    described = control.get(f"/tables/{table}").json()
    ids = control.get(f"/records/{table}?limit=1").json()["ids"]
    with TimebackClient(**served.credentials) as client:
        call = described["python"].replace("{id}", repr(ids[0] if ids else "nothing"))
        try:
            assert eval(call, {"client": client}) is not None
        except NotFoundError:
            assert not ids


def test_requests_are_searched_and_shown_in_brief(control: httpx.Client, platform: httpx.Client) -> None:
    platform.get(f"{USERS}/student-00001")
    platform.get(USERS, params={"filter": "sourcedId='student-00002'"})
    platform.get("/api/assessment-items")
    brief = control.get("/requests", params={"brief": "true", "text": "STUDENT-00002"}).json()["requests"]
    assert [each["service"] for each in brief] == ["oneroster"]
    assert brief[0].keys() & {"body", "headers", "answer"} == set()
    assert brief[0]["client"].startswith("python-httpx")
    (last,) = control.get("/requests", params={"last": 1}).json()["requests"]
    assert (last["path"], last["service"]) == ("/api/assessment-items", "qti")
    assert control.get(f"/requests/{last['number']}").json() == last
    assert control.get("/requests/0").status_code == 404


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/records/sqlite_master", 404),
        ("/records/users/nobody", 404),
        ("/records/users?filter=a", 400),
        ("/records/users?where=a", 400),
        ("/records/users?where=famly%3Dx", 400),
        ("/records/users?sort=a'%20--", 400),
        ("/records/users?limit=x", 422),
        ("/requests?after=x", 422),
        ("/deliveries/x/repeat", 405),
        ("/snapshots/none", 404),
        ("/nothing/at/all", 404),
    ],
)
def test_what_cannot_be_answered(control: httpx.Client, path: str, status: int) -> None:
    answer = control.get(path)
    assert answer.status_code == status, answer.text
    assert answer.json()["error"]


def test_requests_are_kept_without_secrets(
    control: httpx.Client, platform: httpx.Client, served: Sandbox
) -> None:
    platform.post(f"{USERS}/", json={"user": {"givenName": "Ada", "password": "pass-1"}})
    platform.get(USERS, params={"limit": 1, "secret": "query-1"})
    kept = control.get("/requests").text
    for secret in (platform.headers["authorization"], served.client_secret, "pass-1", "query-1"):
        assert secret not in kept
    refused, found = served.requests.to(path=f"{USERS}*")
    assert (refused.status, refused.json()["user"]["givenName"]) == (422, "Ada")
    assert refused.headers["authorization"] == "***"
    assert json.loads(found.answer)["totalCount"] > 0
    assert served.requests.to("post", USERS, status=422) == [refused]
    assert not served.requests.to("DELETE")
    last = control.get("/requests").json()["requests"][-1]["number"]
    assert control.get("/requests", params={"after": last}).json() == {"requests": []}


def test_somebody_waits_for_the_next_request(control: httpx.Client, platform: httpx.Client) -> None:
    last = control.get("/requests").json()["requests"][-1]["number"]
    got: list[Any] = []
    waiting = threading.Thread(
        target=lambda: got.append(
            control.get("/requests", params={"after": last, "wait": 20}, timeout=25).json()
        )
    )
    waiting.start()
    platform.get(USERS)
    waiting.join(20)
    assert [each["path"] for each in got[0]["requests"]] == [USERS]


def test_requests_come_as_events(control: httpx.Client, platform: httpx.Client) -> None:
    number = control.get("/requests").json()["requests"][-1]["number"]
    headers = {"accept": "text/event-stream", "last-event-id": str(number)}
    with control.stream("GET", "/requests", headers=headers, timeout=20) as answer:
        assert answer.headers["content-type"] == "text/event-stream"
        platform.get(f"{USERS}/nobody")
        lines = answer.iter_lines()
        data = next(line for line in lines if line.startswith("data: "))
        assert json.loads(data.removeprefix("data: "))["status"] == 404
    refused = control.get("/requests", headers={**headers, "authorization": "Bearer x"})
    assert refused.status_code == 401


def test_many_who_watch_hold_up_nobody(control: httpx.Client, platform: httpx.Client) -> None:
    number = control.get("/requests").json()["requests"][-1]["number"]
    headers = {"accept": "text/event-stream", "last-event-id": str(number)}
    with contextlib.ExitStack() as watching:
        for _ in range(45):
            watching.enter_context(control.stream("GET", "/requests", headers=headers, timeout=20))
        assert platform.get(f"{USERS}/student-00001", timeout=10).status_code == 200


def test_a_fault_stays_until_it_is_removed(control: httpx.Client, platform: httpx.Client) -> None:
    standing = control.post("/faults", json={"status": 503, "times": None, "path": USERS}).json()
    assert [platform.get(USERS).status_code for _ in range(3)] == [503, 503, 503]
    assert control.delete(f"/faults/{standing['id']}").status_code == 204
    assert control.delete(f"/faults/{standing['id']}").status_code == 404
    assert platform.get(USERS).status_code == 200


def test_a_fault_may_be_a_matter_of_chance(control: httpx.Client, platform: httpx.Client) -> None:
    assert control.post("/faults", json={"status": 500, "probability": 0}).status_code == 422
    control.post("/faults", json={"status": 500, "times": None, "probability": 0.5, "path": USERS})
    assert {platform.get(USERS, params={"limit": 1}).status_code for _ in range(60)} == {200, 500}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("latency", -1),
        ("latency", 3600.1),
        ("latency", 1e99),
        ("status", 100),
        ("status", 600),
        ("headers", {"x": "1\r\ny: 2"}),
        ("headers", {"x": "\u2192"}),
        ("headers", {"x y": "1"}),
    ],
)
def test_a_fault_that_cannot_be_is_refused(control: httpx.Client, name: str, value: object) -> None:
    refused = control.post("/faults", json={name: value})
    assert (refused.status_code, refused.json()["error"].split()[0]) == (422, name)
    assert control.get("/faults").json() == {"faults": []}


def test_a_browser_gets_a_cookie_for_the_token(control: httpx.Client, served: Sandbox) -> None:
    begun = control.post("/session")
    cookie = begun.headers["set-cookie"]
    assert begun.status_code == 204
    assert cookie.endswith("; Path=/_sandbox; HttpOnly; SameSite=Strict")
    del control.headers["authorization"]
    assert control.get("/about").status_code == 200
    foreign = {"origin": "http://evil.example", "sec-fetch-site": "cross-site"}
    assert control.post("/reset", headers=foreign).status_code == 403
    assert control.get("/about", headers={"authorization": "Bearer x"}).status_code == 401
    control.delete("/session")
    assert control.get("/about").status_code == 401


def test_deliveries_tell_their_attempts(control: httpx.Client, served: Sandbox) -> None:
    assert control.get("/deliveries").json() == {"deliveries": []}
    assert control.post("/deliveries/none/repeat").status_code == 404
