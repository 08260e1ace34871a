"""Connections of plain httpx clients: slower than our own, and seen by what records or replaces httpx's calls."""

from __future__ import annotations

from typing import Any

import anyio
import httpx

from .connections import KEEPALIVE, MAX_CONNECTIONS, OutgoingRequest
from .httpx_connections import AsyncClientConnections, ClientConnections
from .messages import Response
from .network import Network
from .passage import Passage
from .proxies import Proxy

__all__ = ["AsyncHttpxPool", "HttpxPool"]


def _settings(network: Network, proxy: Proxy | None) -> dict[str, Any]:
    """The arguments of a client that goes this way; the environment was read for it."""
    limits = httpx.Limits(
        max_connections=MAX_CONNECTIONS,
        max_keepalive_connections=MAX_CONNECTIONS,
        keepalive_expiry=KEEPALIVE,
    )
    way: dict[str, Any] = {"verify": network.context, "trust_env": False, "limits": limits}
    if proxy is None:
        return way
    sign_in = (proxy.sign_in[0], proxy.sign_in[1].reveal()) if proxy.sign_in else None
    context = network.context if proxy.url.startswith("https:") else None
    return {**way, "proxy": httpx.Proxy(proxy.url, auth=sign_in, ssl_context=context)}


class _AsyncOwn(AsyncClientConnections):
    """The connections of a client that is ours to close."""

    async def exchange(self, sent: OutgoingRequest) -> Response:
        """Send a request and read the whole answer; the caller bounds the time."""
        passage = Passage()
        try:
            with passage.watched():
                return await self._sent(sent, trace=passage.async_trace)
        except BaseException:
            with anyio.CancelScope(shield=True):
                await passage.aclose()
            raise

    async def aclose(self) -> None:
        """Close the connections; calls under way end."""
        await self._client.aclose()


class AsyncHttpxPool:
    """A client for each way: the direct one, and that through each proxy."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._ways: dict[Proxy | None, _AsyncOwn] = {}
        self._closed = False

    async def exchange(self, sent: OutgoingRequest) -> Response:
        """Send a request and read the whole answer; the caller bounds the time."""
        if self._closed:
            raise RuntimeError("the pool is closed")
        proxy = self._network.proxies.to(sent.origin)
        if proxy not in self._ways:
            self._ways[proxy] = _AsyncOwn(httpx.AsyncClient(**_settings(self._network, proxy)))
        return await self._ways[proxy].exchange(sent)

    async def aclose(self) -> None:
        """Close the connections; calls under way end."""
        self._closed = True
        for each in self._ways.values():
            await each.aclose()


class _Own(ClientConnections):
    """The connections of a client that is ours to close."""

    def exchange(self, sent: OutgoingRequest) -> Response:
        """Send a request and read the whole answer, in time."""
        passage = Passage(self._guard.trace)
        try:
            with passage.watched():
                return self._sent(sent, trace=passage.trace)
        except BaseException:
            passage.close()
            raise

    def close(self) -> None:
        """Close the connections; calls under way end."""
        self._guard.end()
        self._client.close()


class HttpxPool:
    """A client for each way: the direct one, and that through each proxy."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._ways: dict[Proxy | None, _Own] = {}
        self._closed = False

    def exchange(self, sent: OutgoingRequest) -> Response:
        """Send a request and read the whole answer, in time."""
        if self._closed:
            raise RuntimeError("the pool is closed")
        proxy = self._network.proxies.to(sent.origin)
        way = self._ways.get(proxy)
        if way is None:  # of two threads that make one, both take the first
            way = self._ways.setdefault(proxy, _Own(httpx.Client(**_settings(self._network, proxy))))
        return way.exchange(sent)

    def close(self) -> None:
        """Close the connections; calls under way end."""
        self._closed = True
        for each in list(self._ways.values()):
            each.close()
