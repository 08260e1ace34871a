"""A bundle as tables: its manifest, and the rows of its files by the standard's columns."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from ...errors import InvalidInputError
from ..reading import Source, cells
from .days import DAYS, DayOrder
from .lists import LISTS, from_json
from .standard import COMMON, FILES, MANIFEST, not_word, split

__all__ = ["Bundle", "Mode", "Row", "Version"]

Mode: TypeAlias = Literal["bulk", "delta"]
Version: TypeAlias = Literal["1.1", "1.2"]

_VERSION = re.compile(r"v?1\.([012])(\.\d+)?", re.IGNORECASE)
_MODES: dict[str, Mode | None] = {"": None, "absent": None, "bulk": "bulk", "delta": "delta"}
# Columns that only files of version 1.1 have.
_FORMER: dict[str, tuple[str, ...]] = {
    "users": ("orgSourcedIds", "role"),
    "lineItems": ("gradingPeriodSourcedId",),
}
# The headers of OneRoster 1.0, and others that are in use, by those of the standard.
_OTHER_HEADERS: dict[str, dict[str, str]] = {
    "classes": {"grades": "grade", "termSourcedIds": "termSourcedId terms"},
    "courses": {"grades": "grade", "schoolYearSourcedId": "schoolYearId"},
    "demographics": {"sourcedId": "userSourcedId"},
    "users": {"agentSourcedIds": "agents", "userIds": "userId"},
}
_ONLY_IN_12 = frozenset({"roles", "userProfiles", "userResources", "scoreScales"})
_STATUSES = {"": "active", "active": "active", "tobedeleted": "tobedeleted"}


class Row(dict[str, str]):
    """The cells of a row, by the columns that its file has.

    Attributes:
        at: The file and the number of the line that it ends on.
        extras: The cells of the columns that no standard names, by header.
        headers: The headers of its file for columns that version 1.2 calls otherwise.
        faults: What is known to be wrong with it, by column.
    """

    def __init__(
        self,
        cells: Mapping[str, str],
        at: str,
        extras: Mapping[str, str] | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        faults: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(cells)
        self.at = at
        self.extras = dict(extras or {})
        self.headers = headers or {}
        self.faults = faults or {}

    def place(self, column: str) -> str:
        """The place of one of its cells."""
        return f"{self.at}, column {self.headers.get(column, column)}"

    @property
    def sourced_id(self) -> str:
        """The record's id."""
        return self.get("sourcedId", "")

    @property
    def is_deleted(self) -> bool:
        """Whether the row says that its record is to be deleted."""
        return self.get("status") == "tobedeleted"


@dataclass(frozen=True, slots=True)
class _Header:
    """The columns of a file: their places, by the standard's spelling, and those of the others."""

    standard: Mapping[str, int]
    extras: Mapping[str, int]
    width: int
    others: Mapping[str, str]


