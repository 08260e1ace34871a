"""Tokens, methods, faults, the list of requests, reset, files, threads."""

from __future__ import annotations

import base64
import contextlib
import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest

from timeback.errors import ConfigurationError
from timeback.sandbox.core import SandboxCore
from timeback.sandbox.messages import Request, Response

from .conftest import ROSTERING, Caller, Clock, Later, user_body

FORM = "application/x-www-form-urlencoded"


def _token(core: SandboxCore, headers: dict[str, str], body: bytes) -> Response:
    return core.handle(Request("POST", "/oauth2/token", "", {"content-type": FORM, **headers}, body))


def test_a_token_by_basic_and_by_form(core: SandboxCore) -> None:
    pair = base64.b64encode(b"timeback-sandbox:sandbox-secret").decode()
    answer = _token(core, {"authorization": f"Basic {pair}"}, b"grant_type=client_credentials&scope=a+b")
    assert answer.status == 200
    assert set(answer.json()) == {"access_token", "expires_in", "token_type"}
    assert answer.json()["expires_in"] == 3600
    form = b"grant_type=client_credentials&client_id=timeback-sandbox&client_secret=sandbox-secret"
    assert _token(core, {}, form).json()["access_token"] != answer.json()["access_token"]


@pytest.mark.parametrize(
    ("form", "status", "code"),
    [
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_id": "ünknown"}, 401, "invalid_client"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"grant_type": ""}, 400, "invalid_request"),
    ],
)
def test_a_token_refused(call: Caller, form: dict[str, str], status: int, code: str) -> None:
    answer = call.ask_token(**form)
    assert (answer.status, answer.json()["error"]) == (status, code)


def test_bad_basic_credentials_are_refused(core: SandboxCore) -> None:
    for header in ("Basic !!!", "Basic " + base64.b64encode(b"\xff:x").decode(), "Basic "):
        answer = _token(core, {"authorization": header}, b"grant_type=client_credentials")
        assert answer.status == 401
        assert answer.header("www-authenticate") is not None


def test_the_token_endpoint_takes_only_forms_by_post(core: SandboxCore) -> None:
    assert core.handle(Request("GET", "/oauth2/token")).status == 405
    assert (
        core.handle(Request("POST", "/oauth2/token", "", {"content-type": "application/json"}, b"{}")).status
        == 400
    )


def test_calls_without_a_good_token_are_401(call: Caller, clock: Clock, later: Later) -> None:
    # The clock of the records does not make tokens expire.
    clock.now += 3600
    assert call("GET", "/users").status == 200
    later(3600)
    expired = call("GET", "/users")
    assert expired.status == 401
    assert expired.json()["imsx_CodeMinor"]["imsx_codeMinorField"][0]["imsx_codeMinorFieldValue"] == (
        "unauthorisedrequest"
    )
    for headers in ({}, {"authorization": "Bearer nonsense"}, {"authorization": "Basic x"}):
        assert call.core.handle(Request("GET", f"{ROSTERING}/users", "", headers)).status == 401


def test_tokens_are_not_stored_in_clear(tmp_path: Path) -> None:
    core = SandboxCore(data=tmp_path / "s.db", empty=True)
    token = Caller(core).token
    core.close()
    assert token.encode() not in (tmp_path / "s.db").read_bytes()


def test_unknown_paths_and_wrong_methods(call: Caller) -> None:
    assert call("GET", "/nowhere").status == 404
    assert call("GET", "/unknownThings").status == 404
    assert call("GET", "/users//classes").status == 404
    assert call("GET", "/users/%FF").status == 404
    wrong = call("PATCH", "/users/student-00001", {})
    assert wrong.status == 405
    assert wrong.header("allow") == "DELETE, GET, HEAD, PUT"
    assert call("DELETE", "/users").header("allow") == "GET, HEAD, POST"


def test_head_answers_like_get_without_a_body(call: Caller) -> None:
    for path in ("/users/student-00001", "/users"):
        head, get = call("HEAD", path), call("GET", path)
        assert (head.status, head.body, head.headers) == (200, b"", get.headers)
    assert call("HEAD", "/users/nobody").status == 404


def test_a_status_fault_in_the_services_shape(call: Caller) -> None:
    call.core.faults.add(status=503, headers={"Retry-After": "2"}, times=2)
    for _ in range(2):
        response = call("GET", "/users")
        assert (response.status, response.header("retry-after")) == (503, "2")
        assert response.json()["imsx_codeMajor"] == "failure"
    assert call("GET", "/users").status == 200


def test_a_fault_with_a_body_of_its_own(call: Caller) -> None:
    call.core.faults.add(status=502, body="<html>bad gateway</html>")
    response = call("GET", "/users")
    assert response.body == b"<html>bad gateway</html>"
    assert response.header("content-type") == "text/html; charset=utf-8"
    call.core.faults.add(status=418, body={"error": "teapot"})
    assert call("GET", "/users").json() == {"error": "teapot"}


def test_faults_meet_only_their_path_and_method(call: Caller) -> None:
    call.core.faults.add(status=500, path=f"{ROSTERING}/classes", method="GET")
    call.core.faults.add(status=500, path="*/users/*/classes")
    assert call("GET", "/users").status == 200
    assert call("GET", "/users/student-00001/classes").status == 500
    assert call("POST", "/classes", {}).status == 422
    assert call("GET", "/classes/class-00001").status == 500
    assert call.core.faults.waiting() == []


