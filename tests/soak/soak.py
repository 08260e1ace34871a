"""A soak: threads and tasks write, stream, buffer and export while everything goes wrong; then all is counted.

`python -m tests.soak.soak --minutes 20` serves a sandbox on a file in a process of its own, which is killed and
started again now and then, behind a proxy that resets, stalls, cuts and refuses. At the end it is calm: every
acknowledged write is there once, every export has the server's rows, memory and descriptors are flat.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import itertools
import json
import logging
import os
import random
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.soak.weather import Weather
from timeback import AsyncOneRosterClient, CaliperClient, OneRosterClient, RetryPolicy, TimebackError
from timeback.export import export_oneroster

THREADS = 8
TASKS = 64
OWN_ROWS = 6  # records of each worker, so that the lists stay of a length
SENSOR = "https://soak.example/sensor"
RESTART_EVERY = (20.0, 40.0)
EXPORTED = ["orgs", "courses"]
IDLE_LIMIT = 90.0  # seconds without a sign of life


@dataclass
class Ledger:
    """What was asked for and what came of it. Each worker writes its own records, and no other's."""

    counts: Counter[str] = field(default_factory=Counter[str])
    errors: Counter[str] = field(default_factory=Counter[str])
    faults: list[str] = field(default_factory=list[str])
    alive: dict[str, float] = field(default_factory=dict[str, float])
    # Of each record the last name that was acknowledged, and those whose outcome is unknown since.
    known: dict[str, str] = field(default_factory=dict[str, str])
    doubtful: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    events: set[str] = field(default_factory=set[str])

    def acknowledged(self, key: str, name: str) -> None:
        self.known[key] = name
        self.doubtful.pop(key, None)

    def unknown(self, key: str, name: str) -> None:
        self.doubtful.setdefault(key, set()).add(name)

    def failed(self, error: Exception, worker: str) -> None:
        """An error is one of ours, or a fault of ours."""
        self.errors[type(error).__name__] += 1
        if not isinstance(error, TimebackError):
            self.faults.append(f"{worker}: {''.join(traceback.format_exception(error))}")


class Platform:
    """A sandbox in a process of its own, on a file."""

    def __init__(self, folder: Path) -> None:
        self.restarts = 0
        self.port = _free_port()
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.facts = self._start()

    def _start(self) -> dict[str, str]:
        command = [
            sys.executable, "-m", "timeback.cli", "sandbox", "--port", str(self.port), "--json",
            "--data", str(self._folder / "platform.db"), "--students", "20",
        ]  # fmt: skip
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        facts: dict[str, str] = json.loads(self._process.stdout.readline())
        return facts

    def restart(self) -> None:
        """Kill it as it stands, and start it again on the same file."""
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        self._start()
        self.restarts += 1

    def stop(self) -> None:
        """End it."""
        assert self._process is not None
        self._process.terminate()
        self._process.wait(30)

    def credentials(self, port: int) -> dict[str, Any]:
        """Arguments of a client that reaches it through a port."""
        url = f"http://127.0.0.1:{port}"
        pair = {name: self.facts[name] for name in ("client_id", "client_secret")}
        return {"base_url": url, "auth_url": f"{url}/oauth2/token", **pair}


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def body(key: str, name: str) -> dict[str, Any]:
    return {"sourced_id": key, "name": name, "type": "school", "identifier": key, "status": "active"}


