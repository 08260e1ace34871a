"""httpx transports that lead straight into a sandbox in this process: no socket, real faults."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator
from typing import Any

import anyio
import httpx

from .connections import CUT_OFF, DROPPED, answered, arriving, held_back
from .core import SandboxCore
from .messages import Request, Response

__all__ = ["AsyncSandboxTransport", "SandboxTransport"]


def _received(request: httpx.Request, body: bytes) -> Request:
    path, _, query = request.url.raw_path.decode("ascii").partition("?")
    headers = {name.lower(): value for name, value in request.headers.items()}
    return Request(request.method.upper(), path, query, headers, body)


def _read_timeout(request: httpx.Request) -> float | None:
    timeouts: dict[str, Any] = request.extensions.get("timeout") or {}
    return timeouts.get("read")


def _raise_dropped(request: httpx.Request, response: Response) -> None:
    if response.drop:
        raise httpx.RemoteProtocolError(DROPPED, request=request)


class _Body(httpx.SyncByteStream):
    def __init__(self, content: bytes, cut: bool) -> None:
        self._content, self._cut = content, cut

    def __iter__(self) -> Iterator[bytes]:
        yield self._content
        if self._cut:
            raise httpx.RemoteProtocolError(CUT_OFF)


class _AsyncBody(httpx.AsyncByteStream):
    def __init__(self, content: bytes, cut: bool) -> None:
        self._content, self._cut = content, cut

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self._content
        if self._cut:
            raise httpx.RemoteProtocolError(CUT_OFF)


class SandboxTransport(httpx.BaseTransport):
    """Sends every request of an `httpx.Client` into a sandbox, whatever its host.

    Args:
        core: The sandbox.
    """

    def __init__(self, core: SandboxCore) -> None:
        self.core = core

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request; latency and faults are acted out."""
        response = self.core.handle(_received(request, request.read()))
        if response.latency:
            wait, gives_up = held_back(_read_timeout(request), response.latency)
            time.sleep(wait)
            if gives_up:
                raise httpx.ReadTimeout("The read operation timed out", request=request)
        _raise_dropped(request, response)
        return httpx.Response(response.status, headers=response.headers, stream=_Body(*arriving(response)))


class AsyncSandboxTransport(httpx.AsyncBaseTransport):
    """Sends every request of an `httpx.AsyncClient` into a sandbox, whatever its host.

    Args:
        core: The sandbox.
    """

    def __init__(self, core: SandboxCore) -> None:
        self.core = core

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer one request; latency and faults are acted out."""
        response = await answered(self.core, _received(request, await request.aread()))
        if response.latency:
            wait, gives_up = held_back(_read_timeout(request), response.latency)
            await anyio.sleep(wait)
            if gives_up:
                raise httpx.ReadTimeout("The read operation timed out", request=request)
        _raise_dropped(request, response)
        return httpx.Response(
            response.status, headers=response.headers, stream=_AsyncBody(*arriving(response))
        )
