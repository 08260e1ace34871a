"""Requests as they arrive: compressed, too large, too long, of a web page, of several clients, at one base URL."""

from __future__ import annotations

import base64
import contextlib
import gzip
import json
import zlib
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any

import httpx
import pytest

from timeback import MasteryTrackClient, QtiClient, TimebackClient
from timeback.sandbox import Sandbox

from .conftest import ROSTERING, user_body

USERS = f"{ROSTERING}/users/"
MOST = 200_000
LOCAL = "http://localhost:3000"
ALLOWED = "https://app.example"


@pytest.fixture(scope="module")
def served() -> Iterator[Sandbox]:
    with Sandbox(
        students=5, max_body=MOST, cors_origins=[ALLOWED + "/"], clients={"other": "s:ecret"}
    ) as sandbox:
        yield sandbox


@pytest.fixture
def http(served: Sandbox) -> Iterator[httpx.Client]:
    served.reset()
    with httpx.Client(base_url=served.base_url, trust_env=False) as client:
        pair = (served.client_id, served.client_secret)
        answer = client.post("/oauth2/token", data={"grant_type": "client_credentials"}, auth=pair)
        client.headers["authorization"] = f"Bearer {answer.json()['access_token']}"
        yield client


def body(size: int = 0, name: str = "g") -> bytes:
    role = {"roleType": "primary", "role": "student", "org": {"sourcedId": "school-01"}}
    return json.dumps({"user": user_body(name, roles=[role], metadata={"long": "x" * size})}).encode()


def packed(content: bytes) -> bytes:
    """Without the time, which would give each worker other names of the tests."""
    return gzip.compress(content, mtime=0)


def post(http: httpx.Client, content: bytes, encoding: str | None) -> httpx.Response:
    headers = {} if encoding is None else {"content-encoding": encoding}
    return http.post(USERS, content=content, headers=headers)


def test_a_compressed_body_is_taken(http: httpx.Client) -> None:
    assert post(http, gzip.compress(body(name="a")), "gzip").status_code == 201
    half = len(body(name="b")) // 2
    members = gzip.compress(body(name="b")[:half]) + gzip.compress(body(name="b")[half:])
    assert post(http, members, "GZIP").status_code == 201
    assert post(http, body(name="c"), "identity").status_code == 201


def test_a_filter_with_the_character_nul_is_refused(http: httpx.Client) -> None:
    whole = body(name="n")
    assert http.post(USERS, content=whole.replace(b'"long": "', rb'"long": "\\u0000')).status_code == 201
    assert http.get(USERS + "n").json()["user"]["metadata"]["long"] == r"\u0000"
    for name in ("familyName", "middleName"):
        assert http.get(USERS, params={"filter": f"{name}~'\0'"}).status_code == 400
    assert http.get(USERS, params={"search": "a\0"}).json()["users"] == []


@pytest.mark.parametrize(
    ("content", "encoding", "status"),
    [
        (zlib.compress(body()), "deflate", 415),
        (body(), "br", 415),
        (packed(body()), "gzip, gzip", 415),
        (body(), "gzip", 400),
        (packed(body())[:-9], "gzip", 400),
        (packed(body()) + b"more", "gzip", 400),
        (body(MOST), None, 413),
        (b"x" * 2_000_000, None, 413),
        (packed(body(MOST)), "gzip", 413),
        (packed(b"x" * 50_000_000), "gzip", 413),
    ],
)
def test_what_is_not_taken_is_refused_in_the_services_shape(
    http: httpx.Client, content: bytes, encoding: str | None, status: int
) -> None:
    answer = post(http, content, encoding)
    assert answer.status_code == status
    assert answer.json()["imsx_codeMajor"] == "failure"
    assert (answer.headers.get("accept-encoding") == "gzip") is (status == 415)
    assert http.get(USERS, params={"limit": 1}).status_code == 200


@pytest.mark.parametrize(
    ("target", "status"),
    [
        (f"{USERS}?filter={'x' * 70_000}", 414),
        (f"{USERS}{'x' * 70_000}", 414),
        (f"/_sandbox/{'x' * 70_000}", 414),
        (f"{USERS}?filter=familyName='{'x' * 60_000}'", 200),
    ],
)
def test_a_request_line_that_is_too_long_is_414(http: httpx.Client, target: str, status: int) -> None:
    # httpx itself refuses to send so much.
    connection = HTTPConnection(http.base_url.host, http.base_url.port or 80)
    with contextlib.closing(connection):
        connection.request("GET", target, headers={"authorization": http.headers["authorization"]})
        assert connection.getresponse().status == status


