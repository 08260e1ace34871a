"""One exchange at a time: what it goes through, where it is sent on to, and what its faults mean to us."""

from __future__ import annotations

import contextlib
import contextvars
import logging
import math
import sys
import time
from typing import TYPE_CHECKING, Protocol

from .._fork import late_imports
from .._option_checks import check_has
from .._patterns import pattern
from .._secrets import Headers
from .._version import VERSION
from .connections import OutgoingRequest, thread_deadline
from .failures import ProtocolError
from .messages import Response
from .network import Network
from .urls import normal, redirected

if TYPE_CHECKING:
    from .brought import AsyncClient, AsyncTransportLike, Client, TransportLike

__all__ = [
    "USER_AGENT",
    "AsyncConnections",
    "Connections",
    "async_check_theirs",
    "async_connections",
    "async_exchange",
    "check_theirs",
    "connections",
    "exchange",
    "outgoing",
]

USER_AGENT = f"timeback-python/{VERSION} python/{'.'.join(map(str, sys.version_info[:3]))}"

_MAX_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})

# httpx logs whole URLs at INFO, filters with personal data included.
_ours = contextvars.ContextVar("timeback_exchange", default=False)
# httpcore logs response headers at DEBUG: links and redirects repeat the query, cookies are secrets.
for _name in ("httpx", *(f"httpcore.{part}" for part in ("connection", "http11", "http2", "proxy", "socks"))):
    logging.getLogger(_name).addFilter(lambda record: not _ours.get())

_QUOTING = pattern(r":| b['\"]")


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
    """Connections of what the user gave, else new ones of our own, or of aiohttp."""
    if client is not None:
        from .httpx_connections import AsyncClientConnections

        return AsyncClientConnections(client)
    if transport is not None:
        from .httpx_connections import AsyncTransportConnections

        return AsyncTransportConnections(transport)
    with late_imports:
        if network.engine == "httpx":
            from .httpx_client import AsyncHttpxPool

            return AsyncHttpxPool(network)
        import sniffio  # which threads do without

        # aiohttp knows no other event loop, and no SOCKS; where llhttp reads for us too, it is the slower way.
        asyncio = sniffio.current_async_library() == "asyncio"
        if asyncio and not network.proxies.any_socks and not _has_llhttp():
            with contextlib.suppress(ImportError):
                from .aiohttp_pool import AiohttpPool

                return AiohttpPool(network)
        from .pool import AsyncPool

        return AsyncPool(network)


def _has_llhttp() -> bool:
    try:
        from .wire_connections import AsyncWireConnection  # noqa: F401  # pyright: ignore[reportUnusedImport]
    except ImportError:
        return False
    return True


def connections(transport: TransportLike | None, client: Client | None, network: Network) -> Connections:
    """Connections of what the user gave, else new ones."""
    if client is not None:
        from .httpx_connections import ClientConnections

        return ClientConnections(client)
    if transport is not None:
        from .httpx_connections import TransportConnections

        return TransportConnections(transport)
    with late_imports:
        if network.engine == "httpx":
            from .httpx_client import HttpxPool

            return HttpxPool(network)
        from .pool import Pool

        return Pool(network)


def outgoing(
    method: str, url: str, headers: Headers, content: bytes | None, timeout: float, max_body: int
) -> OutgoingRequest:
    """A request whose answer must be there in `timeout` seconds."""
    return OutgoingRequest(method, normal(url), headers, content, time.monotonic() + timeout, max_body)


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
    except ProtocolError as error:
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
    except ProtocolError as error:
        raise _plain(error) from None
    finally:
        thread_deadline.until = math.inf
        _ours.reset(mine)


def _redirect(sent: OutgoingRequest, response: Response) -> str | None:
    """The target of a redirect, if it stays at its origin and keeps its method (RFC 9110 15.4)."""
    if response.status not in _REDIRECTS or "location" not in response.headers:
        return None
    changes_method = response.status in (302, 303) or (response.status == 301 and sent.method == "POST")
    if changes_method and sent.method not in ("GET", "HEAD"):
        return None
    return redirected(sent.url, response.headers["location"])


def _plain(error: ProtocolError) -> ProtocolError:
    """The error without what its message quotes: header values, a piece of the body."""
    return type(error)(_QUOTING.split(str(error))[0])
