"""The way to a server before a request has gone out: through a proxy, it may be lost by itself."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Generator, Mapping
from typing import Any

from .failures import ConnectError, NetworkError, NoTunnelError, RemoteProtocolError

__all__ = ["Passage"]


class Passage:
    """A request on a new connection: what is lost before it has gone out is only the way.

    Args:
        also: Another that watches the same request.
    """

    def __init__(self, also: Callable[[str, Mapping[str, Any]], None] | None = None) -> None:
        self._also = also
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
            if self.is_open or not _is_lost(error):
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
    if isinstance(error, NetworkError | RemoteProtocolError):
        return not isinstance(error, ConnectError)
    return type(error).__module__.startswith("socksio.")  # httpcore lets them through
