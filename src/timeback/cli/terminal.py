"""Text on its way to a terminal: what is stored may hold control characters, which a terminal would obey."""

from __future__ import annotations

import io
import os
import re
from typing import TextIO, cast

__all__ = ["guarded", "is_unicode", "steady", "visible"]

# All but the tab and the line end.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def visible(text: str) -> str:
    """The text with control characters as JSON writes them: `\\u001b`."""
    return _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


class _Guarded(io.TextIOBase):
    """A stream that writes to another only what is visible."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return self._stream.write(visible(text))


def guarded(stream: TextIO) -> TextIO:
    """A stream as it is; one to a terminal without the characters that this would obey."""
    return cast("TextIO", _Guarded(stream)) if stream.isatty() else stream


def steady(*streams: TextIO) -> None:
    """Let no character end a program: files and pipes are UTF-8, unless `PYTHONIOENCODING` says otherwise.

    A terminal, and who asks for another encoding, sees `\\u0142` for what that has no place for. Windows redirects in
    an encoding of one byte a character, which would lose the names of half the world.
    """
    for stream in streams:
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if not (stream.isatty() or "PYTHONIOENCODING" in os.environ):
            stream.reconfigure(encoding="utf-8")
        stream.reconfigure(errors="backslashreplace")


def is_unicode(stream: TextIO) -> bool:
    """Whether every character has its place in what a stream writes."""
    return (stream.encoding or "utf-8").lower().startswith("utf")
