"""The files of an export, made from staged rows alone: the same rows give the same files."""

from __future__ import annotations

import contextlib
import csv
import functools
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .._extras import require_extra
from .._tables.arrays import arrays_of, schema_of
from .._tables.columns import Column, Kind, Shape, columns
from .._tables.text import cell_text, spreadsheet_text
from ..errors import ExportError
from ..models._documentation import field_docs
from .batches import BATCH, batches
from .ledger import QUARANTINE, Ledger, Tombstone
from .progress import Tally
from .records import Row
from .resources import Format, Resource
from .staging import Staging, UnorderedError

__all__ = ["filenames", "require", "told", "write"]

_ROW_GROUP = 120_000
_LIBRARIES = frozenset({"pyarrow", "duckdb"})
_TOMBSTONES = "tombstones"
# DuckDB's own share of the memory; what does not fit it spills to disk.
_DATABASE_SETTINGS = {"memory_limit": "256MB", "threads": "1"}


@dataclass(frozen=True, slots=True)
class Table:
    """A table to write: its name, its columns, what is said of them, and its rows, some at a time."""

    name: str
    columns: Sequence[Column]
    meanings: Mapping[str, str]
    rows: Iterable[list[Row]]
    is_of_records: bool
    key: Sequence[str] = ()
    is_sorted: bool = False

    @property
    def header(self) -> list[str]:
        """The names of the columns."""
        names = [column.name for column in self.columns]
        return [*names, _EXTRA.name] if self.is_of_records else names

    @property
    def schema(self) -> Any:
        """The schema of Arrow."""
        return schema_of([*self.columns, _EXTRA] if self.is_of_records else self.columns)

    def to_arrow(self, rows: Sequence[Row]) -> Any:
        """Some rows as a table of Arrow."""
        arrow = require_extra("pyarrow", extra="export", purpose="an export")
        arrays = arrays_of([row.record for row in rows], self.columns)
        if self.is_of_records:
            arrays.append(arrow.array([row.extra for row in rows], type=arrow.string()))
        return arrow.Table.from_arrays(arrays, schema=self.schema)


_EXTRA = Column("extra", Shape(Kind.TEXT), lambda row: row.extra, "extra")
_EXTRA_MEANING = "Fields that the library does not know, and values that fit no column, as JSON."


def require(format: Format) -> None:
    """Refuse a format whose library is missing, before anything is fetched.

    Raises:
        ConfigurationError: Names the extra that brings it.
    """
    if format == "parquet":
        require_extra("pyarrow.parquet", extra="export", purpose="an export to Parquet")
    if format == "duckdb":
        require_extra("pyarrow", extra="export", purpose="an export to DuckDB")
        require_extra("duckdb", extra="export", purpose="an export to DuckDB")


def filenames(format: Format, service: str, resources: Iterable[Resource]) -> list[str]:
    """The names of the files of an export."""
    if format == "oneroster-csv":
        from .bundle import filenames_of

        return [*filenames_of(resources), QUARANTINE]
    if format == "duckdb":
        return [_database(service), QUARANTINE]
    suffix, _ = _TABLE_FORMATS[format]
    names = [resource.name for resource in resources]
    names += [_TOMBSTONES] if service == "oneroster" else []
    return [*(f"{name}.{suffix}" for name in names), QUARANTINE]


def _database(service: str) -> str:
    return f"{service}.duckdb"


def write(staging: Staging, resources: list[Resource], tally: Tally, ledger: Ledger) -> None:
    """Make the files of the result while the rows come, as far as an earlier run has not, and count what is in them."""
    if staging.plan.format == "oneroster-csv":
        _write_bundle(staging, resources, tally, ledger)
    else:
        way = _into_database if staging.plan.format == "duckdb" else _into_files
        with way(staging) as write_table:
            _each(resources, tally, ledger, staging, write_table)
    ledger.close()


def _each(
    resources: list[Resource], tally: Tally, ledger: Ledger, staging: Staging, write: Callable[[Table], None]
) -> None:
    """Make the tables, one after another."""
    for resource in resources:
        with told(resource.name):
            try:
                write(_table(resource, tally, ledger, staging))
            except UnorderedError:
                write(_table(resource, tally, ledger, staging))
    if staging.plan.service == "oneroster":
        found = columns(Tombstone, names=staging.plan.names)
        with told(_TOMBSTONES):
            write(Table(_TOMBSTONES, found, {}, ledger.tombstones(), is_of_records=False))


@contextlib.contextmanager
def told(resource: str | None) -> Generator[None]:
    """Say what a library or the file system refuses in our words, which hold no value of a record.

    Raises:
        ExportError: Names the resource.
    """
    place = f"{resource}: " if resource else ""
    try:
        yield
    except OSError as error:
        reason = f"{Path(error.filename).name}: {error.strerror}" if error.filename else error.strerror
        raise ExportError(
            f"{place}{reason or type(error).__name__}; what was fetched is kept, and the next call goes on",
            resource=resource,
        ) from error
    except Exception as error:
        library = type(error).__module__.partition(".")[0].strip("_")
        if library not in _LIBRARIES:
            raise
        raise ExportError(
            f"{place}{library} could not write the rows ({type(error).__name__})", resource=resource
        ) from None


