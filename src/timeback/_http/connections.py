"""Requests as a connection takes them, their timeouts, and the answers that come back."""

from __future__ import annotations

import contextlib
import functools
import math
import threading
import time
import weakref
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from .._fork import late_imports
from .._secrets import Headers
from .body import Body, codings_of, is_large, unpack
from .failures import ReadTimeout
from .messages import Response
from .network import MAX_BODY, origin_of

__all__ = [
    "CONNECT_TIMEOUT",
    "KEEPALIVE",
    "MAX_CONNECTIONS",
    "MAX_HEADER",
    "DeadlineGuard",
    "OutgoingRequest",
    "async_response",
    "joined",
    "response",
    "thread_deadline",
]

CONNECT_TIMEOUT = 10.0
KEEPALIVE = 30.0
MAX_CONNECTIONS = 100
# Bytes of a response's header; a Link header repeats the query, filter and all. httpcore's bound.
MAX_HEADER = 100 * 1024


class OutgoingRequest(NamedTuple):
    """A request as it goes out; `until` is the moment by which its answer must be there."""

    method: str
    url: str
    headers: Headers
    content: bytes | None
    until: float
    max_body: int = MAX_BODY

    @property
    def left(self) -> float:
        """Seconds until then."""
        return max(0.001, self.until - time.monotonic())

    @property
    def timeouts(self) -> dict[str, float]:
        """The timeout of each part, as httpx names them."""
        left = self.left
        return {"connect": min(left, CONNECT_TIMEOUT), "read": left, "write": left, "pool": left}

    @property
    def origin(self) -> str:
        """The URL as far as scheme, host and port go."""
        return origin_of(self.url)

    @property
    def target(self) -> str:
        """The URL from its path on."""
        return self.url[len(self.origin) :] or "/"

    @property
    def fields(self) -> dict[str, str]:
        """The headers, with what can be read of an answer."""
        return {"accept-encoding": "gzip, deflate", **self.headers.reveal()}

    def body(self) -> Body:
        """An empty body, for the parts of the answer's."""
        return Body(self.max_body, self.until)

    def __repr__(self) -> str:
        return f"OutgoingRequest({self.method} {self.origin})"


def joined(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Headers under names in lower case, those that repeat in one."""
    names: dict[str, str] = {}
    for name, value in headers:
        key = name.lower()
        names[key] = f"{names[key]}, {value}" if key in names else value
    return names


async def async_response(
    sent: OutgoingRequest, status: int, headers: Iterable[tuple[str, str]], content: bytes
) -> Response:
    """The answer in our terms, its body unpacked; in a thread where that may take long."""
    names = joined(headers)
    if codings := codings_of(names):
        work = functools.partial(unpack, content, codings, sent.max_body, sent.until)
        content = await _in_thread(work) if is_large(content) else work()
    return Response(status=status, headers=names, content=content)


async def _in_thread(work: Callable[[], bytes]) -> bytes:
    with late_imports:
        from anyio import to_thread

    return await to_thread.run_sync(work, abandon_on_cancel=True)


def response(
    sent: OutgoingRequest, status: int, headers: Iterable[tuple[str, str]], content: bytes
) -> Response:
    """The answer in our terms, its body unpacked."""
    names = joined(headers)
    if codings := codings_of(names):
        content = unpack(content, codings, sent.max_body, sent.until)
    return Response(status=status, headers=names, content=content)


class _ThreadDeadline(threading.local):
    """The moment by which this thread's exchange must end."""

    until = math.inf


thread_deadline = _ThreadDeadline()


class DeadlineGuard:
    """Bounds each read and write of connections by the deadline of the exchange, and can end them.

    httpx bounds the wait for each part only; a server that trickles would hold a thread for ever.
    """

    def __init__(self) -> None:
        self._streams: weakref.WeakSet[Any] = weakref.WeakSet()
        self._over = False

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """httpcore's documented extension of a request: it hands out the stream as it is made."""
        if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            stream = info["return_value"]
            stream.read = functools.partial(self._in_time, stream.read)
            stream.write = functools.partial(self._in_time, stream.write)
            self.watch(stream)

    def watch(self, stream: Any) -> None:
        """Have a stream end with the others.

        Raises:
            ConnectionAbortedError: They have ended.
        """
        self._streams.add(stream)
        if self._over:
            raise ConnectionAbortedError("the client was closed")

    def _in_time(
        self, carry_out: Callable[..., Any], *given: Any, timeout: float | None = None, **named: Any
    ) -> Any:
        if self._over:
            raise ConnectionAbortedError("the client was closed")
        left = thread_deadline.until - time.monotonic()
        if left <= 0:
            raise ReadTimeout("no whole answer came in time")
        return carry_out(*given, timeout=left if timeout is None else min(timeout, left), **named)

    def end(self) -> None:
        """End the calls under way in other threads, which closing alone would not do."""
        self._over = True
        with late_imports:
            import socket  # as late as a connection

        for stream in list(self._streams):
            with contextlib.suppress(OSError):
                # Not SSLSocket's own, which takes the TLS state from under a thread that reads.
                socket.socket.shutdown(stream.get_extra_info("socket"), socket.SHUT_RDWR)