class Soak:
    """The work: what runs, until when, and the judgment."""

    def __init__(self, minutes: float, rate: float, seed: int, folder: Path) -> None:
        self.ledger = Ledger()
        self.until = time.monotonic() + minutes * 60
        self.chance = random.Random(seed)
        self.folder = folder
        self.platform = Platform(folder)
        self.weather = Weather(self.platform.port, rate, seed)
        self.stormy = {
            **self.platform.credentials(self.weather.port),
            "timeout": 20.0,
            "retry": RetryPolicy(max_retries=6, initial_delay=0.05, max_delay=1.0),
        }
        self.samples: list[tuple[float, int, int]] = []

    @property
    def goes_on(self) -> bool:
        return time.monotonic() < self.until

    def names(self, worker: str) -> itertools.cycle[str]:
        return itertools.cycle(f"{worker}-{number}" for number in range(OWN_ROWS))

    # -- the workers --------------------------------------------------------------------------------

    def thread(self, worker: str, client: OneRosterClient) -> None:
        """Write own records, read them back, and read whole lists, in turns."""
        for turn, key in enumerate(self.names(worker)):
            if not self.goes_on:
                return
            self.ledger.alive[worker] = time.monotonic()
            name = f"{key} {turn}"
            try:
                if turn % 7 == 6:
                    self._stream(client)
                else:
                    self._write(client, key, name)
            except Exception as error:
                self.ledger.failed(error, worker)
            time.sleep(0.02)

    def _write(self, client: OneRosterClient, key: str, name: str) -> None:
        try:
            client.orgs.upsert(key, body(key, name))
        except TimebackError:
            self.ledger.unknown(key, name)
            raise
        self.ledger.acknowledged(key, name)
        self.ledger.counts["writes of threads"] += 1

    def _stream(self, client: OneRosterClient) -> None:
        known = set(self.ledger.known)
        found = [row.sourced_id for row in client.orgs.stream(by_key=True, limit=50, prefetch=2)]
        self._check_list(found, known, "a stream in a thread")

    def _check_list(self, found: list[str], known: set[str], what: str) -> None:
        self.ledger.counts["rows streamed"] += len(found)
        self.ledger.counts["streams"] += 1
        if len(found) != len(set(found)) or not known <= set(found):
            self.ledger.faults.append(
                f"{what}: {len(found) - len(set(found))} twice, {known - set(found)} lost"
            )

    async def task(self, worker: str, client: AsyncOneRosterClient) -> None:
        """The same, as a task among many."""
        for turn, key in enumerate(self.names(worker)):
            if not self.goes_on:
                return
            self.ledger.alive[worker] = time.monotonic()
            name = f"{key} {turn}"
            try:
                if turn % 23 == 22:
                    known = set(self.ledger.known)
                    rows = client.orgs.stream(by_key=True, limit=100, prefetch=2)
                    self._check_list([row.sourced_id async for row in rows], known, "a stream in a task")
                else:
                    await client.orgs.upsert(key, body(key, name))
                    self.ledger.acknowledged(key, name)
                    self.ledger.counts["writes of tasks"] += 1
            except Exception as error:
                self.ledger.unknown(key, name)
                self.ledger.failed(error, worker)
            await asyncio.sleep(0.5)

    async def tasks(self) -> None:
        async with AsyncOneRosterClient(**self.stormy) as client:
            await asyncio.gather(*(self.task(f"task{number}", client) for number in range(TASKS)))

    def buffering(self) -> None:
        """Add events to a buffer with a spool; it is closed and made again now and then."""
        numbers = itertools.count()
        while self.goes_on:
            self.ledger.alive["buffer"] = time.monotonic()
            try:
                with (
                    CaliperClient(**self.stormy) as client,
                    client.events.buffer(SENSOR, spool=self.folder / "events.spool", max_age=0.5) as buffer,
                ):
                    for _ in range(200):
                        key = f"urn:uuid:00000000-0000-4000-8000-{next(numbers):012}"
                        buffer.add(event(key))
                        self.ledger.events.add(key)
                        self.ledger.alive["buffer"] = time.monotonic()
                        time.sleep(0.05)
                        if not self.goes_on:
                            break
                    buffer.flush(20)
                    self.ledger.counts["events refused"] += len(buffer.take_rejected())
            except Exception as error:
                self.ledger.failed(error, "buffer")

    def exporting(self) -> None:
        """Export over and over; what fails is gone on with."""
        to = self.folder / "export"
        while self.goes_on:
            known = set(self.ledger.known)
            finished = False
            while self.goes_on and not finished:
                self.ledger.alive["export"] = time.monotonic()
                try:
                    with OneRosterClient(**self.stormy) as client:
                        export_oneroster(client, to=to, format="ndjson", resources=EXPORTED, page_size=60)
                    finished = True
                except Exception as error:
                    self.ledger.failed(error, "export")
            if finished:
                self.ledger.counts["exports"] += 1
                self._check_list(exported(to, "orgs"), known, "an export")
            time.sleep(1)

    # -- around them --------------------------------------------------------------------------------

    def run(self) -> None:
        """Let it storm, with an eye on memory and on who sleeps."""
        with OneRosterClient(**self.stormy) as client:
            threads = [
                threading.Thread(target=self.thread, args=(f"thread{number}", client), daemon=True)
                for number in range(THREADS)
            ]
            threads += [
                threading.Thread(target=target, daemon=True)
                for target in (lambda: asyncio.run(self.tasks()), self.buffering, self.exporting)
            ]
            for thread in threads:
                thread.start()
            self._watch()
            for thread in threads:
                thread.join(IDLE_LIMIT)
            if any(thread.is_alive() for thread in threads):
                self.ledger.faults.append("a worker does not end")

    def _watch(self) -> None:
        next_restart = time.monotonic() + self.chance.uniform(*RESTART_EVERY)
        while self.goes_on:
            time.sleep(1)
            now = time.monotonic()
            self.samples.append((now, _memory(), len(os.listdir("/proc/self/fd"))))
            asleep = [name for name, seen in self.ledger.alive.items() if now - seen > IDLE_LIMIT]
            if asleep:
                self.ledger.faults.append(f"held up for {IDLE_LIMIT:.0f} s: {asleep}")
                return
            if now >= next_restart:
                self.platform.restart()
                next_restart = time.monotonic() + self.chance.uniform(*RESTART_EVERY)

    # -- the judgment -------------------------------------------------------------------------------

    def judge(self) -> list[str]:
        """What does not hold, now that it is calm."""
        self.weather.rate = 0
        wrong = [*self.ledger.faults]
        calm = self.platform.credentials(self.platform.port)
        with OneRosterClient(**calm) as client:
            rows = list(client.orgs.stream(limit=3000, sort="sourced_id"))
            found = Counter(row.sourced_id for row in rows)
            named = {row.sourced_id: row.name for row in rows}
            for key, name in self.ledger.known.items():
                if found[key] != 1:
                    wrong.append(f"{key} is there {found[key]} times")
                elif named[key] != name and named[key] not in self.ledger.doubtful.get(key, ()):
                    wrong.append(f"{key} was acknowledged as {name!r} and is {named[key]!r}")
            to = self.folder / "last"
            export_oneroster(client, to=to, format="ndjson", resources=EXPORTED, page_size=60)
            for resource_name, listing in (("orgs", client.orgs), ("courses", client.courses)):
                there = sorted(row.sourced_id for row in listing.stream(limit=3000))
                if sorted(exported(to, resource_name)) != there:
                    wrong.append(f"the last export of {resource_name} differs from the server")
        with CaliperClient(**calm) as caliper:
            with caliper.events.buffer(SENSOR, spool=self.folder / "events.spool") as buffer:
                buffer.flush()
            stored = Counter(row.external_id for row in caliper.events.stream(sensor=SENSOR, limit=1000))
        self.ledger.counts["events stored"] = stored.total()
        if set(stored) != self.ledger.events or set(stored.values()) > {1}:
            lost, twice = self.ledger.events - set(stored), [key for key, n in stored.items() if n > 1]
            wrong.append(
                f"events: {len(lost)} lost, {len(twice)} twice, {len(set(stored) - self.ledger.events)} strange"
            )
        return wrong + self._flatness()

    def _flatness(self) -> list[str]:
        """Memory and descriptors of the last quarter beside those of the second."""
        quarter = len(self.samples) // 4
        if quarter < 10:
            return []
        wrong: list[str] = []
        for index, what, slack in ((1, "memory in MB", 24), (2, "descriptors", 40)):
            before = sum(each[index] for each in self.samples[quarter : 2 * quarter]) / quarter
            after = sum(each[index] for each in self.samples[-quarter:]) / quarter
            print(f"{what}: {before:.0f} in the second quarter, {after:.0f} in the last")
            if after > before * 1.15 + slack:
                wrong.append(f"{what} grew from {before:.0f} to {after:.0f}")
        return wrong

    def report(self) -> None:
        """The figures."""
        tables = {"did": self.ledger.counts, "errors": self.ledger.errors, "weather": self.weather.met}
        for title, table in tables.items():
            print(f"{title}: " + ", ".join(f"{count:,} {name}" for name, count in sorted(table.items())))
        print(f"restarts: {self.platform.restarts}; peak of memory: {_peak():.0f} MB")


