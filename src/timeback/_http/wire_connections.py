"""Connections straight to a server, over httpcore's streams and without its bookkeeping."""

from __future__ import annotations

import encodings.idna  # noqa: F401  # pyright: ignore[reportUnusedImport] - looking up a host brings it, forks or not
import ssl
import time
from typing import Generic, TypeVar, cast

import httpcore
import sniffio

from .._fork import late_imports
from .body import Body
from .connections import CONNECT_TIMEOUT, KEEPALIVE, DeadlineGuard, OutgoingRequest
from .failures import ReadTimeout, WriteError
from .network import Network
from .urls import host_and_port
from .wire import Answer, encoded

__all__ = ["AsyncWireConnection", "WireConnection"]

_PIECE = 64 * 1024


S = TypeVar("S", httpcore.AsyncNetworkStream, httpcore.NetworkStream)


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
            and not stream.get_extra_info("is_readable")
        )

    def _keep(self, answer: Answer, all_sent: bool) -> bool:
        """Keep it for another request, if one can follow."""
        is_kept = answer.keeps_alive and all_sent
        self._kept_until = time.monotonic() + KEEPALIVE if is_kept else 0.0
        return is_kept


class AsyncWireConnection(_Kept[httpcore.AsyncNetworkStream]):
    """A connection of one event loop."""

    def __init__(self, origin: str, network: Network) -> None:
        self._origin = origin
        self._context = _context(origin, network)
        # Of trio: more may have been decrypted than was read.
        self._tls: ssl.SSLObject | None = None

    def is_usable(self) -> bool:
        """Whether another request can go over it."""
        return super().is_usable() and (self._tls is None or _is_drained(self._tls))

    async def exchange(self, sent: OutgoingRequest, body: Body) -> Answer:
        """Send a request and read the whole answer; the caller bounds the time."""
        answer, request = Answer(sent.method), encoded(sent)
        stream = self._stream or await self._connect(sent)
        all_sent = True
        try:
            await stream.write(request)
        except (httpcore.WriteError, WriteError):  # it may have answered before it closed
            all_sent = False
        while not answer.is_whole:
            for part in answer.feed(await stream.read(_PIECE)):
                body.add(part)
        if not self._keep(answer, all_sent):  # the server may wait for it
            await stream.aclose()
        return answer

    async def _connect(self, sent: OutgoingRequest) -> httpcore.AsyncNetworkStream:
        host, port = host_and_port(self._origin)
        context = self._context
        if sniffio.current_async_library() == "asyncio":
            with late_imports:
                from .asyncio_stream import connect  # and asyncio, which not every program has

            self._stream = await connect(host, port, context, min(sent.left, CONNECT_TIMEOUT))
            return self._stream
        backend = cast("httpcore.AsyncNetworkBackend", httpcore.AnyIOBackend())
        stream = await backend.connect_tcp(host, port, timeout=min(sent.left, CONNECT_TIMEOUT))
        self._stream = stream
        if context is not None:
            self._stream = stream = await stream.start_tls(context, host, min(sent.left, CONNECT_TIMEOUT))
            self._tls = stream.get_extra_info("ssl_object")
        return stream

    async def aclose(self) -> None:
        """Close it; a call under way ends."""
        if self._stream is not None:
            await self._stream.aclose()


class WireConnection(_Kept[httpcore.NetworkStream]):
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
        except httpcore.WriteError:  # it may have answered before it closed
            all_sent = False
        while not answer.is_whole:
            for part in answer.feed(stream.read(_PIECE, timeout=_left(sent))):
                body.add(part)
        if not self._keep(answer, all_sent):  # the server may wait for it
            stream.close()
        return answer

    def _connect(self, sent: OutgoingRequest) -> httpcore.NetworkStream:
        host, port = host_and_port(self._origin)
        stream = httpcore.SyncBackend().connect_tcp(host, port, timeout=min(sent.left, CONNECT_TIMEOUT))
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


def _is_drained(tls: ssl.SSLObject) -> bool:
    try:
        tls.read(1)
    except ssl.SSLWantReadError:
        return True
    except ssl.SSLError:  # the server's farewell
        return False
    return False


def _context(origin: str, network: Network) -> ssl.SSLContext | None:
    """The TLS context of a connection; None where it is not encrypted."""
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
