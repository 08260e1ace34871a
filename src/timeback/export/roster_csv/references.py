"""References of rows to other records: each must be in the bundle or on the platform before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from ...errors import FieldIssue
from .columns import RecordFile
from .standard import split
from .tables import Row
from .tied import TiedFile

__all__ = ["References"]

FindMissing = Callable[[str, "set[str]"], "set[str]"]
"""Finds those of some ids that the platform has no record of, by the file of the records."""

_PARENT = "parentSourcedId"
# The file of the records that a column names; a parent stands in the file itself.
_FILE_OF = {
    "academicSessionSourcedId": "academicSessions",
    "agentSourcedIds": "users",
    "categorySourcedId": "categories",
    "classSourcedId": "classes",
    "courseSourcedId": "courses",
    "lineItemSourcedId": "lineItems",
    "orgSourcedId": "orgs",
    "primaryOrgSourcedId": "orgs",
    "resourceSourcedId": "resources",
    "schoolSourcedId": "orgs",
    "schoolYearSourcedId": "academicSessions",
    "scoreScaleSourcedId": "scoreScales",
    "studentSourcedId": "users",
    "termSourcedIds": "academicSessions",
    "userSourcedId": "users",
}
_SEVERAL = ("agentSourcedIds", "termSourcedIds")
# A row of these says more of the record of another file that has the same id.
_SHARE_IDS = {"demographics": "users"}


@dataclass(slots=True)
class _Open:
    """An id that was not found so far: the first place that names it, and how many do."""

    place: str
    count: int = 0


class References:
    """Gathers what the rows of a bundle refer to, file by file.

    Args:
        find_missing: Asks the platform.
    """

    def __init__(self, find_missing: FindMissing) -> None:
        self._find_missing = find_missing
        self._known: dict[str, set[str]] = {}
        self._deleted: dict[str, set[str]] = {}
        self._open: dict[tuple[str, str, str, str], _Open] = {}

    def begin(self, file: str, present: Iterable[str]) -> None:
        """Take the records of a file that the platform has."""
        self._known[file] = set(present)
        self._deleted[file] = set()

    def take(self, file: str, row: Row) -> None:
        """Take a row as a record that others may refer to."""
        (self._deleted if row.is_deleted else self._known)[file].add(row.sourced_id)

    def check(self, file: RecordFile, row: Row) -> None:
        """Note the records that a row refers to."""
        if owner := _SHARE_IDS.get(file.name):
            self._note(file.name, "sourcedId", owner, row.sourced_id, row)
        self._check(file.name, row, passed_over="")

    def check_tied(self, file: TiedFile, rows: Iterable[Row]) -> None:
        """Note the records that rows refer to which say more of another; that one is there."""
        for row in rows:
            self._check(file.name, row, passed_over=file.key)

    def _check(self, file: str, row: Row, passed_over: str) -> None:
        for column, cell in row.items():
            referred = file if column == _PARENT else _FILE_OF.get(column)
            if referred is None or column == passed_over or not cell.strip():
                continue
            for each in split(cell) if column in _SEVERAL else [cell.strip()]:
                self._note(file, column, referred, each, row)

    def _note(self, file: str, column: str, referred: str, sourced_id: str, row: Row) -> None:
        if sourced_id not in self._known.get(referred, ()):
            key = (file, column, referred, sourced_id)
            self._open.setdefault(key, _Open(row.place(column))).count += 1

    def faults(self) -> Iterator[FieldIssue]:
        """The ids that are nowhere, each at the first place that names it."""
        unknown: dict[str, set[str]] = {}
        for _, _, referred, sourced_id in self._open:
            if sourced_id not in self._known.get(referred, ()):
                unknown.setdefault(referred, set()).add(sourced_id)
        for referred, ids in unknown.items():
            if referred not in self._known:
                unknown[referred] = self._find_missing(referred, ids)
        for (_, _, referred, sourced_id), found in self._open.items():
            if sourced_id in unknown.get(referred, ()):
                yield FieldIssue(found.place, self._fault(referred, sourced_id, found.count))

    def _fault(self, referred: str, sourced_id: str, count: int) -> str:
        more = f"; {count - 1} more rows name it" if count > 1 else ""
        if sourced_id in self._deleted.get(referred, ()):
            return f"{sourced_id!r} is tobedeleted in {referred}.csv{more}"
        return f"{sourced_id!r} is neither in {referred}.csv nor on the platform{more}"
