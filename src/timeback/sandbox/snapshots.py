"""Snapshots: the whole state of a sandbox, its records and its clock, as the bytes of an SQLite database."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from .._fork import new_lock

__all__ = ["SQLITE_MARK", "NoSnapshotError", "Snapshots", "opened"]

# With which every SQLite database begins.
SQLITE_MARK = b"SQLite format 3\0"


class NoSnapshotError(LookupError):
    """There is no snapshot of this name."""

    def __init__(self, name: str, known: Mapping[str, bytes]) -> None:
        listed = ", ".join(sorted(known)) or "none"
        super().__init__(f"there is no snapshot {name!r}; there are: {listed}")


class Snapshots:
    """States by their names, kept for as long as the sandbox lives. Safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = new_lock()
        self._kept: dict[str, bytes] = {}

    def sizes(self) -> dict[str, int]:
        """The names, and how many bytes each takes."""
        with self._lock:
            return {name: len(image) for name, image in self._kept.items()}

    def put(self, name: str, image: bytes) -> None:
        """Keep a state, in the place of another of this name.

        Raises:
            ValueError: The name is blank or has a slash.
        """
        if not name.strip() or "/" in name:
            raise ValueError("a snapshot needs a name without slashes")
        with self._lock:
            self._kept[name] = image

    def get(self, name: str) -> bytes:
        """The state of this name.

        Raises:
            NoSnapshotError: There is none.
        """
        with self._lock:
            if name not in self._kept:
                raise NoSnapshotError(name, self._kept)
            return self._kept[name]

    def remove(self, name: str) -> None:
        """Forget a state.

        Raises:
            NoSnapshotError: There is none.
        """
        with self._lock:
            if self._kept.pop(name, None) is None:
                raise NoSnapshotError(name, self._kept)


def opened(image: bytes) -> sqlite3.Connection:
    """A database in memory of the bytes of one.

    Raises:
        ValueError: They are those of no database, or of a broken one.
    """
    if not image.startswith(SQLITE_MARK):
        raise ValueError("this is no state of a sandbox")
    database = sqlite3.connect(":memory:", isolation_level=None)
    try:
        database.deserialize(image)
        (verdict,) = database.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        database.close()
        raise ValueError(f"this is no state of a sandbox: {error}") from None
    if verdict != "ok":
        database.close()
        raise ValueError("this state of a sandbox is broken")
    return database
