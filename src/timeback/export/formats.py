"""The files of an export, made from staged rows alone: the same rows give the same files."""

from __future__ import annotations

import contextlib
import csv
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from .._extras import require_extra
from .._tables.columns import columns
from .._tables.frames import arrow_schema, to_arrow
from .._tables.text import cell_text, spreadsheet_text
from ..models.base import Model, Timestamp
from ..models.oneroster import Status
from .batches import BATCH, batches
from .progress import Tally
from .resources import Format, Resource
from .staging import Staging

__all__ = ["Tombstone", "filenames", "require", "tombstones", "write"]

_ROW_GROUP = 20_000
_TOMBSTONES = "tombstones"
_DATABASE = "oneroster.duckdb"
# DuckDB's own share of the memory; what does not fit it spills to disk.
_DATABASE_SETTINGS = {"memory_limit": "128MB", "threads": "1"}


class Tombstone(Model, kw_only=True):
    """A record that is marked as deleted: of which resource, its id, and since when."""

    resource: str
    sourced_id: str
    date_last_modified: Timestamp | None = None


class _Mark(msgspec.Struct, rename="camel"):
    sourced_id: str
    status: Status
    date_last_modified: Timestamp | None = None


def tombstones(staging: Staging, resources: Iterable[Resource]) -> Iterator[Tombstone]:
    """The deleted records among the staged ones."""
    for resource in resources:
        for row in staging.rows(resource.name, _Mark):
            if row.status == Status.TO_BE_DELETED:
                yield Tombstone(
                    resource=resource.name,
                    sourced_id=row.sourced_id,
                    date_last_modified=row.date_last_modified,
                )


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


def filenames(format: Format, resources: Iterable[Resource]) -> list[str]:
    """The names of the files of an export."""
    if format == "oneroster-csv":
        from .bundle import filenames_of

        return filenames_of(resources)
    if format == "duckdb":
        return [_DATABASE]
    suffix, _ = _TABLE_FORMATS[format]
    return [f"{name}.{suffix}" for name in (*(resource.name for resource in resources), _TOMBSTONES)]


def write(format: Format, staging: Staging, resources: list[Resource], tally: Tally) -> None:
    """Make the files of the result, as far as an earlier run has not finished them."""
    if format == "oneroster-csv":
        from .bundle import write_bundle

        write_bundle(staging, resources, tally)
    elif format == "duckdb":
        _write_database(staging, resources, tally)
    else:
        suffix, write_table = _TABLE_FORMATS[format]
        if staging.plan.spreadsheet_safe:
            write_table = functools.partial(_write_csv, cell=spreadsheet_text)
        for name, model, rows in _tables(staging, resources, tally):
            with staging.output(f"{name}.{suffix}") as path:
                if path is not None:
                    write_table(path, model, rows)


def _tables(
    staging: Staging, resources: list[Resource], tally: Tally
) -> Iterator[tuple[str, type[Model], Iterable[Model]]]:
    for resource in resources:
        rows = staging.rows(resource.name, resource.model)
        yield resource.name, resource.model, _counted(rows, resource.name, tally)
    yield _TOMBSTONES, Tombstone, tombstones(staging, resources)


def _counted(rows: Iterable[Model], name: str, tally: Tally) -> Iterator[Model]:
    for batch in batches(rows):
        yield from batch
        tally.add(name, len(batch))


def _write_parquet(path: Path, model: type[Model], rows: Iterable[Model]) -> None:
    arrow = require_extra("pyarrow", extra="export", purpose="an export to Parquet")
    parquet = require_extra("pyarrow.parquet", extra="export", purpose="an export to Parquet")
    with parquet.ParquetWriter(path, arrow_schema(model), compression="zstd") as writer:
        tables = (to_arrow(batch, model) for batch in batches(rows))
        for group in batches(tables, _ROW_GROUP // BATCH):
            writer.write_table(arrow.concat_tables(group), row_group_size=_ROW_GROUP)


def _write_csv(
    path: Path, model: type[Model], rows: Iterable[Model], cell: Callable[[Any], str] = cell_text
) -> None:
    table = columns(model)
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow([column.name for column in table])
        lines.writerows([cell(column.read(row)) for column in table] for row in rows)


def _write_ndjson(path: Path, model: type[Model], rows: Iterable[Model]) -> None:
    encoder = msgspec.json.Encoder()
    with path.open("wb") as file:
        for batch in batches(rows):
            file.write(encoder.encode_lines(batch))


_TABLE_FORMATS: Mapping[
    str, tuple[str, Callable[[Path, type[Model], Iterable[Model]], None]]
] = {
    "parquet": ("parquet", _write_parquet),
    "csv": ("csv", _write_csv),
    "ndjson": ("ndjson", _write_ndjson),
}  # fmt: skip


def _write_database(staging: Staging, resources: list[Resource], tally: Tally) -> None:
    duckdb = require_extra("duckdb", extra="export", purpose="an export to DuckDB")
    with staging.output(_DATABASE) as path:
        if path is None:
            return
        with contextlib.closing(duckdb.connect(str(path), config=_DATABASE_SETTINGS)) as database:
            for name, model, rows in _tables(staging, resources, tally):
                database.register("batch", arrow_schema(model).empty_table())
                database.execute(f'CREATE TABLE "{name}" AS SELECT * FROM batch')
                for batch in batches(rows):
                    database.register("batch", to_arrow(batch, model))
                    database.execute(f'INSERT INTO "{name}" SELECT * FROM batch')
                database.unregister("batch")
