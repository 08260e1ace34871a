"""How cost grows: rows, clients, tasks, threads, events. Prints a table; takes about three minutes.

python benchmarks/scale.py               in the environment `benchmarks/.venv-plain`
python benchmarks/scale.py rows events   these parts only
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import measuring
from ours import credentials
from run import server

from timeback import AsyncOneRosterClient, CaliperClient, OneRosterClient

CALLS = 2000


def main() -> None:
    """Measure each in turn."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all by default")
    asked = parser.parse_args().parts
    if unknown := set(asked) - PARTS.keys():
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    with server(Path(sys.executable)) as base_url:
        print("| what | how many | cost of each | held |\n|---|---:|---:|---:|")
        for name in asked or PARTS:
            what, counts, measure = PARTS[name]
            for count in counts:
                line(what, count, *measure(base_url, count))


def line(what: str, count: int, seconds: float, held: str) -> None:
    """One line of the table."""
    print(f"| {what} | {count:,} | {seconds * 1e6:,.0f} us | {held} |", flush=True)


def rows(base_url: str, count: int) -> tuple[float, str]:
    """Seconds a row, and the memory that the stream added."""
    before, most = measuring.resident(), 0
    started = time.perf_counter()
    with OneRosterClient(**credentials(base_url, f"/0/{count}")) as client:
        for number, _ in enumerate(client.users.stream(limit=1000)):
            if number % 1000 == 0:
                most = max(most, measuring.resident() - before)
    return (time.perf_counter() - started) / count, f"{most / 2**20:.0f} MiB in all"


def clients(base_url: str, count: int) -> tuple[float, str]:
    """Seconds a client with its token and first call, and what each holds."""
    gc.collect()
    before, files = measuring.resident(), open_files()
    started = time.perf_counter()
    made = [OneRosterClient(**credentials(base_url, "/0/1000")) for _ in range(count)]
    for each in made:
        each.users.get("user-1")
    took = (time.perf_counter() - started) / count
    each_holds = (measuring.resident() - before) / 1024 / count, (open_files() - files) / count
    for each in made:
        each.close()
    return took, "{:.0f} KiB, {:.1f} files each".format(*each_holds)


def open_files() -> int:
    """File descriptors of this process; 0 where the system does not tell."""
    place = Path("/proc/self/fd")
    return len(os.listdir(place)) if place.is_dir() else 0


def tasks(base_url: str, count: int) -> tuple[float, str]:
    """Seconds a call."""

    async def run() -> float:
        async with AsyncOneRosterClient(**credentials(base_url, "/0/1000"), timeout=120) as client:
            return await measuring.at_once(client.users.get, count, max(CALLS, count))

    return asyncio.run(run()), ""


def threads(base_url: str, count: int) -> tuple[float, str]:
    """Seconds a call."""
    with OneRosterClient(**credentials(base_url, "/0/1000"), timeout=120) as client:

        def work() -> None:
            for index in range(CALLS // count):
                client.users.get(f"user-{index}")

        def run(target: Callable[[], None]) -> None:
            workers = [threading.Thread(target=target) for _ in range(count)]
            for each in workers:
                each.start()
            for each in workers:
                each.join()

        run(lambda: client.users.get("user-1") and None)
        return measuring.timed(lambda: run(work)) / (CALLS // count * count), ""


def events(base_url: str, count: int) -> tuple[float, str]:
    """Seconds an event until the server has it, and the memory that the buffer added."""
    before, most = measuring.resident(), 0
    started = time.perf_counter()
    with (
        CaliperClient(base_url=base_url, auth=None) as client,
        client.events.buffer("https://app.example/sensor", max_batch=500) as buffer,
    ):
        for number in range(count):
            while not buffer.try_add(event(number)):
                time.sleep(0.001)
            if number % 1000 == 0:
                most = max(most, measuring.resident() - before)
    return (time.perf_counter() - started) / count, f"{most / 2**20:.0f} MiB in all"


def event(number: int) -> dict[str, Any]:
    """An event that an application would send."""
    return {
        "id": f"urn:uuid:{number:032x}", "type": "Event", "action": "Completed",
        "actor": f"https://app.example/users/{number % 500}", "object": "https://app.example/lessons/fractions",
        "eventTime": "2025-01-15T10:30:00.000Z",
    }  # fmt: skip


PARTS: dict[str, tuple[str, tuple[int, ...], Callable[[str, int], tuple[float, str]]]] = {
    "rows": ("rows streamed, pages of 1,000", (1_000, 10_000, 100_000, 1_000_000), rows),
    "clients": ("clients in a process, each used once", (1, 10, 100, 1_000), clients),
    "tasks": ("tasks on one client", (1, 10, 100, 500, 2_000), tasks),
    "threads": ("threads on one client", (1, 10, 50, 200), threads),
    "events": ("events through a buffer, 500 a request", (1_000, 10_000, 100_000, 1_000_000), events),
}


if __name__ == "__main__":
    main()
