"""The one module that imports httpx: clients, the shared TLS context, one exchange at a time."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import functools
import logging
import math
import platform
import re
import socket
import ssl
import threading
import time
import weakref
from collections.abc import Callable, Mapping
from typing import Any

import httpx

from .errors import APIConnectionError, APITimeoutError
from .messages import Response

__all__ = [
    "AsyncClient",
    "AsyncTransportLike",
    "Client",
    "TransportLike",
    "async_close_client",
    "async_exchange",
    "async_open_client",
    "close_client",
    "connection_errors",
    "exchange",
    "open_client",
    "to_api_error",
    "user_agent",
]

AsyncClient = httpx.AsyncClient
Client = httpx.Client
AsyncTransportLike = httpx.AsyncBaseTransport
TransportLike = httpx.BaseTransport

_CONNECT_TIMEOUT = 10.0
_MAX_REDIRECTS = 5
_LIMITS = httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=30.0)
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)

# What an exchange may raise; `to_api_error` makes it one of ours.
connection_errors = (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, TimeoutError, OSError)

# httpx logs whole URLs at INFO, filters with personal data included.
_ours = contextvars.ContextVar("timeback_exchange", default=False)
# httpcore logs response headers at DEBUG: links and redirects repeat the query, cookies are secrets.
for _name in ("httpx", *(f"httpcore.{part}" for part in ("connection", "http11", "http2", "proxy", "socks"))):
    logging.getLogger(_name).addFilter(lambda record: not _ours.get())

_QUOTING = re.compile(r":| b['\"]")


@functools.cache
def _tls() -> ssl.SSLContext:
    """One TLS context a process, made when it is first needed: it costs 20 ms."""
    return httpx.create_ssl_context()


@functools.cache
def user_agent() -> str:
    """The library, the HTTP library and the Python, with their versions."""
    from importlib.metadata import version  # 20 ms that an import need not cost

    ours = version("timeback-clients")
    return f"timeback-python/{ours} httpx/{httpx.__version__} python/{platform.python_version()}"


def _verify(secure: bool) -> ssl.SSLContext:
    """The shared context; for plain HTTP one that is made at once, and would trust nobody."""
    return _tls() if secure else ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _aiohttp(secure: bool) -> httpx.AsyncBaseTransport | None:
    """The extra `aiohttp`, where it is installed: a pool that stays quick with many requests in flight."""
    try:
        asyncio.get_running_loop()
        import aiohttp
        from httpx_aiohttp import AiohttpTransport
    except (RuntimeError, ImportError):  # aiohttp runs on asyncio alone
        return None
    verify = _verify(secure)

    def session() -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(
            limit=_LIMITS.max_connections or 0, keepalive_timeout=_LIMITS.keepalive_expiry, ssl=verify
        )
        made = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
        # It would send an idempotent request twice by itself, whatever the policy, uncounted.
        # There is no public switch; without this attribute it only does so again.
        made._retry_connection = False  # pyright: ignore[reportPrivateUsage]
        return made

    return AiohttpTransport(verify=verify, client=session)


def async_open_client(transport: httpx.AsyncBaseTransport | None, *, secure: bool) -> httpx.AsyncClient:
    """A new connection pool; `secure` says whether it will need TLS."""
    if transport is None:
        transport = _aiohttp(secure) or httpx.AsyncHTTPTransport(verify=_verify(secure), limits=_LIMITS)
    return httpx.AsyncClient(transport=transport, trust_env=False)


def open_client(transport: httpx.BaseTransport | None, *, secure: bool) -> httpx.Client:
    """A new connection pool; `secure` says whether it will need TLS."""
    if transport is None:
        transport = httpx.HTTPTransport(verify=_verify(secure), limits=_LIMITS)
    return httpx.Client(transport=transport, trust_env=False)


def _build(
    client: httpx.AsyncClient | httpx.Client,
    method: str,
    url: str,
    headers: Mapping[str, str],
    content: bytes | None,
    timeout: float,
    trace: Callable[..., Any] | None = None,
) -> httpx.Request:
    left = max(0.001, min(timeout, _within.until - time.monotonic()))
    limits = httpx.Timeout(left, connect=min(left, _CONNECT_TIMEOUT))
    extensions = {"trace": trace} if trace else None
    return client.build_request(
        method, url, headers=dict(headers), content=content, timeout=limits, extensions=extensions
    )


def _redirect(request: httpx.Request, response: httpx.Response) -> str | None:
    """Where a redirect leads, if it stays at its origin and keeps its method."""
    following = response.next_request
    if following is None:
        return None
    here, there = request.url, following.url
    same_origin = (here.scheme, here.host, here.port) == (there.scheme, there.host, there.port)
    return str(there) if same_origin and following.method == request.method else None


def _answer(response: httpx.Response) -> Response:
    return Response(status=response.status_code, headers=dict(response.headers), content=response.content)


async def async_exchange(
    client: httpx.AsyncClient,
    method: str,
    url: str,
    headers: Mapping[str, str],
    content: bytes | None,
    timeout: float,
) -> Response:
    """Send one request and read the whole answer; the caller bounds the time."""
    request = _build(client, method, url, headers, content, timeout)
    mine = _ours.set(True)
    try:
        response = await client.send(request, follow_redirects=False)
        for _ in range(_MAX_REDIRECTS):
            following = _redirect(request, response)
            if following is None:
                break
            request = _build(client, method, following, headers, content, timeout)
            response = await client.send(request, follow_redirects=False)
        return _answer(response)
    except httpx.ProtocolError as error:
        raise _plain(error) from None
    except Exception as error:
        if type(error).__module__.startswith("aiohttp."):
            # One that httpx-aiohttp does not know; its message may quote the response.
            raise httpx.RemoteProtocolError(type(error).__name__) from None
        raise
    finally:
        _ours.reset(mine)


def exchange(
    client: httpx.Client,
    method: str,
    url: str,
    headers: Mapping[str, str],
    content: bytes | None,
    timeout: float,
) -> Response:
    """Send one request and read the whole answer within `timeout` seconds."""
    mine = _ours.set(True)
    _within.until = time.monotonic() + timeout
    watch = functools.partial(_watch, _streams.setdefault(client, _Streams()))
    try:
        request = _build(client, method, url, headers, content, timeout, watch)
        response = client.send(request, follow_redirects=False)
        for _ in range(_MAX_REDIRECTS):
            following = _redirect(request, response)
            if following is None:
                break
            request = _build(client, method, following, headers, content, timeout, watch)
            response = client.send(request, follow_redirects=False)
        return _answer(response)
    except httpx.ProtocolError as error:
        raise _plain(error) from None
    finally:
        _within.until = math.inf
        _ours.reset(mine)


class _Within(threading.local):
    """The moment by which this thread's exchange must end."""

    until = math.inf


