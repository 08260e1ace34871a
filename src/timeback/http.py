"""The one module that imports httpx: clients, the shared TLS context, one exchange at a time."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import functools
import logging
import platform
import socket
import ssl
import threading
import time
from collections.abc import Mapping

import httpx

from .errors import APIConnectionError, APITimeoutError
from .messages import Response

__all__ = [
    "AsyncClient",
    "AsyncTransportLike",
    "Client",
    "TransportLike",
    "async_exchange",
    "async_open_client",
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
logging.getLogger("httpx").addFilter(lambda record: not _ours.get())


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


def _verify(secure: bool) -> ssl.SSLContext | bool:
    return _tls() if secure else True


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
        return aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())

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
) -> httpx.Request:
    limits = httpx.Timeout(timeout, connect=min(timeout, _CONNECT_TIMEOUT))
    return client.build_request(method, url, headers=dict(headers), content=content, timeout=limits)


def _redirect(request: httpx.Request, response: httpx.Response) -> str | None:
    """Where a redirect leads, if it stays at its origin and keeps its method."""
    following = response.next_request
    if following is None:
        return None
    here, there = request.url, following.url
    same_origin = (here.scheme, here.host, here.port) == (there.scheme, there.host, there.port)
    return str(there) if same_origin and following.method == request.method else None


def _answer(response: httpx.Response, content: bytes) -> Response:
    return Response(status=response.status_code, headers=dict(response.headers), content=content)


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
        return _answer(response, response.content)
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
    request = _build(client, method, url, headers, content, timeout)
    mine = _ours.set(True)
    try:
        until = time.monotonic() + timeout
        response = client.send(request, stream=True, follow_redirects=False)
        for _ in range(_MAX_REDIRECTS):
            following = _redirect(request, response)
            if following is None:
                break
            response.close()
            request = _build(client, method, following, headers, content, timeout)
            response = client.send(request, stream=True, follow_redirects=False)
        return _answer(response, _read(response, timeout, until))
    finally:
        _ours.reset(mine)


def _read(response: httpx.Response, timeout: float, until: float) -> bytes:
    """Read the body by `until`, though httpx bounds only the wait for each part of it.

    A stall ends by httpx's own timeout. It counts from the last part, so once parts
    come late a guard hangs up at the deadline; until then it would cost without need.
    """
    late = until - timeout * 0.95
    guard: _HangUp | None = None
    parts: list[bytes] = []
    try:
        for part in response.iter_bytes():
            parts.append(part)
            now = time.monotonic()
            if now >= until:
                raise httpx.ReadTimeout("the deadline passed within the body")
            if now >= late and guard is None:
                guard = _HangUp(response, until - now)
    except httpx.HTTPError as error:
        if guard is not None and guard.fired:
            raise httpx.ReadTimeout("the deadline passed within the body") from error
        raise
    finally:
        if guard is not None:
            guard.cancel()
        response.close()
    return b"".join(parts)


class _HangUp:
    """Shuts a response's connection down after some seconds, unless cancelled."""

    def __init__(self, response: httpx.Response, seconds: float) -> None:
        stream = response.extensions.get("network_stream")
        self._socket = stream.get_extra_info("socket") if stream is not None else None
        self.fired = False
        self._timer = threading.Timer(seconds, self._fire)
        self._timer.daemon = True
        self._timer.start()

    def _fire(self) -> None:
        self.fired = True
        if self._socket is not None:
            with contextlib.suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)

    def cancel(self) -> None:
        self._timer.cancel()


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
