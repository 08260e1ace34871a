"""Every way that a request can take to the network; a test that asks for `engine` runs over each."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from typing import Any

import pytest
from httpx import AsyncHTTPTransport

from timeback._http.brought import AsyncClient

__all__ = ["ENGINES", "engine"]

ENGINES = ("default", "aiohttp", "h11", "httpx", "transport", "http_client")


@pytest.fixture(params=ENGINES)
async def engine(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[dict[str, Any]]:
    """Arguments of a client that takes this way."""
    if request.param in ("aiohttp", "h11"):  # as where httptools is not installed
        monkeypatch.setitem(sys.modules, "timeback._http.wire_connections", None)
    if request.param == "h11":  # nor aiohttp
        monkeypatch.setitem(sys.modules, "timeback._http.aiohttp_pool", None)
    if request.param == "http_client":
        async with AsyncClient() as client:
            yield {"http_client": client}
    elif request.param == "httpx":
        yield {"engine": "httpx"}
    elif request.param == "transport":
        transport = AsyncHTTPTransport()
        yield {"transport": transport}
        await transport.aclose()
    else:
        yield {}
