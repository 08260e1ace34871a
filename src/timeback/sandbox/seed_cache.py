"""The seeded state of the sandbox of a process, kept in a file: to read it takes a tenth of what making it takes."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from .._config.platforms import Platform
from .._version import VERSION

__all__ = ["SeedCache", "keep_in", "kept"]


class SeedCache:
    """One state in a folder. Whatever is wrong with the folder or the file, the sandbox is made without them.

    Args:
        folder: The folder; made if need be.
        platform: The platform that the sandbox plays.
    """

    def __init__(self, folder: Path, platform: Platform) -> None:
        self._mark = f"sandbox-{platform.value.lower()}-"
        self._path = folder / f"{self._mark}{_fingerprint()}.db"

    def read(self) -> bytes | None:
        """The state, if it is there and was made by this version of the sandbox."""
        try:
            return self._path.read_bytes()
        except OSError:
            return None

    def write(self, state: bytes) -> None:
        """Keep a state in the place of those of other versions."""
        folder = self._path.parent
        with contextlib.suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with tempfile.NamedTemporaryFile(dir=folder, prefix=self._mark, delete=False) as file:
                file.write(state)
            os.replace(file.name, self._path)
            for other in folder.glob(f"{self._mark}*"):
                if other != self._path:
                    other.unlink(missing_ok=True)


_folder: Callable[[], Path] | None = None


def keep_in(folder: Callable[[], Path]) -> None:
    """Let this process keep its sandbox's first state in a folder, which is asked for when a sandbox is made."""
    global _folder
    _folder = folder


def kept(platform: Platform) -> SeedCache | None:
    """The cache of this process for one platform; None if nobody asked for one."""
    return None if _folder is None else SeedCache(_folder(), platform)


def _fingerprint() -> str:
    """A name for what decides the state: the version, and the sources, which an editable install may change."""
    found = hashlib.sha256(VERSION.encode())
    root = Path(__file__).parent
    for path in sorted(root.rglob("*.py")):
        about = path.stat()
        found.update(f"{path.relative_to(root)} {about.st_mtime_ns} {about.st_size}\n".encode())
    return found.hexdigest()[:16]
