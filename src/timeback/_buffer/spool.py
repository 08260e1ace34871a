"""Events of a buffer in a SQLite file, where they outlive the process."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from ..errors import SpoolError
from .queue import Entry, RejectedEvent, Tally

__all__ = ["Spool"]

_VERSION = 1
_TABLES = """
CREATE TABLE events (number INTEGER PRIMARY KEY AUTOINCREMENT, sensor TEXT NOT NULL, content BLOB NOT NULL);
CREATE TABLE rejected (
    number INTEGER PRIMARY KEY, sensor TEXT NOT NULL, content BLOB NOT NULL,
    status INTEGER NOT NULL, reason TEXT NOT NULL
);
"""


class Spool:
    """Events in a file; a buffer has it to itself.

    What `append()` has returned from survives the end of the process, however that comes, and what
    `drop()` has returned from is not seen again.
    """

    survives = True

    def __init__(self, path: str | os.PathLike[str]) -> None:
        """Open the file, or make it, for its owner's eyes only.

        Raises:
            SpoolError: It is not a spool, or another buffer has it.
        """
        self._path = Path(os.path.realpath(path))  # by whatever link it is reached, it is the same spool
        with contextlib.ExitStack() as opened, _explained(self._path):
            self._lock = self._take()
            opened.callback(self._lock.close)
            self._base = _open(self._path)
            opened.callback(self._base.close)
            self._prepare()
            opened.pop_all()

    def _take(self) -> sqlite3.Connection:
        # A lock of SQLite's works on every system, ends with the process, and excludes a second buffer
        # of this process too. It is on a file of its own: that of the events is written in transactions.
        lock = _open(Path(f"{self._path}-lock"))
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            lock.close()
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            raise SpoolError(f"another buffer is using the spool {self._path.name}") from None
        return lock

    def _prepare(self) -> None:
        (version,) = self._base.execute("PRAGMA user_version").fetchone()
        (tables,) = self._base.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if version != _VERSION and (version or tables):
            raise SpoolError(f"{self._path.name} is not a spool of this version of timeback")
        self._base.execute("PRAGMA journal_mode = WAL")
        # Nothing is lost with the process; a loss of power can take the last moments.
        self._base.execute("PRAGMA synchronous = NORMAL")
        if not tables:
            self._base.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {_VERSION}; COMMIT;")

    def tally(self) -> Tally:
        return Tally(*self._count("events"), *self._count("rejected"))

    def _count(self, table: str) -> tuple[int, int]:
        query = f"SELECT count(*), coalesce(sum(length(content)), 0) FROM {table}"
        found: tuple[int, int] = self._run(query).fetchone()
        return found

    def append(self, sensor: str, content: bytes) -> None:
        self._run("INSERT INTO events (sensor, content) VALUES (?, ?)", sensor, content)

    def first(self, limit: int) -> list[Entry]:
        rows = self._run("SELECT number, sensor, content FROM events ORDER BY number LIMIT ?", limit)
        return [Entry(*row) for row in rows]

    def drop(self, entries: Sequence[Entry]) -> None:
        if entries:
            self._run("DELETE FROM events WHERE number <= ?", entries[-1].number)

    def reject(self, entry: Entry, rejected: RejectedEvent) -> None:
        with _explained(self._path), self._base:
            self._base.execute("BEGIN")
            self._base.execute(
                "INSERT INTO rejected VALUES (?, ?, ?, ?, ?)",
                (*entry, rejected.status, rejected.reason),
            )
            self._base.execute("DELETE FROM events WHERE number = ?", (entry.number,))

    def rejected(self) -> list[RejectedEvent]:
        rows = self._run("SELECT sensor, content, status, reason FROM rejected ORDER BY number")
        return [
            RejectedEvent(sensor, msgspec.json.decode(content), status, reason)
            for sensor, content, status, reason in rows
        ]

    def forget_rejected(self) -> None:
        self._run("DELETE FROM rejected")

    def close(self) -> None:
        self._base.close()
        self._lock.close()

    def _run(self, statement: str, *values: Any) -> sqlite3.Cursor:
        with _explained(self._path):
            return self._base.execute(statement, values)


def _open(path: Path) -> sqlite3.Connection:
    """A connection that commits each statement, to a file that only its owner may read."""
    # One that is there is not touched: closing it would take the locks of this process on it away.
    with contextlib.suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))
    return sqlite3.connect(path, timeout=0.1, isolation_level=None, check_same_thread=False)


@contextlib.contextmanager
def _explained(path: Path) -> Generator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise SpoolError(f"the spool {path.name} cannot be used: {error}") from error
