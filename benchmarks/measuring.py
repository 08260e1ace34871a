"""What the measuring processes share. Standard library only: it runs beside both clients."""

from __future__ import annotations

import asyncio
import gc
import json
import statistics
import sys
import time
import tracemalloc
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

Figures = dict[str, float]


def per_call(run: Callable[[], Any], times: int) -> float:
    """Median seconds of one call, after one that is not counted."""
    run()
    taken: list[float] = []
    for _ in range(times):
        started = time.perf_counter()
        run()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def taking_turns(runs: dict[str, Callable[[], Any]], rounds: int, calls: int) -> Figures:
    """Seconds a call of each, measured in turns so that a busy machine slows all alike."""
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for each in runs.values():
        each()
    for number in range(rounds):
        order = list(runs) if number % 2 else list(reversed(runs))
        for name in order:
            taken[name].append(timed(runs[name]) / calls)
    return {name: statistics.median(values) for name, values in taken.items()}


def timed(run: Callable[[], Any]) -> float:
    """Seconds that `run` takes."""
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def bytes_per_row(decode: Callable[[], list[Any]]) -> float:
    """Bytes that a decoded row holds on to."""
    decode()
    gc.collect()
    tracemalloc.start()
    rows = decode()
    gc.collect()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return held / len(rows)


def resident() -> int:
    """Resident bytes of this process, now; the peak where the system does not tell the present."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak if sys.platform == "darwin" else peak * 1024
    import os

    return pages * os.sysconf("SC_PAGE_SIZE")


class Growth:
    """How far resident memory grows beyond what it was when the first page was in hand."""

    def __init__(self, page_size: int) -> None:
        self._page_size = page_size
        self._rows = 0
        self._first = self._peak = 0

    def row(self) -> None:
        """Count one row; look at the memory once a page."""
        self._rows += 1
        if self._rows == 1:
            self._first = self._peak = resident()
        elif self._rows % self._page_size == 0:
            self._peak = max(self._peak, resident())

    @property
    def bytes(self) -> float:
        """The growth so far."""
        return float(self._peak - self._first)


async def growth_over(rows: AsyncIterator[Any], page_size: int) -> float:
    """Bytes by which memory grows over a stream."""
    growth = Growth(page_size)
    async for _ in rows:
        growth.row()
    return growth.bytes


def growth_over_sync(rows: Iterator[Any], page_size: int) -> float:
    """Bytes by which memory grows over a stream."""
    growth = Growth(page_size)
    for _ in rows:
        growth.row()
    return growth.bytes


async def seconds_to_drain(rows: AsyncIterator[Any], expected: int) -> float:
    """Seconds for a whole stream, which must have as many rows as expected."""
    started = time.perf_counter()
    count = 0
    async for _ in rows:
        count += 1
    took = time.perf_counter() - started
    assert count == expected, f"{count} rows, not {expected}"
    return took


async def one_after_another(get: Callable[[str], Awaitable[Any]], calls: int) -> None:
    """Await calls in turn."""
    for index in range(calls):
        await get(f"user-{index % 1000}")


async def at_once(get: Callable[[str], Awaitable[Any]], at_once: int, calls: int) -> float:
    """Seconds a call with as many under way as said; connections are open before the clock starts."""

    async def worker(number: int, count: int) -> None:
        for index in range(count):
            await get(f"user-{(number * count + index) % 1000}")

    async def all_workers(count: int) -> None:
        await asyncio.gather(*(worker(number, count) for number in range(at_once)))

    await all_workers(2)
    count = calls // at_once
    started = time.perf_counter()
    await all_workers(count)
    return (time.perf_counter() - started) / (count * at_once)


def main(measures: dict[str, Callable[[str], Figures]]) -> None:
    """Carry out the measure that the command line names, and print its figures as JSON."""
    name, base_url = sys.argv[1:]
    print(json.dumps(measures[name](base_url)))
