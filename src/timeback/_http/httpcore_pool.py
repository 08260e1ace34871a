"""Pools of httpcore's connections, without httpx between: the last that came back is the first to go.

httpcore's own pool looks at every connection on every call, under a lock.
"""

from __future__ import annotations

import contextlib
import functools
import threading
from typing import Any, Generic, Protocol, TypeVar

import anyio
import httpcore

from .body import Body
from .connections import (
    KEEPALIVE,
    MAX_CONNECTIONS,
    DeadlineGuard,
    OutgoingRequest,
    async_response,
    response,
)
from .failures import PoolTimeout, UnderOurNames
from .messages import Response
from .network import Network
from .passage import Passage
from .proxies import Proxy
from .urls import host_and_port

__all__ = ["AsyncPool", "Pool"]

C = TypeVar("C", bound="_AsyncConnection | _Connection")


@functools.lru_cache(maxsize=64)
def _address(origin: str) -> tuple[httpcore.Origin, bytes, int | None]:
    """The origin that a connection leads to, the header that names it, its port if it is not the usual one."""
    scheme, _, authority = origin.partition("://")
    host, port = host_and_port(origin)
    own_port = None if authority == host or authority.endswith("]") else port
    return (
        httpcore.Origin(scheme.encode("ascii"), host.encode("ascii"), port),
        authority.encode("ascii"),
        own_port,
    )


def _request(sent: OutgoingRequest, **extensions: Any) -> httpcore.Request:
    origin, host, port = _address(sent.origin)
    headers = [(b"host", host)]
    headers += [(name.encode("ascii"), value.encode("ascii")) for name, value in sent.fields.items()]
    if sent.content is not None or sent.method in ("POST", "PUT", "PATCH"):
        headers.append((b"content-length", b"%d" % len(sent.content or b"")))
    return httpcore.Request(
        sent.method,
        httpcore.URL(scheme=origin.scheme, host=origin.host, port=port, target=sent.target),
        headers=headers,
        content=sent.content,
        extensions={"timeout": sent.timeouts, **extensions},
    )


def _ways(network: Network, proxy: Proxy) -> dict[str, Any]:
    """The arguments of httpcore's proxies."""
    sign_in = (proxy.sign_in[0], proxy.sign_in[1].reveal()) if proxy.sign_in else None
    ways = {"proxy_url": proxy.url, "ssl_context": network.context, "keepalive_expiry": KEEPALIVE}
    if proxy.is_socks:
        return {**ways, "proxy_auth": sign_in}
    encrypted = {"proxy_ssl_context": network.context} if proxy.url.startswith("https:") else {}
    return {**ways, **encrypted, "proxy_headers": proxy.authorization()}


class _UnderOurNames(UnderOurNames):
    """A block whose errors of httpcore are raised as ours."""

    __slots__ = ()

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        if isinstance(error, httpcore.ConnectionNotAvailable):
            raise RuntimeError("the pool was closed") from None
        super().__exit__(kind, error, traceback)


_under_our_names = _UnderOurNames(
    httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError, httpcore.TimeoutException
)


class _AsyncConnection(Protocol):
    def is_usable(self) -> bool: ...
    async def exchange(self, sent: OutgoingRequest, body: Body) -> _Answer: ...
    async def aclose(self) -> None: ...


class _Connection(Protocol):
    def is_usable(self) -> bool: ...
    def exchange(self, sent: OutgoingRequest, body: Body) -> _Answer: ...
    def close(self) -> None: ...


class _Answer(Protocol):
    status: int
    headers: list[tuple[str, str]]


class _H11Answer:
    def __init__(self, answer: httpcore.Response) -> None:
        self.status = answer.status
        self.headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in answer.headers]


class _AsyncH11Connection:
    """A connection of httpcore's own: through proxies, and where httptools is not installed."""

    def __init__(self, connection: httpcore.AsyncConnectionInterface) -> None:
        self._connection = connection
        self._passage = Passage()

    def is_usable(self) -> bool:
        return self._connection.is_idle() and not self._connection.has_expired()

    async def exchange(self, sent: OutgoingRequest, body: Body) -> _Answer:
        watched = {} if self._connection.is_idle() else {"trace": self._passage.async_trace}
        with self._passage.watched(), _under_our_names:
            answer = await self._connection.handle_async_request(_request(sent, **watched))
            async for part in answer.aiter_stream():
                body.add(part)
            await answer.aclose()
        return _H11Answer(answer)

    async def aclose(self) -> None:
        await self._connection.aclose()
        await self._passage.aclose()


