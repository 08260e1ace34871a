"""Who may control a sandbox: its owner by the token, no web page, no other machine unless it is told to."""

from __future__ import annotations

import logging
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from timeback.sandbox import Sandbox, SandboxCore
from timeback.sandbox.access import credentials_for
from timeback.sandbox.core import DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET

CONTROL = "/_sandbox/requests"
EVERY = [
    *[("GET", "requests"), ("DELETE", "requests"), ("GET", "faults"), ("POST", "faults")],
    *[("DELETE", "faults"), ("POST", "reset"), ("OPTIONS", "reset"), ("POST", ""), ("GET", "nothing")],
]


@pytest.fixture(scope="module")
def served() -> Iterator[Sandbox]:
    with Sandbox(empty=True, allowed_hosts=["Sandbox.Test"]) as sandbox:
        yield sandbox


@pytest.fixture
def http(served: Sandbox) -> Iterator[httpx.Client]:
    served.reset()
    headers = {"authorization": f"Bearer {served.control_token}"}
    with httpx.Client(base_url=served.base_url, headers=headers, trust_env=False) as client:
        yield client


def test_the_owner_is_served(http: httpx.Client, served: Sandbox) -> None:
    assert http.get(CONTROL).json() == {"requests": []}
    assert http.post("/_sandbox/faults", json={"status": 500}).status_code == 201
    assert http.get("/ims/oneroster/rostering/v1p2/users").status_code == 500
    own = served.base_url.removeprefix("http://")
    for headers in ({"origin": served.base_url, "sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}):
        assert http.post("/_sandbox/reset", headers={"host": own, **headers}).status_code == 204


@pytest.mark.parametrize("token", [None, "", "Bearer", "Bearer wrong", "Basic {}", "Bearer {}x", "Bearer ü"])
@pytest.mark.parametrize(("method", "name"), EVERY)
def test_the_token_is_asked_for(
    http: httpx.Client, served: Sandbox, method: str, name: str, token: str | None
) -> None:
    del http.headers["authorization"]
    given = [] if token is None else [token.format(served.control_token).encode("latin-1")]
    headers = [(b"authorization", value) for value in given]
    answer = http.request(method, f"/_sandbox/{name}", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert served.control_token not in answer.text


def test_a_token_of_the_platform_is_none_of_the_control(http: httpx.Client, served: Sandbox) -> None:
    form = {"grant_type": "client_credentials"}
    pair = (served.client_id, served.client_secret)
    token = http.post("/oauth2/token", data=form, auth=pair).json()["access_token"]
    assert http.get(CONTROL, headers={"authorization": f"Bearer {token}"}).status_code == 401


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:8765", "127.0.0.1.evil.example", "localhost.evil", "", "[", "[::2]:1"],
)
@pytest.mark.parametrize(("method", "name"), EVERY)
def test_a_name_that_leads_here_by_rebinding_is_refused(
    http: httpx.Client, method: str, name: str, host: str
) -> None:
    answer = http.request(method, f"/_sandbox/{name}", headers={"host": host})
    # A server may find a name like "[" no request at all.
    assert answer.status_code in ((403, 400) if host == "[" else (403,))


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:1", "[::1]:8765", "LOCALHOST:80", "sandbox.test"])
def test_the_names_of_this_machine_and_those_allowed_are_its_own(http: httpx.Client, host: str) -> None:
    assert http.get(CONTROL, headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": ""},
        # Another port of this machine is another origin.
        {"origin": "http://127.0.0.1:1"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_web_page_is_refused_even_with_the_token(
    http: httpx.Client, served: Sandbox, headers: dict[str, str]
) -> None:
    served.faults.add(status=500)
    for method, name in EVERY:
        answer = http.request(method, f"/_sandbox/{name}", headers=headers)
        assert answer.status_code == 403
        assert not [each for each in answer.headers if each.startswith("access-control")]
    assert len(served.faults.waiting()) == 1


def test_a_simple_post_of_a_web_page_changes_nothing(http: httpx.Client, served: Sandbox) -> None:
    """What a form or `fetch` of any page may send without asking first."""
    del http.headers["authorization"]
    for media_type in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        for origin in ({"origin": "https://evil.example"}, {}):
            headers = {"content-type": media_type, **origin}
            answer = http.post("/_sandbox/faults", content=b'{"status": 500}', headers=headers)
            assert answer.status_code in (401, 403)
    assert served.faults.waiting() == []


def test_every_sandbox_has_a_token_of_its_own() -> None:
    cores = [SandboxCore(empty=True) for _ in range(2)]
    tokens = {core.control_token for core in cores}
    assert len(tokens) == 2
    assert min(map(len, tokens)) >= 32
    for core in cores:
        core.close()


SET = {
    "TIMEBACK_SANDBOX_CLIENT_ID": "mine",
    "TIMEBACK_SANDBOX_CLIENT_SECRET": "my-secret",
    "TIMEBACK_SANDBOX_TOKEN": "my-token",
}


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_on_the_loopback_interface_the_client_is_well_known(
    host: str, caplog: pytest.LogCaptureFixture
) -> None:
    found = credentials_for(host)
    assert (found["client_id"], found["client_secret"]) == (DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET)
    assert caplog.records == []


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "sandbox.lan"])
def test_elsewhere_nothing_is_well_known(host: str, caplog: pytest.LogCaptureFixture) -> None:
    local, first, second = credentials_for("127.0.0.1"), credentials_for(host), credentials_for(host)
    assert not set(local.values()) & set(first.values())
    assert not set(first.values()) & set(second.values())
    assert {record.levelno for record in caplog.records} == {logging.WARNING}
    assert host in caplog.text
    assert not any(str(value) in caplog.text for value in first.values())


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_the_environment_sets_them(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SET.items():
        monkeypatch.setenv(name, value)
    assert credentials_for(host) == {
        "client_id": "mine",
        "client_secret": "my-secret",
        "api_key": "my-secret",
        "control_token": "my-token",
    }


def test_a_sandbox_that_others_reach_takes_its_own_credentials_alone() -> None:
    with (
        Sandbox(empty=True, host="0.0.0.0") as sandbox,
        httpx.Client(base_url=sandbox.base_url, trust_env=False) as http,
    ):
        form = {"grant_type": "client_credentials"}
        known = (DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET)
        assert http.post("/oauth2/token", data=form, auth=known).status_code == 401
        own = (sandbox.client_id, sandbox.client_secret)
        assert http.post("/oauth2/token", data=form, auth=own).status_code == 200

        def authorize(key: str) -> int:
            body: Any = {"email": sandbox.masterytrack["email"]}
            return http.post("/masterytrack/authorizer", json=body, headers={"x-api-key": key}).status_code

        assert (authorize("sandbox-key"), authorize(sandbox.masterytrack["api_key"])) == (401, 200)


def test_a_data_file_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    for _ in range(2):
        core = SandboxCore(data=path, empty=True)
        modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir()}
        assert set(modes) == {"s.db", "s.db-wal", "s.db-shm"}
        assert set(modes.values()) == {0o600}
        core.close()
        # One that was open to others is closed to them.
        path.chmod(0o644)


def test_a_file_of_something_else_stays_as_it_is(tmp_path: Path) -> None:
    from timeback.errors import ConfigurationError

    path = tmp_path / "notes.txt"
    path.write_text("not a database, and long enough to be looked at as one " * 40)
    path.chmod(0o644)
    with pytest.raises(ConfigurationError):
        SandboxCore(data=path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o644
