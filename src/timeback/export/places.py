"""The places that an export can go to: a folder, or one in the cloud; and how exports are laid out below it."""

from __future__ import annotations

import errno
import hashlib
import logging
import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol, Self, TypeAlias
from urllib.parse import quote

from ..errors import ConfigurationError, InvalidInputError
from .files import own_folder
from .manifest import FileEntry, Manifest, is_unchanged, manifest_in, write_manifest
from .resources import Mode
from .staging import Plan, Staging

__all__ = [
    "KEPT",
    "LAYOUTS",
    "URL_SCHEMES",
    "Destination",
    "Folder",
    "Layout",
    "Place",
    "StoreOptions",
    "destination",
    "place_of",
    "read_manifest",
]

_LOGGER = logging.getLogger("timeback.export")

Layout: TypeAlias = Literal["flat", "district", "date", "district/date"]
LAYOUTS: tuple[Layout, ...] = ("flat", "district", "date", "district/date")
URL_SCHEMES = ("s3", "gs", "az", "memory")

KEPT: Mapping[Mode, str] = {"append": "history", "merge": "current"}

# A path of Windows begins with a single letter; `Path` makes one slash of two.
_URL = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):/")


class Place(Protocol):
    """A folder that holds an export, or is to hold one, wherever it is."""

    def below(self, *names: str) -> Self:
        """The folder of these names within this one."""
        ...

    def names(self) -> list[str]:
        """The names of what is in it."""
        ...

    def manifest(self) -> Manifest | None:
        """The manifest of the export that is there; None if there is none.

        Raises:
            InvalidInputError: What is there is no manifest of ours.
        """
        ...

    def check(self, names: Iterable[str], staging: Staging, earlier: Manifest | None) -> None:
        """Refuse to replace files of these names that no export made.

        Raises:
            ConfigurationError: Names the file.
        """
        ...

    def publish(
        self,
        staging: Staging,
        manifest: Manifest,
        earlier: Manifest | None,
        tell: Callable[[str, int], object],
    ) -> None:
        """Put the finished files in their place, and the manifest last.

        Args:
            staging: What holds the files.
            manifest: Tells of them.
            earlier: The manifest of the export that they replace.
            tell: Is told each file and its bytes.
        """
        ...

    def fetched(self, name: str, entry: FileEntry, aside: Path) -> Path:
        """A file of the export that is there, as one of this machine: itself, or a copy in the folder `aside`.

        Raises:
            ConfigurationError: It is not what the manifest tells of.
        """
        ...


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of this machine."""

    path: Path

    def __str__(self) -> str:
        return str(self.path)

    def below(self, *names: str) -> Self:
        """The folder of these names within this one."""
        return type(self)(self.path.joinpath(*names))

    def names(self) -> list[str]:
        """The names of what is in it."""
        return os.listdir(self.path) if self.path.is_dir() else []

    def manifest(self) -> Manifest | None:
        """The manifest of the export that is there."""
        return manifest_in(self.path)

    def check(self, names: Iterable[str], staging: Staging, earlier: Manifest | None) -> None:
        """Refuse to replace files that no export made."""
        made: Mapping[str, FileEntry] = earlier.files if earlier else {}
        for name in names:
            path = self.path / name
            is_ours = name in made and is_unchanged(path, made[name])
            if (path.exists() or path.is_symlink()) and not is_ours and not staging.is_made(path):
                raise ConfigurationError(
                    f"{path} is not what an export made: move it away, and run this again"
                )

    def publish(
        self,
        staging: Staging,
        manifest: Manifest,
        earlier: Manifest | None,
        tell: Callable[[str, int], object],
    ) -> None:
        """Put the finished files in their place, and the manifest last."""
        self.path.mkdir(parents=True, exist_ok=True)
        for path in staging.outputs():
            staging.release(path, self.path)
        self._remove_earlier(earlier, manifest)
        write_manifest(self.path, manifest)

    def _remove_earlier(self, earlier: Manifest | None, manifest: Manifest) -> None:
        """Remove the files of an earlier export that this one does not have."""
        made: Mapping[str, FileEntry] = earlier.files if earlier else {}
        for name, entry in made.items():
            if name in manifest.files:
                continue
            if is_unchanged(self.path / name, entry):
                (self.path / name).unlink()
            elif (self.path / name).exists():
                _LOGGER.warning("%s is no longer what the earlier export made, and stays", name)

    def fetched(self, name: str, entry: FileEntry, aside: Path) -> Path:
        """The file itself."""
        path = self.path / name
        if not is_unchanged(path, entry):
            raise ConfigurationError(f"{path} is not what an export made: begin with a whole one elsewhere")
        return path


class StoreOptions(dict[str, Any]):
    """Arguments of a store, which may be its keys: no traceback that shows local variables shows them."""

    def __repr__(self) -> str:
        return "{***}"


def read_manifest(
    folder: str | os.PathLike[str], *, storage_options: Mapping[str, Any] | None = None
) -> Manifest | None:
    """Read the manifest of the export in a folder.

    Args:
        folder: The folder, or the URL of one in the cloud.
        storage_options: What fsspec takes for that store.

    Returns:
        The manifest; None if there is none.

    Raises:
        InvalidInputError: The file that is there is not one of ours, or names files outside the folder.
    """
    return place_of(folder, storage_options, named="folder").manifest()


def place_of(
    to: str | os.PathLike[str], options: Mapping[str, Any] | None = None, *, named: str = "to"
) -> Place:
    """The place that a path or a URL names.

    Args:
        to: A folder, or a URL of a store in the cloud.
        options: What fsspec takes for that store.
        named: The argument that it came as.

    Raises:
        InvalidInputError: It is a URL of another kind, or no folder that can be written to.
        ConfigurationError: The library for such a store is missing.
    """
    found = _URL.match(os.fspath(to) if isinstance(to, os.PathLike) else str(to))
    if found is not None:
        scheme = found[1].lower()
        if not isinstance(to, str) or scheme not in URL_SCHEMES or not to[found.end() :].startswith("/"):
            known = ", ".join(f"{each}://" for each in URL_SCHEMES)
            raise InvalidInputError.of(named, f"is a URL, but none of {known}")
        from .cloud import store_of

        place: Place = store_of(scheme, to[found.end() + 1 :], options or {})
        return place
    if options:
        raise InvalidInputError.of("storage_options", "go with a URL only")
    if isinstance(to, str) and not to.strip():
        raise InvalidInputError.of(named, "is blank: name a folder, or '.' for the one you are in")
    try:
        return Folder(Path(to).expanduser())
    except (TypeError, RuntimeError) as error:
        raise InvalidInputError.of(named, f"is no folder: {error}") from None


@dataclass(frozen=True, slots=True)
class Destination:
    """The place that an export goes to, and the folder that it is prepared in.

    Attributes:
        root: The place that is one district's.
        layout: The folders below `to`.
        working: The folder of this machine for a URL; None for one in the user's cache.
        options: What fsspec takes for a store.
    """

    root: Place
    layout: Layout = "flat"
    working: Path | None = None
    options: Mapping[str, Any] | None = field(default=None, repr=False)

    def place(self, plan: Plan) -> Place:
        """The place of the export with that plan."""
        if plan.mode in KEPT:
            return self.root.below(KEPT[plan.mode])
        is_dated = self.layout.endswith("date")
        return self.root.below(f"date={plan.started_at:%Y-%m-%d}") if is_dated else self.root

    def folder(self) -> Path:
        """The folder of this machine in which the export is prepared, made if need be.

        Of a folder it is the folder itself, so that files are put in their place by renaming.

        Raises:
            InvalidInputError: It cannot be written to.
        """
        if isinstance(self.root, Folder):
            return _made("to", self.root.path)
        if self.working is not None:
            return _made("working", self.working)
        home = os.environ.get("XDG_CACHE_HOME", "").strip()
        cache = _made("working", (Path(home) if home else Path.home() / ".cache") / "timeback" / "exports")
        return own_folder(cache / hashlib.sha256(str(self.root).encode()).hexdigest()[:16])


def destination(
    to: str | os.PathLike[str],
    *,
    layout: Layout = "flat",
    district: str | None = None,
    options: Mapping[str, Any] | None = None,
    working: str | os.PathLike[str] | None = None,
) -> Destination:
    """The destination that the arguments of `export_oneroster()` name.

    Raises:
        InvalidInputError: An argument is not valid.
        ConfigurationError: The library for a store in the cloud is missing.
    """
    if layout not in LAYOUTS:
        raise InvalidInputError.of("layout", f"must be one of {', '.join(LAYOUTS)}")
    if layout.startswith("district") is not bool(district):
        raise InvalidInputError.of("district", "goes with a layout by districts, which needs it")
    root = place_of(to, options)
    if isinstance(root, Folder) and working is not None:
        raise InvalidInputError.of("working", "goes with a URL only: a folder is worked in")
    if district:
        root = root.below(f"district={quote(district, safe=' ')}")
    return Destination(root, layout, None if working is None else Path(working).expanduser(), options)


def _made(named: str, folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
    except (OSError, ValueError) as error:
        raise InvalidInputError.of(named, f"is no folder that can be written to: {error}") from None
    return folder
