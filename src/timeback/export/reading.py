"""The files of a OneRoster CSV bundle, read: whatever they hold, with bounded memory and our own errors."""

from __future__ import annotations

import contextlib
import csv
import io
import lzma
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from ..errors import InvalidInputError
from .bundle import BUNDLE_FILES, MANIFEST

__all__ = [
    "DELETED",
    "MAX_BYTES",
    "MAX_RATIO",
    "Bounds",
    "Bundle",
    "Row",
    "Source",
    "opened",
    "parents_first",
]

DELETED = "tobedeleted"
MAX_BYTES = 2 * 1024**3
MAX_RATIO = 100.0

# Of the characters of a row, quotes and line ends among them; the csv module bounds a cell by itself.
_MAX_ROW = 1_000_000
# Below this size it is no matter how far a file was compressed.
_SMALL = 1_000_000
_FILES = frozenset(file.name for file in BUNDLE_FILES)
# What an archive's bytes can bring about: damage, encryption, an unknown compression, names in no encoding.
_UNREADABLE = (
    OSError, EOFError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError,
    ValueError,
)  # fmt: skip


class Row(dict[str, str]):
    """The cells of a row, by column. A column that the file lacks is blank."""

    def __missing__(self, column: str) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Bounds:
    """How large a bundle may be: bytes of its files once decompressed, and how many to one compressed."""

    max_bytes: int = MAX_BYTES
    max_ratio: float = MAX_RATIO

    def check_size(self, size: int) -> None:
        """Refuse files that are too large together.

        Raises:
            InvalidInputError: They are; the message names the option that raises the bound.
        """
        if size > self.max_bytes:
            raise InvalidInputError.of(
                "bundle",
                f"its files have {size:,} bytes; to load more than {self.max_bytes:,} raise max_bytes=",
            )

    def check_ratio(self, entry: zipfile.ZipInfo) -> None:
        """Refuse a file that a small archive blows up.

        Raises:
            InvalidInputError: It does; the message names the option that raises the bound.
        """
        if entry.file_size > max(_SMALL, self.max_ratio * entry.compress_size):
            raise InvalidInputError.of(
                entry.filename,
                f"{entry.compress_size:,} bytes become {entry.file_size:,}; "
                f"to load what is compressed to less than 1 in {self.max_ratio:g} raise max_ratio=",
            )


class Source(Protocol):
    """The place of a bundle's files: a folder, or an archive."""

    def open(self, name: str) -> IO[bytes]: ...


class _Folder:
    def __init__(self, folder: Path, bounds: Bounds) -> None:
        self._folder = folder.resolve()
        bounds.check_size(sum(path.stat().st_size for path in folder.glob("*.csv") if path.is_file()))

    def open(self, name: str) -> IO[bytes]:
        path = (self._folder / name).resolve()
        if path.exists() and not (path.is_file() and path.is_relative_to(self._folder)):
            raise InvalidInputError.of(name, "is not a file of this folder")
        return path.open("rb")


class _Archive:
    def __init__(self, archive: zipfile.ZipFile, bounds: Bounds) -> None:
        self._archive = archive
        self._bounds = bounds
        # The sizes that an archive declares bind its reader: what follows them is not read.
        bounds.check_size(sum(entry.file_size for entry in archive.infolist()))

    def open(self, name: str) -> IO[bytes]:
        self._bounds.check_ratio(self._archive.getinfo(name))
        return self._archive.open(name)


@contextlib.contextmanager
def opened(path: Path, bounds: Bounds) -> Generator[Source]:
    """The bundle at a path, a folder or a ZIP file.

    Raises:
        InvalidInputError: There is neither, or it is too large.
    """
    if path.is_dir():
        yield _Folder(path, bounds)
        return
    try:
        archive = zipfile.ZipFile(path)
    except _UNREADABLE as error:
        raise InvalidInputError.of("bundle", f"{path} is neither a folder nor a ZIP file") from error
    with archive:
        yield _Archive(archive, bounds)


class Bundle:
    """The rows of the files that the manifest names."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._present: set[str] = set()
        version = None
        for _, row in self._read(MANIFEST):
            name, value = row["propertyName"], row["value"]
            if name == "oneroster.version":
                version = value
            elif (file := name.removeprefix("file.")) in _FILES and value in ("bulk", "delta"):
                self._present.add(file)
        if version != "1.2":
            raise InvalidInputError.of("bundle", f"{MANIFEST} names no OneRoster 1.2")

    def rows(self, name: str) -> Iterator[tuple[int, Row]]:
        """The rows of a file, each with the number of the line that it ends on."""
        if name in self._present:
            yield from self._read(f"{name}.csv")

    def count(self, name: str) -> int:
        """Count the rows of a file."""
        return sum(1 for _ in self.rows(name))

    def by(self, key: str, name: str) -> dict[str, list[Row]]:
        """The rows of a file that say more of other records, by the ids of those."""
        found: defaultdict[str, list[Row]] = defaultdict(list)
        for _, row in self.rows(name):
            if row["status"] != DELETED:
                found[row[key]].append(row)
        return dict(found)

    def _read(self, filename: str) -> Iterator[tuple[int, Row]]:
        try:
            file = self._source.open(filename)
        except InvalidInputError:
            raise
        except (FileNotFoundError, KeyError) as error:
            raise InvalidInputError.of("bundle", f"{filename} is missing") from error
        except _UNREADABLE as error:
            raise InvalidInputError.of(filename, f"cannot be read: {error}") from error
        with file, io.TextIOWrapper(file, encoding="utf-8-sig", newline="") as text:
            lines = _Lines(text)
            try:
                # Cells beyond the header are nobody's, as are columns of other systems.
                for row in csv.DictReader(lines, restval="", restkey="metadata."):
                    lines.end_row()
                    yield lines.number, Row(row)
            except UnicodeDecodeError as error:
                at = lines.number + 1 + error.object.count(b"\n", 0, error.start)
                raise InvalidInputError.of(f"{filename}, line {at}", "is not UTF-8") from error
            except (_FaultyLineError, csv.Error, *_UNREADABLE) as error:
                raise InvalidInputError.of(f"{filename}, line {lines.number}", str(error)) from error


class _FaultyLineError(Exception):
    """What is wrong with a line; the reader of the file says where it is."""


class _Lines:
    """The lines of a file, as long as no row of them is endless."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self.number = 0
        self._text = text
        self._left = _MAX_ROW

    def end_row(self) -> None:
        """Begin another row with the next line."""
        self._left = _MAX_ROW

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._text.readline(self._left + 1)
        if not line:
            raise StopIteration
        self.number += 1
        self._left -= len(line)
        if self._left < 0:
            raise _FaultyLineError(f"a row has more than {_MAX_ROW:,} characters")
        if "\0" in line:
            raise _FaultyLineError("there is a NUL character: the file must be UTF-8")
        return line


def parents_first(rows: Iterable[tuple[int, Row]]) -> Iterator[tuple[int, Row]]:
    """Rows in an order in which each follows the row that it names as its parent."""
    all_rows = list(rows)
    ids = {row["sourcedId"] for _, row in all_rows}
    children: defaultdict[str, list[tuple[int, Row]]] = defaultdict(list)
    ready: list[tuple[int, Row]] = []
    for each in all_rows:
        parent = each[1]["parentSourcedId"]
        (children[parent] if parent in ids else ready).append(each)
    while ready:
        yield from ready
        ready = [child for _, row in ready for child in children.pop(row["sourcedId"], ())]
    # Records that are one another's parents cannot be put in order: the platform shall judge them.
    yield from (each for family in children.values() for each in family)
