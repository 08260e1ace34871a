"""Rows that are nested too deeply to be read, set apart from those around them."""

from __future__ import annotations

import re

__all__ = ["set_apart"]

_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)
# Readers give up at about a thousand levels, by what they are called from.
_DEEP = 500


def set_apart(content: bytes) -> tuple[bytes, dict[bytes, bytes]]:
    """A page in which a text stands for each row that is nested too deeply, and these rows by their texts."""
    level = 2 if content.lstrip()[:1] == b"[" else 3
    depth = start = kept = 0
    is_deep = False
    pieces, found = list[bytes](), dict[bytes, bytes]()
    for token in _TOKEN.finditer(content):
        if token[0] in (b"[", b"{"):
            depth += 1
            if depth == level:
                start, is_deep = token.start(), False
            is_deep = is_deep or depth > _DEEP
        elif token[0] in (b"]", b"}"):
            if depth == level and is_deep:
                text = b'"\\u0000 %d"' % len(found)
                found[text] = content[start : token.end()].replace(b"\n", b" ")
                pieces += [content[kept:start], text]
                kept = token.end()
            depth -= 1
    return b"".join([*pieces, content[kept:]]), found
