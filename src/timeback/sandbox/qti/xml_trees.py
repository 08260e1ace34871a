"""XML as the service stores and shows it: documents made of elements, and their parsed form."""

from __future__ import annotations

import re
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from ..._json_types import is_list, is_object
from ...qti import QtiXmlError
from ...qti.markup import parse
from ..errors import ApiError
from ..records import Doc

__all__ = ["NAMESPACE", "add", "document", "fill", "fragment", "parsed", "read", "rows", "written"]

NAMESPACE = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
_NAME = re.compile(r"[A-Za-z][\w.-]*")
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA = f"{NAMESPACE} https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd"


def document(name: str, **attributes: Any) -> Element:
    """The root of a new document, with its namespace."""
    root = Element(name, {"xmlns": NAMESPACE, "xmlns:xsi": _INSTANCE, "xsi:schemaLocation": _SCHEMA})
    return _with(root, attributes)


def add(parent: Element, name: str, text: str | None = None, **attributes: Any) -> Element:
    """A new child; attributes that are None are left out, `_` stands for `-` in their names."""
    found = _with(SubElement(parent, name), attributes)
    found.text = text
    return found


def _with(element: Element, attributes: dict[str, Any]) -> Element:
    for name, value in attributes.items():
        if value is not None:
            element.set(name.rstrip("_").replace("_", "-"), _text(value))
    return element


def fragment(parent: Element, html: str, where: str) -> None:
    """Put markup into an element.

    Raises:
        ApiError: 400, it is not well-formed.
    """
    try:
        held = parse(f"<x>{html}</x>")
    except QtiXmlError as error:
        raise ApiError(400, "Invalid content", [(where, str(error))]) from None
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + (held.text or "")
    else:
        parent.text = (parent.text or "") + (held.text or "")
    parent.extend(held)


def read(xml: object, root: str) -> Element:
    """The root of a document that was sent.

    Raises:
        ApiError: 400, it is not well-formed, has another root, or lacks what it must have.
    """
    if not isinstance(xml, str) or not xml.strip():
        raise ApiError(400, "Invalid XML", [("xml", "Required.")])
    try:
        found = parse(xml)
    except QtiXmlError as error:
        raise ApiError(400, "Invalid XML", [("xml", str(error))]) from None
    faults = [("xml", f"The root must be {root}.")] if found.tag != root else []
    if NAMESPACE not in xml:
        faults.append(("xml", f"The namespace must be {NAMESPACE}."))
    faults += [("xml", f"{root} needs {name}.") for name in ("identifier", "title") if not found.get(name)]
    if faults:
        raise ApiError(400, "Invalid XML", faults)
    return found


def parsed(element: Element) -> Any:
    """The parsed form: attributes under `_attributes`, one child as an object, several as a list, text as text."""
    children: dict[str, Any] = {}
    # Comments are no elements: their tag is a function.
    for each in (each for each in element if not callable(each.tag)):
        name, value = str(each.tag), parsed(each)
        if name not in children:
            children[name] = value
        elif isinstance(children[name], list):
            children[name].append(value)
        else:
            children[name] = [children[name], value]
    attributes = dict(element.attrib)
    text = (element.text or "").strip()
    if not children and not attributes:
        return text
    return ({"_attributes": attributes} if attributes else {}) | children | ({"_text": text} if text else {})


def fill(element: Element, tree: Any, where: str) -> None:
    """Give an element what its parsed form says.

    Raises:
        ApiError: 400, a name in it is no name of XML.
    """
    if not is_object(tree):
        element.text = _text(tree)
        return
    prefix, colon, _ = str(element.tag).rpartition(":")
    for name, inside in tree.items():
        if name == "_text":
            element.text = _text(inside)
        elif name == "_attributes" and is_object(inside):
            for attribute, value in inside.items():
                element.set(_name(attribute, where), _text(value))
        else:
            for each in inside if is_list(inside) else [inside]:
                fill(SubElement(element, f"{prefix}{colon}{_name(name, where)}"), each, where)


def _name(name: str, where: str) -> str:
    if not _NAME.fullmatch(name):
        raise ApiError(400, "Invalid body", [(where, f"{name!r} is no name of an element or an attribute.")])
    return name


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def rows(doc: Doc, name: str) -> list[Doc]:
    """The objects in a list of a record; none where it has no such list. One alone is a list of one."""
    found: Any = doc.get(name) or []
    return list(found) if is_list(found) else [found]


def written(root: Element) -> str:
    """A document as text."""
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, "unicode")
