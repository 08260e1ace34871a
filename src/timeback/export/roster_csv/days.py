"""Days as spreadsheets write them, `8/27/2018`: what comes first, month or day, is what the bundle itself proves."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["DAYS", "DayOrder"]

# The columns that hold days, of all files.
DAYS = frozenset({"assignDate", "beginDate", "birthDate", "dueDate", "endDate", "scoreDate", "startDate"})

_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: .*)?", re.ASCII)
_MONTHS = 12


class DayOrder:
    """The order of month and day in days with slashes.

    Args:
        cells: All cells with days, each with its place.
    """

    def __init__(self, cells: Iterable[tuple[str, str]]) -> None:
        self.month_first: bool | None = None
        self.proof = ""
        for cell, at in cells:
            found = _SLASHED.fullmatch(cell.strip())
            first, second = (int(found[1]), int(found[2])) if found else (0, 0)
            if (first > _MONTHS) is (second > _MONTHS):
                continue
            if self.proof and self.month_first is not (second > _MONTHS):
                self.month_first = None  # the bundle contradicts itself
                return
            self.month_first, self.proof = second > _MONTHS, self.proof or at

    def read(self, cell: str) -> str:
        """A day in the standard's form; as it is where nothing proves the order."""
        found = _SLASHED.fullmatch(cell.strip())
        if found is None or self.month_first is None:
            return cell
        month, day = (found[1], found[2]) if self.month_first else (found[2], found[1])
        return f"{found[3]}-{month:>02}-{day:>02}"

    def note(self) -> str:
        """The note on days that were read so."""
        order = "month/day/year" if self.month_first else "day/month/year"
        return f"days with slashes are read as {order}, which {self.proof} proves"
