"""The way of the library's own clients into a sandbox in this process: no socket, no httpx, real faults."""

from __future__ import annotations

import time
from urllib.parse import urlsplit

import anyio
import anyio.to_thread

from .._http.connections import OutgoingRequest, async_response, response
from .._http.failures import ReadTimeout, RemoteProtocolError
from .._http.messages import Response as Answer
from .core import SandboxCore
from .messages import Request, Response

__all__ = [
    "CUT_OFF",
    "DROPPED",
    "AsyncCoreConnections",
    "CoreConnections",
    "answered",
    "arriving",
    "held_back",
]

DROPPED = "Server disconnected without sending a response."
CUT_OFF = "peer closed connection without sending complete message body"


async def answered(core: SandboxCore, request: Request) -> Response:
    """The answer of a sandbox to a caller in an event loop."""
    if core.persistent:
        # A file may be locked by another process for a while; the loop must not wait for it.
        return await anyio.to_thread.run_sync(core.handle, request)
    return core.handle(request)


def held_back(allowed: float | None, latency: float) -> tuple[float, bool]:
    """The seconds to wait, and whether the client gives up meanwhile."""
    if allowed is not None and latency > allowed:
        return allowed, True
    return latency, False


def arriving(response: Response) -> tuple[bytes, bool]:
    """The part of the body that arrives, and whether the connection breaks after it."""
    if response.truncate is None or response.truncate >= len(response.body):
        return response.body, False
    return response.body[: response.truncate], True


def _received(sent: OutgoingRequest) -> Request:
    path, _, query = sent.target.partition("?")
    headers = {name.lower(): value for name, value in sent.fields.items()}
    headers["host"] = urlsplit(sent.url).netloc
    if sent.content is not None:
        headers["content-length"] = str(len(sent.content))
    return Request(sent.method.upper(), path, query, headers, sent.content or b"")


def _content(sent: OutgoingRequest, response: Response) -> bytes:
    """The body as far as it arrives; how the connection breaks is raised."""
    if response.drop:
        raise RemoteProtocolError(DROPPED)
    part, cut = arriving(response)
    if cut:
        raise RemoteProtocolError(CUT_OFF)
    body = sent.body()
    body.add(part)
    return body.content


class AsyncCoreConnections:
    """Sends every request into a sandbox, whatever its host.

    Args:
        core: The sandbox.
    """

    def __init__(self, core: SandboxCore) -> None:
        self._core = core

    async def exchange(self, sent: OutgoingRequest) -> Answer:
        """Answer one request; latency and faults are acted out."""
        answer = await answered(self._core, _received(sent))
        if answer.latency:
            wait, gives_up = held_back(sent.left, answer.latency)
            await anyio.sleep(wait)
            if gives_up:
                raise ReadTimeout("The read operation timed out")
        return await async_response(sent, answer.status, answer.headers, _content(sent, answer))

    async def aclose(self) -> None:
        """Nothing: the sandbox is everybody's."""


class CoreConnections:
    """The same, in threads."""

    def __init__(self, core: SandboxCore) -> None:
        self._core = core

    def exchange(self, sent: OutgoingRequest) -> Answer:
        """Answer one request; latency and faults are acted out."""
        answer = self._core.handle(_received(sent))
        if answer.latency:
            wait, gives_up = held_back(sent.left, answer.latency)
            time.sleep(wait)
            if gives_up:
                raise ReadTimeout("The read operation timed out")
        return response(sent, answer.status, answer.headers, _content(sent, answer))

    def close(self) -> None:
        """Nothing: the sandbox is everybody's."""
