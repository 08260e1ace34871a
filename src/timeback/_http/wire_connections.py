"""Connections straight to a server, whose answers llhttp reads."""

from __future__ import annotations

import encodings.idna  # noqa: F401  # pyright: ignore[reportUnusedImport] - looking up a host brings it, forks or not
import time
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from .._fork import late_imports
from .body import Body
from .connections import CONNECT_TIMEOUT, KEEPALIVE, DeadlineGuard, OutgoingRequest
from .failures import ReadTimeout, WriteError
from .network import Network
from .socket_stream import SocketStream, connect
from .urls import host_and_port
from .wire import Answer, encoded

if TYPE_CHECKING:
    import ssl

__all__ = ["AsyncWireConnection", "WireConnection"]

_PIECE = 64 * 1024


class _Stream(Protocol):
    def is_readable(self) -> bool: ...


class _AsyncStream(_Stream, Protocol):
    async def read(self, max_bytes: int) -> bytes: ...
    async def write(self, buffer: bytes) -> None: ...
    async def aclose(self) -> None: ...


S = TypeVar("S", bound=_Stream)


class _Kept(Generic[S]):
    """The time for which a connection is kept while nobody uses it."""

    _stream: S | None = None
    _kept_until = 0.0

    def is_usable(self) -> bool:
        """Whether another request can go over it: neither side has closed it, and it has not waited too long."""
        stream = self._stream
        return (
            stream is not None
            and time.monotonic() < self._kept_until
            # What arrives while nothing is asked for is its end.
            and not stream.is_readable()
        )

    def _keep(self, answer: Answer, all_sent: bool) -> bool:
        """Keep it for another request, if one can follow."""
        is_kept = answer.keeps_alive and all_sent
        self._kept_until = time.monotonic() + KEEPALIVE if is_kept else 0.0
        return is_kept


class AsyncWireConnection(_Kept[_AsyncStream]):
    """A connection of one event loop."""

    def __init__(self, origin: str, network: Network) -> None:
        self._origin = origin
        self._context = _context(origin, network)

    async def exchange(self, sent: OutgoingRequest, body: Body) -> Answer:
        """Send a request and read the whole answer; the caller bounds the time."""
        answer, request = Answer(sent.method), encoded(sent)
        stream = self._stream or await self._connect(sent)
        all_sent = True
        try:
            await stream.write(request)
        except WriteError:  # it may have answered before it closed
            all_sent = False
        while not answer.is_whole:
            for part in answer.feed(await stream.read(_PIECE)):
                body.add(part)
        if not self._keep(answer, all_sent):  # the server may wait for it
            await stream.aclose()
        return answer

    async def _connect(self, sent: OutgoingRequest) -> _AsyncStream:
        host, port = host_and_port(self._origin)
        self._stream = await _async_connect(host, port, self._context, min(sent.left, CONNECT_TIMEOUT))
        return self._stream

    async def aclose(self) -> None:
        """Close it; a call under way ends."""
        if self._stream is not None:
            await self._stream.aclose()


class WireConnection(_Kept[SocketStream]):
    """A connection for threads, one at a time."""

    def __init__(self, origin: str, network: Network, guard: DeadlineGuard) -> None:
        self._origin = origin
        self._context = _context(origin, network)
        self._guard = guard

    def exchange(self, sent: OutgoingRequest, body: Body) -> Answer:
        """Send a request and read the whole answer, in time."""
        answer, request = Answer(sent.method), encoded(sent)
        stream = self._stream or self._connect(sent)
        all_sent = True
        try:
            stream.write(request, timeout=_left(sent))
        except WriteError:  # it may have answered before it closed
            all_sent = False
        while not answer.is_whole:
            for part in answer.feed(stream.read(_PIECE, timeout=_left(sent))):
                body.add(part)
        if not self._keep(answer, all_sent):  # the server may wait for it
            stream.close()
        return answer

    def _connect(self, sent: OutgoingRequest) -> SocketStream:
        host, port = host_and_port(self._origin)
        stream = connect(host, port, min(sent.left, CONNECT_TIMEOUT))
        self._stream = stream
        self._guard.watch(stream)
        context = self._context
        if context is not None:
            self._stream = stream = stream.start_tls(context, host, min(sent.left, CONNECT_TIMEOUT))
            self._guard.watch(stream)
        return stream

    def close(self) -> None:
        """Close it; a call under way ends."""
        if self._stream is not None:
            self._stream.close()


def _async_connect(
    host: str, port: int, context: ssl.SSLContext | None, timeout: float
) -> Coroutine[Any, Any, _AsyncStream]:
    with late_imports:  # a program has one of the two
        import sniffio

        if sniffio.current_async_library() == "asyncio":
            from .asyncio_stream import connect

            return connect(host, port, context, timeout)
        from . import trio_stream

        return trio_stream.connect(host, port, context, timeout)


def _context(origin: str, network: Network) -> ssl.SSLContext | None:
    """The TLS context of a connection; None if it is not encrypted."""
    if not origin.startswith("https:"):
        return None
    context = network.context
    context.set_alpn_protocols(["http/1.1"])
    return context


def _left(sent: OutgoingRequest) -> float:
    left = sent.until - time.monotonic()
    if left <= 0:
        raise ReadTimeout("no whole answer came in time")
    return left
