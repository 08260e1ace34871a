"""The async halves of the pairs in `_concurrency.py`, written for asyncio and trio alike."""

from __future__ import annotations

import contextlib
import contextvars
import functools
import inspect
import os
import time
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Coroutine, Iterable, Mapping
from typing import Any, Generic, Protocol, TypeVar

import anyio
import anyio.lowlevel
import anyio.to_thread
import sniffio

from ._concurrency import Scope, scope_is_over
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
        await anyio.sleep(seconds)


def async_deadline(seconds: float) -> contextlib.AbstractAsyncContextManager[Any]:
    """Cancel the block after `seconds` and raise `TimeoutError`."""
    if sniffio.current_async_library() == "asyncio":
        from asyncio import timeout  # a quarter of what anyio's costs

        return timeout(seconds)
    return _trio_deadline(seconds)


@contextlib.asynccontextmanager
async def _trio_deadline(seconds: float) -> AsyncGenerator[None]:
    with anyio.fail_after(seconds):
        yield


def async_scope() -> Scope:
    """This process and event loop."""
    try:
        library = sniffio.current_async_library()
    except sniffio.AsyncLibraryNotFoundError:
        raise RuntimeError("this needs a running event loop: call it from async code") from None
    if library == "asyncio":
        from asyncio import get_running_loop

        return Scope(os.getpid(), get_running_loop())
    token = anyio.lowlevel.current_token()
    return Scope(os.getpid(), getattr(token, "native_token", token))


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
    import asyncio

    closing = asyncio.run_coroutine_threadsafe(close(), native)
    try:
        await anyio.to_thread.run_sync(closing.result, _PATIENCE, abandon_on_cancel=True)
    except TimeoutError:
        return False
    return True


def _start_unless_over(run: Callable[[], Awaitable[None]]) -> None:
    with contextlib.suppress(RuntimeError):
        _TrioTask(run)


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
        self._event = anyio.Event()

    def set(self) -> None:
        """Wake every waiter."""
        self._event.set()

    async def wait(self, timeout: float) -> bool:
        """Wait for the flag; false when `timeout` seconds passed first."""
        with anyio.move_on_after(timeout):
            await self._event.wait()
        return self._event.is_set()


class AsyncTurn:
    """The place of a task in a queue; whoever calls it up may run in another thread, or loop."""

    def __init__(self) -> None:
        token = anyio.lowlevel.current_token()
        native: Any = getattr(token, "native_token", token)
        self._soon = (
            native.call_soon_threadsafe if hasattr(native, "call_soon_threadsafe") else native.run_sync_soon
        )
        self._event = anyio.Event()

    def call(self) -> bool:
        """Wake the task; false when its loop is over."""
        try:
            self._soon(self._set)
        except RuntimeError:
            return False
        return True

    def _set(self) -> None:
        self._event.set()

    async def wait(self, timeout: float) -> None:
        """Wait to be called, at most `timeout` seconds."""
        with anyio.move_on_after(timeout):
            await self._event.wait()
        self._event = anyio.Event()


async def async_result_of(value: Any) -> Any:
    """The value, awaited where the user's own function is async."""
    return await value if inspect.isawaitable(value) else value


class _Background(Protocol):
    def cancel(self) -> object: ...


class _Slot(Generic[T]):
    """The outcome of one background task, and the flag that it is there."""

    def __init__(self) -> None:
        self.done = anyio.Event()
        self.task: _Background | None = None
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


class _TrioTask:
    """A trio system task behind the one method that a prefetch needs of asyncio's."""

    def __init__(self, run: Callable[[], Awaitable[None]]) -> None:
        import trio

        self._cancelled = trio.CancelScope()
        self._run = run
        trio.lowlevel.spawn_system_task(self._main, context=contextvars.copy_context())

    async def _main(self) -> None:
        with self._cancelled:
            await self._run()

    def cancel(self) -> None:
        self._cancelled.cancel()


def _start(run: Callable[[], Awaitable[None]]) -> _Background:
    if sniffio.current_async_library() == "trio":
        return _TrioTask(run)
    import asyncio  # 30 ms that an import need not cost

    return asyncio.ensure_future(run())


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
            slot.task = _start(lambda slot=slot, fetch=fetch: slot.run(fetch))  # type: ignore[misc]
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
            yield results.pop()  # and keep no reference: a page is large
            self._fill(self._ahead + 1)


class AsyncBackground:
    """A task that runs beside its caller, as long as the event loop does."""

    def __init__(self, run: Callable[[], Awaitable[None]]) -> None:
        self._task = _start(run)

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
    return await anyio.to_thread.run_sync(call, abandon_on_cancel=True)
