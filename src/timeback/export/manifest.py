"""The export's description of itself: `manifest.json`, the last file to appear."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import msgspec

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
    """The part that a table covers of a list that the service gives a part at a time."""

    by: str
    """The parts that the list was asked for, such as `student and week`."""
    parts: int
    """Number of parts, such as weeks of students, that were asked for."""
    not_found: int = 0
    """Number of those that the service does not know: it answered with 404."""
    students: int | None = None
    """Number of students among whom the rows are."""
    start: datetime | None = None
    """The instant from which on it was read."""
    until: datetime | None = None
    """The instant up to which it was read."""


class TableEntry(msgspec.Struct, frozen=True, kw_only=True):
    """The numbers of records of a resource: `quarantine.ndjson` holds those that are faulty or quarantined."""

    rows: int
    """Number of records in the files, deleted ones among them."""
    deleted: int
    """Number of those that are marked as `tobedeleted`."""
    faulty: int = 0
    """Number of those with values that no column holds: these are in the column `extra`."""
    quarantined: int = 0
    """Number of records that are in no table, since they are no objects or have no id."""
    changed: int | None = None
    """Number of records that were fetched to bring the table up to date; None where it is of this export alone."""
    removed: int | None = None
    """Number of records that were taken out of it, since they are deleted; None where none ever are."""
    coverage: Coverage | None = None
    """The part that the table covers, of a list that the service gives by parts; None where it is whole."""


class FileEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the export: its size in bytes and its SHA-256 in hexadecimal."""

    bytes: int
    """Size of the file in bytes."""
    sha256: str
    """SHA-256 of the content, in hexadecimal."""


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """A finished export.

    Attributes:
        format: The format of the files.
        since: Records changed since then were asked for; None for all.
        next_since: What to pass as `since` the next time, so that no change is missed: the beginning by the
            server's clock, where it tells the time, less a few minutes.
        started_at: When the first row was asked for, by this machine's clock.
        finished_at: When the files were in place.
        source: The URL of the service.
        tables: The resources, by name.
        files: The files beside the manifest, by name.
        absent: Resources that the server does not serve.
        version: The version of this library.
        id: A random name of this export.
        service: The service whose lists these are, such as `oneroster`.
        mode: Whether the tables hold what this export fetched, or a current state or a history that it went into.
        names: The spelling of the columns.
        without: Fields that are left out.
        pseudonyms: A mark of the key that pseudonyms are drawn with, by which another key is told; None without.
        nested: The form of records inside a row.
        normalized: Whether lists inside rows have tables of their own.
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

    @property
    def is_whole(self) -> bool:
        """Whether the tables hold all records, and not changes alone."""
        return self.mode == "merge" or (self.mode == "replace" and self.since is None)


def is_unchanged(path: Path, entry: FileEntry) -> bool:
    """Whether the file that an entry tells of is at a path."""
    if path.is_symlink() or not path.is_file() or path.stat().st_size != entry.bytes:
        return False
    return sha256_of(path) == entry.sha256


def manifest_in(folder: Path) -> Manifest | None:
    """The manifest of the export in a folder; None where there is none.

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
