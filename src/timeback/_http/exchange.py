"""One exchange at a time: what it goes through, where it is sent on to, and what its faults mean to us."""

from __future__ import annotations

import contextlib
import contextvars
import functools
import logging
import math
import re
import time
from typing import Protocol

import httpx
import sniffio

from .._fork import late_imports
from .._option_checks import check_has
from .._secrets import Headers
from .connections import (
    AsyncClientConnections,
    AsyncTransportConnections,
    ClientConnections,
    OutgoingRequest,
    TransportConnections,
    thread_deadline,
)
from .messages import Response
from .network import Network

__all__ = [
    "AsyncClient",
    "AsyncConnections",
    "AsyncTransportLike",
    "Client",
    "Connections",
    "TransportLike",
    "async_check_theirs",
    "async_connections",
    "async_exchange",
    "check_theirs",
    "connections",
    "exchange",
    "outgoing",
    "user_agent",
]

AsyncClient = httpx.AsyncClient
Client = httpx.Client
AsyncTransportLike = httpx.AsyncBaseTransport
TransportLike = httpx.BaseTransport

_MAX_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})

# httpx logs whole URLs at INFO, filters with personal data included.
_ours = contextvars.ContextVar("timeback_exchange", default=False)
# httpcore logs response headers at DEBUG: links and redirects repeat the query, cookies are secrets.
for _name in ("httpx", *(f"httpcore.{part}" for part in ("connection", "http11", "http2", "proxy", "socks"))):
    logging.getLogger(_name).addFilter(lambda record: not _ours.get())

# A URL with nothing left to encode, and no segment of dots, which would lead elsewhere.
_PLAIN = r"[A-Za-z0-9._~!$&()*+,;=:@-]*"
_TEXT = rf"{_PLAIN}(?:%[0-9A-Fa-f]{{2}}{_PLAIN})*"
_IS_NORMAL = re.compile(rf"https?://[a-z0-9.:\[\]-]+(?:/(?!\.){_TEXT})+(?:\?{_TEXT}(?:[/?]{_TEXT})*)?")
_QUOTING = re.compile(r":| b['\"]")


@functools.cache
def user_agent() -> str:
    """The library, the HTTP library and the Python, with their versions."""
    with late_imports:
        import platform
        from importlib.metadata import version  # 20 ms that an import need not cost

    ours = version("timeback-clients")
    return f"timeback-python/{ours} httpx/{httpx.__version__} python/{platform.python_version()}"


class AsyncConnections(Protocol):
    """The connections that a request is sent through."""

    async def exchange(self, sent: OutgoingRequest, /) -> Response:
        """Send a request and read the whole answer; the caller bounds the time."""
        ...

    async def aclose(self) -> None:
        """Close the connections; calls under way end."""
        ...


class Connections(Protocol):
    """The connections that a request is sent through."""

    def exchange(self, sent: OutgoingRequest, /) -> Response:
        """Send a request and read the whole answer, in time."""
        ...

    def close(self) -> None:
        """Close the connections; calls under way end."""
        ...


def async_connections(
    transport: AsyncTransportLike | None, client: AsyncClient | None, network: Network
) -> AsyncConnections:
    """Connections of what the user gave, else new ones: aiohttp's with that extra, or httpcore's."""
    if client is not None:
        return AsyncClientConnections(client)
    if transport is not None:
        return AsyncTransportConnections(transport)
    with late_imports:
        if network.engine == "httpx":
            from .httpx_client import AsyncHttpxPool

            return AsyncHttpxPool(network)
        # aiohttp knows no other event loop, and no SOCKS.
        if sniffio.current_async_library() == "asyncio" and not network.proxies.any_socks:
            with contextlib.suppress(ImportError):
                from .aiohttp_pool import AiohttpPool

                return AiohttpPool(network)
        from .httpcore_pool import AsyncPool

        return AsyncPool(network)


def connections(transport: TransportLike | None, client: Client | None, network: Network) -> Connections:
    """Connections of what the user gave, else new ones."""
    if client is not None:
        return ClientConnections(client)
    if transport is not None:
        return TransportConnections(transport)
    with late_imports:
        if network.engine == "httpx":
            from .httpx_client import HttpxPool

            return HttpxPool(network)
        from .httpcore_pool import Pool  # 20 ms that an import need not cost

        return Pool(network)


def outgoing(
    method: str, url: str, headers: Headers, content: bytes | None, timeout: float, max_body: int
) -> OutgoingRequest:
    """A request whose answer must be there in `timeout` seconds."""
    return OutgoingRequest(method, _normal(url), headers, content, time.monotonic() + timeout, max_body)


def async_check_theirs(transport: AsyncTransportLike | None, client: AsyncClient | None) -> None:
    """Refuse what is no httpx transport or client, or one for threads."""
    check_has("transport", transport, "handle_async_request")
    check_has("http_client", client, "aclose")


def check_theirs(transport: TransportLike | None, client: Client | None) -> None:
    """Refuse what is no httpx transport or client, or an async one."""
    check_has("transport", transport, "handle_request")
    check_has("http_client", client, "close")


async def async_exchange(pool: AsyncConnections, sent: OutgoingRequest) -> Response:
    """Send one request, follow where it is sent on to, read the whole answer; the caller bounds the time."""
    mine = _ours.set(True)
    try:
        response = await pool.exchange(sent)
        for _ in range(_MAX_REDIRECTS):
            following = _redirect(sent, response)
            if following is None:
                break
            sent = sent._replace(url=following)
            response = await pool.exchange(sent)
        return response
    except httpx.ProtocolError as error:
        raise _plain(error) from None
    finally:
        _ours.reset(mine)


def exchange(pool: Connections, sent: OutgoingRequest) -> Response:
    """Send one request, follow where it is sent on to, read the whole answer in time."""
    mine = _ours.set(True)
    thread_deadline.until = sent.until
    try:
        response = pool.exchange(sent)
        for _ in range(_MAX_REDIRECTS):
            following = _redirect(sent, response)
            if following is None:
                break
            sent = sent._replace(url=following)
            response = pool.exchange(sent)
        return response
    except httpx.ProtocolError as error:
        raise _plain(error) from None
    finally:
        thread_deadline.until = math.inf
        _ours.reset(mine)


def _normal(url: str) -> str:
    """The URL as httpx would write it, without a fragment; most are so already, and read ten times faster."""
    return url if _IS_NORMAL.fullmatch(url) else str(httpx.URL(url).copy_with(fragment=None))


def _redirect(sent: OutgoingRequest, response: Response) -> str | None:
    """The target of a redirect, if it stays at its origin and keeps its method (RFC 9110 15.4)."""
    if response.status not in _REDIRECTS or "location" not in response.headers:
        return None
    changes_method = response.status in (302, 303) or (response.status == 301 and sent.method == "POST")
    if changes_method and sent.method not in ("GET", "HEAD"):
        return None
    here = httpx.URL(sent.url)
    try:
        there = here.join(response.headers["location"])
    except httpx.InvalidURL:  # its message may quote the location
        raise httpx.RemoteProtocolError("invalid URL in a location header") from None
    same_origin = (here.scheme, here.host, here.port) == (there.scheme, there.host, there.port)
    return _normal(str(there)) if same_origin else None


def _plain(error: httpx.ProtocolError) -> httpx.ProtocolError:
    """The error without what its message quotes: header values, a piece of the body."""
    return type(error)(_QUOTING.split(str(error))[0])
