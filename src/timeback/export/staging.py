"""The staging area, where rows wait until all are there: committed parts of NDJSON, the checkpoint too.

A part is there whole or not at all, and its name says which rows it holds, so the folder is the journal:
an export that was killed goes on after the last part. What is written at the end is made from the parts
alone, so the same parts give the same result.
"""

from __future__ import annotations

import contextlib
import re
import shutil
from collections import OrderedDict
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from ..models.base import Timestamp
from .files import publish, sync_folder, write_whole
from .resources import Format

__all__ = ["FOLDER", "Part", "Plan", "Staging"]

T = TypeVar("T")

FOLDER = ".timeback-export"
_PLAN = "plan.json"
_COMPLETE = "complete"
_PART = re.compile(r"(\d{12})-(\d+)-of-(\d+|unknown)\.ndjson")
# Rows that are remembered where a list grew while it was read: a row can come twice, but not far apart.
_REMEMBERED = 100_000


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """The request behind an export. Only the same can be gone on with."""

    source: str
    format: Format
    resources: tuple[str, ...]
    since: Timestamp | None
    page_size: int
    version: str
    id: str
    started_at: datetime
    spreadsheet_safe: bool = False

    def continues(self, other: Plan) -> bool:
        """Whether an export with this plan was asked for the same as `other`."""
        return msgspec.structs.replace(self, id=other.id, started_at=other.started_at) == other


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """Committed rows of a list: `rows` of them from offset `start`, when the list had `total`."""

    start: int
    rows: int
    total: int | None
    path: Path

    @property
    def end(self) -> int:
        """The offset after the last row."""
        return self.start + self.rows


class Staging:
    """The working folder of one export, inside the folder that it exports to."""

    def __init__(self, folder: Path, plan: Plan) -> None:
        self.folder = folder
        self.plan = plan

    @classmethod
    def open(cls, target: Path, plan: Plan, *, resume: bool, published: str | None) -> Staging:
        """Go on with an interrupted export of the same plan, or begin with an empty folder.

        Args:
            target: Where the export goes.
            plan: What is asked for.
            resume: Whether an interrupted export may be gone on with.
            published: The id of the export that the target holds: that one is over.
        """
        folder = target / FOLDER
        found = _read_plan(folder / _PLAN)
        if found is not None and resume and found.id != published and plan.continues(found):
            return cls(folder, found)
        _clear(folder)
        folder.mkdir(mode=0o700)
        write_whole(folder / _PLAN, msgspec.json.encode(plan))
        return cls(folder, plan)

    def close(self) -> None:
        """Remove the folder and all that is in it."""
        _clear(self.folder)

    # -- rows on their way in ---------------------------------------------------------------

    def parts(self, name: str) -> list[Part]:
        """The committed parts of a resource, in order."""
        folder = self.folder / name
        found = [(match, path) for path in folder.glob("*.ndjson") if (match := _PART.fullmatch(path.name))]
        return sorted(
            Part(int(match[1]), int(match[2]), None if match[3] == "unknown" else int(match[3]), path)
            for match, path in found
        )

    def is_complete(self, name: str) -> bool:
        """Whether all rows of a resource are there."""
        return (self.folder / name / _COMPLETE).exists()

    def complete(self, name: str) -> None:
        """Say that all rows of a resource are there."""
        (self.folder / name).mkdir(exist_ok=True)
        write_whole(self.folder / name / _COMPLETE, b"")

    @contextlib.contextmanager
    def part(self, name: str, start: int, total: int | None) -> Generator[Callable[[Sequence[Any]], None]]:
        """Take rows for one part, which is committed at the end of the block. Nothing is, after an error."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        aside, written = folder / ".part.tmp", 0
        encoder = msgspec.json.Encoder()
        with aside.open("wb") as file:

            def add(rows: Sequence[Any]) -> None:
                nonlocal written
                file.write(encoder.encode_lines(rows))
                written += len(rows)

            yield add
        size = "unknown" if total is None else total
        publish(aside, folder / f"{start:012}-{written}-of-{size}.ndjson")

    # -- rows on their way out --------------------------------------------------------------

    def rows(self, name: str, model: type[T]) -> Iterator[T]:
        """All rows of a resource, as `model`, each once."""
        decode = msgspec.json.Decoder(model).decode
        for line in self.lines(name):
            yield decode(line)

    def lines(self, name: str) -> Iterator[bytes]:
        """All rows of a resource as JSON, each once."""
        parts = self.parts(name)
        lines = _lines(parts)
        # Of a list whose length stood still no row was handed out twice.
        return lines if len({part.total for part in parts}) <= 1 else _each_once(lines)

    @contextlib.contextmanager
    def output(self, filename: str) -> Generator[Path | None]:
        """A path to write a file of the result to; None where an earlier run has finished it."""
        folder = self.folder / "out"
        folder.mkdir(exist_ok=True)
        target = folder / filename
        if target.exists():
            yield None
            return
        # What a killed run left, a database's log and spilled pages among it, must not mix with the new.
        aside = folder / ".tmp" / filename
        shutil.rmtree(aside.parent, ignore_errors=True)
        aside.parent.mkdir()
        yield aside
        publish(aside, target)

    def outputs(self) -> list[Path]:
        """The finished files of the result."""
        return sorted(path for path in (self.folder / "out").iterdir() if not path.name.startswith("."))

    def release(self, path: Path, target: Path) -> None:
        """Move a finished file to where readers look for it."""
        publish(path, target / path.name)
        sync_folder(path.parent)


class _Identity(msgspec.Struct, rename="camel"):
    sourced_id: str


def _lines(parts: Sequence[Part]) -> Iterator[bytes]:
    for part in parts:
        with part.path.open("rb") as file:
            yield from file


def _each_once(lines: Iterator[bytes]) -> Iterator[bytes]:
    """Rows that came in between shift the others, so that the end of one page begins the next again."""
    decode = msgspec.json.Decoder(_Identity).decode
    seen: OrderedDict[str, None] = OrderedDict()
    for line in lines:
        sourced_id = decode(line).sourced_id
        if sourced_id in seen:
            continue
        seen[sourced_id] = None
        if len(seen) > _REMEMBERED:
            seen.popitem(last=False)
        yield line


def _clear(folder: Path) -> None:
    # Without its plan nobody goes on with a folder that is half removed.
    (folder / _PLAN).unlink(missing_ok=True)
    if folder.exists():
        shutil.rmtree(folder)


def _read_plan(path: Path) -> Plan | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Plan)
    except (OSError, msgspec.MsgspecError):
        return None
