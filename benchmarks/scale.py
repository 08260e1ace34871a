"""How cost grows: rows, clients, tasks, threads. Prints a table; takes about two minutes.

python benchmarks/scale.py          in the environment `benchmarks/.venv-plain`
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import measuring
from ours import credentials
from run import server

from timeback import AsyncOneRosterClient, OneRosterClient

CALLS = 2000


def main() -> None:
    """Measure each in turn."""
    with server(Path(sys.executable)) as base_url:
        print("| what | how many | cost of each | held |\n|---|---:|---:|---:|")
        for count in (1_000, 10_000, 100_000, 1_000_000):
            line("rows streamed, pages of 1,000", count, *rows(base_url, count))
        for count in (1, 10, 100, 1_000):
            line("clients in a process, each used once", count, *clients(base_url, count))
        for count in (1, 10, 100, 500, 2_000):
            line("tasks on one client", count, asyncio.run(tasks(base_url, count)), "")
        for count in (1, 10, 50, 200):
            line("threads on one client", count, threads(base_url, count), "")


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


async def tasks(base_url: str, count: int) -> float:
    """Seconds a call."""
    async with AsyncOneRosterClient(**credentials(base_url, "/0/1000"), timeout=120) as client:
        return await measuring.at_once(client.users.get, count, max(CALLS, count))


def threads(base_url: str, count: int) -> float:
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
        return measuring.timed(lambda: run(work)) / (CALLS // count * count)


if __name__ == "__main__":
    main()
