"""Folders in the cloud, by fsspec. An object appears whole or not at all, the manifest as the last."""

from __future__ import annotations

import contextlib
import posixpath
from collections.abc import Callable, Generator, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

import msgspec

from .._extras import require_extra
from ..errors import ConfigurationError, ExportError, InvalidInputError
from .files import appearing
from .manifest import NAME, FileEntry, Manifest, decode_manifest, encode_manifest
from .staging import Staging

__all__ = ["Store", "store_of"]

# Readers pass over names that begin so.
_UNDER_WAY = ".timeback-export.json"


class _UnderWay(msgspec.Struct, frozen=True):
    """The note that an export is being put in place: what was there before, and what is to be."""

    earlier: Manifest | None
    coming: Manifest


def store_of(scheme: str, path: str, options: Mapping[str, Any]) -> Store:
    """The folder that a URL names.

    Args:
        scheme: The kind of store.
        path: What follows the two slashes, the bucket first.
        options: What fsspec takes for that kind.

    Raises:
        InvalidInputError: It names no bucket, or holds a password; the options are none of that kind.
        ConfigurationError: The library for it is missing.
    """
    path = path.strip("/")
    bucket = path.partition("/")[0]
    if not bucket or "@" in bucket:
        raise InvalidInputError.of("to", f"must be a URL such as {scheme}://bucket/roster")
    fsspec = require_extra("fsspec", extra="cloud", purpose="an export to a URL")
    url = f"{scheme}://{path}"
    try:
        files = fsspec.filesystem(scheme, **options)
    except ImportError as error:
        raise ConfigurationError(
            f"an export to {scheme}:// needs the extra 'cloud': {error.name} is not installed"
        ) from error
    except Exception as error:
        # What a library says may hold the values of options.
        raise InvalidInputError.of(
            "storage_options", f"or the environment do not lead to {scheme}:// ({type(error).__name__})"
        ) from error
    return Store(files, url, files._strip_protocol(url))


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of a store in the cloud.

    Attributes:
        files: The file system of fsspec.
        url: The folder's URL.
        path: The same as the file system has it.
    """

    files: Any
    url: str
    path: str

    def __str__(self) -> str:
        return self.url

    def below(self, *names: str) -> Self:
        """The folder of these names within this one."""
        return replace(self, url=posixpath.join(self.url, *names), path=posixpath.join(self.path, *names))

    def names(self) -> list[str]:
        """The names of what is in it."""
        return list(self._sizes())

    def manifest(self) -> Manifest | None:
        """The manifest of the export that is there, or was before another was broken off on its way to here."""
        note, content = self._under_way(), self._read(NAME)
        if content is not None:
            return decode_manifest(content, f"{self}/{NAME}")
        return note.earlier if note else None

    def check(self, names: Iterable[str], staging: Staging, earlier: Manifest | None) -> None:
        """Refuse to replace what no export made, as far as names and sizes tell."""
        note, found = self._under_way(), self._sizes()
        known = [each for each in (earlier, note and note.earlier, note and note.coming) if each]
        for name in found.keys() & set(names):
            if found[name] not in {each.files[name].bytes for each in known if name in each.files}:
                raise ConfigurationError(
                    f"{self}/{name} is not what an export made: move it away, and run this again"
                )

    def publish(
        self,
        staging: Staging,
        manifest: Manifest,
        earlier: Manifest | None,
        tell: Callable[[str, int], object],
    ) -> None:
        """Put the finished files in their place; meanwhile there is no manifest, and a note of what was there."""
        self._write(_UNDER_WAY, msgspec.json.encode(_UnderWay(earlier, manifest)))
        self._remove(NAME)
        for path in staging.outputs():
            size = path.stat().st_size
            with self._told(path.name):
                self.files.put_file(str(path), self._at(path.name))
            if self._sizes().get(path.name) != size:
                raise ExportError(f"{self}/{path.name} did not arrive whole; the next call goes on")
            tell(path.name, size)
        made: Mapping[str, FileEntry] = earlier.files if earlier else {}
        for name in made.keys() - manifest.files.keys():
            self._remove(name)
        self._write(NAME, encode_manifest(manifest))
        self._remove(_UNDER_WAY)

    def fetched(self, name: str, entry: FileEntry, aside: Path) -> Path:
        """A copy of a file that is there."""
        target = aside / name
        if not target.is_file():
            with self._told(name), appearing(target) as arriving:
                self.files.get_file(self._at(name), str(arriving))
        return target

    def _under_way(self) -> _UnderWay | None:
        content = self._read(_UNDER_WAY)
        try:
            return None if content is None else msgspec.json.decode(content, type=_UnderWay)
        except (msgspec.MsgspecError, RecursionError):
            raise InvalidInputError.of("to", f"{self}/{_UNDER_WAY} is no note of an export") from None

    def _at(self, name: str) -> str:
        return posixpath.join(self.path, name)

    def _read(self, name: str) -> bytes | None:
        with self._told(name), contextlib.suppress(FileNotFoundError):
            content: bytes = self.files.cat_file(self._at(name))
            return content
        return None

    def _write(self, name: str, content: bytes) -> None:
        with self._told(name):
            self.files.pipe_file(self._at(name), content)

    def _remove(self, name: str) -> None:
        with self._told(name), contextlib.suppress(FileNotFoundError):
            self.files.rm_file(self._at(name))

    def _sizes(self) -> dict[str, int]:
        """The names of what is there, and their bytes."""
        self.files.invalidate_cache()
        with self._told(""), contextlib.suppress(FileNotFoundError):
            found = self.files.ls(self.path, detail=True)
            return {posixpath.basename(each["name"]): each["size"] for each in found}
        return {}

    @contextlib.contextmanager
    def _told(self, name: str) -> Generator[None]:
        """Say what a store, or the library for it, refuses in our words."""
        try:
            yield
        except Exception as error:
            # What a library says may hold a request with its signature; what fsspec makes of it does not.
            reason = str(error) if isinstance(error, OSError) else ""
            raise ExportError(
                f"{self}/{name}: {reason or type(error).__name__}; what was fetched is kept, and the next "
                "call goes on"
            ) from error
