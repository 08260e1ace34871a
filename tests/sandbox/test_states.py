"""Snapshots, and states that are taken away and brought back: from Python and over the control endpoints."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.roster_bundles import SCHOOL, people, user, write_bundle, zipped
from tests.sandbox.conftest import Caller, user_body
from timeback.errors import ConfigurationError
from timeback.sandbox import Sandbox, SandboxCore
from timeback.sandbox.messages import Request, Response


@pytest.fixture(params=["memory", "file"])
def call(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Caller]:
    core = SandboxCore(students=20, data=tmp_path / "x.db" if request.param == "file" else None)
    yield Caller(core)
    core.close()


def control(call: Caller, method: str, path: str, body: bytes = b"") -> Response:
    headers = {"authorization": f"Bearer {call.core.control_token}", "host": "sandbox.invalid"}
    return call.core.handle(Request(method, f"/_sandbox/{path}", "", headers, body))


def everything(call: Caller) -> dict[str, list[Any]]:
    with call.core.store.transaction(write=False) as session:
        return {name: session.execute(f"SELECT * FROM {name}") for name in call.core.store.tables}


def test_a_snapshot_holds_records_and_clock(call: Caller) -> None:
    call.core.clock.freeze("2026-03-01")
    before, token = everything(call), call.token
    assert control(call, "PUT", "snapshots/start").status == 204
    call.core.clock.set("2026-05-01")
    assert call("DELETE", "/users/student-00001").status == 204
    assert everything(call) != before
    assert control(call, "POST", "snapshots/start/restore").status == 204
    assert everything(call) == before
    assert call.core.clock.time.isoformat() == "2026-03-01T00:00:00+00:00"
    assert call.token == token
    assert call("GET", "/users/student-00001").json()["user"]["status"] == "active"
    (kept,) = control(call, "GET", "snapshots").json()["snapshots"]
    assert kept["name"] == "start"
    assert control(call, "DELETE", "snapshots/start").status == 204
    missing = control(call, "POST", "snapshots/start/restore")
    assert (missing.status, missing.json()["error"]) == (404, "there is no snapshot 'start'; there are: none")


def test_a_reset_undoes_what_no_request_wrote(call: Caller) -> None:
    before = everything(call)["users"]
    store = call.core.store
    with store.transaction(write=True) as session:
        assert session.remove(store.tables["users"], "student-00001")
    assert len(everything(call)["users"]) == len(before) - 1
    call.core.reset()
    assert everything(call)["users"] == before


def test_a_state_goes_from_one_sandbox_to_another(call: Caller, tmp_path: Path) -> None:
    school = call.ids("/schools")[0]
    roles = [{"roleType": "primary", "role": "student", "org": {"sourcedId": school}}]
    assert call("POST", "/users", {"user": user_body("mine", roles=roles)}).status == 201
    image = control(call, "GET", "state").body
    assert image.startswith(b"SQLite format 3\0")
    other = Caller(SandboxCore(empty=True, data=tmp_path / "other.db", base_url="http://127.0.0.1:1"))
    headers = {"authorization": f"Bearer {other.core.control_token}", "host": "127.0.0.1"}
    put = Request("PUT", "/_sandbox/state", "", headers, image)
    assert other.core.handle(put).status == 204
    user = other.one("/users/mine")
    assert user["roles"][0]["org"]["href"].startswith("http://127.0.0.1:1/ims/")
    other.core.reset()
    assert other("GET", "/users/mine").status == 404
    other.core.close()


@pytest.mark.parametrize("body", [b"", b"nothing", b"SQLite format 3\0" + bytes(4080)])
def test_what_is_no_state_is_refused(call: Caller, body: bytes) -> None:
    before = everything(call)
    refused = control(call, "PUT", "state", body)
    assert refused.status == 422
    assert "no state of a sandbox" in refused.json()["error"]
    assert everything(call) == before


def test_a_state_on_pages_of_another_size_is_refused(call: Caller, tmp_path: Path) -> None:
    path = tmp_path / "state.db"
    path.write_bytes(call.core.state())
    with contextlib.closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA page_size = 4096")
        database.execute("VACUUM")
    before = everything(call)
    assert control(call, "PUT", "state", path.read_bytes()).status == 422
    assert everything(call) == before


def test_the_first_state_may_be_one_s_own(call: Caller, tmp_path: Path) -> None:
    assert call("DELETE", "/users/student-00001").status == 204
    path = tmp_path / "state.db"
    path.write_bytes(call.core.state())
    with Sandbox(seed_from=path) as sandbox:
        own = Caller(sandbox.core)
        assert own.one("/users/student-00001")["status"] == "tobedeleted"
        assert own("DELETE", "/users/student-00002").status == 204
        sandbox.snapshot("later")
        sandbox.reset()
        assert own.one("/users/student-00002")["status"] == "active"
        sandbox.restore("later")
        assert own.one("/users/student-00002")["status"] == "tobedeleted"
        sandbox.save(path)
        sandbox.load(path)
        with pytest.raises(LookupError, match="there are: later"):
            sandbox.restore("earlier")


@pytest.mark.parametrize("as_zip", [False, True])
def test_a_district_comes_from_a_bundle(tmp_path: Path, as_zip: bool) -> None:
    folder = write_bundle(tmp_path / "bundle", {**SCHOOL, **people(user("u-1"), user("u-2"))})
    with Sandbox(seed_from=zipped(folder) if as_zip else folder) as sandbox:
        call = Caller(sandbox.core)
        assert call.ids("/users") == ["u-1", "u-2"]
        assert call("DELETE", "/users/u-1").status == 204
        assert sandbox.requests.to("DELETE")
        sandbox.reset()
        assert sandbox.requests == []
        assert call.one("/users/u-1")["status"] == "active"


def test_a_file_that_holds_records_keeps_them(tmp_path: Path, call: Caller) -> None:
    seed, data = tmp_path / "seed.db", tmp_path / "data.db"
    seed.write_bytes(call.core.state())
    for _ in range(2):
        with Sandbox(seed_from=seed, data=data) as sandbox:
            Caller(sandbox.core)("DELETE", "/users/student-00001")
    with Sandbox(seed_from=seed, data=data) as sandbox:
        own = Caller(sandbox.core)
        assert own.one("/users/student-00001")["status"] == "tobedeleted"
        sandbox.reset()
        assert own.one("/users/student-00001")["status"] == "active"


def test_what_nothing_can_begin_with_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    for content in (None, b"text", b"SQLite format 3\0"):
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(ConfigurationError, match=r"cannot begin with .*x\.txt"):
            Sandbox(seed_from=path)
