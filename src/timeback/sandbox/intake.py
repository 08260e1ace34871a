"""Requests as they are taken: decompressed, and of a bounded size."""

from __future__ import annotations

import dataclasses
import zlib

from .errors import ApiError
from .messages import Request

__all__ = ["MAX_BODY", "MAX_TARGET", "taken"]

MAX_BODY = 25_000_000
# Of a path and a query, in bytes; gateways take less still.
MAX_TARGET = 65_536
_GZIP = 16 + zlib.MAX_WBITS


def taken(request: Request, max_body: int) -> Request:
    """A request with its body as it was before it was compressed.

    Raises:
        ApiError: 413 for a body that is too large, 415 for a compression that is not taken, 400 for a broken one.
    """
    body, encoding = request.body, request.headers.get("content-encoding", "identity").strip().lower()
    if encoding in ("gzip", "x-gzip"):
        body = _decompressed(body, max_body)
    elif encoding not in ("identity", ""):
        raise ApiError(415, "Bodies are taken as they are or by gzip.", headers=[("accept-encoding", "gzip")])
    if len(body) > max_body:
        raise ApiError(413, f"The body holds more than {max_body} bytes.")
    return request if body is request.body else dataclasses.replace(request, body=body)


def _decompressed(body: bytes, most: int) -> bytes:
    """The body of one or several gzip members; one byte more than the most, where it is larger."""
    parts: list[bytes] = []
    size = 0
    try:
        while body and size <= most:
            stream = zlib.decompressobj(_GZIP)
            parts.append(stream.decompress(body, most + 1 - size))
            size += len(parts[-1])
            if not stream.eof and size <= most:
                raise ApiError(400, "The body is not valid gzip.")
            body = stream.unused_data
    except zlib.error:
        raise ApiError(400, "The body is not valid gzip.") from None
    return b"".join(parts)
