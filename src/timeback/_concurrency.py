"""Pairs whose two forms differ, side by side: the async half is written for asyncio and trio alike.

The generated code uses the half without `Async` in its name.
"""

from __future__ import annotations

import contextlib
import contextvars
import functools
import inspect
import os
import threading
import time
from collections import deque
from collections.abc import (
    AsyncGenerator,
    AsyncIterator,
    Awaitable,
    Callable,
    Coroutine,
    Hashable,
    Iterable,
    Iterator,
    Mapping,
)
from concurrent.futures import CancelledError, Future
from queue import SimpleQueue
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

import anyio
import anyio.lowlevel
import anyio.to_thread
import sniffio

from ._outcomes import Outcome

__all__ = [
    "AsyncBackground",
    "AsyncClock",
    "AsyncLatch",
    "AsyncLifetime",
    "AsyncPrefetch",
    "AsyncTurn",
    "Background",
    "Clock",
    "Latch",
    "Lifetime",
    "Prefetch",
    "Scope",
    "Turn",
    "async_at_exit",
    "async_call_all",
    "async_close_there",
    "async_deadline",
    "async_is_in",
    "async_result_of",
    "async_scope",
    "at_exit",
    "call_all",
    "close_there",
    "deadline",
    "is_in",
    "result_of",
    "scope",
    "scope_is_over",
]

T = TypeVar("T")

# Seconds that another event loop has for closing what belongs to it.
_PATIENCE = 5.0

# Set in the threads of a prefetch: the stream that they fetch for was left.
_left: contextvars.ContextVar[threading.Event | None] = contextvars.ContextVar("timeback_left", default=None)


# -- time ---------------------------------------------------------------------------------------


class AsyncClock:
    """The monotonic clock, and how to wait on it; tests put their own in its place."""

    def now(self) -> float:
        """Seconds on the monotonic clock."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait without holding up other tasks."""
        await anyio.sleep(seconds)


class Clock:
    """The monotonic clock, and how to wait on it; tests put their own in its place."""

    def now(self) -> float:
        """Seconds on the monotonic clock."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait in this thread; a fetch of a stream that was left meanwhile ends here."""
        left = _left.get()
        if left is None:
            time.sleep(seconds)
        elif left.wait(seconds):
            raise CancelledError


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


def deadline(seconds: float) -> contextlib.AbstractContextManager[Any]:
    """Nothing: a thread cannot be cancelled, so sync I/O takes the bound as its own timeout."""
    return contextlib.nullcontext()


# -- where the code runs ------------------------------------------------------------------------


class Scope(NamedTuple):
    """The process and event loop that code runs in: connections and waiters cannot be shared beyond it."""

    pid: int
    token: Hashable = None


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


def scope() -> Scope:
    """This process, whatever the thread."""
    return Scope(os.getpid())


def async_is_in(where: Scope) -> bool:
    """Whether this code runs there, in its process and event loop."""
    try:
        return async_scope() == where
    except RuntimeError:  # a thread without an event loop
        return False


def is_in(where: Scope) -> bool:
    """Whether this code runs there, in its process."""
    return scope() == where


def scope_is_over(where: Scope) -> bool:
    """Whether nothing can run there any more: a closed loop, or the process before a fork."""
    is_closed = getattr(where.token, "is_closed", None)  # asyncio's loops have it
    return where.pid != os.getpid() or (is_closed is not None and is_closed())


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


def close_there(where: Scope, close: Callable[[], None]) -> bool:
    """Close something that belongs to this process, or to the one before a fork, which closes its own."""
    if where == scope():
        close()
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


class Lifetime:
    """Closes something when it is told to: without an event loop there is no other end."""

    def __init__(self, close: Callable[[], None]) -> None:
        self._close = close

    def close(self) -> None:
        """Close it now."""
        self._close()


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


class Latch(threading.Event):
    """A flag that threads wait for."""

    def wait(self, timeout: float) -> bool:  # type: ignore[override]
        """Wait for the flag; false when `timeout` seconds passed first."""
        return super().wait(timeout)


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


class Turn:
    """The place of a thread in a queue."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def call(self) -> bool:
        """Wake the thread."""
        self._event.set()
        return True

    def wait(self, timeout: float) -> None:
        """Wait to be called, at most `timeout` seconds; a fetch of a stream that was left meanwhile ends here."""
        self._event.wait(min(timeout, threading.TIMEOUT_MAX))
        self._event.clear()
        left = _left.get()
        if left is not None and left.is_set():
            raise CancelledError


async def async_result_of(value: Any) -> Any:
    """The value, awaited where the user's own function is async."""
    return await value if inspect.isawaitable(value) else value


