"""The parts of an event loop that calls need, under the same names for asyncio and trio.

anyio has all of it and more; asyncio's programs would wait for its import as long as for the rest of a first call.
"""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable, Hashable
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

import sniffio

from .._fork import late_imports

__all__ = ["Event", "EventLoop", "Task", "running_loop"]


class Event(Protocol):
    """A flag that tasks wait for."""

    def is_set(self) -> bool: ...
    def set(self) -> object: ...
    async def wait(self) -> object: ...


class Task(Protocol):
    """A task in the background."""

    def cancel(self) -> object: ...


class EventLoop(Protocol):
    """The two modules beside this one."""

    def token(self) -> Hashable:
        """The loop that runs."""
        ...

    def call_soon(self, token: Any, call: Callable[[], object], /) -> None:
        """Have the loop of a token call something, from whichever thread.

        Raises:
            RuntimeError: It is over.
        """
        ...

    def event(self) -> Event: ...

    def semaphore(self, value: int, /) -> AbstractAsyncContextManager[object]: ...

    def timeout(self, seconds: float, /) -> AbstractAsyncContextManager[object]:
        """Cancel the block after `seconds` and raise `TimeoutError`."""
        ...

    async def sleep(self, seconds: float, /) -> None: ...

    def start(self, run: Callable[[], Awaitable[None]], /) -> Task:
        """Run something beside its caller, as long as the loop does."""
        ...


def running_loop() -> EventLoop:
    """The event loop that this code runs in.

    Raises:
        RuntimeError: It runs in none.
    """
    try:
        library = sniffio.current_async_library()
    except sniffio.AsyncLibraryNotFoundError:
        raise RuntimeError("this needs a running event loop: call it from async code") from None
    return _of(library)


@functools.cache
def _of(library: str) -> EventLoop:
    with late_imports:
        if library == "asyncio":
            from . import on_asyncio

            return on_asyncio
        from . import on_trio

        return on_trio
