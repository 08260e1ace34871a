"""The files of a package, in a folder or a ZIP file, behind bounds: none outside it is ever read."""

from __future__ import annotations

import os
import posixpath
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from ..errors import TimebackError

__all__ = ["MANIFEST", "PackageFiles", "QtiPackageError", "is_elsewhere", "open_files"]

MANIFEST: Final = "imsmanifest.xml"
_NOISE = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|//")
_UNREADABLE = (
    OSError, EOFError, RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
PackageListing = dict[str, tuple[str, int]]
"""The name in the source and the size of each file, by its path."""


class QtiPackageError(TimebackError):
    """This is not a package, it points outside itself, or it exceeds the limits."""


class PackageFiles:
    """The files of a package, by their paths from its manifest on.

    Attributes:
        sizes: The size in bytes of each file.
        problems: Entries that were passed over, with the reasons.
    """

    def __init__(
        self, listing: PackageListing, read: Callable[[str, int], bytes], problems: list[tuple[str, str]]
    ) -> None:
        root = _root(listing)
        self._names = {
            path[len(root) :]: name for path, (name, _) in listing.items() if path.startswith(root)
        }
        self.sizes = {path[len(root) :]: size for path, (_, size) in listing.items() if path.startswith(root)}
        self.problems = problems
        self._read = read
        self._folded = {_folded(path): path for path in reversed(self.sizes)}

    def read(self, path: str, limit: int) -> bytes:
        """The content of a file.

        Raises:
            QtiPackageError: There is none, it is larger than the limit, or damaged.
        """
        if path not in self._names:
            raise QtiPackageError(f"the package has no file {path!r}")
        if self.sizes[path] > limit:
            raise QtiPackageError(
                f"{path} has {self.sizes[path]} bytes, more than the {limit} that are allowed"
            )
        try:
            return self._read(self._names[path], limit)
        except _UNREADABLE as error:
            raise QtiPackageError(f"{path} cannot be read: {error}") from error

    def find(self, folder: str, address: str) -> str | None:
        """The path of the file that an address means, seen from a folder; None if there is none.

        Raises:
            QtiPackageError: The address leads out of the package.
        """
        plain = re.split(r"[?#]", address)[0]
        for each in dict.fromkeys((address, unquote(address), plain, unquote(plain))):
            path = _path(folder, each)
            if _leads_out(path):
                raise QtiPackageError(f"{address!r} leads out of the package")
            found = path if path in self.sizes else self._folded.get(_folded(path))
            if found is not None:
                return found
        return None

    def path_of(self, folder: str, address: str) -> str:
        """The path that a file would have which an address means, seen from a folder."""
        return _path(folder, unquote(re.split(r"[?#]", address)[0]))


def _path(folder: str, address: str) -> str:
    return posixpath.normpath(posixpath.join(folder, address.strip().replace("\\", "/")))


def is_elsewhere(address: str) -> bool:
    """Whether an address is no file of the package, but a URL, inline data, or a place in the document."""
    return not address.strip() or bool(_SCHEME.match(address.strip())) or address.strip().startswith("#")


def open_files(path: Path, *, max_files: int, max_bytes: int) -> PackageFiles:
    """List the files of a package.

    Raises:
        QtiPackageError: It is neither a folder nor a ZIP file, has no manifest, leads out of itself, or has more
            files or bytes than allowed.
    """
    problems: list[tuple[str, str]] = []
    source = path.parent if path.name.lower() == MANIFEST and path.is_file() else path
    if source.is_dir():
        found, read = _folder(source, problems), _read_from_folder(source)
    else:
        try:
            with zipfile.ZipFile(source) as archive:
                found = _entries(archive.infolist(), problems)
                listing = _bounded(found, max_files, max_bytes)
        except (OSError, zipfile.BadZipFile, NotImplementedError, ValueError) as error:
            raise QtiPackageError(f"{path} is neither a folder nor a ZIP file: {error}") from error
        return PackageFiles(listing, _read_from_archive(source), problems)
    return PackageFiles(_bounded(found, max_files, max_bytes), read, problems)


def _bounded(found: Iterator[tuple[str, str, int]], max_files: int, max_bytes: int) -> PackageListing:
    listing: PackageListing = {}
    total = 0
    for path, name, size in found:
        total += size
        if len(listing) >= max_files:
            raise QtiPackageError(f"the package has more than the {max_files} files that max_files allows")
        if total > max_bytes:
            raise QtiPackageError(f"unpacked, the package has more than the {max_bytes} bytes of max_bytes")
        listing.setdefault(path, (name, size))
    return listing


def _entries(
    entries: list[zipfile.ZipInfo], problems: list[tuple[str, str]]
) -> Iterator[tuple[str, str, int]]:
    seen: set[str] = set()
    for entry in entries:
        name = _entry_name(entry).replace("\\", "/")
        if name.endswith("/") or _is_noise(name):
            continue
        path = posixpath.normpath(name)
        if _leads_out(path) or ".." in name.split("/") or "\0" in name:
            raise QtiPackageError(f"the entry {name!r} leads out of the package")
        if stat.S_ISLNK(entry.external_attr >> 16):
            problems.append((path, "it is a link, which is not followed"))
        elif path in seen:
            problems.append((path, "the archive has it twice; the first one counts"))
        else:
            seen.add(path)
            yield path, entry.filename, entry.file_size


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """The name of an entry; many writers use UTF-8 without saying so."""
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def _folder(folder: Path, problems: list[tuple[str, str]]) -> Iterator[tuple[str, str, int]]:
    for at, folders, names in os.walk(folder):
        folders.sort()
        for name in [*folders, *sorted(names)]:
            file = Path(at, name)
            path = file.relative_to(folder).as_posix()
            if _is_noise(path):
                continue
            if file.is_symlink():
                problems.append((path, "it is a link, which is not followed"))
            elif file.is_file():
                yield path, path, file.stat().st_size


def _read_from_folder(folder: Path) -> Callable[[str, int], bytes]:
    def read(name: str, limit: int) -> bytes:
        with (folder / name).open("rb") as file:
            return file.read(limit)

    return read


def _read_from_archive(path: Path) -> Callable[[str, int], bytes]:
    def read(name: str, limit: int) -> bytes:
        # The size that an archive says is as much as it is ever unpacked to.
        with zipfile.ZipFile(path) as archive, archive.open(name) as file:
            return file.read(limit)

    return read


def _is_noise(path: str) -> bool:
    parts = path.split("/")
    return any(part in _NOISE for part in parts) or parts[-1].startswith("._")


def _leads_out(path: str) -> bool:
    return path.startswith(("/", "../")) or path == ".." or bool(re.match(r"[A-Za-z]:", path))


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _root(listing: PackageListing) -> str:
    """The folder of the manifest, `""` or with a slash at its end."""
    manifests = [path for path in listing if posixpath.basename(path).lower() == MANIFEST]
    depth = min((path.count("/") for path in manifests), default=0)
    highest = [path for path in manifests if path.count("/") == depth]
    if not highest:
        raise QtiPackageError(f"there is no {MANIFEST}; parse_item() reads an item that stands alone")
    if len(highest) > 1:
        raise QtiPackageError(f"there are several manifests: {', '.join(highest)}")
    return highest[0][: -len(MANIFEST)]
