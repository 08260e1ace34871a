"""Connections of httpcore's own, read by h11: through proxies, and where httptools is not installed."""

from __future__ import annotations

import functools
from typing import Any

import anyio
import httpcore

from .body import Body
from .connections import KEEPALIVE, DeadlineGuard, OutgoingRequest
from .failures import UnderOurNames
from .network import Network
from .passage import Passage
from .proxies import Proxy
from .urls import host_and_port

__all__ = ["AsyncH11Connection", "H11Connection", "async_h11_connection", "h11_connection", "under_our_names"]


@functools.lru_cache(maxsize=64)
def _address(origin: str) -> tuple[httpcore.Origin, bytes, int | None]:
    """The origin that a connection leads to, the header that names it, its port if it is not the usual one."""
    scheme, _, authority = origin.partition("://")
    host, port = host_and_port(origin)
    own_port = None if authority == host or authority.endswith("]") else port
    return (
        httpcore.Origin(scheme.encode("ascii"), host.encode("ascii"), port),
        authority.encode("ascii"),
        own_port,
    )


def _request(sent: OutgoingRequest, **extensions: Any) -> httpcore.Request:
    origin, host, port = _address(sent.origin)
    headers = [(b"host", host)]
    headers += [(name.encode("ascii"), value.encode("ascii")) for name, value in sent.fields.items()]
    if sent.content is not None or sent.method in ("POST", "PUT", "PATCH"):
        headers.append((b"content-length", b"%d" % len(sent.content or b"")))
    return httpcore.Request(
        sent.method,
        httpcore.URL(scheme=origin.scheme, host=origin.host, port=port, target=sent.target),
        headers=headers,
        content=sent.content,
        extensions={"timeout": sent.timeouts, **extensions},
    )


def _ways(network: Network, proxy: Proxy) -> dict[str, Any]:
    """The arguments of httpcore's proxies."""
    sign_in = (proxy.sign_in[0], proxy.sign_in[1].reveal()) if proxy.sign_in else None
    ways = {"proxy_url": proxy.url, "ssl_context": network.context, "keepalive_expiry": KEEPALIVE}
    if proxy.is_socks:
        return {**ways, "proxy_auth": sign_in}
    encrypted = {"proxy_ssl_context": network.context} if proxy.url.startswith("https:") else {}
    return {**ways, **encrypted, "proxy_headers": proxy.authorization()}


class _UnderOurNames(UnderOurNames):
    """A block whose errors of httpcore are raised as ours."""

    __slots__ = ()

    def __exit__(self, kind: object, error: BaseException | None, traceback: object) -> None:
        if isinstance(error, httpcore.ConnectionNotAvailable):
            raise RuntimeError("the pool was closed") from None
        super().__exit__(kind, error, traceback)


under_our_names = _UnderOurNames(
    httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError, httpcore.TimeoutException
)


def async_h11_connection(origin: str, network: Network, proxy: Proxy | None) -> AsyncH11Connection:
    """A connection to an origin, through a proxy if there is one."""
    where = _address(origin)[0]
    if proxy is None:
        return AsyncH11Connection(httpcore.AsyncHTTPConnection(where, network.context, KEEPALIVE))
    kind = httpcore.AsyncSOCKSProxy if proxy.is_socks else httpcore.AsyncHTTPProxy
    return AsyncH11Connection(kind(**_ways(network, proxy)).create_connection(where))


def h11_connection(origin: str, network: Network, proxy: Proxy | None, guard: DeadlineGuard) -> H11Connection:
    """The same for threads."""
    where = _address(origin)[0]
    if proxy is None:
        return H11Connection(httpcore.HTTPConnection(where, network.context, KEEPALIVE), guard)
    kind = httpcore.SOCKSProxy if proxy.is_socks else httpcore.HTTPProxy
    return H11Connection(kind(**_ways(network, proxy)).create_connection(where), guard)


class _H11Answer:
    def __init__(self, answer: httpcore.Response) -> None:
        self.status = answer.status
        self.headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in answer.headers]


class AsyncH11Connection:
    """A connection of one event loop."""

    def __init__(self, connection: httpcore.AsyncConnectionInterface) -> None:
        self._connection = connection
        self._passage = Passage()

    def is_usable(self) -> bool:
        return self._connection.is_idle() and not self._connection.has_expired()

    async def exchange(self, sent: OutgoingRequest, body: Body) -> _H11Answer:
        watched = {} if self._connection.is_idle() else {"trace": self._passage.async_trace}
        with self._passage.watched(), under_our_names:
            answer = await self._connection.handle_async_request(_request(sent, **watched))
            async for part in answer.aiter_stream():
                body.add(part)
            await answer.aclose()
        return _H11Answer(answer)

    async def aclose(self) -> None:
        with anyio.CancelScope(shield=True):
            await self._connection.aclose()
            await self._passage.aclose()


class H11Connection:
    """A connection for threads, one at a time."""

    def __init__(self, connection: httpcore.ConnectionInterface, guard: DeadlineGuard) -> None:
        self._connection = connection
        self._passage = Passage(guard.trace)

    def is_usable(self) -> bool:
        return self._connection.is_idle() and not self._connection.has_expired()

    def exchange(self, sent: OutgoingRequest, body: Body) -> _H11Answer:
        watched = {} if self._connection.is_idle() else {"trace": self._passage.trace}
        with self._passage.watched(), under_our_names:
            answer = self._connection.handle_request(_request(sent, **watched))
            for part in answer.iter_stream():
                body.add(part)
            answer.close()
        return _H11Answer(answer)

    def close(self) -> None:
        self._connection.close()
        self._passage.close()