@pytest.mark.parametrize("origin", [LOCAL, "http://127.0.0.1:8080", "https://[::1]:1", ALLOWED])
def test_a_page_that_may_call_does(http: httpx.Client, origin: str) -> None:
    asked = {"origin": origin, "access-control-request-method": "PUT"}
    leave = httpx.options(
        f"{http.base_url}{USERS}u", headers=asked | {"access-control-request-headers": "a, b"}
    )
    assert leave.status_code == 204
    assert leave.headers["access-control-allow-origin"] == origin
    assert "PUT" in leave.headers["access-control-allow-methods"]
    assert leave.headers["access-control-allow-headers"] == "a, b"
    for answer in (
        http.get(USERS, headers={"origin": origin}),
        httpx.get(f"{http.base_url}{USERS}", headers=asked),
    ):
        assert answer.status_code in (200, 401)
        assert answer.headers["access-control-allow-origin"] == origin
        assert answer.headers["vary"] == "origin"


@pytest.mark.parametrize(
    "origin",
    ["https://evil.example", "null", "http://localhost.evil.example", "http://localhost/x", "http://[", ""],
)
def test_another_page_may_not(http: httpx.Client, origin: str) -> None:
    asked = {"origin": origin, "access-control-request-method": "GET"}
    for answer in (http.options(USERS, headers=asked), http.get(USERS, headers=asked)):
        assert not [name for name in answer.headers if name.startswith("access-control")]


def test_the_control_endpoints_are_shared_with_no_page(http: httpx.Client, served: Sandbox) -> None:
    headers = {"authorization": f"Bearer {served.control_token}", "access-control-request-method": "POST"}
    for origin in (LOCAL, ALLOWED):
        for method in ("OPTIONS", "GET", "POST"):
            answer = http.request(method, "/_sandbox/reset", headers=headers | {"origin": origin})
            assert answer.status_code == 403
            assert not [name for name in answer.headers if name.startswith("access-control")]


def test_several_clients_have_tokens(http: httpx.Client, served: Sandbox) -> None:
    def status(client_id: str, secret: str) -> int:
        form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret}
        return httpx.post(served.auth_url, data=form).status_code

    assert status("other", "s:ecret") == 200
    assert status(served.client_id, served.client_secret) == 200
    for pair in (("other", served.client_secret), ("other", ""), ("nobody", ""), ("", "")):
        assert status(*pair) == 401


def test_the_token_of_masterytrack_is_a_jwt(served: Sandbox) -> None:
    keys = served.masterytrack
    answer = httpx.post(
        f"{keys['base_url']}/authorizer",
        json={"email": keys["email"]},
        headers={"x-api-key": keys["api_key"]},
    )
    parts = answer.json()["jwt"].split(".")
    head, claims = (json.loads(base64.urlsafe_b64decode(part + "==")) for part in parts[:2])
    assert (len(parts), head["typ"], claims["email"]) == (3, "JWT", keys["email"])
    assert claims["exp"] - claims["iat"] == 3600


def test_one_base_url_leads_to_every_service(http: httpx.Client, served: Sandbox) -> None:
    items = http.get("/assessment-items").json()
    assert items["total"] == http.get("/api/assessment-items").json()["total"] > 0
    assert http.get("/assessment-items/none").json() == http.get("/api/assessment-items/none").json()
    assert http.get("/assessment-itemsx").status_code == 404
    with QtiClient(**served.credentials) as qti:
        assert qti.assessment_items.list(limit=1).total == items["total"]
    key = served.masterytrack
    arguments: Any = {**served.credentials, "services": {"masterytrack": key | {"base_url": served.base_url}}}
    with TimebackClient(**arguments) as timeback:
        assert timeback.qti.assessment_items.list(limit=1).total == items["total"]
    with MasteryTrackClient(**key | {"base_url": served.base_url}) as mastery:
        assert mastery.inventory.list()
