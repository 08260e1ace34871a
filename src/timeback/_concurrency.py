"""The sync halves of pairs whose two forms differ; `_concurrency_async.py` has the async ones, by the same names.

Generated code imports these in place of those, and needs nothing that an event loop does.
"""

from __future__ import annotations

import contextlib
import contextvars
import functools
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from queue import SimpleQueue
from typing import Any, Generic, NamedTuple, TypeVar

from ._outcomes import Outcome
from .errors import ConfigurationError

__all__ = [
    "Background",
    "Clock",
    "Latch",
    "Lifetime",
    "Prefetch",
    "Scope",
    "Turn",
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

# Set in the threads of a prefetch: the stream that they fetch for was left.
_left: contextvars.ContextVar[threading.Event | None] = contextvars.ContextVar("timeback_left", default=None)


class _LeftError(Exception):
    """Nobody reads on in the stream that a thread fetches for."""


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
            raise _LeftError


def deadline(seconds: float) -> contextlib.AbstractContextManager[Any]:
    """Nothing: a thread cannot be cancelled, so sync I/O takes the bound as its own timeout."""
    return contextlib.nullcontext()


class Scope(NamedTuple):
    """The process and event loop that code runs in: connections and waiters cannot be shared beyond it."""

    pid: int
    token: Hashable = None


def scope() -> Scope:
    """This process, whatever the thread."""
    return Scope(os.getpid())


def is_in(where: Scope) -> bool:
    """Whether this code runs there, in its process."""
    return scope() == where


def scope_is_over(where: Scope) -> bool:
    """Whether nothing can run there any more: a closed loop, or the process before a fork."""
    is_closed = getattr(where.token, "is_closed", None)  # asyncio's loops have it
    return where.pid != os.getpid() or (is_closed is not None and is_closed())


def close_there(where: Scope, close: Callable[[], None]) -> bool:
    """Close something that belongs to this process, or to the one before a fork, which closes its own."""
    if where == scope():
        close()
    return True


class Lifetime:
    """Closes something when it is told to: without an event loop there is no other end."""

    def __init__(self, close: Callable[[], None]) -> None:
        self._close = close

    def close(self) -> None:
        """Close it now."""
        self._close()


class Latch(threading.Event):
    """A flag that threads wait for."""

    def wait(self, timeout: float) -> bool:  # type: ignore[override]
        """Wait for the flag; false when `timeout` seconds passed first."""
        return super().wait(timeout)


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
            raise _LeftError


def result_of(value: Any) -> Any:
    """The value itself.

    Raises:
        ConfigurationError: A function of the user's gave something to be awaited.
    """
    if hasattr(value, "__await__"):
        if hasattr(value, "close"):
            value.close()
        raise ConfigurationError("a sync client cannot call an async function; give it one of `def`")
    return value


class _Slot(Generic[T]):
    """The outcome of one fetch, which another thread waits for."""

    def __init__(self, fetch: Callable[[], T]) -> None:
        self.fetch = fetch
        self._outcome: SimpleQueue[tuple[T | None, BaseException | None]] = SimpleQueue()

    @property
    def is_done(self) -> bool:
        return not self._outcome.empty()

    def run(self) -> None:
        try:
            self._outcome.put((self.fetch(), None))
        except BaseException as error:
            self._outcome.put((None, error))
        finally:
            del self  # the error's traceback holds this frame: one that nobody reads would keep itself

    def result(self) -> T:
        value, error = self._outcome.get()
        try:
            if error is not None:
                raise error
            return value  # type: ignore[return-value]
        finally:
            del error  # whose traceback holds this frame


class Prefetch(Generic[T]):
    """Run fetches in threads, at most `ahead` beyond the one that is waited for, in order.

    Use it as a context manager: leaving the block drops what has not begun. The threads keep no process alive,
    as those of `concurrent.futures` would: a script that ends does not wait for a page that nobody reads.
    """

    def __init__(self, fetches: Iterable[Callable[[], T]], ahead: int) -> None:
        self._fetches = iter(fetches)
        self._ahead = ahead
        self._slots: deque[_Slot[T]] = deque()
        self._begin()

    def __enter__(self) -> Prefetch[T]:
        return self

    def __exit__(self, *exc: object) -> None:
        self._over.set()
        self._slots.clear()
        for _ in range(self._threads):
            self._work.put(None)

    def _begin(self) -> None:
        self._scope = scope()
        self._over = threading.Event()
        self._work: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._threads = 0

    def _begin_after_fork(self) -> None:
        """Fetch again what was under way: a fork leaves the threads to its parent."""
        self._begin()
        slots, self._slots = self._slots, deque()
        for slot in slots:
            if slot.is_done:
                self._slots.append(slot)
            else:
                self._submit(slot.fetch)

    def _fill(self, count: int) -> None:
        while len(self._slots) < count:
            fetch = next(self._fetches, None)
            if fetch is None:
                return
            self._submit(fetch)

    def _submit(self, fetch: Callable[[], T]) -> None:
        context = contextvars.copy_context()
        context.run(_left.set, self._over)
        slot = _Slot(fetch)
        self._slots.append(slot)
        self._work.put(functools.partial(context.run, slot.run))
        if self._threads <= self._ahead:
            self._threads += 1
            name = f"timeback-prefetch_{self._threads}"
            given = self._work, self._over
            threading.Thread(target=_work_off, args=given, name=name, daemon=True).start()

    def __iter__(self) -> Iterator[T]:
        if not self._ahead:  # in the caller's own thread
            for fetch in self._fetches:
                yield fetch()
            return
        self._fill(self._ahead + 1)
        while self._slots:
            if not is_in(self._scope):
                self._begin_after_fork()
            results = [self._slots[0].result()]
            self._slots.popleft()
            # The consumer is about to work on this one; keep `ahead` under way meanwhile.
            self._fill(self._ahead)
            yield results.pop()  # and keep no reference: a page is large
            self._fill(self._ahead + 1)


def _work_off(work: SimpleQueue[Callable[[], None] | None], over: threading.Event) -> None:
    while (each := work.get()) is not None:
        if not over.is_set():
            each()
        del each  # it holds a page


class Background:
    """A thread that runs beside its caller and does not keep the process alive."""

    def __init__(self, run: Callable[[], None]) -> None:
        threading.Thread(target=run, name="timeback-background", daemon=True).start()

    def cancel(self) -> None:
        """Nothing: a thread cannot be stopped, it ends when it sees that it should."""


def at_exit(call: Callable[[], Any]) -> None:
    """Make a last call while the interpreter exits: background threads still run."""
    call()


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
