"""The sandbox by itself: how soon it starts, and what its lists and single records cost.

    python benchmarks/sandbox.py                    # a district of 10,000 students, in memory
    python benchmarks/sandbox.py --students 300
    python benchmarks/sandbox.py --big 200000       # start and restart of a big one, in a file, too

Times are seconds of the processor, the least of several, so that a busy machine does not count. A list is asked
for as it is, by each of its fields, sorted by each, and at its end.
"""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from measuring import resident

from timeback.sandbox import Request, Sandbox, SandboxCore
from timeback.sandbox.entities import Collection
from timeback.sandbox.oneroster import tables
from timeback.sandbox.oneroster.collections import GRADEBOOK_COLLECTIONS, ROSTERING_COLLECTIONS

_ROUNDS = 3
_VALUES = {"instant": "2026-01-05T12:00:00Z", "date": "2026-01-05", "number": "50", "flag": "true"}
_MANY = 500
_OTHERS = (
    "/edubridge/enrollments/user/student-00100",
    "/edubridge/users?roles=student",
    "/edubridge/analytics/activity?studentId=student-00001&startDate=2026-01-01T00:00:00Z&endDate=2026-01-31T00:00:00Z",
    "/caliper/events",
    "/powerpath/test-assignments/admin?student=student-00001",
    "/api/assessment-items",
    "/webhooks/",
    "/ims/case/v1p1/CFDocuments",
)


class Asked(NamedTuple):
    """One list that was asked for, and what it took."""

    path: str
    seconds: float
    bytes: int


class _Caller:
    def __init__(self, core: SandboxCore) -> None:
        self.core = core
        form = {
            "grant_type": "client_credentials",
            "client_id": core.client_id,
            "client_secret": core.client_secret,
        }
        headers = {"content-type": "application/x-www-form-urlencoded"}
        answer = core.handle(Request("POST", "/oauth2/token", "", headers, urlencode(form).encode()))
        self.headers = {"authorization": f"Bearer {answer.json()['access_token']}"}

    def __call__(self, target: str) -> bytes:
        path, _, query = target.partition("?")
        answer = self.core.handle(Request("GET", path, query, self.headers))
        if answer.status != 200:
            raise SystemExit(f"{target}: {answer.status} {answer.body[:300]!r}")
        return answer.body


def processor_seconds(run: Callable[[], Any], rounds: int = _ROUNDS) -> float:
    """The least seconds of the processor that a call takes."""
    taken: list[float] = []
    for _ in range(rounds):
        started = time.process_time()
        run()
        taken.append(time.process_time() - started)
    return min(taken)


def _where(name: str, operator: str, *values: str) -> dict[str, str]:
    return {"filter": " OR ".join(f"{name}{operator}'{value}'" for value in values)}


def _questions(collection: Collection) -> Iterator[dict[str, Any]]:
    """The queries of a collection: of each field, what its kind admits."""
    many = [f"student-{number:05d}" for number in range(_MANY)]
    yield from ({}, {"limit": 3000}, {"offset": 50_000}, {"search": "ar"}, _where("sourcedId", "=", *many))
    for name, kind in collection.entity.queryable.fields.items():
        if kind in ("ref", "refs"):
            yield _where(f"{name}.sourcedId", "=", "student-00100")
            yield _where(f"{name}.sourcedId", "=", *many)
        elif kind == "list":
            yield _where(name, "=", "x")
        elif kind == "metadata":
            yield _where(f"{name}.xp", "=", "30")
        elif kind not in ("none", "object"):
            for operator in ("=", "!=", ">"):
                yield _where(name, operator, _VALUES.get(kind, "active"))
            yield _where(name, "~", "ar")
        if kind not in ("none", "object", "metadata", "list", "refs"):
            yield {"sort": f"{name}.sourcedId" if kind == "ref" else name, "orderBy": "desc"}