class _H11Connection:
    """The same for threads."""

    def __init__(self, connection: httpcore.ConnectionInterface, guard: DeadlineGuard) -> None:
        self._connection = connection
        self._passage = Passage(guard.trace)

    def is_usable(self) -> bool:
        return self._connection.is_idle() and not self._connection.has_expired()

    def exchange(self, sent: OutgoingRequest, body: Body) -> _Answer:
        watched = {} if self._connection.is_idle() else {"trace": self._passage.trace}
        with self._passage.watched(), _under_our_names:
            answer = self._connection.handle_request(_request(sent, **watched))
            for part in answer.iter_stream():
                body.add(part)
            answer.close()
        return _H11Answer(answer)

    def close(self) -> None:
        self._connection.close()
        self._passage.close()


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
            longest = waiting[0]
            return None if longest is connection or longest.is_usable() else waiting.pop(0)
        except IndexError:  # another thread took them
            return None


class AsyncPool:
    """The connections of one event loop."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._wire: type[AsyncWireConnection] | None = None
        with contextlib.suppress(ImportError):
            from .wire_connections import AsyncWireConnection

            self._wire = AsyncWireConnection
        self._idle: _IdleConnections[_AsyncConnection] = _IdleConnections()
        self._free = anyio.Semaphore(MAX_CONNECTIONS)
        self._closed = False

    async def exchange(self, sent: OutgoingRequest) -> Response:
        """Send a request and read the whole answer; the caller bounds the time."""
        async with self._free:
            connection = await self._take(sent.origin)
            body = sent.body()
            try:
                with _under_our_names:
                    answer = await connection.exchange(sent, body)
            except BaseException:
                await self._drop(connection)
                raise
            if stale := self._idle.put(sent.origin, connection):
                await self._drop(stale)
        return await async_response(sent, answer.status, answer.headers, body.content)

    async def _take(self, origin: str) -> _AsyncConnection:
        if self._closed:
            raise RuntimeError("the pool is closed")
        while waiting := self._idle.take(origin):
            if waiting.is_usable():
                return waiting
            await self._drop(waiting)
        connection = self._new(origin)
        self._idle.every.add(connection)
        return connection

    def _new(self, origin: str) -> _AsyncConnection:
        network, where = self._network, _address(origin)[0]
        proxy = network.proxies.to(origin) if network.proxies else None
        if proxy is not None:
            kind = httpcore.AsyncSOCKSProxy if proxy.is_socks else httpcore.AsyncHTTPProxy
            return _AsyncH11Connection(kind(**_ways(network, proxy)).create_connection(where))
        if self._wire is not None:
            return self._wire(origin, network)
        return _AsyncH11Connection(httpcore.AsyncHTTPConnection(where, network.context, KEEPALIVE))

    async def _drop(self, connection: _AsyncConnection) -> None:
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

    def __init__(self, network: Network) -> None:
        self._network = network
        self._guard = DeadlineGuard()
        self._wire: type[WireConnection] | None = None
        with contextlib.suppress(ImportError):
            from .wire_connections import WireConnection

            self._wire = WireConnection
        self._idle: _IdleConnections[_Connection] = _IdleConnections()
        self._free = threading.Semaphore(MAX_CONNECTIONS)
        self._closed = False

    def exchange(self, sent: OutgoingRequest) -> Response:
        """Send a request and read the whole answer, in time."""
        if not self._free.acquire(timeout=sent.left):
            raise PoolTimeout("no connection became free in time")
        try:
            connection = self._take(sent.origin)
            body = sent.body()
            try:
                with _under_our_names:
                    answer = connection.exchange(sent, body)
            except BaseException:
                self._drop(connection)
                raise
            if stale := self._idle.put(sent.origin, connection):
                self._drop(stale)
        finally:
            self._free.release()
        return response(sent, answer.status, answer.headers, body.content)

    def _take(self, origin: str) -> _Connection:
        while waiting := self._idle.take(origin):
            if waiting.is_usable():
                return waiting
            self._drop(waiting)
        connection = self._new(origin)
        self._idle.every.add(connection)
        if self._closed:  # looked at last: another thread may close meanwhile
            self._drop(connection)
            raise RuntimeError("the pool is closed")
        return connection

    def _new(self, origin: str) -> _Connection:
        network, where = self._network, _address(origin)[0]
        proxy = network.proxies.to(origin) if network.proxies else None
        if proxy is not None:
            kind = httpcore.SOCKSProxy if proxy.is_socks else httpcore.HTTPProxy
            return _H11Connection(kind(**_ways(network, proxy)).create_connection(where), self._guard)
        if self._wire is not None:
            return self._wire(origin, network, self._guard)
        return _H11Connection(httpcore.HTTPConnection(where, network.context, KEEPALIVE), self._guard)

    def _drop(self, connection: _Connection) -> None:
        self._idle.every.discard(connection)
        connection.close()

    def close(self) -> None:
        """Close the connections; calls under way end."""
        self._closed = True
        self._guard.end()
        for connection in list(self._idle.every):
            self._drop(connection)
