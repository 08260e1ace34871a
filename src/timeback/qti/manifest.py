"""The manifest of a package: its resources, and the files and resources that each of them needs."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from .markup import child, children

__all__ = ["Resource", "read_resources"]


class Resource(NamedTuple):
    """A resource of a manifest.

    Attributes:
        identifier: Its name in the manifest.
        kind: Its type, such as `imsqti_item_xmlv2p1`.
        folder: The folder that its addresses are seen from, blank for the manifest's own.
        address: Its main file; blank if it has none.
        files: The addresses of all its files.
        needs: The identifiers of the resources that it depends on.
    """

    identifier: str
    kind: str
    folder: str
    address: str
    files: tuple[str, ...]
    needs: tuple[str, ...]


def read_resources(manifest: Element) -> Iterator[Resource]:
    """The resources of a manifest, in its order."""
    held = child(manifest, "resources")
    for each in () if held is None else children(held, "resource"):
        files = [file.get("href", "") for file in children(each, "file")]
        bases = (element.get("xml:base", "") for element in (manifest, held, each) if element is not None)
        yield Resource(
            identifier=each.get("identifier", ""),
            kind=each.get("type", ""),
            folder=posixpath.join("", *(base.replace("\\", "/") for base in bases)),
            address=each.get("href", "") or _main(files),
            files=tuple(files),
            needs=tuple(need.get("identifierref", "") for need in children(each, "dependency")),
        )


def _main(files: list[str]) -> str:
    """The address of the main file where the resource does not name it: the only file, or the only document."""
    documents = [each for each in files if each.lower().endswith(".xml")]
    return next((found[0] for found in (files, documents) if len(found) == 1), "")
