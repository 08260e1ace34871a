"""The account of an export: rows of each table, and the records at fault, which lie in a file of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

import msgspec

from .._codec.deviations import Notes
from ..errors import ExportError
from ..models.oneroster import Status
from .batches import batches
from .files import clear
from .progress import Tally
from .records import Records, Row
from .resources import Resource
from .staging import Staging

__all__ = ["QUARANTINE", "Ledger", "TableCount", "check_strictly"]

QUARANTINE = "quarantine.ndjson"
_ASIDE = "quarantine.tmp"


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


@dataclass
class Ledger:
    """Reads the staged rows, once for each table, and keeps account of them.

    Args:
        staging: Where the rows are.
        strict: Whether a record at fault ends the export.
    """

    staging: Staging
    strict: bool = False
    tables: dict[str, TableCount] = field(default_factory=dict[str, TableCount])
    notes: Notes = field(default_factory=Notes)
    _file: IO[bytes] | None = None

    def rows(self, resource: Resource, tally: Tally) -> Iterator[list[Row]]:
        """The rows of a table, some at a time; those that are no records are set aside, and counted as done too."""
        records, count, offset = Records(resource.model, resource.identity), TableCount(), 0
        self.tables[resource.name] = count
        for lines in batches(self.staging.lines(resource.name)):
            rows = records.read_all(lines, self.notes)
            for index, row in enumerate(rows, start=offset):
                if row.faults:
                    self._note(resource.name, index, row, count)
            offset += len(rows)
            kept = [row for row in rows if row.record is not None]
            count.rows += len(kept)
            count.quarantined += len(rows) - len(kept)
            count.deleted += sum(
                1 for row in kept if getattr(row.record, "status", None) == Status.TO_BE_DELETED
            )
            yield kept
            tally.add(resource.name, len(rows))

    def _note(self, resource: str, offset: int, row: Row, count: TableCount) -> None:
        if self.strict:
            check_strictly(resource, offset, row)
        count.faulty += row.record is not None
        if self._file is None:
            path = self.staging.folder / _ASIDE
            clear(path)
            self._file = path.open("xb")
        reason = "; ".join(map(str, row.faults))
        entry = _Entry(
            resource, row.own_id, offset, reason, row.record is not None, msgspec.Raw(row.json)
        )  # fmt: skip
        self._file.write(msgspec.json.encode(entry) + b"\n")

    def close(self) -> None:
        """Make the file of the records at fault, where there are any."""
        if self._file is None:
            return
        self._file.close()
        with self.staging.output(QUARANTINE) as path:
            if path is not None:
                (self.staging.folder / _ASIDE).replace(path)