def lists(call: Callable[[str], bytes]) -> list[Asked]:
    """Every list by every field, the slowest first."""
    asked: list[Asked] = []
    groups: Mapping[str, tuple[Collection, ...]] = {
        tables.ROSTERING: ROSTERING_COLLECTIONS,
        tables.GRADEBOOK: GRADEBOOK_COLLECTIONS,
    }
    for prefix, collections in groups.items():
        for collection in collections:
            for query in _questions(collection):
                target = f"{prefix}/{collection.path}?{urlencode(query)}"
                size = len(call(target))
                asked.append(Asked(target, processor_seconds(lambda target=target: call(target), 1), size))
    for target in _OTHERS:
        size = len(call(target))
        asked.append(Asked(target, processor_seconds(lambda target=target: call(target)), size))
    # Those that seem slow are measured again: something else may have run meanwhile.
    slow = [
        each._replace(seconds=min(each.seconds, processor_seconds(lambda path=each.path: call(path), 5)))
        if each.seconds > 0.05
        else each
        for each in asked
    ]
    return sorted(slow, key=lambda each: -each.seconds)


def started(students: int, **settings: Any) -> float:
    """Seconds of the processor until a sandbox stands, in a process of its own."""
    arguments = ", ".join(f"{name}={value!r}" for name, value in settings.items())
    code = (
        "import time; from timeback.sandbox.core import SandboxCore; from measuring import resident\n"
        f"begun = time.process_time(); core = SandboxCore(students={students}, {arguments})\n"
        "print(time.process_time() - begun, resident())"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parent
    )
    seconds, memory = run.stdout.split()
    print(f"  {students:>7} students: {float(seconds):6.2f} s, {int(memory) / 1e6:6.0f} MB resident")
    return float(seconds)


def rate(core_students: int) -> float:
    """Requests a second of the processor for one record over HTTP, by as many clients as 4."""
    code = "import asyncio, sys; import sandbox; asyncio.run(sandbox._several(*sys.argv[1:]))"
    with Sandbox(students=core_students) as sandbox:
        caller = _Caller(sandbox.core)
        token = caller.headers["authorization"].removeprefix("Bearer ")
        best = 0.0
        for _ in range(_ROUNDS):
            begun = time.process_time()
            subprocess.run(
                [sys.executable, "-c", code, sandbox.base_url, token], check=True, cwd=Path(__file__).parent
            )
            best = max(best, 1000 / (time.process_time() - begun))
    return best


async def _several(base_url: str, token: str) -> None:
    import httpx

    async def calls(client: httpx.AsyncClient) -> None:
        for number in range(250):
            answer = await client.get(f"{tables.ROSTERING}/users/student-{number % 100 + 1:05d}")
            assert answer.status_code == 200, answer.text

    headers = {"authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=base_url, headers=headers, trust_env=False) as client:
        await asyncio.gather(*(calls(client) for _ in range(4)))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--students", type=int, default=10_000)
    parser.add_argument("--big", type=int, default=0)
    parser.add_argument("--slowest", type=int, default=15)
    arguments = parser.parse_args()

    print("Start (seconds of the processor)")
    for students in (300, arguments.students):
        started(students)
    if arguments.big:
        with tempfile.TemporaryDirectory() as folder:
            for label in ("new file", "again"):
                print(f"  {label}:", end="")
                started(arguments.big, data=f"{folder}/big.db")

    core = SandboxCore(students=arguments.students)
    call = _Caller(core)
    found = lists(call)
    print(f"\nLists of {arguments.students} students: {len(found)} questions, the slowest")
    for each in found[: arguments.slowest]:
        print(f"  {each.seconds * 1000:7.1f} ms {each.bytes / 1000:8.0f} kB  {each.path[:110]}")
    print(f"  resident {resident() / 1e6:.0f} MB")
    core.close()
    print(f"\nGET users/{{id}} over HTTP: {rate(300):.0f} a second of the processor")


if __name__ == "__main__":
    main()
