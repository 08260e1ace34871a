"""The sandbox over sockets, in process by httpx, and as a command."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from timeback.errors import ConfigurationError, InvalidInputError
from timeback.sandbox import AsyncSandboxTransport, Sandbox, SandboxCore, SandboxTransport
from timeback.sandbox.core import DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET
from timeback.sandbox.embedded import embedded

from ..soak.data_file import soak
from .conftest import ROSTERING

USERS = f"{ROSTERING}/users"


@pytest.fixture(scope="module")
def server() -> Iterator[Sandbox]:
    with Sandbox(students=30) as sandbox:
        yield sandbox


def _authorise(client: httpx.Client, client_id: str = DEFAULT_CLIENT_ID) -> httpx.Client:
    form = {"grant_type": "client_credentials"}
    answer = client.post("/oauth2/token", data=form, auth=(client_id, DEFAULT_CLIENT_SECRET))
    client.headers["authorization"] = f"Bearer {answer.json()['access_token']}"
    return client


@pytest.fixture(params=["socket", "in process"])
def client(request: pytest.FixtureRequest, server: Sandbox) -> Iterator[tuple[httpx.Client, SandboxCore]]:
    server.reset()
    transport = SandboxTransport(server.core) if request.param == "in process" else None
    with httpx.Client(base_url=server.base_url, transport=transport, trust_env=False) as client:
        yield _authorise(client), server.core


def test_requests_are_answered(client: tuple[httpx.Client, SandboxCore]) -> None:
    http, core = client
    answer = http.get(USERS, params={"limit": 2, "filter": "familyName='O''Brien'"})
    assert answer.status_code == 200
    assert answer.json()["users"][0]["roles"][0]["org"]["href"].startswith(core.base_url)
    head = http.head(f"{USERS}/student-00001")
    assert (head.status_code, head.content) == (200, b"")
    assert int(head.headers["content-length"]) > 100
    assert http.delete(f"{USERS}/student-00001").status_code == 204
    assert http.get(f"{USERS}/no%2Fbody").status_code == 404
    assert core.requests[-1].path.endswith("/no%2Fbody")


@pytest.mark.parametrize("fault", [{"drop": "before"}, {"drop": "after"}, {"truncate": 20}, {"truncate": 0}])
def test_broken_connections(client: tuple[httpx.Client, SandboxCore], fault: dict[str, Any]) -> None:
    http, core = client
    core.faults.add(**fault)
    with pytest.raises(httpx.RemoteProtocolError):
        http.get(USERS)
    assert http.get(USERS).status_code == 200


def test_latency_runs_into_the_read_timeout(client: tuple[httpx.Client, SandboxCore]) -> None:
    http, core = client
    core.faults.add(latency=0.4)
    with pytest.raises(httpx.ReadTimeout):
        http.get(USERS, timeout=0.05)
    core.faults.add(latency=0.05)
    assert http.get(USERS).status_code == 200


def test_a_delay_ends_with_its_client(caplog: pytest.LogCaptureFixture) -> None:
    with Sandbox(empty=True) as sandbox, httpx.Client(base_url=sandbox.base_url, trust_env=False) as http:
        sandbox.faults.add(latency=600)
        with pytest.raises(httpx.ReadTimeout):
            http.get(USERS, timeout=0.2)
    assert not caplog.records


def test_latency_holds_up_nobody_else(server: Sandbox) -> None:
    server.reset()
    with httpx.Client(base_url=server.base_url, trust_env=False) as http, ThreadPoolExecutor() as pool:
        _authorise(http)
        server.faults.add(latency=1.0, path=f"{ROSTERING}/orgs")
        slow = pool.submit(http.get, f"{ROSTERING}/orgs")
        while not any(seen.path.endswith("/orgs") for seen in server.requests):
            time.sleep(0.005)
        assert http.get(USERS).status_code == 200
        assert not slow.done()
        assert slow.result().status_code == 200


async def test_the_async_transport(server: Sandbox) -> None:
    server.reset()
    transport = AsyncSandboxTransport(server.core)
    async with httpx.AsyncClient(base_url="https://sandbox.invalid", transport=transport) as http:
        form = {"grant_type": "client_credentials"}
        answer = await http.post("/oauth2/token", data=form, auth=(server.client_id, server.client_secret))
        http.headers["authorization"] = f"Bearer {answer.json()['access_token']}"
        assert (await http.get(USERS)).status_code == 200
        for fault in ({"drop": "before"}, {"truncate": 5}):
            server.faults.add(**fault)
            with pytest.raises(httpx.RemoteProtocolError):
                await http.get(USERS)
        server.faults.add(latency=5.0)
        with pytest.raises(httpx.ReadTimeout):
            await http.get(USERS, timeout=0.01)


async def test_the_async_transport_over_a_file(tmp_path: Path) -> None:
    core = SandboxCore(data=tmp_path / "s.db", empty=True)
    async with httpx.AsyncClient(transport=AsyncSandboxTransport(core)) as http:
        assert (await http.get(f"https://sandbox.invalid{USERS}")).status_code == 401
    core.close()


def test_the_embedded_sandbox_is_one() -> None:
    with ThreadPoolExecutor(8) as pool:
        made = [pool.submit(embedded) for _ in range(8)]
        cores = [future.result() for future in made]
    assert all(core is cores[0] for core in cores)


def test_a_sandbox_says_how_to_reach_it(server: Sandbox) -> None:
    assert server.credentials == {
        "base_url": server.base_url,
        "auth_url": f"{server.base_url}/oauth2/token",
        "client_id": server.client_id,
        "client_secret": server.client_secret,
    }


def _start(*arguments: str, **more: Any) -> tuple[subprocess.Popen[str], dict[str, str]]:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    process = subprocess.Popen(
        [sys.executable, "-m", "timeback.cli", "sandbox", "--port", "0", "--json", *arguments],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        **more,
    )
    assert process.stdout is not None
    return process, json.loads(process.stdout.readline())


def _finish(process: subprocess.Popen[str], number: int) -> int:
    process.send_signal(number)
    with process:
        return process.wait(20)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_command_serves_and_ends_cleanly(number: int) -> None:
    process, facts = _start("--students", "5")
    try:
        oauth = {"base_url", "auth_url", "client_id", "client_secret"}
        assert set(facts) == oauth | {
            "masterytrack_url",
            "api_key",
            "email",
            "control_token",
            "page_url",
            "platform",
        }
        with httpx.Client(base_url=facts["base_url"], trust_env=False) as http:
            assert len(_authorise(http).get(f"{ROSTERING}/students").json()["users"]) == 5
            control = {"authorization": f"Bearer {facts['control_token']}"}
            assert http.get("/_sandbox/about", headers=control).json()["as_described"] is False
            # A client that keeps its connection open does not keep the command alive.
            assert _finish(process, number) == 0
    finally:
        process.kill()


def test_the_command_on_another_interface_warns_and_takes_the_modes() -> None:
    options = ("--host", "0.0.0.0", "--allowed-host", "box", "--empty", "--strict-slash", "--as-described")
    process, facts = _start(*options, stderr=subprocess.PIPE)
    with httpx.Client(base_url=facts["base_url"], trust_env=False) as http:
        pair = (facts["client_id"], facts["client_secret"])
        assert pair != (DEFAULT_CLIENT_ID, DEFAULT_CLIENT_SECRET)
        form = {"grant_type": "client_credentials"}
        token = http.post("/oauth2/token", data=form, auth=pair).json()["access_token"]
        headers = {"authorization": f"Bearer {token}"}
        assert http.get(USERS, headers=headers).status_code == 404
        org = {"org": {"sourcedId": "d", "name": "District", "type": "district"}}
        for _ in range(2):
            last = http.post(f"{ROSTERING}/orgs/", json=org, headers=headers)
        assert last.status_code == 409
        course = {"sourcedId": "c", "status": "active", "title": "Math", "org": {"sourcedId": "d"}}
        for _ in range(2):
            last = http.post(f"{ROSTERING}/courses/", json={"course": course}, headers=headers)
        assert last.status_code == 409
        control = {"authorization": f"Bearer {facts['control_token']}", "host": "box"}
        assert http.get("/_sandbox/requests", headers=control).status_code == 200
    assert process.stderr is not None
    assert "0.0.0.0" in process.stderr.readline()
    assert _finish(process, signal.SIGTERM) == 0


def test_records_survive_a_kill(tmp_path: Path) -> None:
    path = str(tmp_path / "s.db")
    process, facts = _start("--data", path, "--students", "5")
    with httpx.Client(base_url=facts["base_url"], trust_env=False) as http:
        assert _authorise(http).delete(f"{USERS}/student-00001").status_code == 204
    assert _finish(process, signal.SIGKILL) == -signal.SIGKILL
    process, facts = _start("--data", path)
    with httpx.Client(base_url=facts["base_url"], trust_env=False) as http:
        user = _authorise(http).get(f"{USERS}/student-00001").json()["user"]
        assert user["status"] == "tobedeleted"
        assert _finish(process, signal.SIGTERM) == 0


def test_a_new_file_holds_its_first_records_by_itself(tmp_path: Path) -> None:
    path, copy = tmp_path / "s.db", tmp_path / "copy.db"
    core = SandboxCore(data=path, students=5)
    try:
        # Without the log beside it, in which later writes wait for the disk.
        shutil.copyfile(path, copy)
    finally:
        core.close()
    core = SandboxCore(data=copy, empty=True)
    try:
        with httpx.Client(base_url=core.base_url, transport=SandboxTransport(core)) as http:
            assert _authorise(http).get(f"{USERS}/student-00005").status_code == 200
    finally:
        core.close()


def test_several_processes_share_one_file(tmp_path: Path) -> None:
    path = str(tmp_path / "s.db")
    with ThreadPoolExecutor() as pool:
        starting = [pool.submit(_start, "--data", path, "--students", "5") for _ in range(3)]
        started = [future.result() for future in starting]
    clients = [httpx.Client(base_url=facts["base_url"], trust_env=False) for _, facts in started]
    try:
        for client in clients:
            _authorise(client)

        def create(client: httpx.Client, name: str) -> int:
            statuses: list[int] = []
            for number in range(15):
                org = {"sourcedId": f"{name}-{number}", "name": "New", "type": "school"}
                statuses.append(client.post(f"{ROSTERING}/orgs", json={"org": org}).status_code)
            return sum(status == 201 for status in statuses)

        with ThreadPoolExecutor() as pool:
            made = list(pool.map(create, clients, "abc"))
        assert made == [15, 15, 15]
        params = {"filter": "name='New'"}
        totals = {client.get(f"{ROSTERING}/orgs", params=params).json()["totalCount"] for client in clients}
        assert totals == {45}
    finally:
        for client in clients:
            client.close()
        assert [_finish(process, signal.SIGTERM) for process, _ in started] == [0, 0, 0]


def test_nothing_acknowledged_is_lost_when_writers_are_killed(tmp_path: Path) -> None:
    outcome = soak(tmp_path, seconds=5)
    assert outcome.lost == []
    assert outcome.acknowledged and outcome.kills


def test_a_whole_url_is_taken_as_its_path(server: Sandbox) -> None:
    address = urlsplit(server.base_url)
    with contextlib.closing(HTTPConnection(address.hostname or "", address.port)) as connection:
        connection.request("GET", f"{server.base_url}/_sandbox/health?of=it")
        answer = connection.getresponse()
        assert (answer.status, json.loads(answer.read())) == (200, {"status": "ok"})
        connection.request("GET", server.base_url)
        assert connection.getresponse().status == 404


def test_the_command_names_a_port_in_use(server: Sandbox, capsys: pytest.CaptureFixture[str]) -> None:
    from timeback.cli import main

    port = server.base_url.rpartition(":")[2]
    assert main(["sandbox", "--port", port, "--empty"]) == 1
    assert port in capsys.readouterr().err


def test_without_uvicorn_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from timeback.errors import ConfigurationError

    monkeypatch.setitem(sys.modules, "uvicorn", None)
    with pytest.raises(ConfigurationError, match=r"needs the extra 'sandbox'"):
        Sandbox()


def test_the_pytest_fixture(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(
        "def test_one(timeback_sandbox):\n"
        "    timeback_sandbox.faults.add(status=500)\n"
        "def test_two(timeback_sandbox):\n"
        "    assert timeback_sandbox.faults.waiting() == []\n"
        "    assert timeback_sandbox.requests == []\n"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    command = [sys.executable, "-m", "pytest", "-q", str(tmp_path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert "2 passed" in done.stdout, done.stdout + done.stderr


def test_importing_the_sandbox_loads_nothing_of_it() -> None:
    code = (
        "import sys, timeback.sandbox.pytest_plugin; "
        "print([m for m in ('sqlite3', 'uvicorn', 'httpx', 'msgspec') if m in sys.modules])"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "wrong",
    [
        {"students": "5"},
        {"students": -1},
        {"port": "80"},
        {"port": 99999},
        {"scopes": "strickt"},
        {"clock": 5},
    ],
)
def test_settings_that_make_no_sense_are_told_by_name(wrong: dict[str, Any]) -> None:
    with pytest.raises((InvalidInputError, ConfigurationError), match=next(iter(wrong))):
        Sandbox(**wrong)


@pytest.mark.parametrize("nothing", [{}, {"path": "*/users"}, {"body": {"message": "no"}}])
def test_a_fault_without_an_effect_is_refused(nothing: dict[str, Any]) -> None:
    with Sandbox(empty=True) as sandbox, pytest.raises(ValueError, match="a fault needs an effect"):
        sandbox.faults.add(**nothing)
