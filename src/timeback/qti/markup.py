"""From XML to a tree, safely: no DTD, no entities but XML's own five, bounded depth. Names lose their prefixes."""

from __future__ import annotations

import copy
import math
import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, tostring
from xml.parsers import expat

from .content import QtiXmlError

__all__ = [
    "MarkupReader",
    "child",
    "children",
    "descendants",
    "inner_markup",
    "number",
    "parse",
    "plain_text",
    "read_with",
]

_MAX_DEPTH = 200
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_SSML = "http://www.w3.org/2001/10/synthesis"


def parse(xml: bytes | str) -> Element:
    """The root of a document.

    Raises:
        QtiXmlError: It is not well-formed, has a DTD, or is nested too deeply.
    """
    return read_with(MarkupReader(), xml)


def read_with(reader: MarkupReader, xml: bytes | str) -> Element:
    """The root of a document, as a reader builds it.

    Raises:
        QtiXmlError: It is not well-formed, has a DTD, or is nested too deeply.
    """
    try:
        content = xml.encode("utf-8") if isinstance(xml, str) else xml
        return reader.read(content, "utf-8" if isinstance(xml, str) else None)
    except expat.ExpatError as error:
        where = f"line {error.lineno}, column {error.offset + 1}"
        raise QtiXmlError(f"not well-formed XML: {expat.ErrorString(error.code)} ({where})") from None
    except (UnicodeError, ParseError, LookupError, ValueError):
        raise QtiXmlError("not well-formed XML: its characters cannot be read") from None


class MarkupReader:
    """An expat parser that builds a tree, and refuses what could expand or fetch."""

    def __init__(self) -> None:
        self._builder = TreeBuilder()
        self._depth = 0
        self._kept = {"ssml"}

    def read(self, content: bytes, encoding: str | None) -> Element:
        parser = self._parser = expat.ParserCreate(encoding)
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._builder.data
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        parser.ExternalEntityRefHandler = self._refuse
        self._prepare()
        parser.Parse(content, True)
        return self._builder.close()

    def _prepare(self) -> None:
        """Hear of more than elements and text."""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._deeper()
        for key, value in attributes.items():
            if value == _SSML and key.startswith("xmlns:"):
                self._kept.add(key.removeprefix("xmlns:"))
        self._builder.start(
            self._local(name),
            {
                self._attribute(key): value
                for key, value in attributes.items()
                if not key.startswith("xmlns:")
            },
        )

    def _deeper(self) -> None:
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise QtiXmlError(f"elements are nested more than {_MAX_DEPTH} deep")

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._builder.end(self._local(name))

    def _local(self, name: str) -> str:
        """A name without its prefix, unless it is speech markup: `ssml:sub` is not HTML's `sub`."""
        prefix, _, local = name.rpartition(":")
        return f"ssml:{local}" if prefix in self._kept else local or name

    def _attribute(self, name: str) -> str:
        # `xml:` needs no declaration, so it can stay, and `xml:lang` is not taken for `lang`.
        return name if name.startswith("xml:") else self._local(name)

    def _refuse(self, *details: Any) -> int:
        raise QtiXmlError("a document type or an entity is declared: items need neither, and none is read")


def children(parent: Element, *names: str) -> Iterator[Element]:
    """The children of these names."""
    return (each for each in parent if each.tag in names)


def child(parent: Element, name: str) -> Element | None:
    """The first child of that name."""
    return next(children(parent, name), None)


def descendants(parent: Element, *names: str) -> Iterator[Element]:
    """Everything of these names below an element, in document order."""
    wanted = frozenset(names)
    return (each for each in parent.iter() if each.tag in wanted)


def inner_markup(element: Element, *without: str) -> str:
    """The inside of an element as markup, without the elements of some names, however deep they are."""
    if next(descendants(element, *without), None) is not None:
        element = copy.deepcopy(element)
        _cut(element, without)
    parts = [_escaped(element.text), *(tostring(each, "unicode") for each in element)]
    return "".join(parts).strip()


def _cut(parent: Element, names: tuple[str, ...]) -> None:
    before: Element | None = None
    for each in list(parent):
        if each.tag not in names:
            _cut(each, names)
            before = each
            continue
        if before is None:
            parent.text = (parent.text or "") + (each.tail or "")
        else:
            before.tail = (before.tail or "") + (each.tail or "")
        parent.remove(each)


def number(text: str | None) -> float | None:
    """The decimal number that a text is, by XML Schema's rules; None for what is none, or has no end."""
    trimmed = "" if text is None else text.strip()
    found = float(trimmed) if _NUMBER.fullmatch(trimmed) else math.nan
    return found if math.isfinite(found) else None


def plain_text(element: Element) -> str:
    """The text inside an element, without its markup."""
    return "".join(element.itertext()).strip()


def _escaped(text: str | None) -> str:
    return (text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
