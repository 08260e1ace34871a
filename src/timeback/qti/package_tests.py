"""Tests of a package: their references, and the sections that stand in files of their own."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

import msgspec

from .editing import Document
from .markup import descendants

__all__ = ["PackageReference", "read_references", "with_sections"]

_REFERENCE, _SECTION = "qti-assessment-item-ref", "qti-assessment-section-ref"
# Few files could otherwise make a test without end.
_MOST_SECTIONS, _DEEPEST = 1000, 20
FindSection = Callable[[str, str], "tuple[str, str] | None"]
"""Finds the path and the document of a section, by the file that refers to it and the address there."""


class PackageReference(msgspec.Struct, frozen=True, kw_only=True):
    """A reference of a test to an item."""

    identifier: str
    """The name of the item within the test."""
    href: str
    """The address, as written in the test."""
    path: str | None = None
    """The item's file in the package; None if there is none."""


def read_references(root: Element) -> Iterator[PackageReference]:
    """The references of a test, in their order."""
    for each in descendants(root, _REFERENCE):
        yield PackageReference(identifier=each.get("identifier", ""), href=each.get("href", ""))


def with_sections(xml: str, path: str, find: FindSection) -> str:
    """A test's document with the sections inside that it refers to; addresses stay right.

    Args:
        xml: The document.
        path: Its file.
        find: Finds a section.
    """
    document = Document(xml)
    filling = _Filling(path, find)
    filling.fill(document.root, path)
    return document.text() if filling.count else xml


class _Filling:
    """Puts sections in the place of references to them."""

    def __init__(self, test: str, find: FindSection) -> None:
        self._folder = posixpath.dirname(test) or "."
        self._find = find
        self._open: list[str] = []
        self.count = 0

    def fill(self, parent: Element, path: str) -> None:
        """Fill in the sections that an element of a file refers to."""
        for place, each in enumerate(list(parent)):
            if each.tag != _SECTION:
                self.fill(each, path)
            elif (found := self._find(path, each.get("href", ""))) and self._is_bounded(found[0]):
                self.count += 1
                parent[place] = self._section(*found)
                parent[place].tail = each.tail

    def _is_bounded(self, path: str) -> bool:
        return path not in self._open and len(self._open) < _DEEPEST and self.count < _MOST_SECTIONS

    def _section(self, path: str, xml: str) -> Element:
        """A section, its addresses seen from the test."""
        section = Document(xml).root
        section.attrib.pop("xmlns", None)
        for each in descendants(section, _REFERENCE):
            if href := each.get("href"):
                full = posixpath.normpath(posixpath.join(posixpath.dirname(path), href.replace("\\", "/")))
                each.set("href", posixpath.relpath(full, self._folder))
        self._open.append(path)
        self.fill(section, path)
        self._open.pop()
        return section
