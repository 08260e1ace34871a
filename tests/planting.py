"""An httpx transport that changes answers on their way, so that a server differs where a test wants it to."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import httpx

__all__ = ["Planting"]

Change = Callable[[Any], Any]


class Planting(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Sends over sockets, in both worlds.

    Args:
        bodies: What becomes of the JSON of an answer, by its path.
        headers: Headers of an answer, by its path.
    """

    def __init__(self, bodies: Mapping[str, Change], headers: Mapping[str, Mapping[str, str]]) -> None:
        self._bodies, self._headers = bodies, headers
        self._sync, self._async = httpx.HTTPTransport(), httpx.AsyncHTTPTransport()
        self.sent: list[tuple[str, str]] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self._sync.handle_request(request)
        return self._changed(request, response, response.read())

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await self._async.handle_async_request(request)
        return self._changed(request, response, await response.aread())

    def _changed(self, request: httpx.Request, response: httpx.Response, content: bytes) -> httpx.Response:
        path = request.url.path.rstrip("/")
        self.sent.append((request.method, path))
        if (change := self._bodies.get(path)) is not None:
            content = json.dumps(change(json.loads(content))).encode()
        headers = {name: value for name, value in response.headers.items() if name != "content-length"}
        return httpx.Response(
            response.status_code, headers=headers | dict(self._headers.get(path, {})), content=content
        )

    def close(self) -> None:
        self._sync.close()

    async def aclose(self) -> None:
        await self._async.aclose()