def event(key: str) -> dict[str, Any]:
    return {
        "id": key, "type": "Event", "profile": "GeneralProfile", "action": "Viewed",
        "actor": {"id": "https://soak.example/users/1", "type": "Person"},
        "object": {"id": "https://soak.example/pages/1", "type": "WebPage"},
        "eventTime": "2026-03-04T05:06:07.000Z",
    }  # fmt: skip


def exported(folder: Path, name: str) -> list[str]:
    with (folder / f"{name}.ndjson").open("rb") as file:
        return [json.loads(line)["sourcedId"] for line in file]


def _memory() -> int:
    with Path("/proc/self/statm").open() as file:
        return int(file.read().split()[1]) * resource.getpagesize() // 1024**2


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    """Run it, and say what held."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument(
        "--rate", type=float, default=0.05, help="of requests that meet a fault (%(default)s)"
    )
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    options = parser.parse_args()
    print(f"a soak of {options.minutes:g} minutes, seed {options.seed}", flush=True)
    logging.getLogger("timeback").setLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        soak = Soak(options.minutes, options.rate, options.seed, Path(folder))
        try:
            soak.run()
            wrong = soak.judge()
        finally:
            soak.weather.close()
            with contextlib.suppress(Exception):
                soak.platform.stop()
        soak.report()
    for each in wrong:
        print("WRONG", each)
    print("all holds" if not wrong else f"{len(wrong)} things do not hold")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
