"""Requests as a connection takes them, their timeouts, and the connections that a user brings along."""

from __future__ import annotations

import contextlib
import functools
import math
import socket
import threading
import time
import weakref
from collections.abc import Callable, Generator, Iterable, Mapping
from typing import Any, NamedTuple

import httpx
from anyio import to_thread

from .._secrets import Headers
from ..errors import ClientClosedError
from .body import Body, codings_of, is_large, unpack
from .messages import Response
from .network import MAX_BODY, origin_of

__all__ = [
    "CONNECT_TIMEOUT",
    "KEEPALIVE",
    "MAX_CONNECTIONS",
    "MAX_HEADER",
    "AsyncClientConnections",
    "AsyncTransportConnections",
    "ClientConnections",
    "DeadlineGuard",
    "NoTunnelError",
    "OutgoingRequest",
    "Passage",
    "TransportConnections",
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
        content = await to_thread.run_sync(work, abandon_on_cancel=True) if is_large(content) else work()
    return Response(status=status, headers=names, content=content)


def response(
    sent: OutgoingRequest, status: int, headers: Iterable[tuple[str, str]], content: bytes
) -> Response:
    """The answer in our terms, its body unpacked."""
    names = joined(headers)
    if codings := codings_of(names):
        content = unpack(content, codings, sent.max_body, sent.until)
    return Response(status=status, headers=names, content=content)


def _request(sent: OutgoingRequest, **extensions: Any) -> httpx.Request:
    """The request for a transport; sent by a client, its cookies and redirects would cost a fifth of a call."""
    return httpx.Request(
        sent.method,
        sent.url,
        headers=sent.fields,
        content=sent.content,
        extensions={"timeout": sent.timeouts, **extensions},
    )


class NoTunnelError(httpx.ProxyError):
    """The way through a proxy was lost before the request went out."""


class Passage:
    """A request on a new connection: what is lost before it has gone out is only the way.

    Args:
        also: Another that watches the same request.
        by_proxy: Whether the way leads through a proxy.
    """

    def __init__(
        self, also: Callable[[str, Mapping[str, Any]], None] | None = None, *, by_proxy: bool = True
    ) -> None:
        self._also = also
        self._by_proxy = by_proxy
        self._stream: Any = None
        self.is_open = False

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """httpcore's documented extension of a request; that to the proxy itself has it too."""
        if self._also is not None:
            self._also(event, info)
        if event.endswith("connect_tcp.complete"):
            self._stream = info["return_value"]
        elif event.endswith("send_request_headers.started"):
            self.is_open = info["request"].method != b"CONNECT"

    async def async_trace(self, event: str, info: Mapping[str, Any]) -> None:
        """The same in an event loop."""
        self.trace(event, info)

    @contextlib.contextmanager
    def watched(self) -> Generator[None]:
        """The block in which the request is sent.

        Raises:
            NoTunnelError: It came to nothing before the request went out.
        """
        try:
            yield
        except Exception as error:
            if self.is_open or not self._by_proxy or not _is_lost(error):
                raise
            raise NoTunnelError("the proxy hung up or was not understood") from None

    def close(self) -> None:
        """Close the way, if it came to nothing: httpcore leaves it open after a fault of SOCKS."""
        if self._stream is not None and not self.is_open:
            self._stream.close()

    async def aclose(self) -> None:
        """The same in an event loop, where it also leaves open what is cancelled."""
        if self._stream is not None and not self.is_open:
            await self._stream.aclose()


def _is_lost(error: Exception) -> bool:
    """Whether a connection that was there has ended; what cannot be made is told apart by the engines."""
    if isinstance(error, httpx.NetworkError | httpx.RemoteProtocolError):
        return not isinstance(error, httpx.ConnectError)
    return type(error).__module__.startswith("socksio.")  # httpcore lets them through


# -- async --------------------------------------------------------------------------------------


class AsyncTransportConnections:
    """The connections of an httpx transport."""

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        self._transport = transport

    async def exchange(self, sent: OutgoingRequest) -> Response:
        """Send a request and read the whole answer; the caller bounds the time."""
        return await _async_read(sent, await self._transport.handle_async_request(_request(sent)))

    async def aclose(self) -> None:
        """Close the connections; calls under way end."""
        await self._transport.aclose()


class AsyncClientConnections:
    """The connections of a user's own httpx client, which stays the user's to close."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def exchange(self, sent: OutgoingRequest) -> Response:
        """Send a request and read the whole answer; the caller bounds the time."""
        if self._client.is_closed:
            raise _their_client_is_closed()
        return await self._sent(sent)

    async def _sent(self, sent: OutgoingRequest, **extensions: Any) -> Response:
        request = _build(self._client, sent, **extensions)
        answer = await self._client.send(request, follow_redirects=False, stream=True)
        return await _async_read(sent, answer)

    async def aclose(self) -> None:
        """Nothing."""


async def _async_read(sent: OutgoingRequest, answer: httpx.Response) -> Response:
    if answer.is_stream_consumed:  # made by hand, with all its content
        return Response(answer.status_code, joined(answer.headers.items()), answer.content)
    body = sent.body()
    try:
        async for part in answer.aiter_raw():
            body.add(part)
    finally:
        await answer.aclose()
    return await async_response(sent, answer.status_code, answer.headers.multi_items(), body.content)


# -- threads ------------------------------------------------------------------------------------


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
            self._streams.add(stream)

    def _in_time(
        self, carry_out: Callable[..., Any], *given: Any, timeout: float | None = None, **named: Any
    ) -> Any:
        if self._over:
            raise ConnectionAbortedError("the client was closed")
        left = thread_deadline.until - time.monotonic()
        if left <= 0:
            raise httpx.ReadTimeout("no whole answer came in time")
        return carry_out(*given, timeout=left if timeout is None else min(timeout, left), **named)

    def end(self) -> None:
        """End the calls under way in other threads, which closing alone would not do."""
        self._over = True
        for stream in list(self._streams):
            with contextlib.suppress(OSError):
                # Not SSLSocket's own, which takes the TLS state from under a thread that reads.
                socket.socket.shutdown(stream.get_extra_info("socket"), socket.SHUT_RDWR)


class TransportConnections:
    """The connections of an httpx transport."""

    def __init__(self, transport: httpx.BaseTransport) -> None:
        self._transport = transport
        self._guard = DeadlineGuard()

    def exchange(self, sent: OutgoingRequest) -> Response:
        """Send a request and read the whole answer, in time."""
        return _read(sent, self._transport.handle_request(_request(sent, trace=self._guard.trace)))

    def close(self) -> None:
        """Close the connections; calls under way end."""
        self._guard.end()
        self._transport.close()


class ClientConnections:
    """The connections of a user's own httpx client, which stays the user's to close."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client
        self._guard = DeadlineGuard()

    def exchange(self, sent: OutgoingRequest) -> Response:
        """Send a request and read the whole answer, in time."""
        if self._client.is_closed:
            raise _their_client_is_closed()
        return self._sent(sent, trace=self._guard.trace)

    def _sent(self, sent: OutgoingRequest, **extensions: Any) -> Response:
        request = _build(self._client, sent, **extensions)
        return _read(sent, self._client.send(request, follow_redirects=False, stream=True))

    def close(self) -> None:
        """Nothing."""


def _read(sent: OutgoingRequest, answer: httpx.Response) -> Response:
    if answer.is_stream_consumed:  # made by hand, with all its content
        return Response(answer.status_code, joined(answer.headers.items()), answer.content)
    body = sent.body()
    try:
        for part in answer.iter_raw():
            body.add(part)
    finally:
        answer.close()
    return response(sent, answer.status_code, answer.headers.multi_items(), body.content)


def _build(
    client: httpx.AsyncClient | httpx.Client, sent: OutgoingRequest, **extensions: Any
) -> httpx.Request:
    """The request with what a user's client adds to it."""
    return client.build_request(
        sent.method,
        sent.url,
        headers=sent.fields,
        content=sent.content,
        extensions={"timeout": sent.timeouts, **extensions},
    )


def _their_client_is_closed() -> ClientClosedError:
    return ClientClosedError("the client given as http_client= is closed")
