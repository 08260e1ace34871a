"""Requests and responses of the sandbox, free of any HTTP library."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec

__all__ = ["Request", "Response", "json_response", "no_content"]


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it arrived.

    Attributes:
        method: The HTTP method, upper case.
        path: The raw path, still percent-encoded.
        query: The raw query string, without the question mark.
        headers: The headers by lower-case name.
        body: The whole body.
    """

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Response:
    """One answer, and what the transport does to it.

    Attributes:
        status: The HTTP status.
        headers: The headers in order; `content-length` is among them.
        body: The whole body.
        latency: Seconds to wait before the answer goes out.
        drop: Close the connection and send nothing.
        truncate: Send this many bytes of the body, then close the connection.
    """

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    latency: float = 0.0
    drop: bool = False
    truncate: int | None = None

    def json(self) -> Any:
        """Decode the body."""
        return msgspec.json.decode(self.body)

    def header(self, name: str) -> str | None:
        """The first header of this name, in any case."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)

    def with_body(self, body: bytes) -> Response:
        """The same answer with another body."""
        headers = [pair for pair in self.headers if pair[0] != "content-length"]
        return replace(self, headers=[*headers, ("content-length", str(len(body)))], body=body)


def json_response(
    status: int, body: Any = None, headers: Sequence[tuple[str, str]] = (), *, encoded: bytes | None = None
) -> Response:
    """An answer with a JSON body, given as a value or already `encoded`."""
    content = msgspec.json.encode(body) if encoded is None else encoded
    return Response(
        status,
        [("content-type", "application/json"), ("content-length", str(len(content))), *headers],
        content,
    )


def no_content() -> Response:
    """An answer without a body: 204."""
    return Response(204, [], b"")
