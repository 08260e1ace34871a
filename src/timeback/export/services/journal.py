"""The place that the reading of a list has come to, noted beside its committed parts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from ..files import clear, own_folder, write_whole
from ..staging import Staging

__all__ = ["Position", "digest_of", "kept_ids", "note", "resume"]

_POSITION = "position.json"


class Position(msgspec.Struct, frozen=True):
    """The place that a list was read up to: so many parts of it, and so many rows of the next."""

    slices: int = 0
    offset: int = 0
    rows: int = 0
    not_found: int = 0


def resume(staging: Staging, name: str) -> Position:
    """The place to go on at; what was committed after it was noted is thrown away, and read again."""
    path = staging.folder / name / _POSITION
    parts = staging.sound_parts(name)
    found = Position()
    if path.is_file() and not path.is_symlink():
        try:
            found = msgspec.json.decode(path.read_bytes(), type=Position)
        except (OSError, msgspec.MsgspecError):
            found = Position()
    if found.rows not in (0, *(part.end for part in parts)):
        found = Position()
    if found == Position():
        staging.forget(name)
        own_folder(staging.folder / name)
    for part in parts:
        if part.start >= found.rows:
            clear(part.path)
    return found


def note(staging: Staging, name: str, position: Position) -> None:
    """Say how far a list was read."""
    write_whole(own_folder(staging.folder / name) / _POSITION, msgspec.json.encode(position))


def kept_ids(path: Path, found: Iterable[str]) -> Sequence[str]:
    """Ids as the first run has found them, in order, so that those after it go through the same."""
    if path.is_file() and not path.is_symlink():
        try:
            return msgspec.json.decode(path.read_bytes(), type=list[str])
        except (OSError, msgspec.MsgspecError):
            clear(path)
    ids = sorted(set(found))
    write_whole(path, msgspec.json.encode(ids))
    return ids


def digest_of(ids: Iterable[str]) -> str:
    """Something that tells one choice of ids from another, without a word of them."""
    return hashlib.blake2b(msgspec.json.encode(sorted(set(ids))), digest_size=16).hexdigest()
