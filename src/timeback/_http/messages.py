"""The messages on the wire and the reports of them: requests, responses, hooks, recordings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Protocol

import msgspec

from .._codec.parse import NotJSONError, charset_of, parse_json
from .._codec.preview import response_error
from .._facade import of_root
from .._secrets import Secret
from .retry import Resend, RetryPolicy

__all__ = [
    "CallEvent",
    "Exchange",
    "Hooks",
    "Request",
    "RequestEvent",
    "Response",
    "ResponseEvent",
    "RetryEvent",
    "UnderWay",
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
    secrets: Mapping[str, Secret] = {}
    service: str = ""
    operation: str = ""
    # The path where it holds no ids: one of the user's own may.
    template: str | None = None


class UnderWay(Protocol):
    """An operation, as far as it has gone, for those who watch it."""

    request: Request
    id: str
    attempts: int
    status: int | None

    @property
    def elapsed(self) -> float:
        """Seconds since it began."""
        ...


@of_root
class Response(_Discreet, frozen=True):
    """An answer with its bytes; `client.request()` returns it.

    Attributes:
        status: The HTTP status.
        headers: Header values under lower-case names.
        content: The body.
        request_id: The `X-Request-ID` that was sent.
        attempts: How many times the request was sent.
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
        charset = charset_of(self.headers)
        try:
            return parse_json(self.content, charset)
        except NotJSONError as error:
            failure = response_error(f"the body is {error}", self.content, charset)
            failure.status, failure.request_id = self.status, self.request_id
            raise failure from None


class CallEvent(_Discreet, frozen=True):
    """A call begins, and nothing of it is sent yet; its repr leaves out what may hold personal data."""

    _hidden = frozenset({"url", "content"})

    service: str
    """Name of the service, such as `oneroster`."""
    method: str
    """HTTP method, such as `GET`."""
    path: str
    """Template of the path, with names in braces in place of ids."""
    url: str
    """Address of the request, with its ids and query."""
    content: bytes | None
    """Body of the request; None if it has none."""


class RequestEvent(msgspec.Struct, frozen=True):
    """An attempt is about to be sent."""

    method: str
    """HTTP method, such as `GET`."""
    path: str
    """Template of the path, with names in braces in place of ids."""
    attempt: int
    """Number of the attempt within its call, counted from 1."""
    request_id: str
    """Identifier sent as `X-Request-ID`, the same on every attempt of a call."""


class ResponseEvent(msgspec.Struct, frozen=True):
    """A response arrived; `elapsed` is the time of this attempt in seconds."""

    method: str
    """HTTP method, such as `GET`."""
    path: str
    """Template of the path, with names in braces in place of ids."""
    attempt: int
    """Number of the attempt within its call, counted from 1."""
    request_id: str
    """Identifier sent as `X-Request-ID`, the same on every attempt of a call."""
    status: int
    """HTTP status of the answer."""
    elapsed: float
    """Seconds that this attempt took."""


class RetryEvent(msgspec.Struct, frozen=True):
    """An attempt failed and another follows in `delay` seconds."""

    method: str
    """HTTP method, such as `GET`."""
    path: str
    """Template of the path, with names in braces in place of ids."""
    attempt: int
    """Number of the attempt within its call, counted from 1."""
    request_id: str
    """Identifier sent as `X-Request-ID`, the same on every attempt of a call."""
    delay: float
    """Seconds until the next attempt."""
    error: Exception
    """Error for which the attempt failed."""


def _ignore(_: Any) -> None:
    """The hook of those who set none."""


@of_root
class Hooks(msgspec.Struct, frozen=True):
    """Functions called around every attempt, for metrics and tracing, and before every call.

    They run inline and should be quick. Paths are templates without ids, so only the event of
    `on_call` has personal data. An exception in a hook reaches the caller.
    """

    on_call: Callable[[CallEvent], None] = _ignore
    """Called before a call sends anything, even a token request; if it raises, nothing is sent."""
    on_request: Callable[[RequestEvent], None] = _ignore
    """Called before each attempt is sent."""
    on_response: Callable[[ResponseEvent], None] = _ignore
    """Called after each answer, whatever its status."""
    on_retry: Callable[[RetryEvent], None] = _ignore
    """Called after a failed attempt, if another will follow."""


@of_root
class Exchange(_Discreet, frozen=True):
    """One recorded operation; see `client.record()`.

    `url` and `content` may hold personal data, so the repr leaves them out.
    """

    _hidden = frozenset({"url", "request_headers", "request_content", "headers", "content"})

    method: str
    """HTTP method, such as `GET`."""
    path: str
    """Template of the path, with names in braces in place of ids."""
    status: int | None
    """HTTP status of the last answer; None if none arrived."""
    request_id: str
    """Identifier sent as `X-Request-ID`, the same on every attempt of a call."""
    attempts: int
    """Number of attempts of the call."""
    elapsed: float
    """Seconds that the call took in all, including waits."""
    url: str
    """Address of the request, with its ids and query."""
    request_headers: Mapping[str, str]
    """Headers of the request, without the token."""
    request_content: bytes | None
    """Body of the request; None if it had none."""
    headers: Mapping[str, str]
    """Headers of the answer, under lower-case names."""
    content: bytes
    """Body of the answer."""
