"""What goes over the wire and what is told about it: requests, responses, hooks, recordings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from .errors import APIResponseError
from .retry import Resend, RetryPolicy

__all__ = [
    "Exchange",
    "Hooks",
    "Request",
    "RequestEvent",
    "Response",
    "ResponseEvent",
    "RetryEvent",
    "fits_header",
]


def fits_header(text: str) -> bool:
    """Whether a header can hold this text."""
    return text.isascii() and text.isprintable()


@dataclass(frozen=True, slots=True)
class Request:
    """One operation to carry out, however many attempts it takes."""

    method: str
    url: str = field(repr=False)
    path: str
    headers: Mapping[str, str] = field(repr=False)
    content: bytes | None = field(repr=False)
    resend: Resend
    timeout: float
    retry: RetryPolicy
    authenticate: bool = True
    token_header: str = "authorization"


@dataclass(frozen=True, slots=True)
class Response:
    """An answer with its bytes: what `client.request()` returns.

    Attributes:
        status: The HTTP status.
        headers: Header values under lower-case names.
        content: The body.
        request_id: The `X-Request-ID` that was sent.
        attempts: How many times the request went out.
        elapsed: Seconds from the first attempt to the end of the body.
    """

    status: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)
    request_id: str = ""
    attempts: int = 1
    elapsed: float = 0.0

    def json(self) -> Any:
        """Decode the body as JSON.

        Raises:
            APIResponseError: The body is not JSON.
        """
        try:
            return msgspec.json.decode(self.content)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise APIResponseError(f"the body is not JSON ({error})") from None


@dataclass(frozen=True, slots=True)
class RequestEvent:
    """An attempt is about to be sent."""

    method: str
    path: str
    attempt: int
    request_id: str


@dataclass(frozen=True, slots=True)
class ResponseEvent:
    """A response arrived; `elapsed` is the time of this attempt in seconds."""

    method: str
    path: str
    attempt: int
    request_id: str
    status: int
    elapsed: float


@dataclass(frozen=True, slots=True)
class RetryEvent:
    """An attempt failed and another follows in `delay` seconds."""

    method: str
    path: str
    attempt: int
    request_id: str
    delay: float
    error: Exception


def _ignore(_: Any) -> None:
    """The hook of those who set none."""


@dataclass(frozen=True, slots=True)
class Hooks:
    """Functions called around every attempt, for metrics and tracing.

    They run inline and should be quick; path templates stand in for ids, so an
    event never holds personal data. What a hook raises, the caller gets.
    """

    on_request: Callable[[RequestEvent], None] = _ignore
    on_response: Callable[[ResponseEvent], None] = _ignore
    on_retry: Callable[[RetryEvent], None] = _ignore


@dataclass(frozen=True, slots=True)
class Exchange:
    """One recorded operation; see `client.record()`.

    `url` and `content` may hold personal data, so the repr leaves them out.
    """

    method: str
    path: str
    status: int | None
    request_id: str
    attempts: int
    elapsed: float
    url: str = field(repr=False)
    request_headers: Mapping[str, str] = field(repr=False)
    request_content: bytes | None = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)
