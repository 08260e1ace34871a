"""The async halves of the pairs in `_concurrency.py`, written for asyncio and trio alike."""

from __future__ import annotations

import contextlib
import functools
import inspect
import os
import time
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Coroutine, Iterable, Mapping
from typing import Any, Generic, TypeVar

from ._concurrency import Scope, scope_is_over
from ._fork import late_imports
from ._loops import Task, running_loop
from ._outcomes import Outcome

__all__ = [
    "AsyncBackground",
    "AsyncClock",
    "AsyncLatch",
    "AsyncLifetime",
    "AsyncPrefetch",
    "AsyncTurn",
    "Scope",
    "async_at_exit",
    "async_call_all",
    "async_close_there",
    "async_deadline",
    "async_is_in",
    "async_result_of",
    "async_scope",
    "scope_is_over",
]

T = TypeVar("T")

# Seconds that another event loop has for closing what belongs to it.
_PATIENCE = 5.0


class AsyncClock:
    """The monotonic clock, and how to wait on it; tests put their own in its place."""

    def now(self) -> float:
        """Seconds on the monotonic clock."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait without holding up other tasks."""
        await running_loop().sleep(seconds)


def async_deadline(seconds: float) -> contextlib.AbstractAsyncContextManager[Any]:
    """Cancel the block after `seconds` and raise `TimeoutError`."""
    return running_loop().timeout(seconds)


def async_scope() -> Scope:
    """This process and event loop."""
    return Scope(os.getpid(), running_loop().token())


def async_is_in(where: Scope) -> bool:
    """Whether this code runs there, in its process and event loop."""
    try:
        return async_scope() == where
    except RuntimeError:  # a thread without an event loop
        return False


async def async_close_there(where: Scope, close: Callable[[], Coroutine[Any, Any, None]]) -> bool:
    """Close something in the event loop that it belongs to; false where that loop does not run."""
    if where == async_scope():
        await close()
        return True
    if scope_is_over(where):  # it was closed with its loop
        return True
    native: Any = where.token
    if hasattr(native, "run_sync_soon"):
        with contextlib.suppress(RuntimeError):  # trio's run is over, and what was open with it
            native.run_sync_soon(_start_unless_over, close)
        return True
    if not native.is_running():
        return False
    with late_imports:
        import asyncio

        from anyio import to_thread

    closing = asyncio.run_coroutine_threadsafe(close(), native)
    try:
        await to_thread.run_sync(closing.result, _PATIENCE, abandon_on_cancel=True)
    except TimeoutError:
        return False
    return True


def _start_unless_over(run: Callable[[], Awaitable[None]]) -> None:
    with contextlib.suppress(RuntimeError):
        running_loop().start(run)


