"""Serving over HTTP: the socket, and a uvicorn server that is stopped from any thread."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
from collections.abc import Callable, Generator
from types import FrameType
from typing import Any

from .._extras import require_extra
from ..errors import ConfigurationError
from .asgi import CONNECTION, SandboxApp
from .core import SandboxCore

__all__ = ["Serving", "base_url_of", "listen", "need_uvicorn", "on_signals"]


def need_uvicorn() -> Any:
    """uvicorn, or an error that names the extra."""
    return require_extra("uvicorn", extra="sandbox", purpose="serving the sandbox over HTTP")


def listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol by name: asyncio turns Nagle's delay off only for sockets that say that they are TCP.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(2048)
    except (OSError, OverflowError) as error:
        listener.close()
        raise ConfigurationError(f"cannot listen on {host}:{port}: {error}") from error
    return listener


def base_url_of(listener: socket.socket, host: str) -> str:
    port = listener.getsockname()[1]
    reachable = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"http://[{reachable}]:{port}" if ":" in reachable else f"http://{reachable}:{port}"


class Serving:
    """One uvicorn server: started, told to stop, without its signal handlers and its polling."""

    def __init__(self, core: SandboxCore, on_started: Callable[[], None]) -> None:
        uvicorn = need_uvicorn()
        self._on_started = on_started
        self._log = core.log
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop = asyncio.Event()
        self._stopping = False
        config = uvicorn.Config(
            SandboxApp(core),
            http="h11",  # what is too long, and what is no request, is answered in one way wherever it runs
            lifespan="off",
            log_config=None,
            log_level="warning",
            access_log=False,
            server_header=False,
            date_header=False,
            proxy_headers=False,
            ws="none",
            timeout_graceful_shutdown=1,
        )
        config.load()
        config.http_protocol_class = _with_connection(config.http_protocol_class)
        self._server = uvicorn.Server(config)

    def run(self, listener: socket.socket) -> None:
        """Serve until `stop()`."""
        asyncio.run(self._serve(listener))

    async def _serve(self, listener: socket.socket) -> None:
        self._loop = asyncio.get_running_loop()
        if self._stopping:
            return
        server = self._server
        server.lifespan = server.config.lifespan_class(server.config)
        await server.startup(sockets=[listener])
        self._on_started()
        try:
            await self._stop.wait()
        finally:
            await server.shutdown(sockets=[listener])

    def stop(self) -> None:
        """End serving; from any thread or a signal handler."""
        self._stopping = True
        self._log.end()
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._stop.set)


def _with_connection(protocol: Any) -> Any:
    """A protocol that puts its connection into the scope's state, so that a fault can close it."""

    def connection_made(self: Any, transport: Any) -> None:
        protocol.connection_made(self, transport)
        self.app_state = {**self.app_state, CONNECTION: transport}

    return type("SandboxProtocol", (protocol,), {"connection_made": connection_made})


@contextlib.contextmanager
def on_signals(stop: Callable[[], None]) -> Generator[None]:
    def handler(number: int, frame: FrameType | None) -> None:
        stop()

    names = (signal.SIGINT, signal.SIGTERM)
    previous = {name: signal.signal(name, handler) for name in names}
    try:
        yield
    finally:
        for name, old in previous.items():
            signal.signal(name, old)
