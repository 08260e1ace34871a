"""The staging area, where rows wait until all are there: committed parts of NDJSON, the checkpoint too.

A part is there whole or not at all, and its name says which rows it holds, its length and its checksum, so
the folder is the journal: an export that was killed goes on after the last part that is sound. What is written
at the end is made from the parts alone, so the same parts give the same result.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from .._keys import key_of
from .._tables.columns import Names, Nested
from ..models.base import Timestamp
from .batches import batches
from .catalog import resources_of
from .doubles import again, each_once
from .files import clear, own_folder, publish, sha256_of, sync_folder, write_whole
from .identity import Identity
from .parts import Making, Part, lines_of, making, parts_in
from .resources import Format, Mode, Tables
from .rows import Row, unread

__all__ = ["FOLDER", "Plan", "Staging", "UnorderedError"]

T = TypeVar("T")

FOLDER = ".timeback-export"
_PLAN = "plan.json"
_BEGUN = "begun.json"
_COMPLETE = "complete"
_KEYS = "keys.json"
_OUT = "out"
_CHANGES = "changes"
_COMBINED = "combined.json"
_UNORDERED = "unordered"
# Formats whose library can compress.
_WITH_ARROW = frozenset({"parquet", "duckdb"})


class UnorderedError(Exception):
    """Rows do not come in the order of their ids: only once all are there can it be told which come twice."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """The request behind an export. Only the same can be gone on with."""

    service: str
    source: str
    format: Format
    resources: tuple[str, ...]
    since: Timestamp | None
    page_size: int
    version: str
    id: str
    started_at: datetime
    spreadsheet_safe: bool = False
    names: Names = "python"
    without: tuple[str, ...] = ()
    layout: str = "flat"
    until: Timestamp | None = None
    students: str | None = None
    timezone: str | None = None
    mode: Mode = "replace"
    sweep: bool = False
    pseudonyms: str | None = None
    nested: Nested = "flatten"
    tables: Tables = "flat"
    raw: bool = False

    def continues(self, other: Plan) -> bool:
        """Whether an export with this plan was asked for the same as `other`."""
        return msgspec.structs.replace(self, id=other.id, started_at=other.started_at) == other


class _Begun(msgspec.Struct, frozen=True):
    """The beginning of an export by the server's clock."""

    at: Timestamp


class _Complete(msgspec.Struct, frozen=True):
    """The end of a list: the rows of all its parts, and those that came under the id of another."""

    rows: int
    doubled: int = 0


