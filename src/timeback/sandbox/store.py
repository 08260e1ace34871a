"""The sandbox's records: JSON documents in SQLite, in the form in which they are answered."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import time
import weakref
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from .._fork import new_rlock
from ..errors import ConfigurationError
from .links import LINK_MARK
from .records import Doc

__all__ = ["EVERYTHING", "Clause", "Page", "Session", "Store", "Table", "all_of", "any_of", "path_sql"]

_FORMAT = 3
_MARK = "link mark"
_LOCK_SECONDS = 30.0
_SYSTEM_TABLES = """
CREATE TABLE IF NOT EXISTS sandbox_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sandbox_tokens (
    digest TEXT PRIMARY KEY, audience TEXT NOT NULL, expires REAL NOT NULL, scopes TEXT NOT NULL
) WITHOUT ROWID;
"""


class Clause(NamedTuple):
    """A piece of a WHERE clause and the values bound in it."""

    sql: str
    values: tuple[Any, ...] = ()


EVERYTHING = Clause("1")


class Page(NamedTuple):
    """A slice of a list: how many rows match in all, and the documents of the slice as JSON text."""

    total: int
    rows: list[str]


@dataclass(frozen=True)
class Table:
    """A collection of documents.

    Attributes:
        name: The SQL name.
        columns: Dotted paths kept as columns of their own, each indexed: what is often asked for.
        folded: Of these, the ones also indexed without regard to case.
        tags: What a document is found under beside its columns, such as `role=student`.
    """

    name: str
    columns: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    tags: Callable[[Doc], Iterable[str]] | None = None

    def expression(self, path: str) -> str:
        """The SQL of a dotted path, which must be one that the code names, not one that a caller sent."""
        return f'"{path}"' if path in ("status", *self.columns) else path_sql(path)

    def tagged(self, tag: str) -> Clause:
        """The rows that carry a tag."""
        return Clause(f"seq IN (SELECT seq FROM {self.name}_tags WHERE tag = ?)", (tag,))

    @property
    def schema(self) -> str:
        """The statements that make the table."""
        columns = "".join(
            f'"{path}" GENERATED ALWAYS AS ({path_sql(path)}) STORED, ' for path in ("status", *self.columns)
        )
        head = "seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, "
        lines = [f"CREATE TABLE IF NOT EXISTS {self.name} ({head}{columns}doc TEXT NOT NULL);"]
        for number, path in enumerate(self.columns):
            lines.append(f'CREATE INDEX IF NOT EXISTS {self.name}_by_{number} ON {self.name}("{path}");')
        for number, path in enumerate(self.folded):
            lines.append(
                f"CREATE INDEX IF NOT EXISTS {self.name}_folded_{number} "
                f'ON {self.name}("{path}" COLLATE NOCASE);'
            )
        if self.tags:
            lines.append(
                f"CREATE TABLE IF NOT EXISTS {self.name}_tags "
                "(tag TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (tag, seq)) WITHOUT ROWID;"
                f"CREATE INDEX IF NOT EXISTS {self.name}_tags_by_row ON {self.name}_tags(seq);"
            )
        return "\n".join(lines)


def path_sql(path: str) -> str:
    """The SQL that reads a dotted path out of the document."""
    return f"json_extract(doc, '$.{path}')"


def all_of(clauses: Sequence[Clause]) -> Clause:
    """Every clause holds."""
    return _joined("AND", clauses) if clauses else EVERYTHING


def any_of(clauses: Sequence[Clause]) -> Clause:
    """At least one clause holds."""
    return _joined("OR", clauses) if clauses else Clause("0")


def _joined(word: str, clauses: Sequence[Clause]) -> Clause:
    # In halves: SQLite refuses expressions deeper than 1000, and a flat chain is as deep as it is long.
    if len(clauses) == 1:
        return clauses[0]
    middle = len(clauses) // 2
    left, right = _joined(word, clauses[:middle]), _joined(word, clauses[middle:])
    return Clause(f"({left.sql} {word} {right.sql})", left.values + right.values)


class Session:
    """The records as a handler reads and writes them while its transaction is open.

    Attributes:
        tables: The tables by name.
        link_mark: Stands for the base URL in stored references.
        changed: Whether a record was written.
    """

    def __init__(self, connection: sqlite3.Connection, tables: Mapping[str, Table], link_mark: str) -> None:
        self.connection = connection
        self.tables = tables
        self.link_mark = link_mark
        self.changed = False

    def get(self, table: Table, record_id: str) -> Doc | None:
        """The document with this id."""
        text = self.get_text(table, record_id)
        return None if text is None else msgspec.json.decode(text, type=Doc)

    def get_text(self, table: Table, record_id: str, where: Clause = EVERYTHING) -> str | None:
        """The document with this id as JSON text, if the clause holds for it."""
        row = self.connection.execute(
            f"SELECT doc FROM {table.name} WHERE id = ? AND {where.sql}", (record_id, *where.values)
        ).fetchone()
        return None if row is None else row[0]

    def exists(self, table: Table, record_id: str, where: Clause = EVERYTHING) -> bool:
        """Whether there is a record with this id for which the clause holds."""
        return self.get_text(table, record_id, where) is not None

    def find(self, table: Table, where: Clause) -> list[Doc]:
        """The documents for which a clause holds, in the order in which they were made."""
        rows = self.connection.execute(
            f"SELECT doc FROM {table.name} WHERE {where.sql} ORDER BY seq", where.values
        )
        return [msgspec.json.decode(row[0], type=Doc) for row in rows.fetchall()]

    def page(self, table: Table, where: Clause, *, order: str, limit: int, offset: int) -> Page:
        """Count what matches, and read one slice of it."""
        total = self.connection.execute(
            f"SELECT count(*) FROM {table.name} WHERE {where.sql}", where.values
        ).fetchone()[0]
        rows = self.connection.execute(
            f"SELECT doc FROM {table.name} WHERE {where.sql} ORDER BY {order} LIMIT ? OFFSET ?",
            (*where.values, limit, offset),
        )
        return Page(total, [row[0] for row in rows])

    def insert(self, table: Table, record_id: str, doc: Doc) -> None:
        """Add a record; the id must be free."""
        self.insert_many(table, [(record_id, doc)])

    def insert_many(
        self,
        table: Table,
        records: Iterable[tuple[str, Doc]],
        rewrite: Callable[[str], str] | None = None,
    ) -> None:
        """Add many records at once; their JSON text goes through `rewrite`, where it is given."""
        self.changed = True
        first = self.connection.execute(f"SELECT coalesce(max(seq), 0) + 1 FROM {table.name}").fetchone()[0]
        rows: list[tuple[int, str, str]] = []
        tags: list[tuple[str, int]] = []
        for seq, (record_id, doc) in enumerate(records, first):
            text = self._written(doc)
            rows.append((seq, record_id, rewrite(text) if rewrite else text))
            tags.extend((tag, seq) for tag in _tags(table, doc))
        self.connection.executemany(f"INSERT INTO {table.name} (seq, id, doc) VALUES (?, ?, ?)", rows)
        self._write_tags(table, tags)

    def _written(self, doc: Doc) -> str:
        text = msgspec.json.encode(doc).decode()
        return text if self.link_mark == LINK_MARK else text.replace(LINK_MARK, self.link_mark)

    def replace(self, table: Table, record_id: str, doc: Doc) -> None:
        """Put another document in a record's place."""
        self.changed = True
        seq = self.connection.execute(
            f"UPDATE {table.name} SET doc = ? WHERE id = ? RETURNING seq",
            (self._written(doc), record_id),
        ).fetchone()[0]
        if table.tags:
            self.connection.execute(f"DELETE FROM {table.name}_tags WHERE seq = ?", (seq,))
            self._write_tags(table, [(tag, seq) for tag in _tags(table, doc)])

    def remove(self, table: Table, record_id: str) -> bool:
        """Take a record away for good; whether there was one."""
        self.changed = True
        rows = self.execute(f"DELETE FROM {table.name} WHERE id = ? RETURNING seq", (record_id,))
        if rows and table.tags:
            self.connection.execute(f"DELETE FROM {table.name}_tags WHERE seq = ?", rows[0])
        return bool(rows)

    def _write_tags(self, table: Table, tags: list[tuple[str, int]]) -> None:
        if tags:
            self.connection.executemany(f"INSERT INTO {table.name}_tags (tag, seq) VALUES (?, ?)", tags)

    def execute(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run one statement of the sandbox's own."""
        return self.connection.execute(sql, values).fetchall()

    def meta(self, name: str) -> str | None:
        """A value noted about the data."""
        row = self.connection.execute("SELECT value FROM sandbox_meta WHERE name = ?", (name,)).fetchone()
        return None if row is None else row[0]

    def set_meta(self, name: str, value: str) -> None:
        """Note a value about the data."""
        self.connection.execute("INSERT OR REPLACE INTO sandbox_meta VALUES (?, ?)", (name, value))


def _tags(table: Table, doc: Doc) -> set[str]:
    return set(table.tags(doc)) if table.tags else set()


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
    # Committed records survive a killed process; only a power cut could take the last of them.
    connection.execute("PRAGMA synchronous = NORMAL")


def _create_private(path: Path) -> None:
    # What cannot be made here SQLite cannot make either, and says why.
    with contextlib.suppress(OSError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def _make_private(path: Path) -> None:
    """Take a file, and what SQLite keeps beside it, from everybody but its owner."""
    for name in (path, *(path.with_name(path.name + suffix) for suffix in ("-wal", "-shm"))):
        with contextlib.suppress(OSError):
            name.chmod(0o600)


_stores: weakref.WeakSet[Store] = weakref.WeakSet()


class Store:
    """A database of tables, in memory or in a file that many processes may share."""

    def __init__(self, path: str | os.PathLike[str] | None, tables: Mapping[str, Table]) -> None:
        self.path = None if path is None else Path(path)
        self.tables = tables
        # One connection behind one lock: SQLite runs one writer at a time anyway, and in memory the
        # connection is the database.
        self._lock = new_rlock()
        self._pid = os.getpid()
        if self.path is not None:
            _create_private(self.path)
        self._connection = self._connect()
        self.link_mark = LINK_MARK
        with self.transaction(write=True) as session:
            self._make_tables(session)
            self.link_mark = session.meta(_MARK) or LINK_MARK
            session.set_meta(_MARK, self.link_mark)
        if self.path is not None:
            _make_private(self.path)
        _stores.add(self)

    def _connect(self) -> sqlite3.Connection:
        try:
            connection = sqlite3.connect(
                ":memory:" if self.path is None else self.path,
                timeout=_LOCK_SECONDS,
                isolation_level=None,
                check_same_thread=False,
                cached_statements=256,
            )
        except sqlite3.Error as error:
            raise self._unusable(error) from error
        weakref.finalize(self, connection.close)
        try:
            connection.create_function("fold", 1, _fold, deterministic=True)
            if self.path is not None:
                _share(connection)
            connection.execute("PRAGMA cache_size = -32000")
        except sqlite3.Error as error:
            connection.close()
            raise self._unusable(error) from error
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

    @contextlib.contextmanager
    def transaction(self, *, write: bool) -> Generator[Session]:
        """One transaction: kept when the block ends, undone when it raises."""
        with self._lock:
            connection = self._own_connection()
            connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
            try:
                yield Session(connection, self.tables, self.link_mark)
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def _own_connection(self) -> sqlite3.Connection:
        # SQLite forbids a file's connection to cross a fork; one in memory is copied whole.
        if self.path is not None and self._pid != os.getpid():
            self._connection = self._connect()
            self._pid = os.getpid()
        return self._connection

    def clear(self, session: Session) -> None:
        """Remove every record; tokens stay."""
        for table in self.tables.values():
            session.execute(f"DELETE FROM {table.name}")
            if table.tags:
                session.execute(f"DELETE FROM {table.name}_tags")
        session.execute("DELETE FROM sandbox_meta WHERE name <> ?", (_MARK,))

    def close(self) -> None:
        """Close the database; what is in memory is lost."""
        with self._lock:
            self._own_connection().close()

    def hold(self) -> None:
        """Wait until no transaction is open, and begin none until `release()`."""
        self._lock.acquire()

    def release(self) -> None:
        """Undo `hold()`."""
        self._lock.release()


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
