"""Events on their way: in a SQLite file that all workers of an application share, or in memory.

What `accept()` has returned from survives the end of the process where there is a file. Rows are claimed for a time:
those of a worker that ended come free again, and another sends them.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from .._codec.scalars import encode_json
from .._fork import new_rlock
from ..errors import SpoolError
from .attempts import AttemptNumber, attempt_of, numbered

if TYPE_CHECKING:
    from ..models.oneroster import AssessmentResult

__all__ = ["Accepted", "Outbox"]

_VERSION = 1
_TABLES = """
CREATE TABLE events (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, sensor TEXT NOT NULL, content BLOB,
    accepted REAL NOT NULL, due REAL, failures INTEGER NOT NULL DEFAULT 0, refusal TEXT
);
CREATE INDEX due ON events (due) WHERE due IS NOT NULL;
CREATE INDEX sent ON events (accepted) WHERE content IS NULL;
CREATE TABLE attempts (
    line_item TEXT NOT NULL, student TEXT NOT NULL, ended_at TEXT NOT NULL, attempt INTEGER NOT NULL,
    given REAL NOT NULL, PRIMARY KEY (line_item, student, ended_at)
) WITHOUT ROWID;
CREATE INDEX given ON attempts (given);
CREATE TABLE launches (digest TEXT PRIMARY KEY, until REAL NOT NULL) WITHOUT ROWID;
"""
# Seconds for which a claim holds; a call takes less, so that no two workers send at once.
_CLAIM = 90.0
# Seconds for which a sent event is known as a double.
_REMEMBERED = 86_400.0
# Seconds for which the number of an attempt is known here; by then the gradebook has it.
_COUNTED = 30 * 86_400.0


class Accepted(NamedTuple):
    """An event that waits: its number, its sensor, its JSON, and how often it failed."""

    number: int
    sensor: str
    content: bytes
    failures: int

    def __repr__(self) -> str:
        return f"Accepted({self.number})"

    def event(self) -> dict[str, Any]:
        """The event, in the names of the wire."""
        found: dict[str, Any] = msgspec.json.decode(self.content)
        return found


class Outbox:
    """Events that were accepted and wait to be sent, and the numbers of attempts that they tell of.

    Args:
        path: The file, which is made if there is none; in memory, for this process alone, without one.
        now: The clock that all workers share, in seconds since 1970.
    """

    def __init__(
        self, path: str | os.PathLike[str] | None = None, now: Callable[[], float] = time.time
    ) -> None:
        self._path = None if path is None else Path(os.path.realpath(path))
        self._now = now
        self._lock = new_rlock()
        self._pid = -1
        self._base: sqlite3.Connection | None = None
        with self._reading():
            pass

    @property
    def survives(self) -> bool:
        """Whether events outlive the process."""
        return self._path is not None

    def accept(self, sensor: str, events: Sequence[Mapping[str, Any]]) -> bool:
        """Take events that belong together, to be sent later.

        Returns:
            Whether they are new: False where the first of them was accepted before, and none is taken.

        Raises:
            SpoolError: The file cannot be written; none was taken.
        """
        now = self._now()
        with self._transaction() as base:
            known = base.execute("SELECT 1 FROM events WHERE id = ?", (events[0]["id"],)).fetchone()
            if known:
                return False
            base.executemany(
                "INSERT OR IGNORE INTO events (id, sensor, content, accepted, due) VALUES (?, ?, ?, ?, ?)",
                [(each["id"], sensor, encode_json(each), now, now) for each in events],
            )
            return True

    def claim(self, limit: int = 100) -> list[Accepted]:
        """Take events of one sensor, the oldest first, that nobody sends at present."""
        now = self._now()
        with self._transaction() as base:
            base.execute("DELETE FROM events WHERE content IS NULL AND accepted < ?", (now - _REMEMBERED,))
            rows = base.execute(
                "SELECT number, sensor, content, failures FROM events WHERE due <= ? AND sensor = "
                "(SELECT sensor FROM events WHERE due <= ? ORDER BY number LIMIT 1) ORDER BY number LIMIT ?",
                (now, now, limit),
            ).fetchall()
            base.executemany(
                "UPDATE events SET due = ? WHERE number = ?", [(now + _CLAIM, row[0]) for row in rows]
            )
            return [Accepted(*row) for row in rows]

    def sent(self, rows: Iterable[Accepted]) -> None:
        """Keep of events that were sent only that they were."""
        self._change("UPDATE events SET content = NULL, due = NULL WHERE number = ?", rows)

    def failed(self, rows: Iterable[Accepted], delay: float) -> None:
        """Have events sent again after some seconds."""
        change = "UPDATE events SET due = ?, failures = failures + 1 WHERE number = ?"
        self._change(change, rows, self._now() + delay)

    def refused(self, row: Accepted, reason: str) -> None:
        """Keep an event that the platform refused for good, and send it no more."""
        self._change("UPDATE events SET due = NULL, refusal = ? WHERE number = ?", [row], reason)

    def _change(self, statement: str, rows: Iterable[Accepted], *values: Any) -> None:
        with self._transaction() as base:
            base.executemany(statement, [(*values, row.number) for row in rows])

    @property
    def pending(self) -> int:
        """The number of events that wait, or are on their way."""
        return int(self._one("SELECT count(*) FROM events WHERE due IS NOT NULL"))

    @property
    def rejected(self) -> list[tuple[dict[str, Any], str]]:
        """The events that the platform refused for good, each with its words."""
        with self._reading() as base:
            rows = base.execute(
                "SELECT content, refusal FROM events WHERE refusal IS NOT NULL ORDER BY number"
            )
            return [(msgspec.json.decode(content), refusal) for content, refusal in rows]

    def due_in(self) -> float | None:
        """Seconds until an event may be sent; None if none waits."""
        due = self._one("SELECT min(due) FROM events WHERE due IS NOT NULL")
        return None if due is None else max(0.0, due - self._now())

    def _one(self, query: str) -> Any:
        with self._reading() as base:
            return base.execute(query).fetchone()[0]

    # -- attempts -------------------------------------------------------------------------------

    def number(
        self, line_item_id: str, user_id: str, ended_at: datetime, stored: Iterable[AssessmentResult]
    ) -> AttemptNumber:
        """The number of an attempt, as `PendingAttempts.number()` gives it, for all workers."""
        moment = _text(ended_at)
        arrived = {_text(each.score_date): attempt_of(each.metadata) for each in stored}
        now = self._now()
        with self._transaction() as base:
            base.execute("DELETE FROM attempts WHERE given < ?", (now - _COUNTED,))
            rows = base.execute(
                "SELECT ended_at, attempt FROM attempts WHERE line_item = ? AND student = ?",
                (line_item_id, user_id),
            )
            own = dict(rows.fetchall())
            number = numbered(moment, {**own, **arrived})
            base.execute(
                "INSERT OR REPLACE INTO attempts VALUES (?, ?, ?, ?, ?)",
                (line_item_id, user_id, moment, number, now),
            )
            return AttemptNumber(number, moment not in own)

    def forget(self, line_item_id: str, user_id: str, ended_at: datetime) -> None:
        """Give the number of an attempt back, since it was not told of after all."""
        with self._transaction() as base:
            base.execute(
                "DELETE FROM attempts WHERE line_item = ? AND student = ? AND ended_at = ?",
                (line_item_id, user_id, _text(ended_at)),
            )

    # -- launches -------------------------------------------------------------------------------

    def is_first(self, digest: str, seconds: float) -> bool:
        """Whether something that is good once comes for the first time in so many seconds, of all workers."""
        now = self._now()
        with self._transaction() as base:
            base.execute("DELETE FROM launches WHERE until < ?", (now,))
            added = base.execute("INSERT OR IGNORE INTO launches VALUES (?, ?)", (digest, now + seconds))
            return added.rowcount == 1

    # -- the file -------------------------------------------------------------------------------

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._base is not None and self._pid == os.getpid():
                self._base.close()
            self._base = None

    def __del__(self) -> None:
        if hasattr(self, "_base"):  # else it was refused before it was opened
            self.close()

    @contextlib.contextmanager
    def _reading(self) -> Generator[sqlite3.Connection]:
        with self._lock, self._explained():
            yield self._opened()

    @contextlib.contextmanager
    def _transaction(self) -> Generator[sqlite3.Connection]:
        with self._reading() as base:
            base.execute("BEGIN IMMEDIATE")
            try:
                yield base
            except BaseException:
                base.execute("ROLLBACK")
                raise
            base.execute("COMMIT")

    def _opened(self) -> sqlite3.Connection:
        # A connection is not to cross a fork: a child opens its own.
        if self._base is None or self._pid != os.getpid():
            self._base, self._pid = self._open(), os.getpid()
        return self._base

    def _open(self) -> sqlite3.Connection:
        if self._path is not None:
            with contextlib.suppress(FileExistsError):
                os.close(os.open(self._path, os.O_CREAT | os.O_EXCL, 0o600))
        base = sqlite3.connect(
            self._path or ":memory:", timeout=10, isolation_level=None, check_same_thread=False
        )
        try:
            self._prepare(base)
        except BaseException:
            base.close()
            raise
        return base

    def _prepare(self, base: sqlite3.Connection) -> None:
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = NORMAL")
        base.execute("BEGIN IMMEDIATE")
        (version,) = base.execute("PRAGMA user_version").fetchone()
        (tables,) = base.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if version != _VERSION and (version or tables):
            raise SpoolError(f"{self._name} is not a spool of applications of this version of timeback")
        if not tables:
            for statement in filter(str.strip, _TABLES.split(";")):
                base.execute(statement)
            base.execute(f"PRAGMA user_version = {_VERSION}")
        base.execute("COMMIT")

    @property
    def _name(self) -> str:
        return "the outbox in memory" if self._path is None else self._path.name

    @contextlib.contextmanager
    def _explained(self) -> Generator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise SpoolError(f"{self._name} cannot be used: {error}") from error


def _text(moment: datetime | None) -> str:
    return "" if moment is None else moment.astimezone(UTC).isoformat()
