"""The body of an answer as it arrives: bounded in size and in time, unpacked piece by piece. No I/O."""

from __future__ import annotations

import io
import time
import zlib
from collections.abc import Mapping

from .failures import DecodingError, ReadTimeout, TooLargeError

__all__ = ["Body", "codings_of", "is_large", "unpack"]

_PIECE = 1024 * 1024
# What is longer may be a thousand times as long once it is unpacked, and hold up an event loop.
_LARGE = 32 * 1024
# zlib tells gzip from its own format by itself; some servers send neither, and call it deflate.
_GZIP = b"\x1f\x8b"
_ANY_FORMAT, _RAW = 32 + zlib.MAX_WBITS, -zlib.MAX_WBITS


class Body:
    """Takes the parts of a body, and gives the whole.

    Args:
        most: Bytes that it may have.
        until: The moment by which it must be there.
    """

    def __init__(self, most: int, until: float) -> None:
        self._most = most
        self._until = until
        self._parts = io.BytesIO()

    def add(self, part: bytes) -> None:
        """Take the next part.

        Raises:
            TooLargeError: It is one too many.
            ReadTimeout: It comes too late.
        """
        if self._parts.tell():
            self._parts.write(part)
        else:  # shared, not copied, as long as it is the only one
            self._parts = io.BytesIO(part)
            self._parts.seek(0, io.SEEK_END)
        if self._parts.tell() > self._most:
            raise TooLargeError(self._most)
        if time.monotonic() > self._until:
            raise ReadTimeout("no whole answer came in time")

    @property
    def content(self) -> bytes:
        """The parts, as one."""
        return self._parts.getvalue()


def codings_of(headers: Mapping[str, str]) -> list[str]:
    """The codings that a body is packed in, the outermost first."""
    codings = [each.strip().lower() for each in headers.get("content-encoding", "").split(",")]
    return [each for each in reversed(codings) if each not in ("", "identity")]


def is_large(content: bytes) -> bool:
    """Whether unpacking it may take so long that it is no work for an event loop."""
    return len(content) > _LARGE


def unpack(content: bytes, codings: list[str], most: int, until: float) -> bytes:
    """Unpack a body, within the bounds of `Body`.

    Raises:
        TooLargeError: It is larger than it may be.
        DecodingError: It is not packed as it says.
        ReadTimeout: It takes too long.
    """
    for coding in codings if content else ():
        if coding not in ("gzip", "x-gzip", "deflate"):
            raise DecodingError(f"nobody asked for {coding[:20]!r}")
        try:
            content = _inflated(content, _ANY_FORMAT, Body(most, until))
        except zlib.error:
            if coding != "deflate":
                raise DecodingError("it is not packed") from None
            content = _inflated_raw(content, Body(most, until))
    return content


def _inflated_raw(content: bytes, whole: Body) -> bytes:
    try:
        return _inflated(content, _RAW, whole)
    except zlib.error:
        raise DecodingError("it is not packed") from None


def _inflated(content: bytes, form: int, whole: Body) -> bytes:
    inflater = zlib.decompressobj(form)
    while not inflater.eof or inflater.unused_data.startswith(_GZIP):
        if inflater.eof:  # gzip may come in several members
            content, inflater = inflater.unused_data, zlib.decompressobj(form)
        piece = inflater.decompress(content, _PIECE)
        content = inflater.unconsumed_tail
        if not piece and not content and not inflater.eof:
            raise DecodingError("its end is missing")
        whole.add(piece)
    return whole.content
