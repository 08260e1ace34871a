"""Events that are collected and sent in batches in the background."""

from __future__ import annotations

import atexit
import logging
import os
import time
from collections.abc import Callable
from typing import Any, Self

import msgspec

from ..._buffer.queue import Entry, Queue, RejectedEvent, is_permanent
from ..._concurrency_async import (
    AsyncBackground,
    AsyncLatch,
    async_at_exit,
    async_is_in,
    async_result_of,
    async_scope,
    scope_is_over,
)
from ..._http.retry import RetryPolicy, retry_after_of
from ...caliper.envelopes import EventData, event_body, filled_envelope
from ...errors import (
    APIResponseError,
    APIStatusError,
    BufferClosedError,
    BufferFullError,
    ClientClosedError,
    UnsentEventsError,
)

__all__ = ["AsyncEventBuffer"]

logger = logging.getLogger("timeback.caliper")

_IDLE = 3600.0
_FIRST_BACKOFF = 0.1


class AsyncEventBuffer:
    """Collects events and sends them in batches in the background; `client.events.buffer()` makes one.

    Use it with `async with`, or close it, before you close the client. An event is added at once, whatever the
    server is doing. Events arrive in the order in which they were added, and each at least once: if the outcome of
    a request is unknown, the batch is sent again, and the server recognizes the events by their ids.

    While a spool cannot be written, for example because the disk is full, `last_error` is a `SpoolError` and nothing
    more is sent. Events that the server has are not sent again, and sending resumes once there is room.

    It belongs to the process and the event loop that made it.
    """

    __module__ = "timeback"

    def __init__(
        self,
        post: Callable[[dict[str, Any]], Any],
        sensor: str,
        queue: Queue,
        *,
        on_rejected: Callable[[RejectedEvent], Any] | None,
        max_backoff: float,
        exit_timeout: float,
    ) -> None:
        self._post, self._sensor, self._queue = post, sensor, queue
        self._on_rejected = on_rejected
        self._pauses = RetryPolicy(initial_delay=_FIRST_BACKOFF, max_delay=max_backoff)
        self._exit_timeout = exit_timeout
        self._failures = 0
        self._last_error: Exception | None = None
        self._over = self._stopped = False
        # Each is replaced before what it stands for is looked at, so that no signal is missed.
        self._wake, self._urged, self._moved = AsyncLatch(), AsyncLatch(), AsyncLatch()
        self._scope = async_scope()
        atexit.register(self._at_exit)
        self._background = AsyncBackground(self._run)

    @property
    def pending(self) -> int:
        """The number of events that are waiting, including those being sent."""
        return self._queue.pending

    @property
    def sent(self) -> int:
        """The number of events that the server has accepted from this buffer."""
        return self._queue.sent

    @property
    def rejected(self) -> list[RejectedEvent]:
        """Events that the server refused for good, if there is no `on_rejected`; they use room until you take them."""
        self._check_process()
        return self._queue.rejected()

    @property
    def last_error(self) -> Exception | None:
        """The error that keeps events from being sent; None if the last request succeeded."""
        return self._last_error

    def take_rejected(self) -> list[RejectedEvent]:
        """Return the events that the server refused for good, and remove them from the buffer."""
        self._check_process()
        return self._queue.rejected(forget=True)

    def add(self, event: EventData) -> None:
        """Add an event, to be sent later. With a spool, it is in the file when this returns.

        Args:
            event: An event, or a description of an entity: a Struct, or a mapping in wire names.

        Raises:
            InvalidInputError: Names what is not valid; the event was not added.
            BufferFullError: There is no room; it was not added.
            BufferClosedError: The buffer is closed, or belongs to another process or event loop.
            SpoolError: The file cannot be written; it was not added.
        """
        self._check_place()
        sensor, content = event_body(self._sensor, event)
        if self._queue.add(sensor, content, time.monotonic()):
            self._wake.set()

    def try_add(self, event: EventData) -> bool:
        """Add an event like `add()` if there is room; return false if there is none."""
        try:
            self.add(event)
        except BufferFullError:
            return False
        return True

    async def flush(self, timeout: float = 30.0) -> bool:
        """Send the waiting events right away, and wait until they are sent.

        Args:
            timeout: The longest time to wait, in seconds.

        Returns:
            Whether all events that were waiting have been accepted or refused by the server.

        Raises:
            BufferClosedError: The buffer belongs to another process or event loop.
        """
        self._check_place()
        return await self._leave(self._queue.release(), timeout)

    async def aclose(self, timeout: float = 30.0) -> None:
        """Accept no more events, and send those that are waiting.

        With a spool, those that could not be sent stay in the file for the next buffer.

        Args:
            timeout: The longest time to try, in seconds.

        Raises:
            UnsentEventsError: There is no spool, and some events were not sent in time; the error has them.
            BufferClosedError: The buffer belongs to another process or event loop.
        """
        self._check_process()
        if self._queue.closed:
            return
        if not self._has_stopped():
            self._check_place()
            await self._leave(self._queue.seal(), timeout)
        if left := self._end():
            raise UnsentEventsError([_decoded(entry) for entry in left]) from self._last_error

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self.aclose()

    def __repr__(self) -> str:
        return f"{type(self).__name__}(pending={self.pending}, sent={self.sent})"

    def _check_process(self) -> None:
        if self._scope.pid != os.getpid():
            raise BufferClosedError(
                "this buffer belongs to the process before a fork: make one in this process"
            )

    def _check_place(self) -> None:
        self._check_process()
        if self._has_stopped():
            raise BufferClosedError("this buffer has stopped: it, its client or its event loop was closed")
        if not async_is_in(self._scope):
            raise BufferClosedError("this buffer belongs to another event loop: make one in this loop")

    def _has_stopped(self) -> bool:
        return self._stopped or scope_is_over(self._scope)

    async def _leave(self, mark: int, timeout: float) -> bool:
        """Wait until everything before the mark has left; what failed is tried again at once."""
        until = time.monotonic() + timeout
        self._failures = 0
        self._urged.set()
        self._wake.set()
        while True:
            moved = self._moved
            if self._queue.has_passed(mark):
                return True
            left = until - time.monotonic()
            if left <= 0 or self._has_stopped():
                return False
            await moved.wait(left)

    def _end(self) -> list[Entry]:
        """Stop, and hand back what waits in memory."""
        atexit.unregister(self._at_exit)
        left = self._queue.close()
        if self._queue.owed:
            logger.error(
                "the spool could not be written: %d events in it were sent, and will be again",
                self._queue.owed,
            )
        self._over = self._stopped = True
        if async_is_in(self._scope):  # else the sender is gone with its event loop
            self._wake.set()
            self._urged.set()
            self._background.cancel()
        return left

    def _at_exit(self) -> None:
        if self._scope.pid != os.getpid():
            return  # the events are those of the process before the fork
        async_at_exit(lambda: self._leave(self._queue.seal(), self._exit_timeout))
        waiting, refused, survives = self.pending, len(self.rejected), self._queue.store.survives
        self._end()
        if waiting and survives:
            logger.warning("%d events of a buffer that was not closed stay in its spool", waiting)
        elif waiting:
            logger.error(
                "%d events of a buffer that was not closed could not be sent: they are LOST", waiting
            )
        if refused and not survives:
            logger.error("%d events that the server refused were not taken from their buffer", refused)

    # -- the sender -----------------------------------------------------------------------------

    async def _run(self) -> None:
        try:
            while True:
                self._wake = wake = AsyncLatch()
                if self._over:
                    return
                due = self._queue.due_in(time.monotonic())
                if due == 0:
                    await self._attempt()
                else:
                    await wake.wait(_IDLE if due is None else due)
        finally:
            self._stopped = True
            self._moved.set()

    async def _attempt(self) -> None:
        try:
            await self._send_batch()
        except ClientClosedError as error:
            # Stopped before the error can be seen: who sees it is not to add another event.
            self._over = self._stopped = True
            self._last_error = error
            logger.error("the client of a buffer was closed: %d events wait in it", self.pending)
        except Exception as error:
            self._tell()  # events may have left before their spool could not be written
            await self._pause(error)
        else:
            self._failures, self._last_error = 0, None
            self._tell()

    def _tell(self) -> None:
        """Wake those who wait for events to leave."""
        moved, self._moved = self._moved, AsyncLatch()
        moved.set()

    async def _send_batch(self) -> None:
        entries = self._queue.batch()
        if not entries:
            return
        try:
            body = filled_envelope(entries[0].sensor, [_decoded(entry) for entry in entries])
            await self._post(body)
        except APIResponseError:
            self._queue.taken(entries)  # the server has them, whatever it says of that
        except Exception as error:
            if not is_permanent(error):
                raise
            if len(entries) > 1:
                self._queue.split(entries)
            else:
                await self._reject(entries[0], error)
        else:
            self._queue.taken(entries)

    async def _reject(self, entry: Entry, error: Exception) -> None:
        rejected = RejectedEvent.of(entry, error)
        handed_over = False
        if self._on_rejected is not None:
            try:
                await async_result_of(self._on_rejected(rejected))
                handed_over = True
            except Exception as failure:
                logger.error("on_rejected failed with %s: the event is in .rejected", type(failure).__name__)
        else:
            logger.error("the server refused an event with status %d: it is in .rejected", rejected.status)
        self._queue.reject(entry, rejected, keep=not handed_over)

    async def _pause(self, error: Exception) -> None:
        self._last_error = error
        self._failures += 1
        if self._failures == 1:
            status = f" {error.status}" if isinstance(error, APIStatusError) else ""
            logger.warning("events wait in their buffer: %s%s", type(error).__name__, status)
        delay = max(self._pauses.backoff(self._failures), retry_after_of(error) or 0.0)
        self._urged = urged = AsyncLatch()
        await urged.wait(min(delay, _IDLE))


def _decoded(entry: Entry) -> dict[str, Any]:
    event: dict[str, Any] = msgspec.json.decode(entry.content)
    return event
