"""The sandbox as an ASGI application, and a uvicorn server in which its faults break real connections."""

from __future__ import annotations

import dataclasses
from collections.abc import Awaitable, Callable, MutableMapping
from functools import partial
from typing import Any, Protocol
from urllib.parse import urlsplit

import anyio
import anyio.to_thread

from .control import CONTROL_PATH, MAX_STATE, STATE_PATHS, event_of, is_stream, last_event, refusal
from .core import SandboxCore
from .intake import MAX_TARGET
from .messages import Request, Response, json_response

__all__ = ["CONNECTION", "SandboxApp"]

# Seconds after which a stream says that it is still there.
_HEARTBEAT = 15.0
# Where the server leaves the connection in the scope's state, for faults to close.
CONNECTION = "timeback.connection"

_Message = MutableMapping[str, Any]
_Receive = Callable[[], Awaitable[_Message]]
_Send = Callable[[_Message], Awaitable[None]]


class _Connection(Protocol):
    def close(self) -> None: ...


class SandboxApp:
    """Serves a sandbox over ASGI.

    Args:
        core: The sandbox.
    """

    def __init__(self, core: SandboxCore) -> None:
        self.core = core

    async def __call__(self, scope: _Message, receive: _Receive, send: _Send) -> None:
        """Answer one HTTP request."""
        if scope["type"] != "http":
            raise RuntimeError(f"the sandbox serves HTTP, not {scope['type']}")
        head = _received(scope, b"")
        if is_stream(head):
            await self._stream(head, scope, receive, send)
            return
        body = await _body(receive, self._most(head))
        if body is None:
            return
        request = dataclasses.replace(head, body=body)
        if len(request.path) + len(request.query) > MAX_TARGET:
            too_long = json_response(414, {"error": f"The path and query hold more than {MAX_TARGET} bytes."})
            await _answer(too_long, scope, receive, send)
            return
        # A thread of its own: no query, and no file that another process has locked, holds up other requests.
        limiter = _own_thread() if head.path.startswith(CONTROL_PATH) else None
        response = await anyio.to_thread.run_sync(self.core.handle, request, limiter=limiter)
        if response.latency and await _left_within(response.latency, receive):
            return
        await _answer(response, scope, receive, send)

    def _most(self, head: Request) -> int:
        """The bytes that a body may hold: a whole state is no request of a service."""
        brings_state = head.path.startswith(STATE_PATHS) and refusal(self.core, head) is None
        return MAX_STATE if brings_state else self.core.max_body

    async def _stream(self, head: Request, scope: _Message, receive: _Receive, send: _Send) -> None:
        """Send requests as they come, as server-sent events, until the client leaves or the sandbox ends."""
        if (refused := refusal(self.core, head)) is not None:
            await _answer(refused, scope, receive, send)
            return
        headers = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-store")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        async with anyio.create_task_group() as group:

            async def leave() -> None:
                while (await receive())["type"] != "http.disconnect":
                    pass
                group.cancel_scope.cancel()

            group.start_soon(leave)
            log, last = self.core.log, last_event(head)
            while not log.ended:
                wait = partial(log.after, last, wait=_HEARTBEAT)
                found = await anyio.to_thread.run_sync(wait, abandon_on_cancel=True, limiter=_own_thread())
                last = found[-1].number if found else last
                events = b"".join(event_of(each, head) for each in found) or b": none\n\n"
                await send({"type": "http.response.body", "body": events, "more_body": True})
            group.cancel_scope.cancel()
        await send({"type": "http.response.body", "body": b"", "more_body": False})


def _own_thread() -> anyio.CapacityLimiter:
    """A thread beside those of the services, for what may wait in it: some forty waits would hold up everybody."""
    return anyio.CapacityLimiter(1)


async def _left_within(seconds: float, receive: _Receive) -> bool:
    """Wait so long; true as soon as the client has left."""
    with anyio.move_on_after(seconds):
        while (await receive())["type"] != "http.disconnect":
            pass
        return True
    return False


async def _body(receive: _Receive, most: int) -> bytes | None:
    """The whole body; of one that is too large more than the most, and not all."""
    parts: list[bytes] = []
    size = 0
    while size <= most:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if not message.get("more_body", False):
            break
    return b"".join(parts)


def _received(scope: _Message, body: bytes) -> Request:
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    raw_path: bytes = scope.get("raw_path") or scope["path"].encode()
    path = raw_path.partition(b"?")[0].decode("latin-1")
    if path.startswith("http://"):
        # RFC 9112 3.2.2: a server takes whole URLs, too, as clients send them to a proxy.
        path = urlsplit(path).path or "/"
    return Request(scope["method"], path, scope["query_string"].decode("latin-1"), headers, body)


async def _answer(response: Response, scope: _Message, receive: _Receive, send: _Send) -> None:
    if response.drop:
        await _hang_up(scope, receive)
        return
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in response.headers]
    await send({"type": "http.response.start", "status": response.status, "headers": headers})
    cut = response.truncate is not None and response.truncate < len(response.body)
    content = response.body[: response.truncate] if cut else response.body
    await send({"type": "http.response.body", "body": content, "more_body": cut})
    if cut:
        await _hang_up(scope, receive)


async def _hang_up(scope: _Message, receive: _Receive) -> None:
    connection: _Connection | None = scope.get("state", {}).get(CONNECTION)
    if connection is None:
        raise RuntimeError("a fault wants to close the connection, which this server does not hand out")
    connection.close()
    # Until the server has noticed; it would otherwise complain about the missing answer.
    while (await receive())["type"] != "http.disconnect":
        pass
