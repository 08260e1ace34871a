"""asyncio's event loop, uvloop's too; see `EventLoop`."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

__all__ = ["call_soon", "event", "semaphore", "sleep", "start", "timeout", "token"]

event = asyncio.Event
semaphore = asyncio.Semaphore
timeout = asyncio.timeout
token = asyncio.get_running_loop


def call_soon(token: asyncio.AbstractEventLoop, call: Callable[[], object], /) -> None:
    token.call_soon_threadsafe(call)


async def sleep(seconds: float, /) -> None:
    await asyncio.sleep(seconds)


def start(run: Callable[[], Awaitable[None]], /) -> asyncio.Future[None]:
    return asyncio.ensure_future(run())
