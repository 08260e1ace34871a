"""The files of a OneRoster CSV bundle, read."""

from __future__ import annotations

import contextlib
import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import IO, Protocol

from ..errors import InvalidInputError
from .bundle import MANIFEST

__all__ = ["DELETED", "Bundle", "Row", "Source", "opened"]

DELETED = "tobedeleted"


class Row(dict[str, str]):
    """The cells of a row, by column. A column that the file lacks is blank."""

    def __missing__(self, column: str) -> str:
        return ""


class Source(Protocol):
    """The place of a bundle's files: a folder, or an archive."""

    def open(self, name: str) -> IO[bytes]: ...


class _Folder:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self, name: str) -> IO[bytes]:
        return (self._folder / name).open("rb")


@contextlib.contextmanager
def opened(path: Path) -> Generator[Source]:
    """The bundle at a path, a folder or a ZIP file.

    Raises:
        InvalidInputError: There is neither.
    """
    if path.is_dir():
        yield _Folder(path)
        return
    try:
        archive = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile) as error:
        raise InvalidInputError.of("bundle", f"{path} is neither a folder nor a ZIP file") from error
    with archive:
        yield archive


class Bundle:
    """The rows of the files that the manifest names."""

    def __init__(self, source: Source) -> None:
        self._source = source
        properties = {row["propertyName"]: row["value"] for _, row in self._read(MANIFEST)}
        if properties.get("oneroster.version") != "1.2":
            raise InvalidInputError.of("bundle", f"{MANIFEST} names no OneRoster 1.2")
        self._present = {
            name.removeprefix("file.")
            for name, mode in properties.items()
            if name.startswith("file.") and mode in ("bulk", "delta")
        }

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
        except (OSError, KeyError) as error:
            raise InvalidInputError.of("bundle", f"{filename} is missing") from error
        with file, io.TextIOWrapper(file, encoding="utf-8-sig", newline="") as text:
            # Cells beyond the header are nobody's, as are columns of other systems.
            reader = csv.DictReader(text, restval="", restkey="metadata.")
            for row in reader:
                yield reader.line_num, Row(row)
