"""The files of an export, made from staged rows alone: the same rows give the same files."""

from __future__ import annotations

import contextlib
import errno
import functools
import os
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import TypeAlias

from .._extras import require_extra
from .._tables.text import spreadsheet_text
from ..errors import ExportError, TimebackError
from .ledger import QUARANTINE, Ledger, TableCount
from .progress import Tally
from .resources import Format, Resource
from .staging import Plan, Staging, UnorderedError
from .tables import TOMBSTONES, PartTable, Table, part_names, tables_of, tombstone_table
from .writers import Write, Writer, into_table, opened, write_csv, write_ndjson, write_parquet

__all__ = ["database_of", "filenames", "require", "told", "write"]

_LIBRARIES = frozenset({"pyarrow", "duckdb"})
_REFUSALS = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EACCES, errno.EROFS, errno.EIO)
_KEPT = "what was fetched is kept, and the next call goes on"
_BY_COLUMNS = frozenset({"parquet", "duckdb"})
_FILES: Mapping[str, tuple[str, Writer]] = {
    "parquet": ("parquet", write_parquet),
    "csv": ("csv", write_csv),
    "ndjson": ("ndjson", write_ndjson),
}
# Makes a table: what its block is given takes the rows.
Making: TypeAlias = Callable[[Table], AbstractContextManager[Write]]


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


def filenames(plan: Plan, resources: Iterable[Resource]) -> list[str]:
    """The names of the files of an export."""
    if plan.format == "oneroster-csv":
        from .bundle import filenames_of

        return [*filenames_of(resources), QUARANTINE]
    resources = list(resources)
    raw = [_raw(resource) for resource in resources] if plan.raw else []
    if plan.format == "duckdb":
        return [database_of(plan), *raw, QUARANTINE]
    suffix, _ = _FILES[plan.format]
    names = [name for each in resources for name in (each.name, *part_names(each, plan))]
    names += [TOMBSTONES] if plan.service == "oneroster" else []
    return [*(f"{name}.{suffix}" for name in names), *raw, QUARANTINE]


def database_of(plan: Plan) -> str:
    """The name of the file of a database."""
    return f"{plan.service}.duckdb"


def _raw(resource: Resource) -> str:
    return f"{resource.name}.raw.ndjson"


def write(staging: Staging, resources: list[Resource], tally: Tally, ledger: Ledger) -> None:
    """Make the files of the result while the rows come, as far as an earlier run has not, and count what is in them."""
    if staging.plan.format == "oneroster-csv":
        _write_bundle(staging, resources, tally, ledger)
    else:
        with _place(staging) as making:
            for resource in resources:
                with told(resource.name):
                    try:
                        _write_tables(staging, resource, tally, ledger, making)
                    except UnorderedError:
                        _write_tables(staging, resource, tally, ledger, making)
            if staging.plan.service == "oneroster":
                with told(TOMBSTONES), making(tombstone_table(staging.plan)) as take:
                    for rows in ledger.tombstones():
                        take(rows)
    ledger.close()


def _write_tables(staging: Staging, resource: Resource, tally: Tally, ledger: Ledger, making: Making) -> None:
    """Make the tables of a resource in one pass of its rows."""
    plan = staging.plan
    tables = tables_of(resource, plan, is_sorted=staging.is_sorted(resource.name))
    parts = [(table, TableCount()) for table in tables if isinstance(table, PartTable)]
    with ExitStack() as stack:
        takes = [stack.enter_context(making(table)) for table in tables]
        if plan.raw:
            takes.append(stack.enter_context(_file(staging, _raw(resource), write_ndjson, tables[0])))
        # Lists inside rows are gone through item by item where they have tables of their own.
        by_columns = tables[0].columns if plan.format in _BY_COLUMNS and not parts else None
        for rows in ledger.rows(resource, tally, by_columns):
            for take in takes:
                take(rows)
            for table, count in parts:
                count.rows += sum(1 for _ in table.items(rows))
    ledger.tables.update({table.name: count for table, count in parts})


def _write_bundle(staging: Staging, resources: list[Resource], tally: Tally, ledger: Ledger) -> None:
    from .bundle import write_bundle

    for resource in resources:
        with told(resource.name):
            try:
                _go_through(resource, tally, ledger)
            except UnorderedError:
                _go_through(resource, tally, ledger)
    rows = write_bundle(staging, resources)
    for name, count in ledger.tables.items():
        # A bundle of a whole roster leaves deleted records out.
        count.deleted = 0 if staging.plan.since is None else count.deleted
        count.rows = rows[name]


def _go_through(resource: Resource, tally: Tally, ledger: Ledger) -> None:
    for _ in ledger.rows(resource, tally):
        pass


@contextlib.contextmanager
def _place(staging: Staging) -> Generator[Making]:
    """The place where tables go: each to a file of its own, or all to a database."""
    plan = staging.plan
    if plan.format != "duckdb":
        suffix, writer = _FILES[plan.format]
        if plan.spreadsheet_safe:
            writer = functools.partial(write_csv, cell=spreadsheet_text)
        yield lambda table: _file(staging, f"{table.name}.{suffix}", writer, table)
        return
    with staging.output(database_of(plan)) as path:
        if path is None:
            yield lambda _: contextlib.nullcontext(_pass_over)
            return
        with opened(path) as database:
            yield functools.partial(into_table, database)


@contextlib.contextmanager
def _file(staging: Staging, name: str, writer: Writer, table: Table) -> Generator[Write]:
    """A way to write a file; where an earlier run has made it, rows are passed over."""
    with staging.output(name) as path:
        if path is None:
            yield _pass_over
            return
        with writer(path, table) as take:
            yield take


def _pass_over(rows: object) -> None:
    """Leave rows alone."""


@contextlib.contextmanager
def told(resource: str | None) -> Generator[None]:
    """Say what a library or the file system refuses in our words, which hold no value of a record.

    Raises:
        ExportError: Names the resource.
    """
    place = f"{resource}: " if resource else ""
    try:
        yield
    except TimebackError:
        raise  # a deadline that passed is an `OSError` of Python's, too
    except OSError as error:
        reason = type(error).__name__ if error.errno is None else os.strerror(error.errno)
        reason = f"{Path(error.filename).name}: {reason}" if error.filename else reason
        raise ExportError(f"{place}{reason}; {_KEPT}", resource=resource) from error
    except Exception as error:
        library = type(error).__module__.partition(".")[0].strip("_")
        if library not in _LIBRARIES:
            raise
        # DuckDB says what the system said in a text, which may hold values.
        refusal = next((each for each in map(os.strerror, _REFUSALS) if each in str(error)), None)
        reason = f"{library} could not write the rows ({type(error).__name__})"
        if refusal is not None:
            reason = f"{refusal}; {_KEPT}"
        raise ExportError(f"{place}{reason}", resource=resource) from None