class _Streams(weakref.WeakSet[Any]):
    """The connections of one client."""

    closing = False


_within = _Within()
_streams: weakref.WeakKeyDictionary[httpx.Client, _Streams] = weakref.WeakKeyDictionary()


def _watch(streams: _Streams, event: str, info: Mapping[str, Any]) -> None:
    """Bound each read and write of a new connection by the exchange's own deadline.

    httpx bounds the wait for each part only; a server that trickles would hold a thread for ever.
    This is httpcore's documented `trace` extension: it hands out the stream as it is made.
    """
    if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
        stream = info["return_value"]
        stream.read = functools.partial(_in_time, streams, stream.read)
        stream.write = functools.partial(_in_time, streams, stream.write)
        streams.add(stream)


async def async_close_client(client: httpx.AsyncClient) -> None:
    """Close the connections; calls under way end."""
    await client.aclose()


def close_client(client: httpx.Client) -> None:
    """Close the connections; calls under way in other threads end, which closing alone would not do."""
    streams = _streams.setdefault(client, _Streams())
    streams.closing = True
    for stream in list(streams):
        with contextlib.suppress(OSError):
            # Not SSLSocket's own, which takes the TLS state from under a thread that reads.
            socket.socket.shutdown(stream.get_extra_info("socket"), socket.SHUT_RDWR)
    client.close()


def _in_time(
    streams: _Streams, carry_out: Callable[..., Any], data: Any, timeout: float | None = None
) -> Any:
    if streams.closing:
        raise ConnectionAbortedError("the client was closed")
    left = max(0.001, _within.until - time.monotonic())
    return carry_out(data, timeout=left if timeout is None else min(timeout, left))


def _plain(error: httpx.ProtocolError) -> httpx.ProtocolError:
    """The error without what its message quotes: header values, a piece of the body."""
    return type(error)(_QUOTING.split(str(error))[0])


def to_api_error(error: Exception) -> APIConnectionError:
    """Our error for one of `connection_errors`; the original is to be chained as its cause."""
    sent = _was_sent(error)
    if isinstance(error, httpx.DecodingError):
        ours = APIConnectionError("the response's content encoding could not be read")
    elif not sent:
        ours = APIConnectionError("no connection could be made")
    elif isinstance(error, httpx.TimeoutException | TimeoutError) and not _from_aiohttp(error):
        ours = APITimeoutError("the deadline passed before the response was complete")
    else:
        ours = APIConnectionError(f"the connection was lost ({type(error.__cause__ or error).__name__})")
    ours.request_sent = sent
    return ours


def _was_sent(error: Exception) -> bool:
    """Whether the request may have reached the server."""
    if _from_aiohttp(error):
        # httpx-aiohttp calls a connection that is lost under way a ConnectTimeout too.
        return not any(kind.__name__ == "ClientConnectorError" for kind in type(error.__cause__).__mro__)
    return not isinstance(error, _NOT_SENT)


def _from_aiohttp(error: Exception) -> bool:
    """Whether a ConnectTimeout is httpx-aiohttp's, whose cause tells what it stands for."""
    cause = type(error.__cause__).__module__
    return isinstance(error, httpx.ConnectTimeout) and cause.startswith("aiohttp.")
