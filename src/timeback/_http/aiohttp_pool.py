"""Connections of aiohttp: the extra `aiohttp`, quick with many requests under way. asyncio alone."""

from __future__ import annotations

import ssl

import aiohttp
import httpx
from yarl import URL

from .connections import CONNECT_TIMEOUT, KEEPALIVE, MAX_CONNECTIONS, OutgoingRequest, to_response
from .messages import Response

__all__ = ["AiohttpPool"]


class AiohttpPool:
    """The connections of one event loop; what goes wrong is told in httpx's errors, as everywhere."""

    def __init__(self, verify: ssl.SSLContext) -> None:
        connector = aiohttp.TCPConnector(limit=MAX_CONNECTIONS, keepalive_timeout=KEEPALIVE, ssl=verify)
        self._session = aiohttp.ClientSession(
            connector=connector, cookie_jar=aiohttp.DummyCookieJar(), auto_decompress=False
        )
        # It would send an idempotent request twice by itself, whatever the policy, uncounted.
        # There is no public switch; without this attribute it only does so again.
        self._session._retry_connection = False  # pyright: ignore[reportPrivateUsage]

    async def exchange(self, sent: OutgoingRequest) -> Response:
        """Send a request and read the whole answer; the caller bounds the time."""
        left = sent.left
        waits = aiohttp.ClientTimeout(total=None, sock_connect=min(left, CONNECT_TIMEOUT), sock_read=left)
        try:
            async with self._session.request(
                sent.method,
                URL(sent.url, encoded=True),  # as it stands: an id's %2F must stay one
                headers=sent.fields,
                data=sent.content,
                allow_redirects=False,
                timeout=waits,
            ) as response:
                content = await response.read()
        except aiohttp.ClientConnectorError as error:
            raise httpx.ConnectError(str(error)) from error
        except aiohttp.ConnectionTimeoutError:  # its message holds the whole URL
            raise httpx.ConnectTimeout("no connection was made in time") from None
        except aiohttp.ServerTimeoutError:
            raise httpx.ReadTimeout("no answer came in time") from None
        except aiohttp.ClientError as error:  # its message may quote the response
            raise httpx.RemoteProtocolError(type(error).__name__) from None
        return to_response(response.status, response.headers.items(), content)

    async def aclose(self) -> None:
        """Close the connections; calls under way end."""
        await self._session.close()
