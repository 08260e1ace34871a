"""The account of an export: rows of each table, and the records at fault, which lie in a file of their own."""

from __future__ import annotations

import contextlib
import functools
import os
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from pathlib import Path
from typing import IO, Any

import msgspec

from .._codec.deviations import Notes
from .._concurrency import Prefetch
from .._tables.columns import Column
from ..errors import ExportError
from ..models.base import Model, Timestamp
from ..models.oneroster import Status
from .batches import batches, gathered
from .files import clear
from .progress import Tally
from .records import Records
from .resources import Resource
from .rows import Row, SentBatch
from .staging import Staging, UnorderedError

__all__ = ["QUARANTINE", "Ledger", "TableCount", "Tombstone", "check_strictly"]

QUARANTINE = "quarantine.ndjson"
_LINES = msgspec.json.Encoder().encode_lines
_STATUS = attrgetter("record.status")


@dataclass(slots=True)
class TableCount:
    """The rows of a table: those in it, the deleted and the faulty among them, and those that are set aside."""

    rows: int = 0
    deleted: int = 0
    faulty: int = 0
    quarantined: int = 0


class _Entry(msgspec.Struct, rename="camel"):
    resource: str
    sourced_id: str | None
    offset: int
    reason: str
    is_exported: bool
    record: msgspec.Raw


def check_strictly(resource: str, offset: int, row: Row) -> None:
    """Refuse a record that is at fault.

    Raises:
        ExportError: Names the record by its id and its offset, and the field.
    """
    for fault in row.faults:
        named = "a record without an id" if row.own_id is None else repr(row.own_id)
        raise ExportError(
            f"{resource}: {named} at offset {offset:,}: {fault}; without strict= it goes to {QUARANTINE}",
            resource=resource, column=fault.field, sourced_id=row.own_id, offset=offset,
        )  # fmt: skip


class Tombstone(Model, kw_only=True):
    """A record that is marked as deleted: of which resource, its id, and since when."""

    resource: str
    sourced_id: str
    date_last_modified: Timestamp | None = None


class Ledger:
    """Reads the rows of tables, each once, and keeps account of them: what is at fault, and what is deleted.

    Args:
        staging: Where its files are.
        rows: Gives the rows of a resource, to be read with its records.
        strict: Whether a record at fault ends the export.
    """

    def __init__(
        self,
        staging: Staging,
        rows: Callable[[Resource, Records], Iterator[list[Row]]],
        *,
        strict: bool = False,
    ) -> None:
        self.tables: dict[str, TableCount] = {}
        self.notes = Notes()
        self._staging, self._rows, self._strict = staging, rows, strict
        self._faulty = _Aside(staging.folder / "quarantine.tmp")
        self._deleted = _Aside(staging.folder / "tombstones.tmp")

    def rows(
        self, resource: Resource, tally: Tally, columns: Sequence[Column] | None = None
    ) -> Iterator[list[Row]]:
        """The rows of a table, some at a time; those that are no records are set aside, and counted as done too.

        Args:
            resource: Whose rows.
            tally: Told of what is done.
            columns: The only columns that are wanted of the rows, if they may be read by these.

        Raises:
            UnorderedError: They are to be gone through again, from the first.
        """
        name, count = resource.name, TableCount()
        records = Records(resource.model, resource.identity, columns)
        offset, self.tables[name] = 0, count
        given = gathered(self._rows(resource, records))
        reads = (functools.partial(records.read_all, rows, self.notes) for rows in given)
        # Each in a thread while the next is fetched: Arrow needs no interpreter.
        with self._faulty.marked(), self._deleted.marked(), Prefetch(reads, 1) as ahead:
            for rows in ahead:
                # Rows that were read by columns are all sound, and stay with their arrays.
                kept = rows
                if not isinstance(rows, SentBatch):
                    for index, row in enumerate(rows, start=offset):
                        if row.faults:
                            self._set_aside(name, index, row, count)
                    kept = [row for row in rows if row.record is not None]
                offset += len(rows)
                deleted = _deleted(kept)
                self._deleted.write([_tombstone(name, row) for row in deleted])
                count.rows += len(kept)
                count.quarantined += len(rows) - len(kept)
                count.deleted += len(deleted)
                yield kept
                tally.add(name, len(rows))
        tally.settle(name, offset)

    def tombstones(self) -> Iterator[list[Row]]:
        """The deleted records among the rows, some at a time."""
        decode = msgspec.json.Decoder(Tombstone).decode
        for lines in batches(self._deleted.lines()):
            yield [Row(line, mark, mark.sourced_id) for line in lines for mark in [decode(line)]]

    def _set_aside(self, resource: str, offset: int, row: Row, count: TableCount) -> None:
        if self._strict:
            check_strictly(resource, offset, row)
        count.faulty += row.record is not None
        reason = "; ".join(map(str, row.faults))
        self._faulty.write(
            [_Entry(resource, row.own_id, offset, reason, row.record is not None, msgspec.Raw(row.json))]
        )

    def close(self) -> None:
        """Make the file of the records at fault, if there are any."""
        self._deleted.close()
        if self._faulty.close():
            with self._staging.output(QUARANTINE) as path:
                if path is not None:
                    self._faulty.path.replace(path)


class _Aside:
    """A file of JSON lines, from which those of a table can be taken back while it is gone through."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[bytes] | None = None

    def write(self, values: Sequence[Any]) -> None:
        if values and self._file is None:
            clear(self.path)
            self._file = self.path.open("xb+")
        if self._file is not None:
            self._file.write(_LINES(values))

    @contextlib.contextmanager
    def marked(self) -> Generator[None]:
        """Take back what is written in the block, if that is left by an error."""
        mark = self._file.tell() if self._file else 0
        try:
            yield
        except UnorderedError:
            if self._file is not None:
                self._file.seek(mark)
                self._file.truncate()
            raise

    def lines(self) -> Iterator[bytes]:
        if self._file is not None:
            self._file.seek(0)
            for line in self._file:
                yield line.rstrip()

    def close(self) -> bool:
        """Whether anything was written."""
        if self._file is None:
            return False
        is_empty = not self._file.seek(0, os.SEEK_END)
        self._file.close()
        return not is_empty


def _deleted(rows: Sequence[Row]) -> list[Row]:
    """The rows that are marked as deleted: mostly none, so one pass over their states tells that."""
    if isinstance(rows, SentBatch) and not rows.may_be_deleted:
        return []
    with contextlib.suppress(AttributeError):
        if Status.TO_BE_DELETED not in map(_STATUS, rows):
            return []
    return [row for row in rows if getattr(row.record, "status", None) == Status.TO_BE_DELETED]


def _tombstone(resource: str, row: Row) -> Tombstone:
    changed = getattr(row.record, "date_last_modified", None)
    return Tombstone(
        resource=resource,
        sourced_id=row.sourced_id,
        date_last_modified=changed if isinstance(changed, datetime) else None,
    )
