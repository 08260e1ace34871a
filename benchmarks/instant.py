"""Our own work in a call: the engine is one that answers at once, from memory."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from data import USERS, encode
from measuring import Figures

import timeback._async.opening
import timeback._sync.opening
from timeback import AsyncOneRosterClient, OneRosterClient
from timeback._http.messages import Response

SETTINGS: dict[str, Any] = {"base_url": "http://127.0.0.1:1", "auth": lambda: "bench-token"}
HEADERS = {"content-type": "application/json", "server": "instant"}
USER = encode({"user": USERS[1]})
CALLS, ROUNDS = 200, 31


class Instant:
    """The engine, for threads."""

    def exchange(self, sent: Any) -> Response:
        return Response(200, dict(HEADERS), USER)

    def close(self) -> None:
        """Nothing."""


class AsyncInstant:
    """The same for event loops."""

    async def exchange(self, sent: Any) -> Response:
        return Response(200, dict(HEADERS), USER)

    async def aclose(self) -> None:
        """Nothing."""


@contextmanager
def in_place() -> Iterator[None]:
    """Put the engine in the place of those that have a network."""
    modules = timeback._sync.opening, timeback._async.opening
    kept = modules[0].connections, modules[1].async_connections
    modules[0].connections, modules[1].async_connections = lambda *_: Instant(), lambda *_: AsyncInstant()  # type: ignore[assignment]
    try:
        yield
    finally:
        modules[0].connections, modules[1].async_connections = kept


def own_work(_: str) -> Figures:
    """Processor seconds a call, so that what else the machine does counts little."""
    with in_place():
        return {"sync": _sync(), "async": asyncio.run(_async()), "sync bound": 30e-6, "async bound": 50e-6}


def _sync() -> float:
    taken: list[float] = []
    with OneRosterClient(**SETTINGS) as client:
        for _ in range(ROUNDS):
            started = time.process_time()
            for _ in range(CALLS):
                client.users.get("user-1")
            taken.append((time.process_time() - started) / CALLS)
    return statistics.median(taken)


async def _async() -> float:
    taken: list[float] = []
    async with AsyncOneRosterClient(**SETTINGS) as client:
        for _ in range(ROUNDS):
            started = time.process_time()
            for _ in range(CALLS):
                await client.users.get("user-1")
            taken.append((time.process_time() - started) / CALLS)
    return statistics.median(taken)
