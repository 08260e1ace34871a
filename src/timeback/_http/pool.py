"""Pools of connections, without httpx between: the last that came back is the first to go.

httpcore's own pool looks at every connection on every call, under a lock.
"""

from __future__ import annotations

import contextlib
import time
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from .._fork import late_imports
from .._loops import running_loop
from .body import Body
from .connections import MAX_CONNECTIONS, DeadlineGuard, OutgoingRequest, async_response, response
from .failures import PoolTimeout
from .messages import Response
from .network import Network

if TYPE_CHECKING:
    from .wire_connections import AsyncWireConnection, WireConnection

__all__ = ["AsyncPool", "Pool"]

# Seconds between two looks at a connection that nobody uses, as long as they find it in order.
_BETWEEN_LOOKS = 1.0

C = TypeVar("C", bound="_AsyncConnection | _Connection")


class _AsyncConnection(Protocol):
    def is_usable(self) -> bool: ...
    async def exchange(self, sent: OutgoingRequest, body: Body) -> _Answer: ...
    async def aclose(self) -> None:
        """Close it, cancelled or not."""
        ...


class _Connection(Protocol):
    def is_usable(self) -> bool: ...
    def exchange(self, sent: OutgoingRequest, body: Body) -> _Answer: ...
    def close(self) -> None: ...


class _Answer(Protocol):
    status: int
    headers: list[tuple[str, str]]


class _IdleConnections(Generic[C]):
    """The connections of a pool, and those among them that wait, by origin."""

    def __init__(self) -> None:
        self.every: set[C] = set()
        self._looks_at = 0.0
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
        now = time.monotonic()
        if now < self._looks_at:  # a look is a call of the system, at which threads take turns
            return None
        try:
            longest = waiting[0]
            if longest is not connection and not longest.is_usable():
                return waiting.pop(0)
        except IndexError:  # another thread took them
            return None
        self._looks_at = now + _BETWEEN_LOOKS
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
        self._free = running_loop().semaphore(MAX_CONNECTIONS)
        self._closed = False

    async def exchange(self, sent: OutgoingRequest) -> Response:
        """Send a request and read the whole answer; the caller bounds the time."""
        async with self._free:
            connection = await self._take(sent.origin)
            body = sent.body()
            try:
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
        proxy = self._network.proxies.to(origin) if self._network.proxies else None
        if proxy is None and self._wire is not None:
            return self._wire(origin, self._network)
        with late_imports:
            from .h11_connections import async_h11_connection

        return async_h11_connection(origin, self._network, proxy)

    async def _drop(self, connection: _AsyncConnection) -> None:
        self._idle.every.discard(connection)
        await connection.aclose()

    async def aclose(self) -> None:
        """Close the connections; calls under way end."""
        self._closed = True
        async with contextlib.AsyncExitStack() as all_of_them:
            for connection in self._idle.every:
                all_of_them.push_async_callback(self._drop, connection)


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
        # What a semaphore would count; that one is written in Python, and holds a lock for longer.
        self._free: SimpleQueue[None] = SimpleQueue()
        for _ in range(MAX_CONNECTIONS):
            self._free.put(None)
        self._closed = False

    def exchange(self, sent: OutgoingRequest) -> Response:
        """Send a request and read the whole answer, in time."""
        try:
            self._free.get(timeout=sent.left)
        except Empty:
            raise PoolTimeout("no connection became free in time") from None
        try:
            connection = self._take(sent.origin)
            body = sent.body()
            try:
                answer = connection.exchange(sent, body)
            except BaseException:
                self._drop(connection)
                raise
            if stale := self._idle.put(sent.origin, connection):
                self._drop(stale)
        finally:
            self._free.put(None)
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
        proxy = self._network.proxies.to(origin) if self._network.proxies else None
        if proxy is None and self._wire is not None:
            return self._wire(origin, self._network, self._guard)
        with late_imports:
            from .h11_connections import h11_connection

        return h11_connection(origin, self._network, proxy, self._guard)

    def _drop(self, connection: _Connection) -> None:
        self._idle.every.discard(connection)
        connection.close()

    def close(self) -> None:
        """Close the connections; calls under way end."""
        self._closed = True
        self._guard.end()
        for connection in list(self._idle.every):
            self._drop(connection)
