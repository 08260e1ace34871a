"""The SQL of bringing changes into tables: rows replaced by their ids, and those that are deleted taken out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from .._extras import require_extra
from .._tables.arrays import texts_array
from .._tables.columns import Names, columns
from ..models._documentation import field_docs
from ..models.oneroster import Status
from .batches import batches
from .resources import Resource
from .sql import identifier, literal
from .writers import add_key

__all__ = ["Merge", "parquet_of", "reader_of"]

_LIVING = f"status IS DISTINCT FROM '{Status.TO_BE_DELETED.value}'"
_IDS = 50_000
# Rows that are sorted and joined at a time, of what was there and of the changes.
_RANGE = 50_000


def parquet_of(path: Path) -> str:
    """The rows of one file, whatever its folders are called: `district=north` adds no column, `*` finds no others."""
    escaped = re.sub(r"[\[*?]", r"[\g<0>]", str(path))
    return f"read_parquet({literal(escaped)}, hive_partitioning = false)"


def reader_of(relation: Any, rows: int) -> Iterator[Any]:
    """A relation as batches of Arrow, of so many rows at most."""
    # Its newer name; the older one warns if there is the newer.
    read = getattr(relation, "to_arrow_reader", None) or relation.fetch_arrow_reader
    batches: Iterator[Any] = read(rows)
    return batches


class Merge:
    """Brings the changes of one table after another into what was there.

    Args:
        database: A connection of DuckDB.
        names: How columns are spelled.
    """

    def __init__(self, database: Any, names: Names) -> None:
        self.keys: list[str] = []
        self.removed: int | None = None
        self.within = "true"
        self._is_marked = True
        self._database = database
        self._names: Names = names
        for name in ("gone", "back"):
            database.execute(f"CREATE TEMP TABLE {name} (resource VARCHAR, id VARCHAR)")
        database.execute("CREATE TEMP TABLE swept (id VARCHAR)")

    def keys_of(self, resource: Resource) -> list[str]:
        """The columns that tell the rows of a table apart."""
        found = columns(resource.model, names=self._names)
        return [column.name for column in found if column.attribute in resource.key]

    def ranges(
        self, resource: Resource, changed: Path, kept: str | None, ids: Iterable[str] | None
    ) -> Iterator[None]:
        """Take up a table, one range of its ids after another: what is sorted and joined at a time is bounded.

        Args:
            resource: Whose table it is.
            changed: The file of its changes, marked deletions among them.
            kept: The relation that was there; None if there was none.
            ids: All ids that the server still has; None if they were not asked for.
        """
        sql, source = self._database.execute, parquet_of(changed)
        self.keys = self.keys_of(resource)
        self._is_marked = resource.is_marked
        self.removed = 0 if resource.is_marked or (self.keys and not resource.is_partial) else None
        if ids is not None:
            self._load(ids)
        bounds = self._bounds([source, kept] if kept else [source]) if self.keys else []
        for after, until in zip([None, *bounds], [*bounds, None], strict=True):
            self.within = self._condition(self.keys[0], after, until) if self.keys else "true"
            none = f"SELECT * FROM {source} WHERE false"
            sql(f"CREATE OR REPLACE TEMP VIEW changed AS SELECT * FROM {source} WHERE {self.within}")
            before = f"SELECT * FROM {kept} WHERE {self.within}" if kept else none
            sql(f"CREATE OR REPLACE TEMP VIEW before AS {before}")
            living = f"SELECT * FROM before WHERE {self._living}"
            sql(f"CREATE OR REPLACE TEMP VIEW kept AS {living if resource.is_partial else none}")
            sql(f"CREATE OR REPLACE TEMP VIEW leaving AS {none}")
            if resource.is_marked:
                still = None if ids is None else self._condition("id", after, until)
                self._take_out(resource, still)
            elif self.removed is not None:
                self.removed += self._number(
                    f"SELECT count(*) FROM before ANTI JOIN changed USING ({self._key})"
                )
            yield
        name = literal(resource.name)
        sql(
            f"DELETE FROM back WHERE resource = {name} AND id IN (SELECT id FROM gone WHERE resource = {name})"
        )

    def _bounds(self, relations: Iterable[str]) -> list[Any]:
        """The ids that end ranges: every so many of each relation, in order."""
        found = set[Any]()
        for relation in relations:
            last = None
            for batch in reader_of(
                self._database.sql(f"SELECT {identifier(self.keys[0])} FROM {relation}"), _RANGE
            ):
                found |= set() if last is None else {last}
                last = batch.column(0)[-1].as_py() if len(batch) else None
        return sorted(found)

    def _condition(self, column: str, after: Any, until: Any) -> str:
        """The condition that a row lies in a range."""
        bounds = ((">", after), ("<=", until))
        found = [
            f"{identifier(column)} {sign} {literal(bound)}" for sign, bound in bounds if bound is not None
        ]
        return " AND ".join(found) or "true"

    def _take_out(self, resource: Resource, still: str | None) -> None:
        """Find the rows that leave a table: those that are marked, and those that the server no longer has.

        Args:
            resource: Whose table it is.
            still: The condition on the ids that the server has; None if they were not asked for.
        """
        sql, key, name = self._database.execute, self._key, literal(resource.name)
        sql(f"INSERT INTO back SELECT {name}, {key} FROM changed WHERE {_LIVING}")
        if still is not None:
            sql(
                f"INSERT INTO gone SELECT DISTINCT {name}, {key} FROM ("
                f"SELECT {key} FROM kept ANTI JOIN changed USING ({key}) "
                f"UNION ALL SELECT {key} FROM changed WHERE {_LIVING}"
                f") ANTI JOIN (SELECT id FROM swept WHERE {still}) AS there ON there.id = {key}"
            )
        sql(
            "CREATE OR REPLACE TEMP VIEW leaving AS "
            f"SELECT {key} FROM changed WHERE NOT ({_LIVING}) "
            f"UNION ALL SELECT id AS {key} FROM gone WHERE resource = {name}"
        )
        left = self._number(f"SELECT count(*) FROM kept SEMI JOIN leaving USING ({key})")
        self.removed = (self.removed or 0) + left

    @property
    def _key(self) -> str:
        return ", ".join(map(identifier, self.keys))

    @property
    def _living(self) -> str:
        return _LIVING if self._is_marked else "true"

    @property
    def current(self) -> Any:
        """The rows of the range at hand as they are now, sorted by their ids."""
        if not self.keys:
            return self._database.sql("SELECT * FROM changed")
        return self._database.sql(
            f"SELECT * FROM (SELECT * FROM kept ANTI JOIN changed USING ({self._key}) "
            f"UNION ALL BY NAME SELECT * FROM changed WHERE {self._living}) "
            f"ANTI JOIN leaving USING ({self._key}) ORDER BY {self._key}"
        )

    def into_table(self, resource: Resource, changed: Path, ids: Iterable[str] | None) -> None:
        """Merge changes into a table of the database itself, which is made if need be."""
        table = identifier(resource.name)
        is_new = self._prepare(resource, changed)
        sql = self._database.execute
        for _ in self.ranges(resource, changed, table, ids):
            key, order = self._key, f"ORDER BY {self._key}" if self.keys else ""
            if resource.is_partial:
                sql(
                    f"DELETE FROM {table} WHERE {self.within} AND (NOT ({self._living}) "
                    f"OR ({key}) IN (SELECT {key} FROM changed) OR ({key}) IN (SELECT {key} FROM leaving))"
                )
                sql(
                    f"INSERT INTO {table} BY NAME SELECT * FROM changed ANTI JOIN leaving USING ({key}) {order}"
                )
            else:
                sql(f"DELETE FROM {table} WHERE {self.within}")
                sql(f"INSERT INTO {table} BY NAME SELECT * FROM changed {order}")
        if is_new and self.keys:
            add_key(self._database, resource.name, self.keys)

    def add(self, resource: Resource, changed: Path) -> None:
        """Add changes to a table of the database, in which a record is there as often as it changed."""
        self._prepare(resource, changed)
        self._database.execute(
            f"INSERT INTO {identifier(resource.name)} BY NAME SELECT * FROM {parquet_of(changed)}"
        )

    def tombstones(self, changed: Path, kept: str | None) -> Any:
        """The deleted records, each once; those that are there again left out."""
        deleted = f"SELECT * FROM {parquet_of(changed)}"
        resource, key, moment = map(identifier, self._database.sql(f"{deleted} LIMIT 0").columns)
        both = f"SELECT * FROM {kept} UNION ALL BY NAME {deleted}" if kept else deleted
        return self._database.sql(
            f"SELECT * FROM ({both} UNION ALL BY NAME SELECT resource AS {resource}, id AS {key} FROM gone) AS found "
            f"ANTI JOIN back ON back.resource = found.{resource} AND back.id = found.{key} "
            f"QUALIFY row_number() OVER (PARTITION BY {resource}, {key} ORDER BY {moment} DESC NULLS LAST) = 1 "
            f"ORDER BY {resource}, {key}"
        )

    def tombstones_into_table(self, changed: Path) -> None:
        """Bring the deleted records into the table of the database."""
        sql, source = self._database.execute, parquet_of(changed)
        sql(f"CREATE TABLE IF NOT EXISTS tombstones AS SELECT * FROM {source} LIMIT 0")
        self.tombstones(changed, "tombstones").create("tombstones_now")
        sql("DELETE FROM tombstones")
        sql("INSERT INTO tombstones BY NAME SELECT * FROM tombstones_now")
        sql("DROP TABLE tombstones_now")

    def count(self, table: str) -> int:
        """The rows of a table of the database."""
        return self._number(f"SELECT count(*) FROM {identifier(table)}")

    def _prepare(self, resource: Resource, changed: Path) -> bool:
        """Make a table without rows, if there is none, or the columns that one lacks; whether it is new."""
        sql, table = self._database.execute, identifier(resource.name)
        known = sql(
            f"SELECT column_name FROM information_schema.columns WHERE table_name = {literal(resource.name)}"
        ).fetchall()
        source = parquet_of(changed)
        if not known:
            sql(f"CREATE TABLE {table} AS SELECT * FROM {source} LIMIT 0")
            self._comment(resource)
            return True
        for name, kind, *_ in sql(f"DESCRIBE SELECT * FROM {source}").fetchall():
            if (name,) not in known:
                sql(f"ALTER TABLE {table} ADD COLUMN {identifier(name)} {kind}")
        return False

    def _comment(self, resource: Resource) -> None:
        docs, there = field_docs(resource.model), self._database.table(resource.name).columns
        for column in columns(resource.model, names=self._names):
            if column.attribute in docs and column.name in there:
                place = f"{identifier(resource.name)}.{identifier(column.name)}"
                self._database.execute(f"COMMENT ON COLUMN {place} IS {literal(docs[column.attribute])}")

    def _load(self, ids: Iterable[str]) -> None:
        arrow = require_extra("pyarrow", extra="export", purpose="an export of changes")
        self._database.execute("DELETE FROM swept")
        for batch in batches(ids, _IDS):
            array = texts_array([each.encode() for each in batch])
            self._database.register("batch", arrow.Table.from_arrays([array], ["id"]))
            self._database.execute("INSERT INTO swept SELECT id FROM batch")
            self._database.unregister("batch")

    def _number(self, query: str) -> int:
        ((found,),) = self._database.execute(query).fetchall()
        return int(found)
