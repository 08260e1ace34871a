"""Connections of httpx: which one a request takes, how long it may take, and how they end."""

from __future__ import annotations

import contextlib
import functools
import math
import socket
import threading
import time
import weakref
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, Generic, NamedTuple, TypeVar

import anyio
import httpx

from .errors import ClientClosedError
from .messages import Response

__all__ = [
    "CONNECT_TIMEOUT",
    "KEEPALIVE",
    "MAX_CONNECTIONS",
    "AsyncClientConnections",
    "AsyncLanes",
    "AsyncTransportConnections",
    "ClientConnections",
    "Lanes",
    "Outgoing",
    "TransportConnections",
    "within",
]

CONNECT_TIMEOUT = 10.0
KEEPALIVE = 30.0
MAX_CONNECTIONS = 100

_ONE = httpx.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=KEEPALIVE)

L = TypeVar("L")


class Outgoing(NamedTuple):
    """A request as it goes out; `until` is the moment by which its answer must be there."""

    method: str
    url: str
    headers: Mapping[str, str]
    content: bytes | None
    until: float

    @property
    def left(self) -> float:
        """Seconds until then."""
        return max(0.001, self.until - time.monotonic())

    @property
    def origin(self) -> str:
        """Scheme, host and port, as the URL has them."""
        return self.url[: self.url.find("/", 8)]

    @property
    def timeouts(self) -> dict[str, float]:
        """How long each part may take, for httpx."""
        left = self.left
        return {"connect": min(left, CONNECT_TIMEOUT), "read": left, "write": left, "pool": left}


def _request(sent: Outgoing, **extensions: Any) -> httpx.Request:
    """The request for a transport; sent by a client, its cookies and redirects would cost a fifth of a call."""
    return httpx.Request(
        sent.method,
        sent.url,
        headers={"accept-encoding": "gzip, deflate", **sent.headers},
        content=sent.content,
        extensions={"timeout": sent.timeouts, **extensions},
    )


def _answer(response: httpx.Response) -> Response:
    return Response(status=response.status_code, headers=dict(response.headers), content=response.content)


class _Idle(Generic[L]):
    """Lanes that wait for a request to their origin: the last that came is the first to go."""

    def __init__(self) -> None:
        self._waiting: dict[str, deque[tuple[float, L]]] = {}

    def take(self, origin: str) -> L | None:
        """The lane that has waited the shortest."""
        try:
            return self._waiting[origin].pop()[1]
        except LookupError:  # another thread may take the last
            return None

    def put(self, origin: str, lane: L) -> L | None:
        """Let a lane wait; what comes back has waited too long, and is to be closed."""
        waiting = self._waiting.setdefault(origin, deque())
        now = time.monotonic()
        waiting.append((now, lane))
        with contextlib.suppress(IndexError):
            if waiting[0][0] < now - KEEPALIVE:
                return waiting.popleft()[1]
        return None


# -- async --------------------------------------------------------------------------------------


class AsyncTransportConnections:
    """The connections of an httpx transport."""

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        self._transport = transport

    async def exchange(self, sent: Outgoing) -> Response:
        """Send a request and read the whole answer; the caller bounds the time."""
        response = await self._transport.handle_async_request(_request(sent))
        try:
            await response.aread()
        finally:
            await response.aclose()
        return _answer(response)

    async def aclose(self) -> None:
        """Close the connections; calls under way end."""
        await self._transport.aclose()


class AsyncLanes:
    """A transport for every connection: one of many connections looks at all of them on every call."""

    def __init__(self, make: Callable[[httpx.Limits], httpx.AsyncBaseTransport]) -> None:
        self._make = make
        self._lanes: set[AsyncTransportConnections] = set()
        self._idle: _Idle[AsyncTransportConnections] = _Idle()
        self._free = anyio.Semaphore(MAX_CONNECTIONS)
        self._closed = False

    async def exchange(self, sent: Outgoing) -> Response:
        """Send a request over a connection of its own; the caller bounds the time."""
        async with self._free:
            lane = self._idle.take(sent.origin) or self._open()
            try:
                response = await lane.exchange(sent)
            except BaseException:
                await self._drop(lane)
                raise
            if stale := self._idle.put(sent.origin, lane):
                await self._drop(stale)
            return response

    def _open(self) -> AsyncTransportConnections:
        if self._closed:
            raise RuntimeError("the connections are closed")
        lane = AsyncTransportConnections(self._make(_ONE))
        self._lanes.add(lane)
        return lane

    async def _drop(self, lane: AsyncTransportConnections) -> None:
        self._lanes.discard(lane)
        await lane.aclose()

    async def aclose(self) -> None:
        """Close the connections; calls under way end."""
        self._closed = True
        self._idle = _Idle()
        for lane in list(self._lanes):
            await self._drop(lane)


