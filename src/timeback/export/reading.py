"""The files of a bundle as lines of cells, whatever they hold: with bounded memory and our own errors."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import itertools
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from ..errors import InvalidInputError
from .roster_csv.standard import MANIFEST

__all__ = ["MAX_BYTES", "MAX_RATIO", "Bounds", "Source", "cells", "check_encoding", "opened"]

MAX_BYTES = 2 * 1024**3
MAX_RATIO = 100.0

# Of the characters of a row, quotes and line ends among them; the csv module bounds a cell by itself.
_MAX_ROW = 1_000_000
# Below this size it is no matter how far a file was compressed.
_SMALL = 1_000_000
# What an archive's bytes can bring about: damage, encryption, an unknown compression, names in no encoding.
_UNREADABLE = (
    OSError, EOFError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, RuntimeError,
    ValueError,
)  # fmt: skip
# Of the marks that begin alike the longer ones come first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LONGEST_MARK = 4
# What spreadsheets write in place of commas, and the line by which Excel names it.
_DELIMITERS = {";": "semicolons", "\t": "tabs"}
_NAMED_DELIMITER = re.compile(r"sep=([,;\t])\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bounds of a bundle: bytes of its files once decompressed, and how many of them to one compressed."""

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

    def names(self) -> Iterable[str]:
        """The names of its files."""
        ...

    def open(self, name: str) -> IO[bytes]:
        """Open one of them."""
        ...


class _Folder:
    def __init__(self, folder: Path, bounds: Bounds) -> None:
        below = [path.parent for path in folder.glob(f"*/{MANIFEST}")]
        is_below = len(below) == 1 and not (folder / MANIFEST).exists()
        self._folder = (below[0] if is_below else folder).resolve()
        bounds.check_size(sum(path.stat().st_size for path in self._folder.glob("*.csv") if path.is_file()))

    def names(self) -> Iterable[str]:
        return [path.name for path in self._folder.iterdir()]

    def open(self, name: str) -> IO[bytes]:
        path = (self._folder / name).resolve()
        if path.exists() and not (path.is_file() and path.is_relative_to(self._folder)):
            raise InvalidInputError.of(name, "is not a file of this folder")
        return path.open("rb")


class _Archive:
    """A ZIP file; the bundle may stand in a folder of it."""

    def __init__(self, archive: zipfile.ZipFile, bounds: Bounds) -> None:
        self._archive = archive
        self._bounds = bounds
        # The sizes that an archive declares bind its reader: what follows them is not read.
        bounds.check_size(sum(entry.file_size for entry in archive.infolist()))
        # Archives of older Windows tools part folders with backslashes.
        stored = [(PurePosixPath(name.replace("\\", "/")), name) for name in archive.namelist()]
        found = [path for path, _ in stored if not _is_of_a_system(path)]
        places = {path.parent for path in found if path.name.lower() == MANIFEST} or {
            path.parent for path in found if path.suffix.lower() == ".csv"
        }
        places = places or {PurePosixPath()}
        self._place = min(places, key=lambda place: len(place.parts))
        if sum(len(place.parts) == len(self._place.parts) for place in places) > 1:
            raise InvalidInputError.of("bundle", "the ZIP file holds several bundles, each in a folder")
        self._stored = {path.name: name for path, name in stored if path.parent == self._place}
        self._names = [path.name for path in found if path.parent == self._place]

    def names(self) -> Iterable[str]:
        return self._names

    def open(self, name: str) -> IO[bytes]:
        stored = self._stored.get(name, name)
        self._bounds.check_ratio(self._archive.getinfo(stored))
        return self._archive.open(stored)


def _is_of_a_system(path: PurePosixPath) -> bool:
    """Whether macOS put it there, or it is hidden."""
    return path.parts[:1] == ("__MACOSX",) or path.name.startswith(".")


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


def check_encoding(encoding: str) -> None:
    """Refuse an encoding that there is not.

    Raises:
        InvalidInputError: Python knows no encoding of text by this name.
    """
    try:
        "".encode(encoding)
    except (LookupError, ValueError):
        message = f"{encoding!r} is not known, as utf-8, cp1252, latin-1 and utf-16 are"
        raise InvalidInputError.of("encoding", message) from None


def cells(
    source: Source, filename: str, encoding: str, tell: Callable[[str], object]
) -> Iterator[tuple[int, list[str]]]:
    """The rows of a file, each with the number of the line that it ends on. Blank ones are left out.

    A byte order mark says what the file is encoded in; one without is in `encoding`. Spreadsheets part cells by
    semicolons or tabs where the comma is a decimal mark; `tell` is told of it.

    Raises:
        InvalidInputError: Names the file and the line that cannot be read.
    """
    try:
        file = source.open(filename)
    except InvalidInputError:
        raise
    except (FileNotFoundError, KeyError) as error:
        raise InvalidInputError.of("bundle", f"{filename} is missing") from error
    except _UNREADABLE as error:
        raise InvalidInputError.of(filename, f"cannot be read: {error}") from error
    with file:
        try:
            begin = file.read(_LONGEST_MARK)
        except _UNREADABLE as error:
            raise InvalidInputError.of(f"{filename}, line 1", str(error)) from error
        marked = next((name for mark, name in _MARKS if begin.startswith(mark)), encoding)
        raw = io.BufferedReader(_Again(begin, file))
        with io.TextIOWrapper(raw, encoding=marked, newline="") as text:
            yield from _rows(text, filename, marked, tell)


def _rows(
    text: io.TextIOWrapper, filename: str, encoding: str, tell: Callable[[str], object]
) -> Iterator[tuple[int, list[str]]]:
    lines = _Lines(text)
    try:
        first = next(lines, "")
        named = _NAMED_DELIMITER.fullmatch(first)
        delimiter = named[1] if named else max((",", *_DELIMITERS), key=first.count)
        if delimiter in _DELIMITERS:
            tell(f"{filename}: its cells are parted by {_DELIMITERS[delimiter]}")
        # Strict: a quote that is never closed would swallow the rows that follow.
        for row in csv.reader(
            lines if named else itertools.chain([first], lines), strict=True, delimiter=delimiter
        ):
            lines.end_row()
            if any(cell.strip() for cell in row):
                yield lines.number, row
    except UnicodeError as error:
        at = lines.number + 1
        if isinstance(error, UnicodeDecodeError):
            at += error.object.count(b"\n", 0, error.start)
        name = "UTF-8" if encoding.startswith("utf-8") else encoding
        message = f"is not {name}; encoding= says what a file is in, such as cp1252 or utf-16"
        raise InvalidInputError.of(f"{filename}, line {at}", message) from error
    except (_FaultyLineError, csv.Error, *_UNREADABLE) as error:
        raise InvalidInputError.of(f"{filename}, line {lines.number}", str(error)) from error


class _FaultyLineError(Exception):
    """A line that cannot be taken; the reader of the file says where it is."""


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
            raise _FaultyLineError("there is a NUL character; UTF-16 needs a byte order mark, or encoding=")
        return line


class _Again(io.RawIOBase):
    """A file, with the bytes before it that were read already."""

    def __init__(self, begin: bytes, file: IO[bytes]) -> None:
        self._begin = begin
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._begin[: len(buffer)] or self._file.read(len(buffer))
        self._begin = self._begin[len(data) :]
        buffer[: len(data)] = data
        return len(data)
