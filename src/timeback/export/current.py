"""Changes brought into what earlier exports have left: merged into its tables, or added to its history."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from .._extras import require_extra
from .files import own_folder, sha256_of
from .formats import database_of, filenames, told
from .ledger import QUARANTINE
from .manifest import FileEntry
from .merging import Merge, parquet_of, reader_of
from .resources import Resource
from .since import Base
from .staging import Plan, Staging
from .tables import TOMBSTONES
from .writers import DATABASE_SETTINGS

__all__ = ["Combined", "combine", "names_of"]

_ROWS = 25_000


class Combined(msgspec.Struct, frozen=True):
    """The outcome: the rows of each table, those that were taken out of it, and the files."""

    rows: dict[str, int]
    removed: dict[str, int]
    files: dict[str, FileEntry]


@dataclass
class _Work:
    """Changes, what was there before, and the files that come of both."""

    staging: Staging
    changes: Staging
    base: Base | None
    resources: list[Resource]
    swept: Callable[[Resource], Iterator[str]] | None
    rows: dict[str, int] = field(default_factory=dict[str, int])
    removed: dict[str, int] = field(default_factory=dict[str, int])

    @property
    def plan(self) -> Plan:
        """The export at hand."""
        return self.staging.plan

    @property
    def has_tombstones(self) -> bool:
        """Whether what was deleted has a table."""
        return self.plan.service == "oneroster"

    @property
    def tables(self) -> list[str]:
        """The names of all tables."""
        return [*(resource.name for resource in self.resources), *[TOMBSTONES][: self.has_tombstones]]

    def count(self, name: str, rows: int, merge: Merge) -> None:
        """Note the rows of a table, and those that were taken out of it."""
        self.rows[name] = rows
        if merge.removed is not None:
            self.removed[name] = merge.removed

    def changed(self, name: str) -> Path:
        """The file with the changes of a table."""
        return self.changes.made(f"{name}.parquet")

    def before(self, filename: str) -> Path | None:
        """A file of the base; None if it has none."""
        if self.base is None or filename not in self.base.manifest.files:
            return None
        aside = own_folder(self.staging.folder / "base")
        return self.base.place.fetched(filename, self.base.manifest.files[filename], aside)


def names_of(plan: Plan, resources: Iterable[Resource]) -> list[str]:
    """The names of the files that an export with this plan makes."""
    names = filenames(plan, resources)
    return [_marked(name, plan) for name in names] if plan.mode == "append" else names


def combine(
    staging: Staging,
    changes: Staging,
    base: Base | None,
    resources: list[Resource],
    swept: Callable[[Resource], Iterator[str]] | None,
) -> Combined:
    """Make the files of the result out of changes and what was there; what an earlier run has made is kept.

    Args:
        staging: The working folder.
        changes: The same, with the changes as finished Parquet files.
        base: What was there.
        resources: The tables.
        swept: The ids that the server still has, of a resource; None if all rows that are not marked stay.
    """
    noted = staging.noted(Combined)
    if noted is not None:
        return noted
    staging.forget_outputs()
    work = _Work(staging, changes, base, resources, swept)
    if work.plan.format == "duckdb":
        _combine_in_database(work)
    elif work.plan.mode == "append":
        _add_files(work)
    else:
        _merge_files(work)
    if (path := changes.made(QUARANTINE)).is_file():
        with staging.output(_marked(QUARANTINE, work.plan)) as target:
            if target is not None:
                shutil.copyfile(path, target)
    files = {
        path.name: FileEntry(bytes=path.stat().st_size, sha256=sha256_of(path)) for path in staging.outputs()
    }
    combined = Combined(work.rows, work.removed, files)
    staging.note(combined)
    return combined


def _marked(name: str, plan: Plan) -> str:
    """The name of a file of one pull, which tells it from those of the next in a history of files."""
    if plan.mode != "append" or name.endswith(".duckdb"):
        return name
    stem, _, suffix = name.rpartition(".")
    return f"{stem}-{plan.started_at:%Y%m%dT%H%M%SZ}-{plan.id[:8]}.{suffix}"  # two may begin in one second


def _add_files(work: _Work) -> None:
    parquet = require_extra("pyarrow.parquet", extra="export", purpose="an export to Parquet")
    for name in work.tables:
        with work.staging.output(_marked(f"{name}.parquet", work.plan)) as path:
            if path is not None:
                shutil.copyfile(work.changed(name), path)
        entry = work.base.manifest.tables.get(name) if work.base else None
        work.rows[name] = (entry.rows if entry else 0) + parquet.read_metadata(work.changed(name)).num_rows


def _merge_files(work: _Work) -> None:
    with _database(work, ":memory:") as database:
        merge = Merge(database, work.plan.names)
        for resource in work.resources:
            with told(resource.name):
                before = work.before(f"{resource.name}.parquet")
                kept = None if before is None else parquet_of(before)
                ranges = merge.ranges(resource, work.changed(resource.name), kept, _ids(work, resource))
                rows = _write(work, resource.name, (merge.current for _ in ranges), merge.keys_of(resource))
                work.count(resource.name, rows, merge)
        if work.has_tombstones:
            before = work.before(f"{TOMBSTONES}.parquet")
            kept = None if before is None else parquet_of(before)
            _write(work, TOMBSTONES, [merge.tombstones(work.changed(TOMBSTONES), kept)], [])


def _ids(work: _Work, resource: Resource) -> Iterator[str] | None:
    return None if work.swept is None else work.swept(resource)


def _write(work: _Work, name: str, relations: Iterable[Any], keys: list[str]) -> int:
    """Write the rows of relations as Parquet, in the form of the changes; how many they are."""
    arrow = require_extra("pyarrow", extra="export", purpose="an export to Parquet")
    parquet = require_extra("pyarrow.parquet", extra="export", purpose="an export to Parquet")
    schema, rows = parquet.read_schema(work.changed(name)), 0
    options: dict[str, Any] = {"compression": "zstd", "write_page_index": True}
    if keys:
        options["sorting_columns"] = [parquet.SortingColumn(schema.names.index(key)) for key in keys]
    with work.staging.output(f"{name}.parquet") as path:
        assert path is not None  # nothing was kept
        with parquet.ParquetWriter(path, schema, **options) as writer:
            for relation in relations:
                for batch in reader_of(relation, _ROWS):
                    table = arrow.Table.from_batches([batch]).select(schema.names).cast(schema)
                    writer.write_table(table, row_group_size=_ROWS)
                    rows += len(table)
    return rows


def _combine_in_database(work: _Work) -> None:
    name = database_of(work.plan)
    before = work.before(name)
    with work.staging.output(name) as path:
        assert path is not None  # nothing was kept
        if before is not None:
            shutil.copyfile(before, path)
        with _database(work, str(path)) as database:
            database.execute("BEGIN")
            merge = Merge(database, work.plan.names)
            for resource in work.resources:
                with told(resource.name):
                    ids = _ids(work, resource)
                    if work.plan.mode == "append":
                        merge.add(resource, work.changed(resource.name))
                    else:
                        merge.into_table(resource, work.changed(resource.name), ids)
                    work.count(resource.name, merge.count(resource.name), merge)
            if work.has_tombstones:
                merge.tombstones_into_table(work.changed(TOMBSTONES))
            database.execute("COMMIT")


@contextlib.contextmanager
def _database(work: _Work, path: str) -> Generator[Any]:
    """A database that takes a bounded share of the memory; what does not fit it spills into the working folder."""
    duckdb = require_extra("duckdb", extra="export", purpose="an export of changes")
    spill = own_folder(work.staging.folder / "spill")
    # Arrow keeps the memory in which it has read pages: the database needs it now.
    require_extra("pyarrow", extra="export", purpose="an export").default_memory_pool().release_unused()
    settings = {**DATABASE_SETTINGS, "temp_directory": str(spill)}
    with told(None), contextlib.closing(duckdb.connect(path, config=settings)) as database:
        yield database
