"""A stream of asyncio's own transports: half of what one of anyio's costs."""

from __future__ import annotations

import asyncio
import ssl
import threading
from typing import Any

from .asyncio_sockets import connected
from .failures import ConnectError, ConnectTimeout, ReadError, WriteError
from .socket_stream import is_ready

__all__ = ["AsyncioStream", "connect"]

# Bytes that are taken at a time: most pages come in one piece. More than these wait at the server to be read.
_ROOM = 512 * 1024


async def connect(host: str, port: int, context: ssl.SSLContext | None, timeout: float) -> AsyncioStream:
    """Connect to a server.

    Raises:
        ConnectError: It is not there, or not to be trusted.
        ConnectTimeout: It does not answer in time.
    """
    loop = asyncio.get_running_loop()
    tls: dict[str, Any] = {} if context is None else {"ssl": context, "server_hostname": host}
    try:
        async with asyncio.timeout(timeout):
            opened = await connected(host, port)
            try:
                _, stream = await loop.create_connection(AsyncioStream, sock=opened, **tls)
            except BaseException:
                opened.close()
                raise
    except TimeoutError:
        raise ConnectTimeout("no connection was made in time") from None
    except (OSError, UnicodeError) as error:
        raise ConnectError(str(error)) from error
    return stream


class _Arrivals(threading.local):
    """The room that a thread reads into, whatever the connection: it is emptied before the next is read."""

    def __init__(self) -> None:
        # A view: of the array itself asyncio's TLS would fill copies.
        self.buffer = memoryview(bytearray(_ROOM))


_arrivals = _Arrivals()


class AsyncioStream(asyncio.BufferedProtocol):
    """The bytes that arrive, until they are read."""

    _transport: asyncio.Transport

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._waiting = 0
        self._has_ended = False
        self._error: Exception | None = None
        # Those who wait: for bytes, and for room to write.
        self._reader: asyncio.Future[None] | None = None
        self._writer: asyncio.Future[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]

    def get_buffer(self, sizehint: int) -> memoryview:
        return _arrivals.buffer

    def buffer_updated(self, nbytes: int) -> None:
        self._parts.append(bytes(_arrivals.buffer[:nbytes]))
        self._waiting += nbytes
        if self._waiting > _ROOM:
            self._transport.pause_reading()
        self._wake_all()

    def eof_received(self) -> None:
        self._has_ended = True
        self._wake_all()

    def connection_lost(self, exc: Exception | None) -> None:
        self._has_ended, self._error = True, exc
        self._wake_all()

    def pause_writing(self) -> None:
        self._writer = asyncio.get_running_loop().create_future()

    def resume_writing(self) -> None:
        writer, self._writer = self._writer, None
        _wake(writer)

    def _wake_all(self) -> None:
        _wake(self._reader)
        _wake(self._writer)

    async def read(self, max_bytes: int) -> bytes:
        """Read what is there, once something is; nothing at the end."""
        if not self._parts and not self._has_ended:
            self._reader = asyncio.get_running_loop().create_future()
            try:
                await self._reader
            finally:
                self._reader = None
        if self._parts:
            data = self._parts[0] if len(self._parts) == 1 else b"".join(self._parts)
            self._parts.clear()
            if self._waiting > _ROOM and not self._has_ended:
                self._transport.resume_reading()
            self._waiting = 0
            return data
        if self._error is not None:
            raise ReadError(str(self._error)) from self._error
        return b""

    async def write(self, buffer: bytes) -> None:
        """Write the whole."""
        if self._has_ended:
            raise WriteError("the connection was closed")
        self._transport.write(buffer)
        writer = self._writer
        if writer is not None:
            await writer
            if self._writer is writer:  # there is no room yet
                raise WriteError("the server answered or left before all was sent")

    async def aclose(self) -> None:
        """Close it, cancelled or not."""
        self._transport.abort()
        await asyncio.sleep(0)  # in which the transport lets go of its socket

    def is_readable(self) -> bool:
        """Whether something arrived, or it ended; a loop that was held up has not heard of it yet."""
        if self._parts or self._has_ended or self._transport.is_closing():
            return True
        return is_ready(self._transport.get_extra_info("socket"), writes=False, seconds=0)


def _wake(waiting: asyncio.Future[None] | None) -> None:
    if waiting is not None and not waiting.done():
        waiting.set_result(None)
