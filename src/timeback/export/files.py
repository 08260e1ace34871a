"""Files that are whole or not there: written aside, synced, renamed. And what names of files are trusted."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Generator
from pathlib import Path

from ..errors import ConfigurationError

__all__ = [
    "appearing",
    "clear",
    "is_plain_name",
    "locked",
    "own_folder",
    "publish",
    "sha256_of",
    "sync_folder",
    "write_whole",
]


def is_plain_name(name: str) -> bool:
    """Whether a name is that of a file in a folder, on every system, and leads nowhere else."""
    return (
        bool(name) and not name.startswith(".") and name.isprintable() and not set(name) & set('/\\:*?"<>|')
    )


def clear(path: Path) -> None:
    """Remove whatever stands at a path that is ours: a file, a link, or a folder with all that is in it."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def own_folder(folder: Path) -> Path:
    """A folder to work in, made if need be.

    Raises:
        ConfigurationError: A link or a file is there: what it leads to is none of ours.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise ConfigurationError(f"{folder} is not a folder of an export: move it away")
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def sync_folder(folder: Path) -> None:
    """Make renames inside a folder survive a power cut, where the system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return  # Windows opens no folders
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def publish(source: Path, target: Path) -> None:
    """Put a finished file in its place; a reader sees the old one or the new one."""
    with source.open("rb+") as file:
        os.fsync(file.fileno())
    os.replace(source, target)
    sync_folder(target.parent)


@contextlib.contextmanager
def appearing(target: Path) -> Generator[Path]:
    """A path to write to; what stands there at the end of the block becomes `target`, all at once."""
    aside = target.with_name(f".{target.name}.tmp")
    clear(aside)
    yield aside
    publish(aside, target)


def write_whole(target: Path, data: bytes) -> None:
    """Write a small file all at once."""
    with appearing(target) as aside:
        aside.write_bytes(data)


def sha256_of(path: Path) -> str:
    """The checksum of a file, read piece by piece."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextlib.contextmanager
def locked(folder: Path) -> Generator[None]:
    """Keep other exports out of a folder; the system lifts the lock when a process dies.

    Raises:
        ConfigurationError: Another export writes there.
    """
    try:
        import fcntl
    except ImportError:
        yield  # Windows: no lock on folders
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError:
        raise ConfigurationError(f"another export is writing to {folder}") from None
    finally:
        os.close(handle)
