# Generated from tests/_async/engines.py by setup_unasync.py; do not edit.
"""Every way that a request can take to the network; a test that asks for `engine` runs over each."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import pytest
from httpx import HTTPTransport

from timeback._http.brought import Client

__all__ = ["ENGINES", "engine"]

ENGINES = ("default", "aiohttp", "h11", "httpx", "transport", "http_client")


@pytest.fixture(params=ENGINES)
def engine(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[dict[str, Any]]:
    """Arguments of a client that takes this way."""
    if request.param in ("aiohttp", "h11"):  # as where httptools is not installed
        monkeypatch.setitem(sys.modules, "timeback._http.wire_connections", None)
    if request.param == "h11":  # nor aiohttp
        monkeypatch.setitem(sys.modules, "timeback._http.aiohttp_pool", None)
    if request.param == "http_client":
        with Client() as client:
            yield {"http_client": client}
    elif request.param == "httpx":
        yield {"engine": "httpx"}
    elif request.param == "transport":
        transport = HTTPTransport()
        yield {"transport": transport}
        transport.close()
    else:
        yield {}
