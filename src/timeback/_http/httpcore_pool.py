"""Pools of httpcore's connections, without httpx between: the last that came back is the first to go.

httpcore's own pool looks at every connection on every call, under a lock.
"""

from __future__ import annotations

import contextlib
import functools
import io
import ssl
import threading
from collections.abc import Generator
from typing import Any, Generic, TypeVar

import anyio
import httpcore
import httpx

from .connections import KEEPALIVE, MAX_CONNECTIONS, DeadlineGuard, OutgoingRequest, to_response
from .messages import Response

__all__ = ["AsyncPool", "Pool"]

C = TypeVar("C", httpcore.AsyncHTTPConnection, httpcore.HTTPConnection)


@functools.lru_cache(maxsize=64)
def _address(origin: str) -> tuple[httpcore.Origin, bytes]:
    """The origin that a connection leads to, and the header that names it."""
    url = httpx.URL(origin)
    port = url.port or (443 if url.scheme == "https" else 80)
    return httpcore.Origin(url.raw_scheme, url.raw_host, port), url.netloc


def _request(sent: OutgoingRequest, **extensions: Any) -> httpcore.Request:
    origin, host = _address(sent.origin)
    headers = [(b"host", host)]
    headers += [(name.encode("ascii"), value.encode("ascii")) for name, value in sent.fields.items()]
    if sent.content is not None or sent.method in ("POST", "PUT", "PATCH"):
        headers.append((b"content-length", b"%d" % len(sent.content or b"")))
    return httpcore.Request(
        sent.method,
        httpcore.URL(scheme=origin.scheme, host=origin.host, port=origin.port, target=sent.target),
        headers=headers,
        content=sent.content,
        extensions={"timeout": sent.timeouts, **extensions},
    )


def _response(response: httpcore.Response, body: io.BytesIO) -> Response:
    pairs = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers]
    return to_response(response.status, pairs, body.getvalue())


@contextlib.contextmanager
def _under_httpx_names() -> Generator[None]:
    """Raise what httpx's transports raise for the same fault."""
    try:
        yield
    except httpcore.ConnectionNotAvailable:
        raise RuntimeError("the pool was closed") from None
    except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as error:
        raise getattr(httpx, type(error).__name__)(str(error)) from error


def _is_usable(connection: httpcore.AsyncHTTPConnection | httpcore.HTTPConnection) -> bool:
    """Whether another request can go over it: neither side has closed it, and it has not waited too long."""
    return connection.is_idle() and not connection.has_expired()


class _IdleConnections(Generic[C]):
    """The connections of a pool, and those among them that wait, by origin."""

    def __init__(self) -> None:
        self.every: set[C] = set()
        self._waiting: dict[str, list[C]] = {}

    def take(self, origin: str) -> C | None:
        """The connection that has waited the shortest."""
        try:
            return self._waiting[origin].pop()
        except LookupError:  # another thread may take the last
            return None

    def put(self, origin: str, connection: C) -> C | None:
        """Let a connection wait; the one that comes back is of no more use, and is to be closed."""
        waiting = self._waiting.setdefault(origin, [])
        waiting.append(connection)
        try:
            return None if _is_usable(waiting[0]) else waiting.pop(0)
        except IndexError:  # another thread took them
            return None


class AsyncPool:
    """The connections of one event loop."""

    def __init__(self, verify: ssl.SSLContext) -> None:
        self._verify = verify
        self._idle: _IdleConnections[httpcore.AsyncHTTPConnection] = _IdleConnections()
        self._free = anyio.Semaphore(MAX_CONNECTIONS)
        self._closed = False

    async def exchange(self, sent: OutgoingRequest) -> Response:
        """Send a request and read the whole answer; the caller bounds the time."""
        async with self._free:
            connection = await self._take(sent.origin)
            body = io.BytesIO()
            try:
                with _under_httpx_names():
                    response = await connection.handle_async_request(_request(sent))
                    async for part in response.aiter_stream():
                        body.write(part)
                    await response.aclose()
            except BaseException:
                await self._drop(connection)
                raise
            if stale := self._idle.put(sent.origin, connection):
                await self._drop(stale)
        return _response(response, body)

    async def _take(self, origin: str) -> httpcore.AsyncHTTPConnection:
        if self._closed:
            raise RuntimeError("the pool is closed")
        while waiting := self._idle.take(origin):
            if _is_usable(waiting):
                return waiting
            await self._drop(waiting)
        connection = httpcore.AsyncHTTPConnection(_address(origin)[0], self._verify, KEEPALIVE)
        self._idle.every.add(connection)
        return connection

    async def _drop(self, connection: httpcore.AsyncHTTPConnection) -> None:
        self._idle.every.discard(connection)
        with anyio.CancelScope(shield=True):
            await connection.aclose()

    async def aclose(self) -> None:
        """Close the connections; calls under way end."""
        self._closed = True
        for connection in list(self._idle.every):
            await self._drop(connection)


class Pool:
    """The connections of one process, for all its threads."""

    def __init__(self, verify: ssl.SSLContext) -> None:
        self._verify = verify
        self._guard = DeadlineGuard()
        self._idle: _IdleConnections[httpcore.HTTPConnection] = _IdleConnections()
        self._free = threading.Semaphore(MAX_CONNECTIONS)
        self._closed = False

    def exchange(self, sent: OutgoingRequest) -> Response:
        """Send a request and read the whole to_response, in time."""
        if not self._free.acquire(timeout=sent.left):
            raise httpx.PoolTimeout("no connection became free in time")
        try:
            connection = self._take(sent.origin)
            body = io.BytesIO()
            try:
                with _under_httpx_names():
                    watched = {} if connection.is_idle() else {"trace": self._guard.trace}
                    response = connection.handle_request(_request(sent, **watched))
                    for part in response.iter_stream():
                        body.write(part)
                    response.close()
            except BaseException:
                self._drop(connection)
                raise
            if stale := self._idle.put(sent.origin, connection):
                self._drop(stale)
        finally:
            self._free.release()
        return _response(response, body)

    def _take(self, origin: str) -> httpcore.HTTPConnection:
        while waiting := self._idle.take(origin):
            if _is_usable(waiting):
                return waiting
            self._drop(waiting)
        connection = httpcore.HTTPConnection(_address(origin)[0], self._verify, KEEPALIVE)
        self._idle.every.add(connection)
        if self._closed:  # looked at last: another thread may close meanwhile
            self._drop(connection)
            raise RuntimeError("the pool is closed")
        return connection

    def _drop(self, connection: httpcore.HTTPConnection) -> None:
        self._idle.every.discard(connection)
        connection.close()

    def close(self) -> None:
        """Close the connections; calls under way end."""
        self._closed = True
        self._guard.end()
        for connection in list(self._idle.every):
            self._drop(connection)
