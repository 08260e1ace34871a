"""Tables on their way into files and databases, some rows at a time."""

from __future__ import annotations

import contextlib
import csv
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, TypeAlias

from .._extras import require_extra
from .._tables.text import cell_text
from .rows import Row
from .sql import identifier, literal
from .tables import Table

__all__ = [
    "DATABASE_SETTINGS",
    "Write",
    "Writer",
    "add_key",
    "into_table",
    "opened",
    "write_csv",
    "write_ndjson",
    "write_parquet",
]

Write: TypeAlias = Callable[[Sequence[Row]], object]
Writer: TypeAlias = Callable[[Path, Table], AbstractContextManager[Write]]

# A row group is kept in memory until it is written, so rows that are long are fewer.
_ROW_GROUP = 100_000
_ROW_GROUP_BYTES = 1 << 27
# A row takes about 200 bytes in the index of a primary key, which is kept in memory.
_MOST_INDEXED = 500_000
# DuckDB's own share of the memory; what does not fit it spills to disk. It takes as much as it may.
DATABASE_SETTINGS = {"memory_limit": "64MB", "threads": "1"}


@contextlib.contextmanager
def write_parquet(path: Path, table: Table) -> Generator[Write]:
    """Write a file of Parquet: sorted as its metadata says, with an index of its pages."""
    arrow = require_extra("pyarrow", extra="export", purpose="an export to Parquet")
    parquet = require_extra("pyarrow.parquet", extra="export", purpose="an export to Parquet")
    options: dict[str, Any] = {"compression": "zstd", "write_page_index": True}
    if table.is_sorted:
        options["sorting_columns"] = [parquet.SortingColumn(table.header.index(key)) for key in table.key]
    # A row group is compressed and written while the rows of the next one come.
    with parquet.ParquetWriter(path, table.schema, **options) as writer, ThreadPoolExecutor(1) as beside:
        waiting: list[Any] = []
        size, writing = 0, beside.submit(lambda: None)

        def flush() -> None:
            nonlocal size, writing
            group = arrow.concat_tables(waiting)
            waiting.clear()
            size = 0
            writing.result()
            if len(group):
                writing = beside.submit(writer.write_table, group, row_group_size=len(group))

        def write(rows: Sequence[Row]) -> None:
            nonlocal size
            waiting.append(table.to_arrow(rows))
            size += waiting[-1].get_total_buffer_size()
            if sum(map(len, waiting)) >= _ROW_GROUP or size >= _ROW_GROUP_BYTES:
                flush()

        yield write
        if waiting:
            flush()
        writing.result()


@contextlib.contextmanager
def write_csv(path: Path, table: Table, cell: Callable[[Any], str] = cell_text) -> Generator[Write]:
    """Write a file of CSV, each cell as `cell` has it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(table.header)
        yield lambda rows: lines.writerows([cell(value) for value in values] for values in table.cells(rows))


@contextlib.contextmanager
def write_ndjson(path: Path, table: Table) -> Generator[Write]:
    """Write each row as it was sent, in a line."""
    with path.open("wb") as file:
        yield lambda rows: file.writelines(row.json + b"\n" for row in rows)


@contextlib.contextmanager
def opened(path: Path) -> Generator[Any]:
    """A new database of DuckDB."""
    duckdb = require_extra("duckdb", extra="export", purpose="an export to DuckDB")
    with contextlib.closing(duckdb.connect(str(path), config=DATABASE_SETTINGS)) as database:
        yield database


@contextlib.contextmanager
def into_table(database: Any, table: Table) -> Generator[Write]:
    """Make a table of a database; its key is made last, since the rows come faster without."""
    name = identifier(table.name)
    arrow = require_extra("pyarrow", extra="export", purpose="an export to DuckDB")
    # What Arrow itself makes an empty table by imports pandas where it is installed: a second and 60 MB.
    database.register("batch", arrow.Table.from_batches([], table.schema))
    database.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM batch")

    def write(rows: Sequence[Row]) -> None:
        database.register("batch", table.to_arrow(rows))
        database.execute(f"INSERT INTO {name} SELECT * FROM batch")

    yield write
    database.unregister("batch")
    if table.key:
        add_key(database, table.name, table.key)
    for column, meaning in table.meanings.items():
        database.execute(f"COMMENT ON COLUMN {name}.{identifier(column)} IS {literal(meaning)}")


def add_key(database: Any, table: str, key: Sequence[str]) -> None:
    """Make the key of a table of unique rows; the index of a large one would not fit into the memory."""
    name = identifier(table)
    ((rows,),) = database.execute(f"SELECT count(*) FROM {name}").fetchall()
    if rows <= _MOST_INDEXED:
        database.execute(f"ALTER TABLE {name} ADD PRIMARY KEY ({', '.join(map(identifier, key))})")
        return
    for column in key:
        database.execute(f"ALTER TABLE {name} ALTER {identifier(column)} SET NOT NULL")
