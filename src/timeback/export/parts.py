"""The parts of a list that are staged: rows in a file, whose name says which they are, its length and its checksum."""

from __future__ import annotations

import hashlib
import io
import os
import re
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import IO, Any, TypeAlias

from .._extras import require_extra
from .._keys import ascending, keys_of
from ..errors import ConfigurationError
from .files import clear
from .rows import Row, Staged

Line: TypeAlias = bytes  # `bytes` is a field of a part

__all__ = ["Making", "Part", "lines_of", "making", "parts_in"]

_NAME = re.compile(r"(\d{12})-(\d+)-(\d+)-([0-9a-f]{32})\.ndjson(\.zst)?")
_JSON = attrgetter("json")
_DIGEST = 16
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """Committed rows of a list: `rows` of them after `start` others, in a file of `bytes` with a `digest`.

    `owner` is what they are rows of. It is under the checksum, as is their place: no part can stand for another.
    """

    start: int
    rows: int
    bytes: int
    digest: str
    path: Path
    owner: str

    @property
    def end(self) -> int:
        """The number of rows up to its last."""
        return self.start + self.rows

    @property
    def is_sound(self) -> bool:
        """Whether the file is what was committed, and where it was."""
        if self.path.is_symlink() or not self.path.is_file() or self.path.stat().st_size != self.bytes:
            return False
        digest = _digest(self.owner, self.start)
        with self.path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
        return _hex(digest, self.rows) == self.digest

    def lines(self) -> Iterator[Line]:
        """The rows in JSON.

        Raises:
            ConfigurationError: The part was damaged since it was looked at.
        """
        if not self.is_sound:
            raise ConfigurationError(f"{self.path} was damaged while the export ran: run it again")
        with self.path.open("rb") as file, _plain(file, self.path) as plain:
            for line in plain:
                yield line[:-1]


def parts_in(folder: Path, owner: str) -> list[Part]:
    """The committed parts in a folder, in order."""
    found = [(match, path) for path in folder.glob("*.ndjson*") if (match := _NAME.fullmatch(path.name))]
    return sorted(
        Part(int(match[1]), int(match[2]), int(match[3]), match[4], path, owner) for match, path in found
    )


def lines_of(parts: Sequence[Part]) -> Iterator[bytes]:
    """The rows of parts in JSON; see `Part.lines()`."""
    for part in parts:
        yield from part.lines()


class Making:
    """A part in the making.

    Args:
        file: Where it goes.
        compress: How its bytes are; None if they stay as they are.
        digest: The checksum so far.
        after: The id of the row before it.
    """

    def __init__(
        self,
        file: IO[bytes],
        compress: Callable[[bytes], bytes] | None,
        digest: Any,
        after: str | None,
    ) -> None:
        self.rows = self.bytes = 0
        self.ascends = True
        self._file, self._compress, self._digest = file, compress, digest
        self._after = after

    def add(self, rows: Sequence[Row]) -> Staged:
        """Write rows."""
        lines = data = b"\n".join([*map(_JSON, rows), b""])
        if self._compress is not None:
            data = self._compress(data)
        self._file.write(data)
        self._digest.update(data)
        self.rows, self.bytes = self.rows + len(rows), self.bytes + len(data)
        keys = keys_of(rows)
        self.ascends = self.ascends and ascending(keys, self._after)
        self._after = keys[-1] if keys else self._after
        return Staged(rows, lines)


@contextmanager
def making(
    folder: Path,
    owner: str,
    *,
    start: int,
    after: str | None,
    is_compressed: bool,
) -> Generator[Making]:
    """Make a part, which is committed at the end of the block. Nothing is, after an error."""
    aside, digest = folder / ".part.tmp", _digest(owner, start)
    clear(aside)
    with aside.open("xb") as file:
        part = Making(file, _compressor() if is_compressed else None, digest, after)
        yield part
    suffix = ".zst" if is_compressed else ""
    name = f"{start:012}-{part.rows}-{part.bytes}-{_hex(digest, part.rows)}.ndjson{suffix}"
    # What a loss of power leaves of it is told by its checksum; to wait for the disk would take longer than its rows.
    os.replace(aside, folder / name)


def _compressor() -> Callable[[bytes], bytes]:
    codec = _arrow().Codec("zstd", compression_level=1)
    return lambda data: codec.compress(data, asbytes=True)


@contextmanager
def _plain(file: IO[bytes], path: Path) -> Generator[IO[bytes]]:
    if path.suffix != ".zst":
        yield file
        return
    with _arrow().CompressedInputStream(file, "zstd") as stream:
        yield io.BufferedReader(stream, _BLOCK)


def _arrow() -> Any:
    return require_extra("pyarrow", extra="export", purpose="an export")


def _digest(owner: str, start: int) -> Any:
    return hashlib.blake2b(f"{owner}/{start}/".encode(), digest_size=_DIGEST)


def _hex(digest: Any, rows: int) -> str:
    whole = digest.copy()
    whole.update(b"/%d" % rows)
    found: str = whole.hexdigest()
    return found
