"""A district at work: its organizations are created, changed and deleted while they are read, over a shaky network."""

from __future__ import annotations

import bisect
import contextlib
import csv
import json
import random
import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as parquet

from tests.live_list import org
from tests.scripted import Answer, Received
from timeback import OneRosterClient
from timeback.export import Format, export_oneroster, partitions

__all__ = ["FORMATS", "LiveDistrict", "exported", "in_pieces"]

_CONDITION = re.compile(r"sourcedId(>|<=)'([^']*)'")


class LiveDistrict:
    """The script of a server of organizations, of which every fourth may go at any time.

    Args:
        rows: How many there are when it begins.
        seed: What chance goes by.
        rate: Creates, changes and deletes a second.
        jitter: Seconds that an answer takes at most.
    """

    def __init__(self, rows: int, *, seed: int, rate: float = 5.0, jitter: float = 0.02) -> None:
        self._rows = {key: org(key) for key in (f"k{number:07}" for number in range(0, rows * 10, 10))}
        self._keys = sorted(self._rows)
        self._mortal = self._keys[::4]
        self.lasting = frozenset(self._keys) - frozenset(self._mortal)
        self.changes: Counter[str] = Counter()
        self._chance, self._rate, self._jitter = random.Random(seed), rate, jitter
        self._lock = threading.Lock()

    def __call__(self, request: Received) -> Answer:
        """Answer after a while."""
        if not request.path.endswith("/orgs"):
            return Answer(404, {})
        time.sleep(self._chance.uniform(0, self._jitter))
        start, size = int(request.query["offset"]), int(request.query["limit"])
        with self._lock:
            first, last = 0, len(self._keys)
            for operator, bound in _CONDITION.findall(request.query.get("filter", "")):
                place = bisect.bisect_right(self._keys, bound)
                first, last = (max(first, place), last) if operator == ">" else (first, min(last, place))
            rows = [self._rows[key] for key in self._keys[first + start : min(first + start + size, last)]]
            body = json.dumps({"orgs": rows, "totalCount": max(last - first, 0)})
        return Answer(body=body.encode())

    @contextlib.contextmanager
    def at_work(self) -> Generator[None]:
        """Go on with it until the end of the block."""
        over = threading.Event()

        def work() -> None:
            while not over.wait(self._chance.expovariate(self._rate)):
                with self._lock:
                    change = self._chance.choice([self._create, self._change, self._delete])
                    change()
                    self.changes[change.__name__] += 1

        worker = threading.Thread(target=work)
        worker.start()
        try:
            yield
        finally:
            over.set()
            worker.join()

    def _create(self) -> None:
        key = f"{self._chance.choice(self._keys)}x{self._chance.randrange(10**6)}"
        self._rows[key] = org(key)
        bisect.insort(self._keys, key)
        self._mortal.append(key)

    def _change(self) -> None:
        key = self._chance.choice(self._keys)
        self._rows[key] = self._rows[key] | {"name": f"Changed {self._chance.random()}"}

    def _delete(self) -> None:
        if self._mortal:
            key = self._mortal.pop(self._chance.randrange(len(self._mortal)))
            del self._rows[key]
            self._keys.remove(key)

    def misfits(self, found: Iterable[str]) -> list[str]:
        """What is wrong with the ids that a reader has found."""
        counted = Counter(found)
        lost = sorted(self.lasting - set(counted))
        doubled = sorted(key for key, times in counted.items() if times > 1)
        return [*(f"{key} is lost" for key in lost), *(f"{key} is there twice" for key in doubled)]


def _ids_in_csv(path: Path, column: str) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row[column] for row in csv.DictReader(file)]


def _ids_in_ndjson(to: Path) -> list[str]:
    with (to / "orgs.ndjson").open("rb") as file:
        return [json.loads(line)["sourcedId"] for line in file]


def _ids_in_database(to: Path) -> list[str]:
    with contextlib.closing(duckdb.connect(str(to / "oneroster.duckdb"), read_only=True)) as database:
        return [key for (key,) in database.sql("SELECT sourced_id FROM orgs").fetchall()]


FORMATS: dict[Format, Callable[[Path], list[str]]] = {
    "parquet": lambda to: parquet.read_table(to / "orgs.parquet")["sourced_id"].to_pylist(),
    "csv": lambda to: _ids_in_csv(to / "orgs.csv", "sourced_id"),
    "ndjson": _ids_in_ndjson,
    "duckdb": _ids_in_database,
    "oneroster-csv": lambda to: _ids_in_csv(to / "orgs.csv", "sourcedId"),
}


def exported(client: OneRosterClient, to: Path, format: Format, **options: Any) -> list[str]:
    """The ids in the files of an export."""
    manifest = export_oneroster(client, to=to, format=format, resources=["orgs"], **options)
    found = FORMATS[format](to)
    assert manifest.tables["orgs"].rows == len(found)
    return found


def in_pieces(rows: int, **connection: Any) -> list[str]:
    """The ids in the pieces of the list, the last piece read first."""
    pieces = partitions("orgs", rows=rows, **connection)
    return [row.sourced_id for piece in reversed(pieces) for row in piece.read()]
