"""What goes over the wire and what is told about it: requests, responses, hooks, recordings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import msgspec

from .._facade import of_root
from ..errors import APIResponseError
from .retry import Resend, RetryPolicy

__all__ = [
    "Exchange",
    "Hooks",
    "Request",
    "RequestEvent",
    "Response",
    "ResponseEvent",
    "RetryEvent",
]


class _Discreet(msgspec.Struct, frozen=True):
    """A record whose repr leaves out the fields in `_hidden`: they may hold personal data or a secret."""

    _hidden: ClassVar[frozenset[str]] = frozenset()

    def __rich_repr__(self) -> list[tuple[str, Any]]:  # what rich shows in place of the repr
        return [(name, getattr(self, name)) for name in self.__struct_fields__ if name not in self._hidden]

    def __repr__(self) -> str:
        shown = [f"{name}={value!r}" for name, value in self.__rich_repr__()]
        return f"{type(self).__name__}({', '.join(shown)})"


class Request(_Discreet, frozen=True):
    """One operation to carry out, however many attempts it takes."""

    _hidden = frozenset({"url", "headers", "content"})

    method: str
    url: str
    path: str
    headers: Mapping[str, str]
    content: bytes | None
    resend: Resend
    timeout: float
    retry: RetryPolicy
    authenticate: bool = True
    token_header: str = "authorization"


@of_root
class Response(_Discreet, frozen=True):
    """An answer with its bytes: what `client.request()` returns.

    Attributes:
        status: The HTTP status.
        headers: Header values under lower-case names.
        content: The body.
        request_id: The `X-Request-ID` that was sent.
        attempts: How many times the request went out.
        elapsed: Seconds from the first attempt to the end of the body.
    """

    _hidden = frozenset({"headers", "content"})

    status: int
    headers: Mapping[str, str]
    content: bytes
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


class RequestEvent(msgspec.Struct, frozen=True):
    """An attempt is about to be sent."""

    method: str
    path: str
    attempt: int
    request_id: str


class ResponseEvent(msgspec.Struct, frozen=True):
    """A response arrived; `elapsed` is the time of this attempt in seconds."""

    method: str
    path: str
    attempt: int
    request_id: str
    status: int
    elapsed: float


class RetryEvent(msgspec.Struct, frozen=True):
    """An attempt failed and another follows in `delay` seconds."""

    method: str
    path: str
    attempt: int
    request_id: str
    delay: float
    error: Exception


def _ignore(_: Any) -> None:
    """The hook of those who set none."""


@of_root
class Hooks(msgspec.Struct, frozen=True):
    """Functions called around every attempt, for metrics and tracing.

    They run inline and should be quick; path templates stand in for ids, so an
    event never holds personal data. What a hook raises, the caller gets.
    """

    on_request: Callable[[RequestEvent], None] = _ignore
    on_response: Callable[[ResponseEvent], None] = _ignore
    on_retry: Callable[[RetryEvent], None] = _ignore


@of_root
class Exchange(_Discreet, frozen=True):
    """One recorded operation; see `client.record()`.

    `url` and `content` may hold personal data, so the repr leaves them out.
    """

    _hidden = frozenset({"url", "request_headers", "request_content", "headers", "content"})

    method: str
    path: str
    status: int | None
    request_id: str
    attempts: int
    elapsed: float
    url: str
    request_headers: Mapping[str, str]
    request_content: bytes | None
    headers: Mapping[str, str]
    content: bytes