def result_of(value: Any) -> Any:
    """The value itself."""
    return value


# -- bounded prefetch ---------------------------------------------------------------------------


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


class Prefetch(Generic[T]):
    """Run fetches in threads, at most `ahead` beyond the one that is waited for, in order.

    Use it as a context manager: leaving the block drops what has not begun. The threads keep no process alive,
    as those of `concurrent.futures` would: a script that ends does not wait for a page that nobody reads.
    """

    def __init__(self, fetches: Iterable[Callable[[], T]], ahead: int) -> None:
        self._fetches = iter(fetches)
        self._ahead = ahead
        self._futures: deque[Future[T]] = deque()
        self._over = threading.Event()
        self._work: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._threads = 0

    def __enter__(self) -> Prefetch[T]:
        return self

    def __exit__(self, *exc: object) -> None:
        self._over.set()
        for future in self._futures:
            future.cancel()
        self._futures.clear()
        for _ in range(self._threads):
            self._work.put(None)

    def _fill(self, count: int) -> None:
        while len(self._futures) < count:
            fetch = next(self._fetches, None)
            if fetch is None:
                return
            context = contextvars.copy_context()
            context.run(_left.set, self._over)
            future: Future[T] = Future()
            self._futures.append(future)
            self._work.put(functools.partial(_settle, future, functools.partial(context.run, fetch)))
            if self._threads <= self._ahead:
                self._threads += 1
                name = f"timeback-prefetch_{self._threads}"
                threading.Thread(target=_work_off, args=(self._work,), name=name, daemon=True).start()

    def __iter__(self) -> Iterator[T]:
        if not self._ahead:  # in the caller's own thread
            for fetch in self._fetches:
                yield fetch()
            return
        self._fill(self._ahead + 1)
        while self._futures:
            results = [self._futures[0].result()]
            self._futures.popleft()
            # The consumer is about to work on this one; keep `ahead` under way meanwhile.
            self._fill(self._ahead)
            yield results.pop()  # and keep no reference: a page is large
            self._fill(self._ahead + 1)


def _settle(future: Future[T], fetch: Callable[[], T]) -> None:
    if future.set_running_or_notify_cancel():
        try:
            future.set_result(fetch())
        except BaseException as error:
            future.set_exception(error)


def _work_off(work: SimpleQueue[Callable[[], None] | None]) -> None:
    while (each := work.get()) is not None:
        each()
        del each  # it holds a page


# -- work beside the caller ---------------------------------------------------------------------


class AsyncBackground:
    """A task that runs beside its caller, as long as the event loop does."""

    def __init__(self, run: Callable[[], Awaitable[None]]) -> None:
        self._task = _start(run)

    def cancel(self) -> None:
        """Stop it where it is."""
        self._task.cancel()


class Background:
    """A thread that runs beside its caller and does not keep the process alive."""

    def __init__(self, run: Callable[[], None]) -> None:
        threading.Thread(target=run, name="timeback-background", daemon=True).start()

    def cancel(self) -> None:
        """Nothing: a thread cannot be stopped, it ends when it sees that it should."""


def async_at_exit(call: Callable[[], Any]) -> None:
    """Nothing: when the interpreter exits, the event loop is over."""


def at_exit(call: Callable[[], Any]) -> None:
    """Make a last call while the interpreter exits: background threads still run."""
    call()


# -- the same call on many ----------------------------------------------------------------------


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


def call_all(
    calls: Mapping[str, Callable[[], Any]], *, concurrency: int, timeout: float | None
) -> dict[str, Outcome[Any]]:
    """Make the calls in threads, at most `concurrency` at a time, each within `timeout` seconds.

    A thread cannot be stopped: a call that runs late is left to itself and counts as failed.
    """
    found: dict[str, Outcome[Any]] = {}
    bound = threading.Semaphore(concurrency)

    def run(name: str, call: Callable[[], Any], done: threading.Event) -> None:
        outcome: Outcome[Any]
        try:
            outcome = Outcome(call())
        except Exception as error:
            outcome = Outcome(error=error)
        found.setdefault(name, outcome)
        done.set()

    def watch(name: str, call: Callable[[], Any]) -> None:
        with bound:
            done = threading.Event()
            context = contextvars.copy_context()
            threading.Thread(target=context.run, args=(run, name, call, done), daemon=True).start()
            if not done.wait(timeout):
                found.setdefault(name, Outcome(error=TimeoutError(f"no result within {timeout:g} s")))

    watchers = [threading.Thread(target=watch, args=item, daemon=True) for item in calls.items()]
    for watcher in watchers:
        watcher.start()
    for watcher in watchers:
        watcher.join()
    return {name: found[name] for name in calls}
