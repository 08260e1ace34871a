"""Reads a whole package: its items, tests, stimuli and files, and what is wrong with each."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

import msgspec

from .content import ParsedItem, QtiXmlError
from .documents import decode
from .manifest import Resource, read_resources
from .markup import parse
from .package_files import MANIFEST, PackageFiles, QtiPackageError, is_elsewhere, open_files
from .package_tests import PackageReference, read_references, with_sections
from .qti2 import convert_qti2, is_qti2
from .reading import read_item

__all__ = ["Package", "PackageItem", "PackageProblem", "PackageStimulus", "PackageTest", "read_package"]

_MAX_FILES = 20_000
_MAX_BYTES = 2 << 30
_MAX_DOCUMENT = 32 << 20
_OF_QTI = ("imsqti", "imsqtiasi", "imsaqti")


class PackageProblem(msgspec.Struct, frozen=True):
    """Something wrong with a file of a package."""

    path: str
    """The faulty or missing file, relative to the manifest."""
    message: str
    """The problem, in a sentence."""
    unread: bool = False
    """Whether the problem kept the file from being read."""


class PackageItem(ParsedItem, frozen=True, kw_only=True):
    """An item of a package, as `parse_item()` reads it."""

    path: str
    """Its file, relative to the manifest."""
    xml: str
    """Its QTI 3 document: the file's content, converted if necessary."""
    files: tuple[str, ...] = ()
    """Files of the package that it refers to, such as pictures."""


class PackageStimulus(msgspec.Struct, frozen=True, kw_only=True):
    """A stimulus of a package."""

    identifier: str
    """Its identifier."""
    title: str
    """Its title."""
    path: str
    """Its file, relative to the manifest."""
    xml: str
    """Its QTI 3 document."""
    files: tuple[str, ...] = ()
    """Files of the package that it refers to."""
    notes: tuple[str, ...] = ()
    """Notes on what was repaired, and on what has no equivalent in QTI 3."""


class PackageTest(msgspec.Struct, frozen=True, kw_only=True):
    """A test of a package."""

    identifier: str
    """Its identifier."""
    title: str
    """Its title."""
    path: str
    """Its file, relative to the manifest."""
    xml: str
    """Its QTI 3 document, including sections from files of their own."""
    references: tuple[PackageReference, ...] = ()
    """Its references to items, in order."""
    files: tuple[str, ...] = ()
    """Files of the package that it refers to."""
    notes: tuple[str, ...] = ()
    """Notes on what was repaired, and on what has no equivalent in QTI 3."""


class Package:
    """The content of a package.

    Attributes:
        items: Its items, in the order of the manifest.
        tests: Its tests.
        stimuli: Its stimuli.
        files: The sizes in bytes of all its other files, such as pictures and style sheets, by path.
        problems: What is wrong, by file; files that could not be read are in none of the above.
    """

    def __init__(self, files: PackageFiles, max_document_bytes: int) -> None:
        reading = _Reading(files, max_document_bytes)
        reading.run()
        self.items: tuple[PackageItem, ...] = tuple(reading.items)
        self.tests: tuple[PackageTest, ...] = tuple(reading.tests)
        self.stimuli: tuple[PackageStimulus, ...] = tuple(reading.stimuli)
        self.problems: tuple[PackageProblem, ...] = tuple(dict.fromkeys(reading.problems))
        taken = reading.documents.keys() | {each.path for each in self.problems if each.unread}
        self.files: Mapping[str, int] = {
            path: size for path, size in files.sizes.items() if path not in taken and path.lower() != MANIFEST
        }
        self._source = files

    def __repr__(self) -> str:
        counts = {"items": self.items, "tests": self.tests, "stimuli": self.stimuli, "files": self.files}
        counted = ", ".join(f"{name}={len(held)}" for name, held in counts.items())
        return f"Package({counted}, problems={len(self.problems)})"

    def read(self, path: str, *, max_bytes: int = _MAX_BYTES) -> bytes:
        """The content of a file.

        Args:
            path: The file's path, as in `files`, an item or a test.
            max_bytes: The largest size to read; 2 GiB by default.

        Raises:
            QtiPackageError: There is no such file, or it is too large or damaged.
        """
        return self._source.read(path, max_bytes)


