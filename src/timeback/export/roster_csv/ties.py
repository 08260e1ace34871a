"""The rows of a bundle's files that say more of the records of other files."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping
from typing import Any

from .tables import Bundle, Row
from .tied import TIED, TiedFile, tied_rows
from .version11 import Version11

__all__ = ["Ties"]


class Ties:
    """Gives each record the rows of other files.

    Args:
        bundle: The bundle.
        former: What a bundle of version 1.1 says elsewhere.
    """

    def __init__(self, bundle: Bundle, former: Version11 | None) -> None:
        self._bundle = bundle
        self._former = former
        self._rows: dict[TiedFile, dict[str, list[Row]]] = {}
        self._nowhere: Counter[str] = Counter()
        self._first: dict[str, str] = {}

    def of(self, file: str) -> list[TiedFile]:
        """The files that the bundle has for the records of a file."""
        return [each for each in TIED if each.owner == file and self._has(each)]

    def load(self, file: str) -> None:
        """Read those files; the rows of others are dropped."""
        self._rows = {each: self._read(each) for each in self.of(file)}

    def rows_of(
        self, file: str, sourced_id: str, record: Mapping[str, Any] | None
    ) -> dict[TiedFile, list[Row]]:
        """All rows of a record, by the files that say something of it."""
        found: dict[TiedFile, list[Row]] = {}
        for each, by_owner in self._rows.items():
            rows = by_owner.get(sourced_id)
            if self._bundle.modes.get(each.name) != "delta":
                found[each] = [row for row in rows or () if not row.is_deleted]
            elif rows is not None:
                found[each] = _with_changes(each, record, rows)
        return found

    def others(self, file: str, seen: Container[str], known: Container[str]) -> Iterator[Row]:
        """A row without cells for each record that only those files name, if the platform has it."""
        told: set[str] = set()
        for each, by_owner in self._rows.items():
            for owner, rows in by_owner.items():
                if owner in seen or owner in told:
                    continue
                if owner in known:
                    told.add(owner)
                    yield Row({"sourcedId": owner}, rows[0].at)
                else:
                    self._nowhere[each.name] += len(rows)
                    self._first.setdefault(each.name, rows[0].at)

    def notes(self) -> list[str]:
        """The rows that say more of nothing."""
        return [
            f"{name}.csv: {count} rows belong to no row of the bundle and are left out, from {self._first[name]} on"
            for name, count in self._nowhere.items()
        ]

    def _has(self, file: TiedFile) -> bool:
        return file.name in self._bundle.modes or self._is_former(file)

    def _is_former(self, file: TiedFile) -> bool:
        return (
            self._former is not None
            and file.name == "roles"
            and "roles" not in self._bundle.modes
            and "users" in self._bundle.modes
        )

    def _read(self, file: TiedFile) -> dict[str, list[Row]]:
        if self._former is not None and self._is_former(file):
            return self._former.roles()
        found: defaultdict[str, list[Row]] = defaultdict(list)
        for row in self._bundle.rows(file.name):
            found[row.get(file.key, "").strip()].append(row)
        return dict(found)


def _with_changes(file: TiedFile, record: Mapping[str, Any] | None, changes: list[Row]) -> list[Row]:
    """The rows that the platform has, with those that changed."""
    now = [] if record is None else [Row(row, changes[0].at) for row in tied_rows(file, record)]
    by_id = {row.sourced_id: row for row in [*now, *changes]}
    return [row for row in by_id.values() if not row.is_deleted]