def _count(table: Table) -> None:
    """Go through the rows of a table that is written: the ledger counts them."""
    for _ in table.rows:
        pass


def _write_bundle(staging: Staging, resources: list[Resource], tally: Tally, ledger: Ledger) -> None:
    from .bundle import write_bundle

    _each(resources, tally, ledger, staging, _count)
    rows = write_bundle(staging, resources)
    for name, count in ledger.tables.items():
        # A bundle of a whole roster leaves deleted records out.
        count.deleted = 0 if staging.plan.since is None else count.deleted
        count.rows = rows[name]


def _table(resource: Resource, tally: Tally, ledger: Ledger, staging: Staging) -> Table:
    plan = staging.plan
    found = [
        column
        for column in columns(resource.model, names=plan.names)
        if column.attribute not in resource.unfilled and column.attribute not in plan.without
    ]
    docs = field_docs(resource.model)
    meanings = {column.name: docs[column.attribute] for column in found if column.attribute in docs}
    return Table(
        resource.name,
        found,
        meanings | {_EXTRA.name: _EXTRA_MEANING},
        ledger.rows(resource, tally),
        is_of_records=True,
        key=resource.key,
        is_sorted=staging.is_sorted(resource.name)
        and resource.key == ("sourced_id",)
        and plan.pseudonyms is None,
    )


def _write_parquet(path: Path, table: Table) -> None:
    arrow = require_extra("pyarrow", extra="export", purpose="an export to Parquet")
    parquet = require_extra("pyarrow.parquet", extra="export", purpose="an export to Parquet")
    options: dict[str, Any] = {"compression": "zstd", "write_page_index": True}
    if table.is_sorted:
        attributes = [column.attribute for column in table.columns]
        options["sorting_columns"] = [parquet.SortingColumn(attributes.index(each)) for each in table.key]
    with parquet.ParquetWriter(path, table.schema, **options) as writer:
        tables = (table.to_arrow(batch) for batch in table.rows)
        for group in batches(tables, _ROW_GROUP // BATCH):
            writer.write_table(arrow.concat_tables(group), row_group_size=_ROW_GROUP)


def _write_csv(path: Path, table: Table, cell: Callable[[Any], str] = cell_text) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(table.header)
        for batch in table.rows:
            lines.writerows(_cells(row, table, cell) for row in batch)


def _cells(row: Row, table: Table, cell: Callable[[Any], str]) -> list[str]:
    cells = [cell(column.read(row.record)) for column in table.columns]
    return [*cells, row.extra or ""] if table.is_of_records else cells


def _write_ndjson(path: Path, table: Table) -> None:
    with path.open("wb") as file:
        for batch in table.rows:
            file.writelines(row.json + b"\n" for row in batch)


_TABLE_FORMATS: Mapping[str, tuple[str, Callable[[Path, Table], None]]] = {
    "parquet": ("parquet", _write_parquet),
    "csv": ("csv", _write_csv),
    "ndjson": ("ndjson", _write_ndjson),
}


@contextlib.contextmanager
def _into_files(staging: Staging) -> Generator[Callable[[Table], None]]:
    """A way to write each table to a file of its own; where an earlier run has made it, rows are counted alone."""
    suffix, write_file = _TABLE_FORMATS[staging.plan.format]
    if staging.plan.spreadsheet_safe:
        write_file = functools.partial(_write_csv, cell=spreadsheet_text)

    def write_table(table: Table) -> None:
        with staging.output(f"{table.name}.{suffix}") as path:
            if path is None:
                _count(table)
            else:
                write_file(path, table)

    yield write_table


@contextlib.contextmanager
def _into_database(staging: Staging) -> Generator[Callable[[Table], None]]:
    """A way to write tables to a database; where an earlier run has made that, rows are counted alone."""
    with staging.output(_database(staging.plan.service)) as path:
        if path is None:
            yield _count
            return
        duckdb = require_extra("duckdb", extra="export", purpose="an export to DuckDB")
        with contextlib.closing(duckdb.connect(str(path), config=_DATABASE_SETTINGS)) as database:
            yield functools.partial(_fill_table, database)


def _fill_table(database: Any, table: Table) -> None:
    """Make a table of the database; its key is made last, since the rows come faster without."""
    name = _quoted(table.name)
    database.register("batch", table.schema.empty_table())
    database.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM batch")
    for batch in table.rows:
        database.register("batch", table.to_arrow(batch))
        database.execute(f"INSERT INTO {name} SELECT * FROM batch")
    database.unregister("batch")
    if table.key:
        key = ", ".join(_quoted(column.name) for column in table.columns if column.attribute in table.key)
        database.execute(f"ALTER TABLE {name} ADD PRIMARY KEY ({key})")
    for column, meaning in table.meanings.items():
        text = meaning.replace("'", "''")
        database.execute(f"COMMENT ON COLUMN {name}.{_quoted(column)} IS '{text}'")


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'