def test_faults_spare_the_token_endpoint_unless_it_is_named(call: Caller) -> None:
    call.core.faults.add(status=500)
    assert call.ask_token().status == 200
    call.core.faults.add(status=500, path="/oauth2/token")
    assert call.ask_token().status == 500


def test_dropped_before_nothing_happens_dropped_after_it_has(empty: Caller) -> None:
    empty.core.faults.add(drop="before")
    assert empty("POST", "/users", {"user": user_body("a")}).drop
    empty.core.faults.add(drop="after")
    assert empty("POST", "/users", {"user": user_body("b")}).drop
    assert empty.ids("/users") == ["b"]


def test_latency_and_truncation_are_told_to_the_transport(call: Caller) -> None:
    call.core.faults.add(latency=1.5, truncate=10)
    response = call("GET", "/users")
    assert (response.latency, response.truncate, response.status) == (1.5, 10, 200)


def test_expired_tokens_on_demand(call: Caller) -> None:
    call.core.faults.add(expire_tokens=True)
    assert call("GET", "/users").status == 401
    call.token = call.fetch_token()
    assert call("GET", "/users").status == 200


@pytest.mark.parametrize(
    "settings",
    [{"statsu": 500}, {"status": 99}, {"times": 0}, {"drop": "never"}, {"latency": -1}, {"truncate": "x"}],
)
def test_senseless_faults_are_refused(call: Caller, settings: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"."):
        call.core.faults.add(**settings)
    assert call("POST", "/_sandbox/faults", settings).status == 422


def test_control_over_http(call: Caller) -> None:
    assert call("POST", "/_sandbox/faults", {"status": 500, "times": 3}).status == 201
    assert call("GET", "/_sandbox/faults").json()["faults"][0]["times"] == 3
    assert call("GET", "/users").status == 500
    assert call("DELETE", "/_sandbox/faults").status == 204
    assert call("GET", "/users", limit=1).status == 200
    seen = call("GET", "/_sandbox/requests").json()["requests"]
    last = {"method": "GET", "path": f"{ROSTERING}/users", "query": "limit=1", "status": 200}
    assert seen[-1].items() >= {**last, "request_id": "r-1", "fault": False}.items()
    assert (seen[-2]["status"], seen[-2]["fault"]) == (500, True)
    assert call("DELETE", "/_sandbox/requests").status == 204
    assert call("GET", "/_sandbox/requests").json() == {"requests": []}
    assert call("PUT", "/_sandbox/faults").status == 405
    assert call("GET", "/_sandbox/nothing").status == 404


def test_reset_brings_back_the_first_state(call: Caller) -> None:
    before = call("GET", "/users", limit=3000).body
    call("DELETE", "/users/student-00001")
    call.core.faults.add(status=500)
    assert call("POST", "/_sandbox/reset").status == 204
    assert call.core.requests == []
    assert call("GET", "/users", limit=3000).body == before


def test_an_empty_sandbox_resets_to_empty(empty: Caller) -> None:
    empty.core.reset()
    assert empty.ids("/orgs") == []


def test_a_file_keeps_its_records_and_its_seed(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    first = SandboxCore(data=path, students=10)
    call = Caller(first)
    call("DELETE", "/users/student-00001")
    before = call("GET", "/users", limit=3000).body
    first.close()
    second = SandboxCore(data=path, students=99, seed=7)
    again = Caller(second)
    assert again("GET", "/users", limit=3000).body == before
    again.token = call.token
    assert again("GET", "/users").status == 200
    second.close()


def test_a_file_that_is_something_else_is_refused(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("not a database, and long enough to be looked at as one " * 40)
    other = tmp_path / "other.db"
    connection = sqlite3.connect(other)
    connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    for path in (text, other, tmp_path / "no" / "folder.db"):
        with pytest.raises(ConfigurationError, match=path.name):
            SandboxCore(data=path)
    with contextlib.closing(sqlite3.connect(other)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("theirs",)]


@pytest.mark.parametrize("in_file", [False, True])
def test_many_threads_at_once(tmp_path: Path, in_file: bool) -> None:
    core = SandboxCore(data=tmp_path / "s.db" if in_file else None, students=10)
    call = Caller(core)
    school = {"org": {"sourcedId": "school-01"}}
    failures: list[Any] = []

    def work(worker: int) -> None:
        for number in range(20):
            role = {"roleType": "primary", "role": "student", **school}
            body = user_body(f"w{worker}-{number}", roles=[role])
            responses = (call("POST", "/users", {"user": body}), call("GET", "/users", limit=5))
            failures.extend(response.body for response in responses if response.status > 201)

    threads = [threading.Thread(target=work, args=(worker,)) for worker in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert (
        len(call.ids("/users", filter="sourcedId~'w' AND givenName='Ada' AND sourcedId>'w'", limit=3000))
        == 160
    )
    core.close()


def test_a_fault_inside_the_sandbox_is_a_500_and_is_logged(
    call: Caller, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("timeback.sandbox.session.Session.page", broken)
    response = call("GET", "/users", filter="email='secret@lakeview.example'")
    assert response.status == 500
    assert "secret@" not in caplog.text
    assert "RuntimeError" in caplog.text
