"""Text on its way to a terminal: what is stored may hold control characters, which a terminal would obey."""

from __future__ import annotations

import io
import re
from typing import TextIO, cast

__all__ = ["guarded", "visible"]

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
