"""The outcome of an import, and how much of a platform it may delete."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from ...errors import InvalidInputError

__all__ = ["Action", "Change", "DeleteLimit", "FileChanges", "ImportReport"]

Action: TypeAlias = Literal["create", "change", "delete"]


@dataclass(frozen=True, slots=True)
class Change:
    """One record that an import writes.

    Attributes:
        file: The file of its row, without `.csv`.
        sourced_id: The record.
        action: `create`, `change` or `delete`.
        columns: The columns that differ, and the files with more data about the record.
    """

    file: str
    sourced_id: str
    action: Action
    columns: tuple[str, ...] = ()


@dataclass(slots=True)
class FileChanges:
    """Counts of what an import does to the records of one file.

    Attributes:
        rows: Rows of the file.
        created: Records that the platform did not have.
        changed: Records that the platform had in another form.
        deleted: Records whose row says so, or that are missing from a complete file.
        unchanged: Rows that the platform had already.
    """

    rows: int = 0
    created: int = 0
    changed: int = 0
    deleted: int = 0
    unchanged: int = 0


@dataclass(frozen=True, eq=False)
class ImportReport(Mapping[str, int]):
    """The outcome of an import. As a mapping, it has the number of rows loaded from each file.

    Attributes:
        version: The version of OneRoster that the bundle is in.
        dry_run: Whether nothing was written.
        files: The counts of each file that has rows or lost records.
        notes: What was converted and what was left out, with the place.
        changes: Each record that would be written, in order; filled only in a dry run.
    """

    version: str
    dry_run: bool
    files: Mapping[str, FileChanges]
    notes: tuple[str, ...] = ()
    changes: tuple[Change, ...] = field(default=(), repr=False)

    def __getitem__(self, file: str) -> int:
        rows = self.files[file].rows
        if not rows:
            raise KeyError(file)
        return rows

    def __iter__(self) -> Iterator[str]:
        return (name for name, changes in self.files.items() if changes.rows)

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True, slots=True)
class DeleteLimit:
    """The number or the share of the records of a kind that may be deleted."""

    number: float
    is_share: bool

    @classmethod
    def read(cls, limit: int | str) -> DeleteLimit:
        """The limit of an argument such as `100` or `"5%"`.

        Raises:
            InvalidInputError: It is neither a number nor a percentage.
        """
        text = str(limit).strip()
        if isinstance(limit, bool) or not re.fullmatch(r"\d+|\d+(\.\d+)?\s*%", text, re.ASCII):
            raise InvalidInputError.of("max_deletes", "must be a number such as 100, or a share such as 5%")
        is_share = text.endswith("%")
        return cls(float(text.rstrip("% ")), is_share)

    def check(self, file: str, deleted: int, existing: int) -> None:
        """Refuse to delete more.

        Raises:
            InvalidInputError: Says how many records of how many would go.
        """
        allowed = existing * self.number / 100 if self.is_share else self.number
        if deleted > allowed:
            share = f" ({100 * deleted / existing:.1f} %)" if existing else ""
            raise InvalidInputError.of(
                "max_deletes",
                f"{deleted} of {existing} records of {file}{share} would be deleted, more than {self}; "
                "nothing was written. Look at a dry run, and raise the limit if it is right",
            )

    def __str__(self) -> str:
        return f"{self.number:g}{' %' if self.is_share else ''}"
