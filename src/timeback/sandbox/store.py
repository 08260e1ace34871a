"""The sandbox's records: JSON documents in SQLite, in the form in which they are answered."""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
import time
import weakref
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any

from ..errors import ConfigurationError
from .links import LINK_MARK
from .session import Session
from .snapshots import opened
from .sql import Table
from .turns import Turns

__all__ = ["Store"]

_FORMAT = 4
_MARK = "link mark"
_LOCK_SECONDS = 30.0
_CACHE_KILOBYTES = 16_000
# Of a new database: most documents take a thousand bytes, of which smaller pages hold few.
_PAGE_BYTES = 8192
_MAPPED_BYTES = 2**40
_KEPT_READERS = 8
# Committed records survive a killed process; only a power cut could take the last of them.
_SAFE = "PRAGMA synchronous = NORMAL"
_SYSTEM_TABLES = """
CREATE TABLE IF NOT EXISTS sandbox_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sandbox_tokens (
    digest TEXT PRIMARY KEY, audience TEXT NOT NULL, expires REAL NOT NULL, scopes TEXT NOT NULL
) WITHOUT ROWID;
"""


def _fold(value: Any) -> str | None:
    return None if value is None else str(value).casefold()


def _share(connection: sqlite3.Connection) -> None:
    # SQLite does not wait for the lock here, as it does elsewhere, when several open a new file at once.
    deadline = time.monotonic() + _LOCK_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def _form(connection: sqlite3.Connection) -> tuple[int, ...]:
    """The format of the records, and the size of the pages, which no copy can change."""
    return tuple(connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("user_version", "page_size"))


