"""A stream of trio's, as httpcore makes it by anyio; its errors go by our names."""

from __future__ import annotations

import ssl
from typing import cast

import anyio
import httpcore

from .h11_connections import under_our_names

__all__ = ["TrioStream", "connect"]


async def connect(host: str, port: int, context: ssl.SSLContext | None, timeout: float) -> TrioStream:
    """Connect to a server.

    Raises:
        ConnectError: It is not there, or not to be trusted.
        ConnectTimeout: It does not answer in time.
    """
    backend = cast("httpcore.AsyncNetworkBackend", httpcore.AnyIOBackend())
    with under_our_names:
        stream = await backend.connect_tcp(host, port, timeout=timeout)
        try:
            if context is not None:
                stream = await stream.start_tls(context, host, timeout)
        except BaseException:
            with anyio.CancelScope(shield=True):
                await stream.aclose()
            raise
    return TrioStream(stream)


class TrioStream:
    """Reads and writes; the caller bounds the time."""

    def __init__(self, stream: httpcore.AsyncNetworkStream) -> None:
        self._stream = stream
        # More may have been decrypted than was read.
        self._tls: ssl.SSLObject | None = stream.get_extra_info("ssl_object")

    async def read(self, max_bytes: int) -> bytes:
        """Read what is there, once something is; nothing at the end."""
        with under_our_names:
            return await self._stream.read(max_bytes)

    async def write(self, buffer: bytes) -> None:
        """Write the whole."""
        with under_our_names:
            await self._stream.write(buffer)

    async def aclose(self) -> None:
        """Close it, cancelled or not."""
        with anyio.CancelScope(shield=True):
            await self._stream.aclose()

    def is_readable(self) -> bool:
        """Whether something arrived, or it ended."""
        if self._stream.get_extra_info("is_readable"):
            return True
        return self._tls is not None and not _is_drained(self._tls)


def _is_drained(tls: ssl.SSLObject) -> bool:
    try:
        tls.read(1)
    except ssl.SSLWantReadError:
        return True
    except ssl.SSLError:  # the server's farewell
        return False
    return False
