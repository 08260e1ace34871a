"""Requests as a connection takes them, their timeouts, and the connections that a user brings along."""

from __future__ import annotations

import contextlib
import functools
import math
import socket
import threading
import time
import weakref
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import httpx

from ..errors import ClientClosedError
from .messages import Response

__all__ = [
    "CONNECT_TIMEOUT",
    "KEEPALIVE",
    "MAX_CONNECTIONS",
    "AsyncClientConnections",
    "AsyncTransportConnections",
    "ClientConnections",
    "DeadlineGuard",
    "OutgoingRequest",
    "TransportConnections",
    "thread_deadline",
    "to_response",
]

CONNECT_TIMEOUT = 10.0
KEEPALIVE = 30.0
MAX_CONNECTIONS = 100


class OutgoingRequest(NamedTuple):
    """A request as it goes out; `until` is the moment by which its answer must be there."""

    method: str
    url: str
    headers: Mapping[str, str]
    content: bytes | None
    until: float

    @property
    def left(self) -> float:
        """Seconds until then."""
        return max(0.001, self.until - time.monotonic())

    @property
    def timeouts(self) -> dict[str, float]:
        """The timeout of each part, as httpx names them."""
        left = self.left
        return {"connect": min(left, CONNECT_TIMEOUT), "read": left, "write": left, "pool": left}

    @property
    def origin(self) -> str:
        """The URL as far as scheme, host and port go."""
        return "/".join(self.url.split("/", 3)[:3])

    @property
    def target(self) -> str:
        """The URL from its path on."""
        return self.url[len(self.origin) :] or "/"

    @property
    def fields(self) -> dict[str, str]:
        """The headers, with what can be read of an answer."""
        return {"accept-encoding": "gzip, deflate", **self.headers}


def to_response(status: int, headers: Iterable[tuple[str, str]], content: bytes) -> Response:
    """The answer in our terms: header names in lower case, those that repeat in one, the body unpacked."""
    names: dict[str, str] = {}
    for name, value in headers:
        key = name.lower()
        names[key] = f"{names[key]}, {value}" if key in names else value
    if "content-encoding" in names:
        content = httpx.Response(status, headers=names, content=content).content
    return Response(status=status, headers=names, content=content)


def _request(sent: OutgoingRequest, **extensions: Any) -> httpx.Request:
    """The request for a transport; sent by a client, its cookies and redirects would cost a fifth of a call."""
    return httpx.Request(
        sent.method,
        sent.url,
        headers=sent.fields,
        content=sent.content,
        extensions={"timeout": sent.timeouts, **extensions},
    )


def _response(response: httpx.Response) -> Response:
    return Response(status=response.status_code, headers=dict(response.headers), content=response.content)


# -- async --------------------------------------------------------------------------------------


class AsyncTransportConnections:
    """The connections of an httpx transport."""

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        self._transport = transport

    async def exchange(self, sent: OutgoingRequest) -> Response:
        """Send a request and read the whole answer; the caller bounds the time."""
        response = await self._transport.handle_async_request(_request(sent))
        try:
            await response.aread()
        finally:
            await response.aclose()
        return _response(response)

    async def aclose(self) -> None:
        """Close the connections; calls under way end."""
        await self._transport.aclose()


class AsyncClientConnections:
    """The connections of a user's own httpx client, which stays the user's to close."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def exchange(self, sent: OutgoingRequest) -> Response:
        """Send a request and read the whole answer; the caller bounds the time."""
        if self._client.is_closed:
            raise _their_client_is_closed()
        request = _build(self._client, sent)
        return _response(await self._client.send(request, follow_redirects=False))

    async def aclose(self) -> None:
        """Nothing."""


# -- threads ------------------------------------------------------------------------------------


class _ThreadDeadline(threading.local):
    """The moment by which this thread's exchange must end."""

    until = math.inf


thread_deadline = _ThreadDeadline()


class DeadlineGuard:
    """Bounds each read and write of connections by the deadline of the exchange, and can end them.

    httpx bounds the wait for each part only; a server that trickles would hold a thread for ever.
    """

    def __init__(self) -> None:
        self._streams: weakref.WeakSet[Any] = weakref.WeakSet()
        self._over = False

    def trace(self, event: str, info: Mapping[str, Any]) -> None:
        """httpcore's documented extension of a request: it hands out the stream as it is made."""
        if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            stream = info["return_value"]
            stream.read = functools.partial(self._in_time, stream.read)
            stream.write = functools.partial(self._in_time, stream.write)
            self._streams.add(stream)

    def _in_time(self, carry_out: Callable[..., Any], data: Any, timeout: float | None = None) -> Any:
        if self._over:
            raise ConnectionAbortedError("the client was closed")
        left = max(0.001, thread_deadline.until - time.monotonic())
        return carry_out(data, timeout=left if timeout is None else min(timeout, left))

    def end(self) -> None:
        """End the calls under way in other threads, which closing alone would not do."""
        self._over = True
        for stream in list(self._streams):
            with contextlib.suppress(OSError):
                # Not SSLSocket's own, which takes the TLS state from under a thread that reads.
                socket.socket.shutdown(stream.get_extra_info("socket"), socket.SHUT_RDWR)


class TransportConnections:
    """The connections of an httpx transport."""

    def __init__(self, transport: httpx.BaseTransport) -> None:
        self._transport = transport
        self._guard = DeadlineGuard()

    def exchange(self, sent: OutgoingRequest) -> Response:
        """Send a request and read the whole answer, in time."""
        response = self._transport.handle_request(_request(sent, trace=self._guard.trace))
        try:
            response.read()
        finally:
            response.close()
        return _response(response)

    def close(self) -> None:
        """Close the connections; calls under way end."""
        self._guard.end()
        self._transport.close()


class ClientConnections:
    """The connections of a user's own httpx client, which stays the user's to close."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client
        self._guard = DeadlineGuard()

    def exchange(self, sent: OutgoingRequest) -> Response:
        """Send a request and read the whole answer, in time."""
        if self._client.is_closed:
            raise _their_client_is_closed()
        return _response(
            self._client.send(_build(self._client, sent, self._guard.trace), follow_redirects=False)
        )

    def close(self) -> None:
        """Nothing."""


def _build(
    client: httpx.AsyncClient | httpx.Client, sent: OutgoingRequest, trace: Callable[..., Any] | None = None
) -> httpx.Request:
    """The request with what a user's client adds to it."""
    extensions = {"timeout": sent.timeouts, **({"trace": trace} if trace else {})}
    return client.build_request(
        sent.method, sent.url, headers=dict(sent.headers), content=sent.content, extensions=extensions
    )


def _their_client_is_closed() -> ClientClosedError:
    return ClientClosedError("the client given as http_client= is closed")