class Staging:
    """The working folder of one export, inside the folder that it exports to."""

    def __init__(self, folder: Path, plan: Plan, out: str = _OUT) -> None:
        self.folder = folder
        self.plan = plan
        self._out = folder / out
        self._committed: dict[str, int] = {}

    def changes(self) -> Staging:
        """The same rows, whose files are made as Parquet beside those of the result, to be combined with others."""
        return Staging(self.folder, msgspec.structs.replace(self.plan, format="parquet"), _CHANGES)

    @classmethod
    def open(cls, target: Path, plan: Plan, *, resume: bool, published: str | None) -> Staging:
        """Go on with an interrupted export of the same plan, or begin with an empty folder.

        Args:
            target: Where the export goes.
            plan: What is asked for.
            resume: Whether an interrupted export may be gone on with.
            published: The id of the export that the target holds: that one is over.
        """
        folder = own_folder(target / FOLDER)
        found = _read(folder / _PLAN, Plan)
        if found is not None and resume and found.id != published and plan.continues(found):
            return cls(folder, found)
        _clear(folder)
        folder.mkdir(mode=0o700)
        _note(folder / _PLAN, msgspec.json.encode(plan))
        return cls(folder, plan)

    @classmethod
    def begun_by(cls, target: Path) -> Plan | None:
        """The plan of an interrupted export in a folder; None if there is none."""
        return _read(target / FOLDER / _PLAN, Plan)

    @classmethod
    def kept(cls, target: Path) -> int:
        """The number of rows that an interrupted export has left in a folder, to be gone on with."""
        plan = _read(target / FOLDER / _PLAN, Plan)
        if plan is None:
            return 0
        staging = cls(target / FOLDER, plan)
        return sum(map(staging.committed, plan.resources))

    def close(self) -> None:
        """Remove the folder and all that is in it."""
        _clear(self.folder)

    def begin(self, at: datetime | None) -> None:
        """Note the server's clock, unless an earlier run has."""
        if at is not None and self.begun is None:
            _note(self.folder / _BEGUN, msgspec.json.encode(_Begun(at)))

    @property
    def begun(self) -> datetime | None:
        """The beginning by the server's clock, where it tells the time."""
        noted = _read(self.folder / _BEGUN, _Begun)
        return None if noted is None else noted.at

    # -- rows on their way in ---------------------------------------------------------------

    def parts(self, name: str) -> list[Part]:
        """The committed parts of a resource, in order."""
        return parts_in(self.folder / name, self._owner(name))

    def committed(self, name: str) -> int:
        """The rows of a resource that are there: its parts are counted once, since they may be thousands."""
        if name not in self._committed:
            self._committed[name] = sum(part.rows for part in self.parts(name))
        return self._committed[name]

    def _owner(self, name: str) -> str:
        return f"{self.plan.id}/{name}"

    def sound_parts(self, name: str) -> list[Part]:
        """The committed parts of a resource, up to one that is damaged or missing.

        What comes after that is thrown away, and so are the files that were made of it.
        """
        own_folder(self.folder / name)
        self._committed.pop(name, None)
        parts, sound, end = self.parts(name), list[Part](), 0
        for part in parts:
            if part.start != end or not part.is_sound:
                break
            sound.append(part)
            end = part.end
        marker = _read(self.folder / name / _COMPLETE, _Complete)
        if len(sound) < len(parts) or (marker is not None and marker.rows != end):
            clear(self.folder / name / _COMPLETE)
            clear(own_folder(self.folder / _OUT))
            clear(own_folder(self.folder / _CHANGES))
            clear(self.folder / _COMBINED)
            for part in parts[len(sound) :]:
                clear(part.path)
        if self.plan.pseudonyms is not None and sound and not self.last_keys(name):
            self.forget(name)
            return []
        return sound

    def last_keys(self, name: str) -> list[str]:
        """The ids of the last rows, in order."""
        if self.plan.pseudonyms is not None:
            return self._kept_keys(name).get(str(self.committed(name)), [])
        identity = self._identity(name)
        return [identity.of_line(line) for line in lines_of(self.parts(name)[-1:])]

    def keep_keys(self, name: str, rows: int, last: Sequence[Row]) -> None:
        """Keep the ids by which a list is gone on with after a part of `rows` rows: in the part are pseudonyms."""
        before = self.committed(name)
        kept = {end: keys for end, keys in self._kept_keys(name).items() if end == str(before)}
        kept[str(before + rows)] = [key for row in last if (key := key_of(row))]
        _note(self.folder / name / _KEYS, msgspec.json.encode(kept))

    def _kept_keys(self, name: str) -> dict[str, list[str]]:
        return _read(self.folder / name / _KEYS, dict[str, list[str]]) or {}

    def forget(self, name: str) -> None:
        """Throw away what is there of a resource."""
        clear(own_folder(self.folder / name))
        self._committed.pop(name, None)

    def is_complete(self, name: str) -> bool:
        """Whether all rows of a resource are there."""
        return _read(self.folder / name / _COMPLETE, _Complete) is not None

    def complete(self, name: str, doubled: int = 0) -> None:
        """Say that all rows of a resource are there, and how many came under the id of another."""
        folder = own_folder(self.folder / name)
        rows = self.committed(name)
        _note(folder / _COMPLETE, msgspec.json.encode(_Complete(rows, doubled)))

    def came_again(self, name: str) -> int:
        """The rows of a resource that is complete which came under the id of another."""
        noted = _read(self.folder / name / _COMPLETE, _Complete)
        return 0 if noted is None else noted.doubled

    def doubled(self, name: str) -> Counter[str]:
        """The ids that one part holds more than once: no page gives rows of another again, so the server has them."""
        found, identity = Counter[str](), self._identity(name)
        if not self.is_sorted(name):
            for part in self.parts(name):
                found |= again(map(identity.of_line, part.lines()))
        return found

    @contextlib.contextmanager
    def part(self, name: str, after: str | None) -> Generator[Making]:
        """Take rows for one part, which is committed at the end of the block, however that ends.

        Only what the file system refuses takes the rows with it: they may not be whole.

        Args:
            name: The resource.
            after: The id of the row before them.
        """
        folder = own_folder(self.folder / name)
        start = self.committed(name)
        with making(
            folder, self._owner(name),
            start=start, after=after, is_compressed=self.plan.format in _WITH_ARROW,
        ) as part:  # fmt: skip
            ended: BaseException | None = None
            try:
                yield part
            except (Exception, GeneratorExit, KeyboardInterrupt) as error:
                if isinstance(error, OSError) or not part.rows:
                    raise
                ended = error
            if not part.ascends:
                _note(folder / _UNORDERED, b"")
        self._committed[name] = start + part.rows
        if ended is not None:
            raise ended

    # -- rows on their way out --------------------------------------------------------------

    def lines(self, name: str) -> Iterator[bytes]:
        """All rows of a resource as JSON, each once.

        Raises:
            ConfigurationError: A part was damaged since it was looked at.
        """
        lines = lines_of(self.parts(name))
        # Offsets shift while others write.
        return lines if self.is_sorted(name) else each_once(lines, self._identity(name).of_line)

    def rows(self, name: str) -> Iterator[list[Row]]:
        """All rows of a resource, some at a time, each once; see `lines()`."""
        return map(unread, batches(self.lines(name)))

    def is_sorted(self, name: str) -> bool:
        """Whether ids ascend from row to row, so that none comes twice."""
        return not (self.folder / name / _UNORDERED).exists()

    def objects(self, name: str) -> Iterator[dict[str, Any]]:
        """The rows that are records, as JSON objects, each once."""
        identity = self._identity(name)
        for line in self.lines(name):
            if not identity.is_missing(identity.of_line(line)):
                yield msgspec.json.decode(line)

    def _identity(self, name: str) -> Identity:
        return resources_of(self.plan.service)[name].identity

    def count(self, name: str) -> int:
        """Count the rows of a resource."""
        if not self.is_sorted(name):
            return sum(1 for _ in self.lines(name))
        return self.committed(name)

    @contextlib.contextmanager
    def output(self, filename: str) -> Generator[Path | None]:
        """A path to write a file of the result to; None if an earlier run has finished it."""
        folder = own_folder(self._out)
        target = folder / filename
        if self.is_made(target):
            yield None
            return
        # What a killed run left, a database's log and spilled pages among it, must not mix with the new.
        aside = own_folder(folder / ".tmp") / filename / filename
        clear(aside.parent)
        clear(target)
        own_folder(aside.parent)
        yield aside
        _note(folder / f".{filename}.{sha256_of(aside)}", b"")
        publish(aside, target)

    def is_made(self, path: Path) -> bool:
        """Whether a file, here or where readers look for it, is one that this export made."""
        if path.is_symlink() or not path.is_file():
            return False
        return (self._out / f".{path.name}.{sha256_of(path)}").exists()

    def made(self, filename: str) -> Path:
        """The path of a finished file of the result."""
        return self._out / filename

    def outputs(self) -> list[Path]:
        """The finished files of the result."""
        return sorted(path for path in self._out.iterdir() if not path.name.startswith("."))

    def forget_outputs(self) -> None:
        """Throw away the files of the result."""
        clear(own_folder(self._out))
        own_folder(self._out)

    def note(self, outcome: msgspec.Struct) -> None:
        """Note the outcome of combining, so that it is done once: what was there may be replaced from then on."""
        _note(self.folder / _COMBINED, msgspec.json.encode(outcome))

    def noted(self, kind: type[T]) -> T | None:
        """The outcome of combining; None before that."""
        return _read(self.folder / _COMBINED, kind)

    def release(self, path: Path, target: Path) -> None:
        """Move a finished file to where readers look for it."""
        publish(path, target / path.name)
        sync_folder(path.parent)


def _clear(folder: Path) -> None:
    # Without its plan nobody goes on with a folder that is half removed.
    clear(folder / _PLAN)
    clear(folder)


def _note(path: Path, data: bytes) -> None:
    if path.is_dir():
        clear(path)
    write_whole(path, data)


def _read(path: Path, kind: type[T]) -> T | None:
    if not path.is_file():
        return None
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (OSError, RecursionError, msgspec.MsgspecError):
        return None
