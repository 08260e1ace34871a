"""trio's event loop; see `EventLoop`."""

from __future__ import annotations

import contextlib
import contextvars
from collections.abc import AsyncGenerator, Awaitable, Callable

import trio

__all__ = ["call_soon", "event", "semaphore", "sleep", "start", "timeout", "token"]

event = trio.Event
semaphore = trio.Semaphore
sleep = trio.sleep
token = trio.lowlevel.current_trio_token


def call_soon(token: trio.lowlevel.TrioToken, call: Callable[[], object], /) -> None:
    token.run_sync_soon(call)


@contextlib.asynccontextmanager
async def timeout(seconds: float, /) -> AsyncGenerator[None]:
    with trio.CancelScope(deadline=trio.current_time() + seconds) as scope:
        yield
    if scope.cancelled_caught:
        raise TimeoutError


class _SystemTask:
    def __init__(self, run: Callable[[], Awaitable[None]]) -> None:
        self._cancelled = trio.CancelScope()
        self._run = run
        trio.lowlevel.spawn_system_task(self._main, context=contextvars.copy_context())

    async def _main(self) -> None:
        with self._cancelled:
            await self._run()

    def cancel(self) -> None:
        self._cancelled.cancel()


def start(run: Callable[[], Awaitable[None]], /) -> _SystemTask:
    return _SystemTask(run)