class AsyncClientConnections:
    """The connections of a user's own httpx client, which stays the user's to close."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def exchange(self, sent: Outgoing) -> Response:
        """Send a request and read the whole answer; the caller bounds the time."""
        if self._client.is_closed:
            raise _their_client_is_closed()
        request = _build(self._client, sent)
        return _answer(await self._client.send(request, follow_redirects=False))

    async def aclose(self) -> None:
        """Nothing."""


# -- threads ------------------------------------------------------------------------------------


class _Within(threading.local):
    """The moment by which this thread's exchange must end."""

    until = math.inf


within = _Within()


class _Watch:
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

    def _in_time(self, carry_out: Callable[..., Any], data: Any, timeout: float | None = None) -> Any:
        if self._over:
            raise ConnectionAbortedError("the client was closed")
        left = max(0.001, within.until - time.monotonic())
        return carry_out(data, timeout=left if timeout is None else min(timeout, left))

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
        self._watch = _Watch()

    def exchange(self, sent: Outgoing) -> Response:
        """Send a request and read the whole answer, in time."""
        response = self._transport.handle_request(_request(sent, trace=self._watch.trace))
        try:
            response.read()
        finally:
            response.close()
        return _answer(response)

    def close(self) -> None:
        """Close the connections; calls under way end."""
        self._watch.end()
        self._transport.close()


class Lanes:
    """A transport for every connection: one of many connections holds its lock on every call."""

    def __init__(self, make: Callable[[httpx.Limits], httpx.BaseTransport]) -> None:
        self._make = make
        self._lanes: set[TransportConnections] = set()
        self._idle: _Idle[TransportConnections] = _Idle()
        self._free = threading.Semaphore(MAX_CONNECTIONS)
        self._closed = False

    def exchange(self, sent: Outgoing) -> Response:
        """Send a request over a connection of its own, in time."""
        if not self._free.acquire(timeout=sent.left):
            raise httpx.PoolTimeout("no connection became free in time")
        try:
            lane = self._idle.take(sent.origin) or self._open()
            try:
                response = lane.exchange(sent)
            except BaseException:
                self._drop(lane)
                raise
            if stale := self._idle.put(sent.origin, lane):
                self._drop(stale)
            return response
        finally:
            self._free.release()

    def _open(self) -> TransportConnections:
        lane = TransportConnections(self._make(_ONE))
        self._lanes.add(lane)
        if self._closed:  # looked at last: another thread may close meanwhile
            self._drop(lane)
            raise RuntimeError("the connections are closed")
        return lane

    def _drop(self, lane: TransportConnections) -> None:
        self._lanes.discard(lane)
        lane.close()

    def close(self) -> None:
        """Close the connections; calls under way end."""
        self._closed = True
        self._idle = _Idle()
        for lane in list(self._lanes):
            self._drop(lane)


class ClientConnections:
    """The connections of a user's own httpx client, which stays the user's to close."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client
        self._watch = _Watch()

    def exchange(self, sent: Outgoing) -> Response:
        """Send a request and read the whole answer, in time."""
        if self._client.is_closed:
            raise _their_client_is_closed()
        return _answer(
            self._client.send(_build(self._client, sent, self._watch.trace), follow_redirects=False)
        )

    def close(self) -> None:
        """Nothing."""


def _build(
    client: httpx.AsyncClient | httpx.Client, sent: Outgoing, trace: Callable[..., Any] | None = None
) -> httpx.Request:
    """The request with what a user's client adds to it."""
    extensions = {"timeout": sent.timeouts, **({"trace": trace} if trace else {})}
    return client.build_request(
        sent.method, sent.url, headers=dict(sent.headers), content=sent.content, extensions=extensions
    )


def _their_client_is_closed() -> ClientClosedError:
    return ClientClosedError("the client given as http_client= is closed")
