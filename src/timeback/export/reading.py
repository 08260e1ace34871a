"""The files of a bundle as lines of cells: where they are, and what they are encoded in."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import zipfile
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from ..errors import InvalidInputError

__all__ = ["Source", "cells", "check_encoding", "opened"]

# Of the marks that begin alike the longer ones come first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LONGEST_MARK = 4
_MANIFEST = "manifest.csv"


class Source(Protocol):
    """The place of a bundle's files: a folder, or an archive."""

    def names(self) -> Iterable[str]:
        """The names of its files."""
        ...

    def open(self, name: str) -> IO[bytes]:
        """Open one of them."""
        ...


class _Folder:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self) -> Iterable[str]:
        return (path.name for path in self._folder.iterdir() if path.is_file())

    def open(self, name: str) -> IO[bytes]:
        return (self._folder / name).open("rb")


class _Archive:
    """A ZIP file; the bundle may stand in a folder of it."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        found = [path for path in map(PurePosixPath, archive.namelist()) if not _is_of_a_system(path)]
        places = {path.parent for path in found if path.name.lower() == _MANIFEST} or {PurePosixPath()}
        self._place = min(places, key=lambda place: len(place.parts))
        if sum(len(place.parts) == len(self._place.parts) for place in places) > 1:
            raise InvalidInputError.of("bundle", "the ZIP file holds several bundles, each in a folder")
        self._names = [path.name for path in found if path.parent == self._place]

    def names(self) -> Iterable[str]:
        return self._names

    def open(self, name: str) -> IO[bytes]:
        return self._archive.open(str(self._place / name))


def _is_of_a_system(path: PurePosixPath) -> bool:
    """Whether macOS put it there, or it is hidden."""
    return path.parts[:1] == ("__MACOSX",) or path.name.startswith(".")


@contextlib.contextmanager
def opened(path: Path) -> Generator[Source]:
    """The bundle at a path, a folder or a ZIP file.

    Raises:
        InvalidInputError: There is neither.
    """
    if path.is_dir():
        inner = [each.parent for each in path.glob(f"*/{_MANIFEST}")]
        is_below = not (path / _MANIFEST).exists() and len(inner) == 1
        yield _Folder(inner[0] if is_below else path)
        return
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise InvalidInputError.of("bundle", f"{path} is neither a folder nor a ZIP file") from error
    with archive:
        yield _Archive(archive)


def check_encoding(encoding: str) -> None:
    """Refuse an encoding that there is not.

    Raises:
        InvalidInputError: Python knows no encoding of text by this name.
    """
    try:
        "".encode(encoding)
    except LookupError:
        raise InvalidInputError.of(
            "encoding", f"{encoding!r} is not known, as cp1252 and utf-16 are"
        ) from None


def cells(source: Source, filename: str, encoding: str) -> Iterator[tuple[int, list[str]]]:
    """The lines of a file, each with the number of the line that it ends on. Blank lines are left out.

    A byte order mark says what the file is encoded in; one without is in `encoding`.

    Raises:
        InvalidInputError: Names the file and the line that cannot be read.
    """
    with source.open(filename) as file:
        begin = file.read(_LONGEST_MARK)
        marked = next((name for mark, name in _MARKS if begin.startswith(mark)), encoding)
        raw = io.BufferedReader(_Again(begin, file))
        with io.TextIOWrapper(raw, encoding=marked, errors="surrogateescape", newline="") as text:
            reader = csv.reader(_decoded(text, filename, marked), strict=True)
            try:
                for line in reader:
                    if any(cell.strip() for cell in line):
                        yield reader.line_num, line
            except csv.Error as error:
                raise _unreadable(filename, reader.line_num, str(error)) from error
            except UnicodeError as error:
                raise _unreadable(filename, reader.line_num + 1, f"is not {marked}") from error


def _decoded(lines: Iterable[str], filename: str, encoding: str) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        if "\0" in line:
            raise _unreadable(
                filename, number, f"is not {encoding}: UTF-16 needs a byte order mark, or encoding="
            )
        if not line.isascii() and any("\ud800" <= letter <= "\udfff" for letter in line):
            raise _unreadable(
                filename, number, f"is not {encoding}: say encoding=, such as cp1252 or latin-1"
            )
        yield line


def _unreadable(filename: str, line: int, message: str) -> InvalidInputError:
    return InvalidInputError.of(f"{filename}, line {line}", message)


class _Again(io.RawIOBase):
    """A file, with the bytes before it that were read already."""

    def __init__(self, begin: bytes, file: IO[bytes]) -> None:
        self._begin = begin
        self._file = file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._begin[: len(buffer)] or self._file.read(len(buffer))
        self._begin = self._begin[len(data) :] if self._begin else b""
        buffer[: len(data)] = data
        return len(data)