class AsyncLifetime:
    """Closes something when it is told to, or else before the event loop ends in which it was made."""

    def __init__(self, close: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._close = close
        # A loop that ends closes the async generators that were begun in it.
        self._wait = self._waiting()
        with contextlib.suppress(StopIteration):
            self._wait.__anext__().send(None)

    async def _waiting(self) -> AsyncGenerator[None, None]:
        try:
            yield
        finally:
            await self._close()

    async def aclose(self) -> None:
        """Close it now."""
        await self._wait.aclose()


class AsyncLatch:
    """A flag that tasks of one loop wait for."""

    def __init__(self) -> None:
        self._event = running_loop().event()

    def set(self) -> None:
        """Wake every waiter."""
        self._event.set()

    async def wait(self, timeout: float) -> bool:
        """Wait for the flag; false when `timeout` seconds passed first."""
        with contextlib.suppress(TimeoutError):
            async with async_deadline(timeout):
                await self._event.wait()
        return self._event.is_set()


class AsyncTurn:
    """The place of a task in a queue; whoever calls it up may run in another thread, or loop."""

    def __init__(self) -> None:
        self._loop = running_loop()
        self._token = self._loop.token()
        self._event = self._loop.event()

    def call(self) -> bool:
        """Wake the task; false when its loop is over."""
        try:
            self._loop.call_soon(self._token, self._set)
        except RuntimeError:
            return False
        return True

    def _set(self) -> None:
        self._event.set()

    async def wait(self, timeout: float) -> None:
        """Wait to be called, at most `timeout` seconds."""
        with contextlib.suppress(TimeoutError):
            async with self._loop.timeout(timeout):
                await self._event.wait()
        self._event = self._loop.event()


async def async_result_of(value: Any) -> Any:
    """The value, awaited where the user's own function is async."""
    return await value if inspect.isawaitable(value) else value


class _Slot(Generic[T]):
    """The outcome of one background task, and the flag that it is there."""

    def __init__(self) -> None:
        self.done = running_loop().event()
        self.task: Task | None = None
        self._value: T | None = None
        self._error: BaseException | None = None

    async def run(self, fetch: Callable[[], Awaitable[T]]) -> None:
        try:
            self._value = await fetch()
        except Exception as error:
            self._error = error
        except BaseException as error:  # a cancellation must reach the event loop too
            self._error = error
            raise
        finally:
            self.done.set()

    async def result(self) -> T:
        await self.done.wait()
        if self._error is not None:
            raise self._error
        return self._value  # type: ignore[return-value]


class AsyncPrefetch(Generic[T]):
    """Run fetches in the background, at most `ahead` beyond the one that is waited for, in order.

    Use it as a context manager: leaving the block cancels what still runs.
    """

    def __init__(self, fetches: Iterable[Callable[[], Awaitable[T]]], ahead: int) -> None:
        self._fetches = iter(fetches)
        self._ahead = ahead
        self._slots: deque[_Slot[T]] = deque()

    def __enter__(self) -> AsyncPrefetch[T]:
        return self

    def __exit__(self, *exc: object) -> None:
        while self._slots:
            task = self._slots.popleft().task
            if task is not None:
                task.cancel()

    def _fill(self, count: int) -> None:
        while len(self._slots) < count:
            fetch = next(self._fetches, None)
            if fetch is None:
                return
            slot: _Slot[T] = _Slot()
            slot.task = running_loop().start(lambda slot=slot, fetch=fetch: slot.run(fetch))  # type: ignore[misc]
            self._slots.append(slot)

    async def __aiter__(self) -> AsyncIterator[T]:
        if not self._ahead:  # in the caller's own task
            for fetch in self._fetches:
                yield await fetch()
            return
        self._fill(self._ahead + 1)
        while self._slots:
            results = [await self._slots[0].result()]
            self._slots.popleft()
            # The consumer is about to work on this one; keep `ahead` under way meanwhile.
            self._fill(self._ahead)
            await running_loop().sleep(0)  # in which they set out
            yield results.pop()  # and keep no reference: a page is large
            self._fill(self._ahead + 1)


class AsyncBackground:
    """A task that runs beside its caller, as long as the event loop does."""

    def __init__(self, run: Callable[[], Awaitable[None]]) -> None:
        self._task = running_loop().start(run)

    def cancel(self) -> None:
        """Stop it where it is."""
        self._task.cancel()


def async_at_exit(call: Callable[[], Any]) -> None:
    """Nothing: when the interpreter exits, the event loop is over."""


async def async_call_all(
    calls: Mapping[str, Callable[[], Any]], *, concurrency: int, timeout: float | None
) -> dict[str, Outcome[Any]]:
    """Make the calls side by side, at most `concurrency` at a time, each within `timeout` seconds.

    A plain function runs in a thread of its own, so that it may block; what it returns is awaited if it can be.
    """
    with late_imports:
        import anyio

    found: dict[str, Outcome[Any]] = {}
    bound = anyio.Semaphore(concurrency)

    async def run(name: str, call: Callable[[], Any]) -> None:
        async with bound:
            try:
                with anyio.fail_after(timeout):
                    made = call() if _is_async(call) else await _in_thread(call)
                    found[name] = Outcome(await async_result_of(made))
            except Exception as error:
                found[name] = Outcome(error=error)

    async with anyio.create_task_group() as tasks:
        for name, call in calls.items():
            tasks.start_soon(run, name, call)
    return {name: found[name] for name in calls}


def _is_async(call: Callable[[], Any]) -> bool:
    return inspect.iscoroutinefunction(call.func if isinstance(call, functools.partial) else call)


async def _in_thread(call: Callable[[], Any]) -> Any:
    from anyio import to_thread

    return await to_thread.run_sync(call, abandon_on_cancel=True)
