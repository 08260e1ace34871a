"""The OneRoster 1.2 CSV bundle, written from the records of an export.

After 1EdTech's "OneRoster: CSV Binding", version 1.2.1. In a bundle of a whole roster (`bulk`) the status
and the date of a record stay blank and deleted records are left out; in one of changes (`delta`) both
are filled. A file without rows is absent. What the platform has beyond the standard's columns stands in
columns `metadata.*`, and records that it has beyond the standard, such as course components, have no file.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from .resources import Resource
from .roster_csv.cells import text_in
from .roster_csv.columns import RECORDS, Column, RecordFile
from .roster_csv.metadata import metadata_of
from .roster_csv.rows import cells_of, extras_of
from .roster_csv.schools import ORG
from .roster_csv.standard import COMMON, FILES, MANIFEST, METADATA, join, split
from .roster_csv.tied import TIED, kept_rows, tied_rows
from .staging import Staging

__all__ = ["MANIFEST", "filenames_of", "join", "split", "write_bundle"]

_Record = Mapping[str, Any]
_STANDARD = {name: frozenset((*COMMON, *columns)) for name, columns in FILES.items()}

_DELETED = "tobedeleted"


def filenames_of(resources: Iterable[Resource]) -> list[str]:
    """The names of the files that a bundle of these resources may have."""
    present = {resource.name for resource in resources}
    names = {file.name for file in RECORDS if file.resource in present}
    names |= {file.name for file in TIED if file.owner in names}
    return [MANIFEST, *(f"{name}.csv" for name in FILES if name in names)]


def write_bundle(staging: Staging, resources: list[Resource]) -> dict[str, int]:
    """Make the files of the bundle, `manifest.csv` among them; the rows of each resource in them."""
    rows = {resource.name: 0 for resource in resources}
    present = {resource.name for resource in resources}
    is_delta = staging.plan.since is not None
    modes = dict.fromkeys(FILES, "absent")
    for file in RECORDS:
        if file.resource in present:
            written = _Writing(file, staging, is_delta).write()
            modes |= dict.fromkeys(written, "delta" if is_delta else "bulk")
            rows[file.resource] = written.get(file.name, 0)
    properties = {"manifest.version": "1.0", "oneroster.version": "1.2"}
    properties |= {f"file.{name}": mode for name, mode in modes.items()}
    properties |= {"source.systemName": "Timeback", "source.systemCode": ""}
    with staging.output(MANIFEST) as path:
        if path is not None:
            with path.open("w", encoding="utf-8", newline="") as target:
                csv.writer(target).writerows([("propertyName", "value"), *properties.items()])
    return rows


@dataclass(slots=True)
class _Survey:
    """The files that records become: how many rows each has, and its columns beyond the standard's."""

    rows: Counter[str] = field(default_factory=Counter[str])
    extras: dict[str, dict[str, None]] = field(default_factory=dict[str, dict[str, None]])

    def note_extras(self, name: str, row: Mapping[str, str]) -> None:
        """Take note of a row's columns beyond the standard's, in their order."""
        beyond = row.keys() - _STANDARD[name]
        if beyond:
            known = self.extras.setdefault(name, {})
            known.update(dict.fromkeys(header for header in row if header in beyond))

    def columns(self, name: str) -> list[str]:
        """All columns of a file."""
        return [*COMMON, *FILES[name], *self.extras.get(name, ())]


class _Writing:
    """Writes the records of one file, and the files that say more of them."""

    def __init__(self, file: RecordFile, staging: Staging, is_delta: bool) -> None:
        self._file = file
        self._staging = staging
        self._is_delta = is_delta
        self._tied = {each.name: each for each in TIED if each.owner == file.name}
        # Of the standard's columns these alone decide on others: see `_agreeing()`.
        self._deciding = [each for each in file.columns if each.name in ("subjects", "subjectCodes")]
        self._school_of = _schools(staging) if file.name == "scoreScales" else {}

    def write(self) -> dict[str, int]:
        """Write the files that have rows; how many each has."""
        names = [self._file.name, *self._tied]
        survey = self._survey(names)
        for name in names:
            if survey.rows[name]:
                self._write_file(name, survey)
        return {name: survey.rows[name] for name in names if survey.rows[name]}

    def _survey(self, names: Iterable[str]) -> _Survey:
        survey = _Survey()
        for record in self._records():
            for name in names:
                for row in self._rows(name, record, self._deciding):
                    survey.rows[name] += 1
                    survey.note_extras(name, row)
        return survey

    def _write_file(self, name: str, survey: _Survey) -> None:
        with self._staging.output(f"{name}.csv") as path:
            if path is None:
                return
            with path.open("w", encoding="utf-8", newline="") as target:
                lines = csv.DictWriter(target, survey.columns(name), restval="")
                lines.writeheader()
                for record in self._records():
                    lines.writerows(self._rows(name, record, self._file.columns))

    def _records(self) -> Iterator[_Record]:
        for record in self._staging.objects(self._file.resource):
            if self._is_delta or record.get("status") != _DELETED:
                yield record if self._file.name != "scoreScales" else self._with_org(record)

    def _with_org(self, scale: dict[str, Any]) -> _Record:
        """A score scale with the organization that the standard wants: the school of its class."""
        metadata = metadata_of(scale)
        school = self._school_of.get(text_in(scale.get("class"), "sourcedId"))
        if school is None or ORG in metadata:
            return scale
        return {**scale, "metadata": {**metadata, ORG: school}}

    def _rows(self, name: str, record: _Record, columns: Iterable[Column]) -> Iterator[dict[str, str]]:
        """The rows of a file that a record becomes; cells by header, of the standard's columns those of `columns`."""
        marks = {"status": "", "dateLastModified": ""}
        if self._is_delta:
            marks = {
                "status": text_in(record, "status"),
                "dateLastModified": _instant(text_in(record, "dateLastModified")),
            }
        if name in self._tied:
            file = self._tied[name]
            for row in tied_rows(file, record):
                yield {**row, **marks, file.key: text_in(record, "sourcedId")}
            return
        kept = [each.name for each in self._tied.values() if kept_rows(each, record) is not None]
        row = {"sourcedId": text_in(record, "sourcedId"), **marks, **cells_of(columns, record)}
        yield _agreeing(row) | extras_of(name, record, kept)


def _schools(staging: Staging) -> dict[str, str]:
    """The schools of classes, by the classes' ids."""
    if "classes" not in staging.plan.resources:
        return {}
    classes = staging.objects("classes")
    schools = {text_in(each, "sourcedId"): text_in(each.get("school"), "sourcedId") for each in classes}
    return {name: school for name, school in schools.items() if school}


def _agreeing(row: dict[str, str]) -> dict[str, str]:
    """A row whose codes of subjects are as many as its subjects; other codes say nothing of them."""
    codes = row.get("subjectCodes")
    if not codes or len(split(codes)) == len(split(row["subjects"])):
        return row
    return {**row, "subjectCodes": "", f"{METADATA}subjectCodes": codes}


def _instant(value: str) -> str:
    try:
        instant = datetime.fromisoformat(value).astimezone(UTC)
    except (ValueError, OverflowError):  # there is none, or none that anybody could read
        return ""
    return instant.isoformat(timespec="milliseconds").replace("+00:00", "Z")