def _by_lower_name(names: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in names:
        if name.lower().endswith(".csv") and name.lower() in found:
            raise InvalidInputError.of("bundle", f"holds {name} twice")
        found[name.lower()] = name
    return found


class Bundle:
    """The files that a manifest names.

    Attributes:
        version: The version of OneRoster that it is in.
        modes: Whether a file is whole or holds changes, by name. Files that are absent are not in it.
        notes: What is there and is not loaded.
    """

    def __init__(self, source: Source, encoding: str) -> None:
        self._source = source
        self._encoding = encoding
        self._files = _by_lower_name(source.names())
        self.notes: list[str] = []
        self._inactive: defaultdict[str, set[str]] = defaultdict(set)
        self._days: DayOrder | None = None
        if MANIFEST in self._files:
            properties = self._properties()
            version = _version(properties)
            self.modes = self._modes(properties)
        else:
            version, self.modes = None, self._modes_without_manifest()
        self.version = version or self._version_by_files()

    def rows(self, name: str) -> Iterator[Row]:
        """The rows of a file, in its order.

        Raises:
            InvalidInputError: The file is not one of the standard; names the line.
        """
        for row in self._as_they_are(name):
            self._settle(name, row)
            yield row

    def _as_they_are(self, name: str) -> Iterator[Row]:
        if name not in self.modes:
            return
        filename = f"{name}.csv"
        lines = self._cells(filename)
        found = next(lines, None)
        if found is None:
            raise InvalidInputError.of(filename, "is empty: it needs a line of headers")
        former = _FORMER.get(name, ()) if self.version == "1.1" else ()
        header = _header((*COMMON, *FILES[name], *former), filename, found[1], _OTHER_HEADERS.get(name, {}))
        for column, given in header.others.items():
            self._note(f"{filename}: the column {given} is read as {column}")
        for line, values in lines:
            at = f"{filename}, line {line}"
            if any(cell.strip() for cell in values[header.width :]):
                raise InvalidInputError.of(at, "has more cells than the file has headers")
            values += [""] * (header.width - len(values))
            row = Row(
                {column: values[place] for column, place in header.standard.items()},
                at,
                {column: values[place] for column, place in header.extras.items()},
                headers=header.others,
            )
            yield row

    def count(self, name: str) -> int:
        """Count the rows of a file."""
        return sum(1 for _ in self.rows(name))

    def inactive_notes(self) -> list[str]:
        """The notes on rows that are `inactive`, for which the standard now has `tobedeleted`."""
        counts = {name: len(places) for name, places in self._inactive.items()}
        return [
            f"{name}: `inactive` is read as `tobedeleted` ({count} rows)" for name, count in counts.items()
        ]

    def _settle(self, name: str, row: Row) -> None:
        """Read the columns that all files have."""
        row["sourcedId"] = row["sourcedId"].strip()
        if not row["sourcedId"]:
            raise InvalidInputError.of(row.place("sourcedId"), "must not be blank")
        if row["sourcedId"] in (".", ".."):  # no path has room for it
            raise InvalidInputError.of(f"{row.at}, column sourcedId", "must not be dots alone")
        word = re.sub(r"[\s_-]", "", row.get("status", "")).lower()
        if word == "inactive":
            self._inactive[name].add(row.at)
            word = "tobedeleted"
        if word not in _STATUSES:
            words = "active, tobedeleted or inactive" if self.version == "1.1" else "active or tobedeleted"
            row.faults = {"status": f"must be {words}{not_word(row['status'])}"}
        row["status"] = _STATUSES.get(word, "active")
        for column in DAYS & row.keys():
            if "/" in row[column]:
                row[column] = self._day(row[column])
        for column in LISTS:
            if (found := from_json(column, row.get(column, ""))) is not None:
                row[column] = found
                self._note(f"{name}.csv: the column {column} holds lists in JSON, which are read")
        if not all(":" in each for each in split(row.get("userIds", ""))):
            self._note(f"{name}.csv: what has no type in userIds is kept as metadata alone")

    def _day(self, cell: str) -> str:
        if self._days is None:
            rows = (row for name in self.modes for row in self._as_they_are(name))
            self._days = DayOrder((row[each], row.place(each)) for row in rows for each in DAYS & row.keys())
        day = self._days.read(cell)
        if day != cell:
            self._note(self._days.note())
        return day

    def _note(self, note: str) -> None:
        if note not in self.notes:
            self.notes.append(note)

    # -- the manifest -----------------------------------------------------------------------

    def _properties(self) -> dict[str, tuple[int, str]]:
        """The properties in lower case, each with its line."""
        lines = self._cells(MANIFEST)
        _, header = next(lines, (0, list[str]()))
        if not header or header[0].strip().lower() != "propertyname":
            raise InvalidInputError.of(MANIFEST, "must begin with the headers propertyName and value")
        found: dict[str, tuple[int, str]] = {}
        for line, (name, *rest) in lines:
            key, value = name.strip().lower(), rest[0].strip() if rest else ""
            if key.startswith("file.") and found.get(key, (0, value))[1] != value:
                raise InvalidInputError.of(
                    f"{MANIFEST}, line {line}", f"says otherwise than line {found[key][0]}"
                )
            found[key] = line, value
        return found

    def _modes(self, properties: Mapping[str, tuple[int, str]]) -> dict[str, Mode]:
        known = {f"file.{name}".lower(): name for name in FILES}
        modes: dict[str, Mode] = {}
        for key, (line, value) in properties.items():
            if not key.startswith("file."):
                continue
            if value.lower() not in _MODES:
                message = f"must be one of absent, bulk, delta, not {value!r}"
                raise InvalidInputError.of(f"{MANIFEST}, line {line}", message)
            mode = _MODES[value.lower()]
            if mode is not None and key in known:
                modes[known[key]] = mode
            elif mode is not None:
                self.notes.append(f"{MANIFEST}, line {line}: OneRoster has no such file, it is not loaded")
        if not modes:
            raise InvalidInputError.of("bundle", f"{MANIFEST} says that all files are absent")
        for name in modes:
            if f"{name}.csv".lower() not in self._files:
                raise InvalidInputError.of("bundle", f"{name}.csv is missing")
        for lowered, filename in sorted(self._files.items()):
            is_named = known.get(f"file.{lowered.removesuffix('.csv')}") in modes
            if lowered.endswith(".csv") and lowered != MANIFEST and not is_named:
                self.notes.append(
                    f"{filename}: the manifest does not name it as bulk or delta, it is not loaded"
                )
        return modes

    def _modes_without_manifest(self) -> dict[str, Mode]:
        """OneRoster 1.0 has no manifest. Nobody says that the files are whole, so nothing may be missing in them."""
        modes: dict[str, Mode] = {name: "delta" for name in FILES if f"{name}.csv".lower() in self._files}
        if not modes:
            raise InvalidInputError.of(
                "bundle", f"{MANIFEST} is missing, and there is no other file of a OneRoster bundle"
            )
        self._note(f"{MANIFEST} is missing: all files are read, and nothing is deleted for not being in them")
        return modes

    def _version_by_files(self) -> Version:
        version: Version = "1.2" if _ONLY_IN_12 & self.modes.keys() else "1.1"
        if MANIFEST not in self._files:
            return version
        self._note(f"{MANIFEST} names no oneroster.version; by its files it is {version}")
        return version

    def _cells(self, filename: str) -> Iterator[tuple[int, list[str]]]:
        return cells(self._source, self._files.get(filename.lower(), filename), self._encoding, self._note)


def _version(properties: Mapping[str, tuple[int, str]]) -> Version | None:
    """The version that a manifest names; None if it names none."""
    line, value = properties.get("oneroster.version", (0, ""))
    found = _VERSION.fullmatch(value)
    if value and found is None:
        message = f"names no OneRoster 1.2, 1.1 or 1.0 as oneroster.version, but {value!r}"
        raise InvalidInputError.of(f"{MANIFEST}, line {line}", message)
    return None if found is None else "1.2" if found[1] == "2" else "1.1"


def _header(
    columns: Iterable[str], filename: str, cells: list[str], other_names: Mapping[str, str]
) -> _Header:
    spelled = {column.lower(): column for column in columns}
    given = {cell.strip().lower() for cell in cells}
    others: dict[str, str] = {}
    for known, names in other_names.items():
        other = next((each for each in names.split() if each.lower() in given), None)
        if other is not None and known.lower() not in given:
            spelled[other.lower()] = known
            others[known] = other
    standard: dict[str, int] = {}
    extras: dict[str, int] = {}
    for place, cell in enumerate(cells):
        header = cell.strip()
        column = spelled.get(header.lower())
        if not header:
            header = f"column{place + 1}"
        if column in standard or header in extras:
            raise InvalidInputError.of(f"{filename}, line 1", f"has the column {column or header} twice")
        if column is None:
            extras[header] = place
        else:
            standard[column] = place
    if "sourcedId" not in standard:
        raise InvalidInputError.of(
            f"{filename}, line 1",
            "has no column sourcedId: it needs the standard's headers, parted by commas",
        )
    return _Header(standard, extras, len(cells), others)
