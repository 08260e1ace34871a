"""Files that are whole or not there: written aside, synced, renamed."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Generator
from pathlib import Path

from ..errors import ConfigurationError

__all__ = ["appearing", "locked", "publish", "sha256_of", "sync_folder", "write_whole"]


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
    aside.unlink(missing_ok=True)
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
