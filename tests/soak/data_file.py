"""Several processes write to one file of the sandbox, while one after another is killed: nothing acknowledged is lost.

    python -m tests.soak.data_file --seconds 60

Each process creates users and changes those that it created, and notes what was acknowledged. At the end the file is
opened anew, and must hold all of it.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from timeback.sandbox import Request, Response, SandboxCore

__all__ = ["Outcome", "soak"]

USERS = "/ims/oneroster/rostering/v1p2/users"


class Outcome(NamedTuple):
    """What came of it: writes that were acknowledged, processes that were killed, and writes that are lost."""

    acknowledged: int
    kills: int
    lost: list[str]


class _Caller:
    def __init__(self, data: Path) -> None:
        self.core = SandboxCore(data=data, students=5)
        form = {"grant_type": "client_credentials", "client_id": self.core.client_id}
        body = urlencode({**form, "client_secret": self.core.client_secret}).encode()
        headers = {"content-type": "application/x-www-form-urlencoded"}
        token = self.core.handle(Request("POST", "/oauth2/token", "", headers, body)).json()["access_token"]
        self.headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}

    def __call__(self, method: str, path: str, body: object = None) -> Response:
        content = b"" if body is None else json.dumps(body).encode()
        return self.core.handle(Request(method, path, "", self.headers, content))


def _user(user_id: str, name: str) -> dict[str, object]:
    return {
        "user": {
            "sourcedId": user_id,
            "enabledUser": "true",
            "givenName": name,
            "familyName": "Soak",
            "email": f"{user_id}@soak.example",
            "roles": [{"roleType": "primary", "role": "student", "org": {"sourcedId": "school-01"}}],
        }
    }


def write(data: Path, worker: str) -> None:
    """Write until killed; a line of standard output for each write that was acknowledged."""
    call = _Caller(data)
    number = 0
    while True:
        user_id, number = f"{worker}-{number}", number + 1
        for method, path, name in (("POST", USERS, "made"), ("PUT", f"{USERS}/{user_id}", "changed")):
            answer = call(method, path, _user(user_id, name))
            if answer.status not in (200, 201):
                raise SystemExit(f"{method} of {user_id}: {answer.status} {answer.body[:300]!r}")
            print(user_id, name, flush=True)


def _start(data: Path, notes: Path, worker: str) -> subprocess.Popen[bytes]:
    with (notes / worker).open("wb") as file:
        return subprocess.Popen([sys.executable, __file__, "--write", str(data), worker], stdout=file)


def soak(folder: Path, *, seconds: float, processes: int = 8, seed: int = 1) -> Outcome:
    """Let processes write for a while, kill them in turn, and look for what they were told is kept."""
    data, notes = folder / "sandbox.db", folder / "acknowledged"
    notes.mkdir()
    SandboxCore(data=data, students=5).close()
    rng, kills = random.Random(seed), 0
    running = [_start(data, notes, f"w{number}") for number in range(processes)]
    try:
        _wait_for_all(running, notes)
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            time.sleep(min(left, rng.uniform(0.3, 1.2)))
            place = rng.randrange(processes)
            _check_alive(running[place])
            running[place].send_signal(signal.SIGKILL)
            running[place].wait()
            kills += 1
            running[place] = _start(data, notes, f"w{processes + kills}")
    finally:
        for process in running:
            process.kill()
            process.wait()
    return _judged(data, notes, kills)


def _wait_for_all(running: list[subprocess.Popen[bytes]], notes: Path) -> None:
    """Wait until each process was acknowledged something."""
    while not all(path.stat().st_size for path in notes.iterdir()):
        for process in running:
            _check_alive(process)
        time.sleep(0.05)


def _check_alive(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        raise RuntimeError("a process ended by itself; its standard error says why")


def _judged(data: Path, notes: Path, kills: int) -> Outcome:
    told = [line for path in sorted(notes.iterdir()) for line in path.read_text().splitlines(keepends=True)]
    # What a process was killed in the middle of noting is no note.
    whole = [line.split() for line in told if line.endswith("\n")]
    with contextlib.closing(SandboxCore(data=data)) as core, core.store.transaction(write=False) as session:
        table = core.store.tables["users"]
        names = {user_id: (session.get(table, user_id) or {}).get("givenName") for user_id, _ in whole}
        sound = session.execute("PRAGMA integrity_check")
    lost = [f"{user_id} {name}" for user_id, name in whole if names[user_id] not in (name, "changed")]
    return Outcome(len(whole), kills, lost if sound == [("ok",)] else [*lost, f"the file: {sound[:3]}"])


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.write:
        write(Path(arguments.write[0]), arguments.write[1])
    with tempfile.TemporaryDirectory() as folder:
        outcome = soak(
            Path(folder), seconds=arguments.seconds, processes=arguments.processes, seed=arguments.seed
        )
    print(f"{outcome.acknowledged:,} writes acknowledged, {outcome.kills} processes killed")
    if outcome.lost:
        raise SystemExit(f"{len(outcome.lost)} lost, such as {outcome.lost[:5]}")


if __name__ == "__main__":
    main()
