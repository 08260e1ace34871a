"""Connections of aiohttp: the extra `aiohttp`, quick with many requests under way. asyncio alone."""

from __future__ import annotations

import contextlib
from collections.abc import Generator
from typing import Any

import aiohttp
from yarl import URL

from .connections import (
    CONNECT_TIMEOUT,
    KEEPALIVE,
    MAX_CONNECTIONS,
    MAX_HEADER,
    OutgoingRequest,
    async_response,
)
from .failures import ConnectError, ConnectTimeout, ProxyError, ReadTimeout, RemoteProtocolError
from .messages import Response
from .network import Network
from .passage import Passage

__all__ = ["AiohttpPool"]

_UNWATCHED = contextlib.nullcontext()


class AiohttpPool:
    """The connections of one event loop; what goes wrong is told as everywhere."""

    def __init__(self, network: Network) -> None:
        connector = aiohttp.TCPConnector(
            limit=MAX_CONNECTIONS, keepalive_timeout=KEEPALIVE, ssl=network.context
        )
        self._proxies = network.proxies
        # It slows down each request a little.
        traces = [_passages()] if network.proxies else []
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            auto_decompress=False,
            max_line_size=MAX_HEADER,
            max_field_size=MAX_HEADER,
            trace_configs=traces,
        )
        # It would send an idempotent request twice by itself, whatever the policy, uncounted.
        # There is no public switch; without this attribute it only does so again.
        self._session._retry_connection = False  # pyright: ignore[reportPrivateUsage]

    async def exchange(self, sent: OutgoingRequest) -> Response:
        """Send a request and read the whole answer; the caller bounds the time."""
        left = sent.left
        waits = aiohttp.ClientTimeout(total=None, sock_connect=min(left, CONNECT_TIMEOUT), sock_read=left)
        body = sent.body()
        passage = Passage()
        with passage.watched() if self._proxies else _UNWATCHED, _under_our_names():
            async with self._session.request(
                sent.method,
                URL(sent.url, encoded=True),  # as it stands: an id's %2F must stay one
                data=sent.content,
                allow_redirects=False,
                timeout=waits,
                trace_request_ctx=passage,
                **self._headers(sent),
            ) as answer:
                async for part in answer.content.iter_any():
                    body.add(part)
        return await async_response(sent, answer.status, answer.headers.items(), body.content)

    def _headers(self, sent: OutgoingRequest) -> dict[str, Any]:
        proxy = self._proxies.to(sent.origin) if self._proxies else None
        if proxy is None:
            return {"headers": sent.fields}
        if sent.url.startswith("https:"):
            return {"headers": sent.fields, "proxy": proxy.url, "proxy_headers": proxy.authorization()}
        return {"headers": {**sent.fields, **proxy.authorization()}, "proxy": proxy.url}

    async def aclose(self) -> None:
        """Close the connections; calls under way end."""
        await self._session.close()


@contextlib.contextmanager
def _under_our_names() -> Generator[None]:
    """Raise our failures for those of aiohttp."""
    try:
        yield
    except aiohttp.ClientHttpProxyError as error:
        raise ProxyError(str(error.status)) from None
    except aiohttp.ClientConnectorError as error:
        raise ConnectError(str(error)) from error
    except aiohttp.ConnectionTimeoutError:  # its message holds the whole URL
        raise ConnectTimeout("no connection was made in time") from None
    except aiohttp.ServerTimeoutError:
        raise ReadTimeout("no answer came in time") from None
    except aiohttp.ClientError as error:  # its message may quote the response
        raise RemoteProtocolError(type(error).__name__) from None


def _passages() -> aiohttp.TraceConfig:
    """Open the passage of each request that goes out; that to the proxy itself is none."""
    trace = aiohttp.TraceConfig()

    async def sent(session: aiohttp.ClientSession, context: Any, params: Any) -> None:
        context.trace_request_ctx.is_open = True

    trace.on_request_headers_sent.append(sent)
    return trace