def _create_private(path: Path) -> bool:
    """Make a file that only its owner can read, if there is none; whether it is still empty."""
    # What cannot be made here SQLite cannot make either, and says why.
    with contextlib.suppress(OSError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        return path.stat().st_size == 0
    return False


def _make_private(path: Path) -> None:
    """Take a file, and what SQLite keeps beside it, from everybody but its owner."""
    for name in (path, *(path.with_name(path.name + suffix) for suffix in ("-wal", "-shm"))):
        with contextlib.suppress(OSError):
            name.chmod(0o600)


_stores: weakref.WeakSet[Store] = weakref.WeakSet()


class Store:
    """A database of tables, in memory or in a file that many processes may share.

    Args:
        path: The file; in memory, without one.
        tables: The tables by name.
        alone: One connection does everything: in memory, several can share no more than a gigabyte.

    Attributes:
        has_changed: Whether records were written since the first ones were made.
    """

    def __init__(
        self, path: str | os.PathLike[str] | None, tables: Mapping[str, Table], *, alone: bool = False
    ) -> None:
        self.path = None if path is None else Path(path)
        self.tables = tables
        self._name = (
            f"file:/timeback-{secrets.token_hex(12)}?vfs=memdb" if self.path is None else str(self.path)
        )
        self._alone = alone and self.path is None
        self.has_changed = False
        # What is in memory has no log of writes from which readers could go on reading the state before.
        self._turns = Turns(apart=self.path is None)
        self._pid = os.getpid()
        self._open: list[sqlite3.Connection] = []
        self._readers: list[sqlite3.Connection] = []
        is_empty = self.path is not None and _create_private(self.path)
        self._writer = self._connect()
        if is_empty:
            # It reaches the disk once, before it is served.
            self._writer.execute("PRAGMA synchronous = OFF")
        weakref.finalize(self, _close_all, self._open)
        self.link_mark = LINK_MARK
        with self.transaction(write=True) as session:
            self._make_tables(session)
            self.link_mark = session.meta(_MARK) or LINK_MARK
            session.set_meta(_MARK, self.link_mark)
        _stores.add(self)

    def _connect(self, *, reads_only: bool = False) -> sqlite3.Connection:
        try:
            connection = sqlite3.connect(
                ":memory:" if self._alone else self._name,
                uri=self.path is None,
                timeout=_LOCK_SECONDS,
                isolation_level=None,
                check_same_thread=False,
                cached_statements=256,
            )
        except sqlite3.Error as error:
            raise self._unusable(error) from error
        try:
            connection.create_function("fold", 1, _fold, deterministic=True)
            connection.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KILOBYTES}")
            if reads_only:
                connection.execute("PRAGMA query_only = 1")
            elif self.path is not None:
                connection.execute(_SAFE)
        except sqlite3.Error as error:
            connection.close()
            raise self._unusable(error) from error
        self._open.append(connection)
        return connection

    def _unusable(self, error: sqlite3.Error) -> ConfigurationError:
        return ConfigurationError(f"{self.path} cannot be used as sandbox data: {error}")

    def _make_tables(self, session: Session) -> None:
        found = session.execute("PRAGMA user_version")[0][0]
        names = {row[0] for row in session.execute("SELECT name FROM sqlite_master")}
        if names and "sandbox_meta" not in names:
            raise ConfigurationError(f"{self.path} is a database of something else; choose another file")
        if found not in (0, _FORMAT):
            raise ConfigurationError(
                f"{self.path} holds sandbox data of format {found}, this version reads {_FORMAT}; "
                "choose another file"
            )
        # Not executescript(), which would end the transaction.
        for script in (_SYSTEM_TABLES, *(table.schema for table in self.tables.values())):
            for statement in filter(str.strip, script.split(";")):
                session.execute(statement)
        session.execute(f"PRAGMA user_version = {_FORMAT}")

    def index(self, session: Session) -> None:
        """Make the indexes that are missing: sooner done for many records at once than for each."""
        # Each index reads its table whole: a file's pages where they lie, not copies of them.
        session.execute(f"PRAGMA mmap_size = {_MAPPED_BYTES}")
        for table in self.tables.values():
            for statement in table.indexes:
                session.execute(statement)
        session.execute("PRAGMA mmap_size = 0")

    def open_to_readers(self) -> None:
        """Let others read a file while it is written to: it pays off only once the first records are there.

        A district would be written twice, into the log of writes and out of it.
        """
        if self.path is not None:
            try:
                # First, so that a new file reaches the disk with this change of it.
                self._writer.execute(_SAFE)
                _share(self._writer)
                # The first look makes the files beside it.
                self._writer.execute("SELECT 1 FROM sandbox_meta").fetchone()
            except sqlite3.Error as error:
                raise self._unusable(error) from error
            _make_private(self.path)

    @contextlib.contextmanager
    def transaction(self, *, write: bool) -> Generator[Session]:
        """One transaction: kept when the block ends, undone when it raises."""
        reads_beside = not (write or self._alone)
        with self._turns.read() if reads_beside else self._turns.write():
            self._leave_parent()
            connection = self._take_reader() if reads_beside else self._writer
            connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
            try:
                session = Session(connection, self.tables, self.link_mark)
                yield session
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            else:
                connection.execute("COMMIT")
                self.has_changed = self.has_changed or session.changed
            finally:
                if reads_beside:
                    self._give_back(connection)

    def _leave_parent(self) -> None:
        # SQLite forbids a file's connections to cross a fork; those in memory are copied whole.
        if self.path is not None and self._pid != os.getpid():
            self._pid = os.getpid()
            self._open.clear()
            self._readers.clear()
            self._writer = self._connect()

    def _take_reader(self) -> sqlite3.Connection:
        try:
            return self._readers.pop()
        except IndexError:
            return self._connect(reads_only=True)

    def _give_back(self, reader: sqlite3.Connection) -> None:
        if len(self._readers) < _KEPT_READERS:
            self._readers.append(reader)
        else:
            self._open.remove(reader)
            reader.close()

    def image(self, notes: Mapping[str, str]) -> bytes:
        """All records as the bytes of a database, without tokens, and with notes about them."""
        with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as copy:
            with self.transaction(write=False) as session:
                session.connection.backup(copy)
            copy.execute("DELETE FROM sandbox_tokens")
            copy.executemany("INSERT OR REPLACE INTO sandbox_meta VALUES (?, ?)", notes.items())
            image = bytearray(copy.serialize())
        # Of a file it says that a log of writes lies beside it, which a copy has not.
        image[18:20] = b"\x01\x01"
        return bytes(image)

    def restore(self, image: bytes, *, own: bool = False) -> Mapping[str, str]:
        """Take the records of an image in the place of all that are there; tokens stay.

        Args:
            image: The image.
            own: Nobody else has it, so that the mark of its references may be this store's from now on.

        Returns:
            The notes about them.

        Raises:
            ValueError: It is no image of a store of this format.
        """
        with contextlib.closing(opened(image)) as source:
            if _form(source) != (_FORMAT, _PAGE_BYTES):
                raise ValueError(f"this is no state of a sandbox of format {_FORMAT}")
            notes = dict(source.execute("SELECT name, value FROM sandbox_meta"))
            if own:
                self.link_mark = notes[_MARK]
            else:
                self._take_mark(source, notes[_MARK])
            self._take_over(source)
        self.has_changed = True
        return notes

    def copy(self) -> bytes:
        """The database as it is, for stores in the memory of this process."""
        with self._turns.write():
            return self._writer.serialize()

    def become(self, copy: bytes) -> None:
        """Take the records of a copy in the place of all that are there; tokens stay."""
        with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as source:
            source.deserialize(copy)
            self._take_over(source)
        self.has_changed = False

    def _take_over(self, source: sqlite3.Connection) -> None:
        with self._turns.write():
            self._leave_parent()
            tokens = self._writer.execute("SELECT * FROM sandbox_tokens").fetchall()
            source.execute("DELETE FROM sandbox_tokens")
            source.executemany("INSERT INTO sandbox_tokens VALUES (?, ?, ?, ?)", tokens)
            source.backup(self._writer)

    def _take_mark(self, source: sqlite3.Connection, mark: str) -> None:
        """Let the references of an image bear the mark of this store."""
        if mark == self.link_mark:
            return
        for name in self.tables:
            source.execute(f"UPDATE {name} SET doc = replace(doc, ?, ?)", (mark, self.link_mark))
        source.execute("UPDATE sandbox_meta SET value = ? WHERE name = ?", (self.link_mark, _MARK))

    def clear(self, session: Session) -> None:
        """Remove every record, and the indexes with them; tokens stay."""
        for table in self.tables.values():
            for name in table.index_names:
                session.execute(f"DROP INDEX IF EXISTS {name}")
            session.execute(f"DELETE FROM {table.name}")
            if table.tags:
                session.execute(f"DELETE FROM {table.name}_tags")
        session.execute("DELETE FROM sandbox_meta WHERE name <> ?", (_MARK,))

    def close(self) -> None:
        """Close the database; what is in memory is lost."""
        with self._turns.write():
            self._leave_parent()
            _close_all(self._open)

    def hold(self) -> None:
        """Wait until no transaction is open, and begin none until `release()`."""
        self._turns.take()

    def release(self) -> None:
        """Undo `hold()`."""
        self._turns.give_back()


def _close_all(connections: list[sqlite3.Connection]) -> None:
    for connection in connections:
        connection.close()


class _Fork:
    # A fork in the middle of another thread's transaction would leave the child with half of it.
    held: tuple[Store, ...] = ()

    @classmethod
    def before(cls) -> None:
        cls.held = tuple(_stores)
        for store in cls.held:
            store.hold()

    @classmethod
    def after(cls) -> None:
        held, cls.held = cls.held, ()
        for store in held:
            store.release()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_Fork.before, after_in_parent=_Fork.after)  # the child's lock is new