def read_package(
    path: str | os.PathLike[str],
    *,
    max_files: int = _MAX_FILES,
    max_bytes: int = _MAX_BYTES,
    max_document_bytes: int = _MAX_DOCUMENT,
) -> Package:
    """Read a package of QTI 3 or QTI 2: a ZIP file or a folder with an `imsmanifest.xml`.

    The manifest may stand in the one folder of the archive. Documents of QTI 2 are turned into QTI 3. What is
    wrong with a file does not stop the others: it is listed in `problems`.

    Args:
        path: The ZIP file, the folder, or the manifest in it.
        max_files: The most files to accept; 20,000 by default.
        max_bytes: The largest total size of all files, unpacked; 2 GiB by default.
        max_document_bytes: The largest XML document; 32 MiB by default.

    Raises:
        QtiPackageError: It is no package, its manifest cannot be read, an entry leads out of it, or it is beyond
            `max_files` or `max_bytes`.
    """
    return Package(open_files(Path(path), max_files=max_files, max_bytes=max_bytes), max_document_bytes)


class _Document(NamedTuple):
    """A document of the package, in the names of QTI 3."""

    root: Element
    xml: str
    notes: tuple[str, ...]


class _Reading:
    """Reads the documents that a manifest names, and those that these need."""

    def __init__(self, files: PackageFiles, limit: int) -> None:
        self._files = files
        self._limit = limit
        self.items: list[PackageItem] = []
        self.tests: list[PackageTest] = []
        self.stimuli: list[PackageStimulus] = []
        self.documents: dict[str, _Document] = {}
        self.problems = [PackageProblem(path, message, unread=True) for path, message in files.problems]
        self._seen: set[tuple[str, str]] = set()

    def run(self) -> None:
        """Read all of it."""
        resources = list(self._resources())
        known = {each.identifier for each in resources}
        for resource in resources:
            for need in resource.needs:
                if need not in known:
                    self._fault(MANIFEST, f"{resource.identifier} depends on {need!r}, which is no resource")
            self._check_files(resource)
            if (path := self._main_file(resource)) is not None:
                self._take(path, resource.kind)
        for test in self.tests:
            self._take_items_of(test)
        self._note_the_unnamed()

    def _fault(self, path: str, message: str, *, unread: bool = False) -> None:
        self.problems.append(PackageProblem(path, message, unread))

    def _resources(self) -> Iterator[Resource]:
        name = next(path for path in self._files.sizes if path.lower() == MANIFEST)
        try:
            content = self._files.read(name, self._limit)
            root = parse(decode(content, lambda note: self._fault(name, note)))
        except QtiXmlError as error:
            raise QtiPackageError(f"{MANIFEST}: {error}") from None
        if root.tag != "manifest":
            raise QtiPackageError(f"{MANIFEST}: the root is {root.tag}, not manifest")
        return read_resources(root)

    def _find(self, path: str, folder: str, address: str, *, needed: bool = False) -> str | None:
        """The file that an address in a file means; what is wrong with it is said."""
        try:
            found = self._files.find(folder, address)
        except QtiPackageError as error:
            self._fault(path, str(error), unread=needed)
            return None
        if found is None:
            missing = self._files.path_of(folder, address)
            self._fault(missing, f"it is missing in the package; {path} names it", unread=needed)
        return found

    def _check_files(self, resource: Resource) -> None:
        for address in resource.files:
            if not is_elsewhere(address) and address != resource.address:
                self._find(MANIFEST, resource.folder, address)

    def _main_file(self, resource: Resource) -> str | None:
        """The document of a resource that may be QTI."""
        is_qti = resource.kind.lower().startswith(_OF_QTI)
        if not resource.address:
            if is_qti:
                self._fault(MANIFEST, f"the resource {resource.identifier} has no file", unread=True)
            return None
        if is_elsewhere(resource.address):
            if is_qti:
                self._fault(MANIFEST, f"{resource.address!r} is elsewhere; nothing is fetched", unread=True)
            return None
        path = self._find(MANIFEST, resource.folder, resource.address, needed=is_qti)
        return path if path is not None and (is_qti or path.lower().endswith(".xml")) else None

    def _document(self, path: str) -> _Document | None:
        if path in self.documents:
            return self.documents[path]
        notes: dict[str, None] = {}
        try:
            content = self._files.read(path, self._limit)
            text = decode(content, notes.setdefault)
            root = parse(text)
            if is_qti2(root):
                converted = convert_qti2(text)
                found = _Document(parse(converted), converted, (*notes, *converted.notes))
            else:
                found = _Document(root, text.strip(), tuple(notes))
        except (QtiXmlError, QtiPackageError) as error:
            self._fault(path, str(error), unread=True)
            return None
        return found

    def _take(self, path: str, kind: str = "") -> None:
        """Read a document as what its root says that it is."""
        found = None if path in self.documents else self._document(path)
        if found is None:
            return
        name = str(found.root.tag)
        take = {
            "qti-assessment-item": self._take_item,
            "qti-assessment-test": self._take_test,
            "qti-assessment-stimulus": self._take_stimulus,
        }.get(name)
        if take is not None:
            self.documents[path] = found
            take(path, found)
        elif name == "questestinterop":
            self._fault(path, "it is QTI 1, which is not read", unread=True)
        elif kind.lower().startswith(_OF_QTI) and not name.startswith("qti-"):
            self._fault(path, f"its root {name} is not QTI", unread=True)

    def _check_identifier(self, path: str, root: Element) -> None:
        identifier = root.get("identifier", "")
        if not identifier:
            self._fault(path, f"{root.tag} has no identifier")
        elif (str(root.tag), identifier) in self._seen:
            self._fault(path, f"another {root.tag} has the identifier {identifier!r} too")
        self._seen.add((str(root.tag), identifier))

    def _take_item(self, path: str, found: _Document) -> None:
        self._check_identifier(path, found.root)
        item = read_item(found.root, found.notes)
        facts = {name: getattr(item, name) for name in item.__struct_fields__}
        self.items.append(PackageItem(**facts, path=path, xml=found.xml, files=self._used(path, found.root)))

    def _take_stimulus(self, path: str, found: _Document) -> None:
        self._check_identifier(path, found.root)
        self.stimuli.append(PackageStimulus(**self._facts(path, found)))

    def _take_test(self, path: str, found: _Document) -> None:
        self._check_identifier(path, found.root)
        xml = with_sections(found.xml, path, self._section)
        facts: dict[str, Any] = self._facts(path, found) | {"xml": xml}
        self.tests.append(PackageTest(**facts, references=tuple(self._references(path, parse(xml)))))

    def _facts(self, path: str, found: _Document) -> dict[str, Any]:
        return {
            "identifier": found.root.get("identifier", ""),
            "title": found.root.get("title", ""),
            "path": path,
            "xml": found.xml,
            "files": self._used(path, found.root),
            "notes": found.notes,
        }

    def _section(self, path: str, address: str) -> tuple[str, str] | None:
        """The path and the document of a section that stands in a file of its own."""
        found = self._find(path, posixpath.dirname(path), address)
        document = None if found is None else self._document(found)
        if found is None or document is None:
            return None
        self.documents[found] = document
        return found, document.xml

    def _references(self, path: str, root: Element) -> Iterator[PackageReference]:
        for reference in read_references(root):
            address = reference.href
            found = None
            if not is_elsewhere(address):
                found = self._find(path, posixpath.dirname(path), address)
            yield msgspec.structs.replace(reference, path=found)

    def _take_items_of(self, test: PackageTest) -> None:
        for reference in test.references:
            if reference.path is not None and reference.path not in self.documents:
                self._fault(reference.path, f"{test.path} refers to it, the manifest does not name it")
                self._take(reference.path)

    def _note_the_unnamed(self) -> None:
        """Add a problem for each document of QTI that is in the package, but not in its manifest."""
        known = self.documents.keys() | {each.path for each in self.problems}
        for path in self._files.sizes:
            if path in known or not path.lower().endswith(".xml") or path.lower() == MANIFEST:
                continue
            try:
                root = parse(decode(self._files.read(path, self._limit), lambda note: None))
            except (QtiXmlError, QtiPackageError):
                continue
            if (kind := _KINDS.get(str(root.tag))) is not None:
                self._fault(path, f"it is {kind}, but no resource of the manifest, so it is not read")

    def _used(self, path: str, root: Element) -> tuple[str, ...]:
        """The files of the package that a document refers to."""
        found = (self._find(path, posixpath.dirname(path), address) for address in _addresses(root))
        return tuple(dict.fromkeys(each for each in found if each is not None))


_KINDS = {
    **dict.fromkeys(("assessmentItem", "qti-assessment-item"), "an item"),
    **dict.fromkeys(("assessmentTest", "qti-assessment-test"), "a test"),
    "qti-assessment-stimulus": "a stimulus",
}
_NOT_FILES = ("qti-assessment-item-ref", "qti-assessment-section-ref", "qti-assessment-stimulus-ref", "a")


def _addresses(root: Element) -> Iterator[str]:
    """The addresses of pictures, sounds, style sheets and the like."""
    for element in root.iter():
        if element.tag in _NOT_FILES:
            continue
        for name in ("src", "data", "href", "poster"):
            address = element.get(name, "")
            if not is_elsewhere(address) and not (name == "href" and address.startswith("{")):
                yield address
