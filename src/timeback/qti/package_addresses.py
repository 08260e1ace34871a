"""Documents of a package as a service stores them: it knows items and stimuli by identifiers, not by files."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element

from .editing import Document
from .markup import child, children, inner_markup, parse
from .package import Package, PackageItem, PackageStimulus, PackageTest

__all__ = ["item_on_service", "stimulus_body", "test_on_service"]

_REFERENCE = "qti-assessment-item-ref"


def item_on_service(item: PackageItem, package: Package) -> str:
    """An item's document, its references to stimuli by their identifiers."""
    if not item.stimuli:
        return item.xml
    stimuli = {each.path: each.identifier for each in package.stimuli}
    document = Document(item.xml)
    renamed: dict[str, str] = {}
    for each in children(document.root, "qti-assessment-stimulus-ref"):
        path = posixpath.normpath(posixpath.join(posixpath.dirname(item.path), each.get("href", "")))
        if (identifier := stimuli.get(path)) is not None:
            renamed[each.get("identifier", "")] = identifier
            each.set("identifier", identifier)
            each.set("href", f"stimuli/{identifier}")
    for each in document.root.iter():
        if (shown := each.get("data-stimulus-idref")) in renamed:
            each.set("data-stimulus-idref", renamed[str(shown)])
    return document.text() if renamed else item.xml


def stimulus_body(stimulus: PackageStimulus) -> dict[str, Any]:
    """A stimulus in the JSON form, the only one in which a service replaces it."""
    root = parse(stimulus.xml)
    body = child(root, "qti-stimulus-body")
    found = {
        "identifier": stimulus.identifier,
        "title": stimulus.title,
        "content": "" if body is None else inner_markup(body),
    }
    language = root.get("xml:lang") or root.get("lang")
    return found | ({"language": language} if language else {})


def test_on_service(test: PackageTest, package: Package) -> tuple[str, list[str]]:
    """A test's document, its references to items by their identifiers, and notes of those that could not be."""
    items = {each.path: each.identifier for each in package.items}
    taken = {
        each.identifier for each in test.references if items.get(each.path or "") in (None, each.identifier)
    }
    renamed: dict[str, str] = {}
    notes: list[str] = []
    for reference in test.references:
        identifier = items.get(reference.path or "")
        if identifier is None:
            notes.append(f"the item of {reference.identifier} is not in the package")
        elif identifier != reference.identifier and identifier in taken:
            notes.append(f"{reference.identifier} is kept: another reference is called {identifier}")
        else:
            renamed[reference.identifier] = identifier
            taken.add(identifier)
    document = Document(test.xml)
    for each in document.root.iter():
        _rename(each, renamed)
    return document.text() if renamed else test.xml, notes


def _rename(element: Element, renamed: Mapping[str, str]) -> None:
    """Give an element the new names of items: in references, branches, and variables such as `item.SCORE`."""
    identifier = element.get("identifier", "")
    if element.tag == _REFERENCE:
        if identifier in renamed:
            element.set("identifier", renamed[identifier])
            element.set("href", f"assessment-items/{renamed[identifier]}")
        return
    if element.tag == "qti-branch-rule" and element.get("target") in renamed:
        element.set("target", renamed[element.get("target", "")])
    item, dot, variable = identifier.partition(".")
    if dot and item in renamed:
        element.set("identifier", f"{renamed[item]}.{variable}")
