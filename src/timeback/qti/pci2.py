"""Portable custom interactions of QTI 2 in the form of QTI 3."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element, SubElement

from .qti2_names import kebab

__all__ = ["modernize"]

_NAME = re.compile(r"[A-Za-z0-9_.-]+")
_KNOWN = ("customInteractionTypeIdentifier", "responseIdentifier", "hook", "module", "version", "entryPoint")


def modernize(element: Element, note: Callable[[str], object]) -> None:
    """Make a portable custom interaction of a custom one that holds it; any other stays a custom one.

    What loads it is a list of modules in both forms of QTI 2, properties become `data-` attributes, and the
    markup stays as it is.
    """
    inside = next((each for each in element if _local(each) == "portableCustomInteraction"), None)
    if inside is None:
        return
    found = dict(inside.attrib)
    element.tag = "qti-portable-custom-interaction"
    element.set("custom-interaction-type-identifier", found.get("customInteractionTypeIdentifier", ""))
    hook = found.get("module") or found.get("hook") or found.get("entryPoint")
    if hook:
        element.set("module", hook.removesuffix(".js"))
    for name, value in found.items():
        if name not in _KNOWN and name.partition(":")[0] != "xmlns":
            element.set(name if name.startswith("data-") else f"data-{name}", value)
    for name, value in _properties(inside, ""):
        if _NAME.fullmatch(name):
            element.set(f"data-{name}", value)
        else:
            note(f"the property {name!r} of a portable custom interaction has no name for an attribute")
    modules, markup = _modules(inside, hook), _markup(inside)
    for each in inside:
        if _local(each) not in ("modules", "resources", "properties", "markup", "interactionMarkup"):
            note(f"{_local(each)} of a portable custom interaction is left out")
    element.remove(inside)
    element[:0] = [modules, markup]
    element.text = None


def _local(element: Element) -> str:
    return str(element.tag).rpartition(":")[2]


def _properties(parent: Element, path: str) -> Iterator[tuple[str, str]]:
    """The properties by their keys; one within another has both keys, with two underscores between."""
    for each in parent:
        if _local(each) not in ("properties", "property"):
            continue
        key = each.get("key") or each.get("name") or ""
        name = f"{path}__{key}" if path and key else path or key
        if _local(each) == "property" and name:
            yield name, "".join(each.itertext()).strip()
        else:
            yield from _properties(each, name)


def _modules(inside: Element, hook: str | None) -> Element:
    made = Element("qti-interaction-modules")
    for each in inside.iter():
        name = _local(each)
        if name == "modules":
            for attribute, value in each.attrib.items():
                if not attribute.startswith("xmlns"):
                    made.set(kebab(attribute), value)
        elif name == "module":
            kept = {kebab(key): value for key, value in each.attrib.items() if not key.startswith("xmlns")}
            SubElement(made, "qti-interaction-module", kept)
        elif name == "lib":
            SubElement(made, "qti-interaction-module", {"id": each.get("id") or each.get("name") or ""})
        elif name in ("link", "file") and (address := each.get("href") or each.get("src")):
            SubElement(made, "qti-interaction-module", {"id": address, "primary-path": address})
    if hook and hook.endswith(".js"):
        SubElement(made, "qti-interaction-module", {"id": hook.removesuffix(".js"), "primary-path": hook})
    return made


def _markup(inside: Element) -> Element:
    made = Element("qti-interaction-markup")
    found = next((each for each in inside if _local(each) in ("markup", "interactionMarkup")), None)
    if found is not None:
        made.text = found.text
        made.extend(found)
    return made
