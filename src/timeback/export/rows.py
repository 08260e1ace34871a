"""The rows of an answer, each as its JSON and as its record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec

__all__ = ["FIELDS", "Fault", "Row", "SentBatch", "Staged", "unread"]

FIELDS = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode


@dataclass(frozen=True, slots=True)
class Fault:
    """A value of a record that its column cannot hold, or what keeps a record from being one."""

    field: str | None
    message: str

    def __str__(self) -> str:
        return self.message if self.field is None else f"{self.field} {self.message}"


class Row(msgspec.Struct, gc=False):
    """A row of a list.

    Attributes:
        json: The row as it came, without passwords, in one line.
        record: The same as a record, or the outline of one; None if it was not read, is none, or has no id:
            then it can stand in no table.
        sourced_id: Its id; of what has none something else that tells it from others.
        faults: The values that do not fit; of a row that is no record, the reason.
        unknown: Fields that the model does not know, by their names on the wire.
    """

    json: bytes
    record: Any
    sourced_id: str
    faults: tuple[Fault, ...] = ()
    unknown: dict[str, Any] | None = None

    @property
    def own_id(self) -> str | None:
        """Its id; None if it has none."""
        return None if self.record is None else self.sourced_id or None

    @property
    def extra(self) -> str | None:
        """All that the columns do not hold, as JSON: unknown fields, and values that do not fit."""
        found = dict(self.unknown or {})
        if self.faults:
            sent = FIELDS(self.json)
            found |= {each.field: sent[each.field] for each in self.faults if each.field in sent}
        return msgspec.json.encode(found).decode() if found else None


def unread(lines: Iterable[bytes]) -> list[Row]:
    """Rows of which nothing is known but their JSON."""
    return [Row(line, None, "") for line in lines]


class Staged(list[Row]):
    """Rows, and the lines of them all."""

    def __init__(self, rows: Iterable[Row], lines: bytes) -> None:
        super().__init__(rows)
        self.lines = lines


class SentBatch(list[Row]):
    """Rows that were read by columns: in place of records they have outlines, and together the arrays of a table.

    All are sound records. Where states are among the columns, these tell whether one `may_be_deleted`; if none is,
    nobody wants the outlines any more.
    """

    arrays: list[Any]
    may_be_deleted: bool

    def release(self) -> None:
        """Let the outlines go."""
        for row in self:
            row.record = None
