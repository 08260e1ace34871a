"""The records as a handler reads and writes them, within one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import Any, NamedTuple

import msgspec

from .links import LINK_MARK
from .records import Doc
from .sql import EVERYTHING, Clause, Table

__all__ = ["Page", "Session"]

# Of one page, in characters: a list of large records ends early, as a list of many does on the platform.
_MOST_OF_A_PAGE = 32_000_000
_ROWS_AT_ONCE = 100


class Page(NamedTuple):
    """A slice of a list: how many rows match in all, the documents of the slice as JSON text, and their ids."""

    total: int
    rows: list[str]
    ids: list[str]


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
        """Count what matches, and read one slice of it: less of it where the records are very large."""
        total, rows = self._places(table, where, order, limit, offset)
        ids: list[str] = []
        texts: list[str] = []
        size = 0
        for row in rows:
            found = self.connection.execute(f"SELECT id, doc FROM {table.name} WHERE seq = ?", row)
            record_id, text = found.fetchone()
            ids.append(record_id)
            texts.append(text)
            size += len(text)
            if size > _MOST_OF_A_PAGE:
                break
        return Page(total, texts, ids)

    def _places(
        self, table: Table, where: Clause, order: str, limit: int, offset: int
    ) -> tuple[int, list[tuple[int]]]:
        """The number of rows that match, and the places of one slice."""
        found = f"SELECT seq FROM {table.name} WHERE {where.sql} ORDER BY {order}"
        if where == EVERYTHING:
            total = self.connection.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0]
            cut = self.connection.execute(f"{found} LIMIT ? OFFSET ?", (limit, offset))
            return total, cut.fetchall()
        # Counted as they are found: to ask twice would take twice as long.
        matches = self.connection.execute(found, where.values)
        skipped = sum(1 for _ in islice(matches, offset))
        rows = list(islice(matches, limit))
        return skipped + len(rows) + sum(1 for _ in matches), rows

    def next_number(self, table: Table) -> int:
        """The number that a table's next record gets, in the order in which they are made."""
        found = self.connection.execute(f"SELECT coalesce(max(seq), 0) + 1 FROM {table.name}").fetchone()
        return int(found[0])

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
        first = self.next_number(table)
        tags: list[tuple[str, int]] = []

        def rows() -> Iterator[tuple[Any, ...]]:
            for seq, (record_id, doc) in enumerate(records, first):
                text = self._written(doc)
                if rewrite:
                    text = rewrite(text)
                    doc = msgspec.json.decode(text)
                if table.tags:
                    tags.extend((tag, seq) for tag in set(table.tags(doc)))
                yield seq, record_id, *table.values(doc), text

        self._add(table.name, rows(), len(table.row))
        self._write_tags(table, tags)

    def _add(self, into: str, rows: Iterator[tuple[Any, ...]], width: int) -> None:
        """Add rows, a hundred by each statement: it is the statements that take the time."""
        one = f"({', '.join('?' * width)})"
        many = f"INSERT INTO {into} VALUES {', '.join([one] * _ROWS_AT_ONCE)}"
        while len(some := list(islice(rows, _ROWS_AT_ONCE))) == _ROWS_AT_ONCE:
            self.connection.execute(many, list(chain.from_iterable(some)))
        self.connection.executemany(f"INSERT INTO {into} VALUES {one}", some)

    def _written(self, doc: Doc) -> str:
        text = msgspec.json.encode(doc).decode()
        return text if self.link_mark == LINK_MARK else text.replace(LINK_MARK, self.link_mark)

    def replace(self, table: Table, record_id: str, doc: Doc) -> None:
        """Put another document in a record's place."""
        self.changed = True
        _, _, *columns = table.row
        seq = self.connection.execute(
            f"UPDATE {table.name} SET {', '.join(f'{name} = ?' for name in columns)} WHERE id = ? RETURNING seq",
            (*table.values(doc), self._written(doc), record_id),
        ).fetchone()[0]
        if table.tags:
            self.connection.execute(f"DELETE FROM {table.name}_tags WHERE seq = ?", (seq,))
            self._write_tags(table, [(tag, seq) for tag in set(table.tags(doc))])

    def remove(self, table: Table, record_id: str) -> bool:
        """Take a record away for good; whether there was one."""
        self.changed = True
        rows = self.execute(f"DELETE FROM {table.name} WHERE id = ? RETURNING seq", (record_id,))
        if rows and table.tags:
            self.connection.execute(f"DELETE FROM {table.name}_tags WHERE seq = ?", rows[0])
        return bool(rows)

    def _write_tags(self, table: Table, tags: list[tuple[str, int]]) -> None:
        if tags:
            # In the order of their key, in which many are sooner added.
            self._add(f"{table.name}_tags", iter(sorted(tags)), 2)

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
