"""Documents that are changed and written again: whatever is not touched stays as it was, letter by letter."""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import NamedTuple
from xml.etree.ElementTree import Element, TreeBuilder, tostring

from .markup import MarkupReader, read_with

__all__ = ["Document"]

_TAG = re.compile(rb"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")


class _Source(NamedTuple):
    """The place of an element in its source, and what it held there."""

    element: Element
    start: int
    inside: int
    """The end of the start tag."""
    end: int
    head: Hashable
    content: Hashable


class Document:
    """A document with all that it is written with.

    Args:
        xml: The document.

    Attributes:
        root: The root; names keep their prefixes, namespaces are attributes, comments are nodes.

    Raises:
        QtiXmlError: It is not well-formed, has a DTD, or is nested too deeply.
    """

    def __init__(self, xml: str) -> None:
        reader = _SourceReader()
        self.root = read_with(reader, xml)
        self._content = xml.encode()
        contents: dict[int, Hashable] = {}
        _hold(self.root, contents)
        self._sources = {
            id(element): _Source(
                element, start, inside, end, (element.tag, *element.items()), contents[id(element)]
            )
            for element, start, inside, end in reader.places
        }

    def text(self) -> str:
        """The document as text."""
        contents: dict[int, Hashable] = {}
        _hold(self.root, contents)
        source = self._sources.get(id(self.root))
        first, last = (source.start, source.end) if source else (0, len(self._content))
        return f"{self._at(0, first)}{self._written(self.root, contents)}{self._at(last, len(self._content))}"

    def _at(self, start: int, end: int) -> str:
        return self._content[start:end].decode()

    def _written(self, element: Element, contents: dict[int, Hashable]) -> str:
        source = self._sources.get(id(element))
        if source is not None and source.content == contents[id(element)]:
            return self._at(source.start, source.end)
        if callable(element.tag):
            # A comment or an instruction: what its tag is makes it one.
            return tostring(element, "unicode").removesuffix(_escaped(element.tail))
        head = self._head(element, source)
        if not len(element) and not element.text:
            return f"{head}/>"
        inside = "".join(f"{self._written(each, contents)}{_escaped(each.tail)}" for each in element)
        return f"{head}>{_escaped(element.text)}{inside}</{element.tag}>"

    def _head(self, element: Element, source: _Source | None) -> str:
        """The start tag without its end."""
        if source is not None and source.head == (element.tag, *element.items()):
            return self._at(source.start, source.inside).removesuffix(">").removesuffix("/").rstrip()
        return tostring(Element(element.tag, dict(element.items())), "unicode").removesuffix(" />")


class _SourceReader(MarkupReader):
    """A reader that keeps names, namespaces and comments, and the places of elements."""

    def __init__(self) -> None:
        super().__init__()
        self._builder = TreeBuilder(insert_comments=True, insert_pis=True)
        self._starts: list[tuple[Element, int, int]] = []
        self._content = b""
        self.places: list[tuple[Element, int, int, int]] = []

    def read(self, content: bytes, encoding: str | None) -> Element:
        self._content = content
        return super().read(content, encoding)

    def _prepare(self) -> None:
        self._parser.CommentHandler = self._comment
        self._parser.ProcessingInstructionHandler = self._instruction

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._deeper()
        start = self._parser.CurrentByteIndex
        tag = _TAG.match(self._content, start)
        self._starts.append((self._builder.start(name, attributes), start, tag.end() if tag else start))

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._builder.end(name)
        element, start, inside = self._starts.pop()
        is_empty = self._content[inside - 2 : inside] == b"/>"
        end = inside if is_empty else self._content.index(b">", self._parser.CurrentByteIndex) + 1
        self.places.append((element, start, inside, end))

    def _comment(self, text: str) -> None:
        if self._depth:
            self._builder.comment(text)

    def _instruction(self, target: str, text: str) -> None:
        if self._depth:
            self._builder.pi(target, text)


def _hold(element: Element, contents: dict[int, Hashable]) -> int:
    """Note what an element holds, and those in it, as one number each."""
    inside = tuple((_hold(each, contents), each.tail or "") for each in element)
    found = hash((element.tag, *element.items(), element.text or "", inside))
    contents[id(element)] = found
    return found


def _escaped(text: str | None) -> str:
    return (text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
