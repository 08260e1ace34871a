"""The export's description of itself: `manifest.json`, the last file to appear."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from .._secrets import Guarded
from .._tables.columns import Names, Nested
from ..errors import InvalidInputError
from ..models.base import Timestamp
from .files import is_plain_name, sha256_of, write_whole
from .resources import Format, Mode

__all__ = [
    "NAME",
    "Coverage",
    "FileEntry",
    "Manifest",
    "TableEntry",
    "decode_manifest",
    "encode_manifest",
    "is_unchanged",
    "manifest_in",
    "write_manifest",
]

NAME = "manifest.json"


class Coverage(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The coverage of a table whose list the service gives only in parts."""

    by: str
    """The parts in which the list was requested, such as `student and week`."""
    parts: int
    """The number of parts, such as weeks of students, that were requested."""
    not_found: int = 0
    """The number of parts that the service does not know (404)."""
    students: int | None = None
    """The number of students that the rows belong to."""
    start: datetime | None = None
    """The start of the time covered."""
    until: datetime | None = None
    """The end of the time covered."""


class TableEntry(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers of records of a resource: `quarantine.ndjson` holds those that are faulty or quarantined."""

    rows: int
    """The number of records in the files, deleted ones included."""
    deleted: int
    """The number of records that are marked as `tobedeleted`."""
    faulty: int = 0
    """The number of records with values that fit no column; these are in the column `extra`."""
    quarantined: int = 0
    """The number of records that are in no table, because they are not objects or have no id."""
    doubled: int = 0
    """The number of rows that came under the id of another, which is in the table once."""
    changed: int | None = None
    """The number of records that were fetched to update the table; None if it has only this export."""
    removed: int | None = None
    """The number of records that were removed because they are deleted; None if none ever are."""
    coverage: Coverage | None = None
    """The coverage, if the service gives the list only in parts; None if the table is complete."""


class FileEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the export: its size in bytes and its SHA-256 in hexadecimal."""

    bytes: int
    """Size of the file in bytes."""
    sha256: str
    """SHA-256 of the content, in hexadecimal."""


class Manifest(Guarded, frozen=True, kw_only=True):
    """A finished export.

    Attributes:
        format: The format of the files.
        since: The time since which changed records were requested; None for all.
        next_since: The value to pass as `since` the next time, so that no change is missed: the start of this
            export, by the server's clock if it gives the time, minus a few minutes.
        started_at: When the first row was requested, by this machine's clock.
        finished_at: When the files were in place.
        source: The URL of the service.
        tables: The resources, by name.
        files: The files beside the manifest, by name.
        absent: Resources that the server does not serve.
        version: The version of this library.
        id: A random name of this export.
        service: The service whose lists these are, such as `oneroster`.
        mode: Whether the tables hold what this export fetched, or a current state or history that it was added to.
        names: The spelling of the columns.
        without: Fields that are left out.
        pseudonyms: A fingerprint of the key for pseudonyms, which reveals another key; None without pseudonyms.
        nested: How records inside a row are stored.
        normalized: Whether lists inside rows have tables of their own.
        timezone: The zone whose days EduBridge counts.
        students: A mark of the students that were named; None for all of them.
    """

    format: Format
    since: Timestamp | None
    next_since: Timestamp
    started_at: datetime
    finished_at: datetime
    source: str
    tables: Mapping[str, TableEntry]
    files: Mapping[str, FileEntry]
    absent: tuple[str, ...]
    version: str
    id: str
    service: str
    mode: Mode = "replace"
    names: Names = "python"
    without: tuple[str, ...] = ()
    pseudonyms: str | None = None
    nested: Nested = "flatten"
    normalized: bool = False
    timezone: str | None = None
    students: str | None = None

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        """A summary, since there are dozens of tables and files."""
        shown = [(name, getattr(self, name)) for name in ("service", "format", "mode")]
        rows = sum(each.rows for each in self.tables.values())
        return [*shown, ("tables", len(self.tables)), ("rows", rows), ("next_since", self.next_since)]

    @property
    def is_whole(self) -> bool:
        """Whether the tables hold all records, not only changes."""
        return self.mode == "merge" or (self.mode == "replace" and self.since is None)


def is_unchanged(path: Path, entry: FileEntry) -> bool:
    """Whether the file that an entry tells of is at a path."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size != entry.bytes:
        return False
    return sha256_of(path) == entry.sha256


def manifest_in(folder: Path) -> Manifest | None:
    """The manifest of the export in a folder; None if there is none.

    Raises:
        InvalidInputError: The file that is there is not one of ours, or names files outside the folder.
    """
    path = folder / NAME
    if not path.exists():
        return None
    if not path.is_file():  # a pipe would be read for ever
        raise InvalidInputError.of("to", f"{path} is no manifest of an export")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise InvalidInputError.of("to", f"{path} cannot be read: {error.strerror}") from error
    return decode_manifest(content, str(path))


def decode_manifest(content: bytes, named: str) -> Manifest:
    """A manifest out of its JSON, that of the file `named`.

    Raises:
        InvalidInputError: It is not one of ours, or names files outside its folder.
    """
    try:
        manifest = msgspec.json.decode(content, type=Manifest)
    except (RecursionError, msgspec.MsgspecError) as error:
        raise InvalidInputError.of("to", f"{named} is no manifest of an export: {error}") from error
    for name in manifest.files:
        if not is_plain_name(name) or name == NAME:
            raise InvalidInputError.of("to", f"{named} names {name!r}, which no export makes in this folder")
    return manifest


def encode_manifest(manifest: Manifest) -> bytes:
    """A manifest as JSON, for people too."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n"


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest, all at once."""
    write_whole(folder / NAME, encode_manifest(manifest))
