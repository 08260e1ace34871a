"""Documents as they are found: their encoding, their prolog, and the characters that HTML has names for."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from html.entities import html5

from .content import QtiXmlError

__all__ = ["decode", "to_text"]

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DECLARATION = re.compile(r"\s*<\?xml\s[^>]*\?>")
_ENCODING = re.compile(r"""\sencoding\s*=\s*["']([A-Za-z][\w.:-]*)["']""")
# A document type that declares nothing itself, of a document of QTI 2.
_DOCTYPE = re.compile(r"<!DOCTYPE\s+(?:[\w.-]+:)?assessment[A-Z]\w*[^\[\]<>]*>")
_TOKEN = re.compile(r"<!--|<!\[CDATA\[|<\?|&([A-Za-z][A-Za-z0-9]*);")
_ENDS = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>"}
_OF_XML = ("amp", "lt", "gt", "quot", "apos")


def decode(xml: bytes | str, note: Callable[[str], object]) -> str:
    """A document as text that XML allows: what many writers get wrong around the root is mended.

    The XML declaration is blanked, since it no longer says the truth of the text; lines and columns stay.

    Args:
        xml: The document.
        note: Told what was mended.

    Raises:
        QtiXmlError: Its characters cannot be read.
    """
    text = xml if isinstance(xml, str) else to_text(xml)
    text = text.lstrip("\ufeff")
    if declared := _DECLARATION.match(text):
        text = re.sub(r"[^\n]", " ", declared[0]) + text[declared.end() :]
    if doctype := _DOCTYPE.search(text):
        note("the document type is left out; nothing of it was fetched")
        text = text[: doctype.start()] + text[doctype.end() :]
    return _with_characters(text, note)


def to_text(content: bytes) -> str:
    """The text of a document, by its byte order mark or its XML declaration.

    Raises:
        QtiXmlError: Its characters cannot be read.
    """
    encoding = next((name for mark, name in _BYTE_ORDER_MARKS if content.startswith(mark)), None)
    if encoding is None:
        head = _DECLARATION.match(content[:400].decode("latin-1"))
        said = head and _ENCODING.search(head[0])
        encoding = said[1].lower() if said else "utf-8"
        if encoding.startswith(("utf-16", "utf-32", "ucs", "unicode")):
            # What could be read as ASCII so far is none of these: a program has saved the text anew.
            encoding = "utf-8"
    try:
        return content.decode(encoding).lstrip("\ufeff")
    except (UnicodeError, LookupError, ValueError):
        raise QtiXmlError(f"not well-formed XML: its characters cannot be read as {encoding}") from None


def _with_characters(text: str, note: Callable[[str], object]) -> str:
    """The text with HTML's named characters, such as `&nbsp;`, written as numbers."""
    parts: list[str] = []
    done = at = 0
    while found := _TOKEN.search(text, at):
        at = found.end()
        if end := _ENDS.get(found[0]):
            closed = text.find(end, at)
            if closed < 0:
                break
            at = closed
        elif found[1] not in _OF_XML and (characters := html5.get(f"{found[1]};")):
            note(f"&{found[1]}; is declared nowhere; it is read as in HTML")
            parts += [text[done : found.start()], *(f"&#{ord(each)};" for each in characters)]
            done = at
    return "".join((*parts, text[done:]))
