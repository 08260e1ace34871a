"""The sender of an application's events. It works in the background, whichever worker accepted them."""

from __future__ import annotations

import atexit
import logging
import os
import time
from collections.abc import Mapping, Sequence
from typing import Any

from ..._apps.activities import Completion
from ..._apps.errors import words_of
from ..._apps.outbox import Accepted, Outbox
from ..._buffer.queue import is_permanent
from ..._concurrency_async import (
    AsyncBackground,
    AsyncLatch,
    async_at_exit,
    async_is_in,
    async_scope,
    scope_is_over,
)
from ..._http.retry import RetryPolicy, retry_after_of
from ...caliper.envelopes import filled_envelope
from ...errors import APIResponseError
from .mastery import async_mark_mastered
from .services import AsyncAppServices

__all__ = ["AsyncOutboxSender"]

logger = logging.getLogger("timeback.apps")

# Seconds after which a worker looks for events whose worker ended.
_LOOK = 5.0
_PAUSES = RetryPolicy(initial_delay=0.5, max_delay=60.0)


class AsyncOutboxSender:
    """Sends what an outbox holds, and marks courses as mastered after their events arrived.

    It belongs to the process and event loop in which it was made.
    """

    def __init__(self, services: AsyncAppServices, outbox: Outbox) -> None:
        self._services, self._outbox = services, outbox
        self._over = False
        self._wake, self._moved = AsyncLatch(), AsyncLatch()
        self._scope = async_scope()
        atexit.register(self._at_exit)
        self._background = AsyncBackground(self._run)

    @property
    def is_usable(self) -> bool:
        """Whether it sends here: in its process, its event loop, and before its end."""
        return not self._over and not scope_is_over(self._scope) and async_is_in(self._scope)

    def accept(self, sensor: str, events: Sequence[Mapping[str, Any]]) -> bool:
        """Take events that belong together, and send them soon.

        Returns:
            Whether they are new: False where the first of them was accepted before.

        Raises:
            SpoolError: The file cannot be written; none was taken.
        """
        is_new = self._outbox.accept(sensor, events)
        self._wake.set()
        return is_new

    async def flush(self, timeout: float = 30.0) -> bool:
        """Wait until everything is sent; return False if something is left after `timeout` seconds."""
        until = time.monotonic() + timeout
        self._wake.set()
        while self._outbox.pending:
            left = until - time.monotonic()
            if left <= 0 or not self.is_usable:
                return False
            await self._moved.wait(min(left, _LOOK))
        return True

    async def aclose(self, timeout: float = 30.0) -> None:
        """Send what is waiting, and stop; with a file, what is left stays in it."""
        if self._scope.pid != os.getpid():
            return
        if self.is_usable:
            await self.flush(timeout)
        self._end()

    def _end(self) -> None:
        atexit.unregister(self._at_exit)
        self._over = True
        if left := 0 if self._outbox.survives else self._outbox.pending:
            logger.error("%d events of an application could not be sent: they are LOST", left)
        if async_is_in(self._scope):
            self._wake.set()
            self._background.cancel()

    def _at_exit(self) -> None:
        if self._scope.pid == os.getpid():
            async_at_exit(lambda: self.flush(5.0))
            self._end()

    async def _run(self) -> None:
        while not self._over:
            self._wake = wake = AsyncLatch()
            due = self._outbox.due_in()
            if due is None or due > 0:
                await wake.wait(_LOOK if due is None else min(due, _LOOK))
                continue
            try:
                await self._send(self._outbox.claim())
            except Exception as error:
                # The rows come free again; a sender that stopped would be worse.
                logger.error("an application's events could not be handled: %s", type(error).__name__)
                await wake.wait(_LOOK)
            moved, self._moved = self._moved, AsyncLatch()
            moved.set()

    async def _send(self, rows: list[Accepted]) -> None:
        if not rows:
            return
        events = [row.event() for row in rows]
        try:
            await self._services.caliper.events.send_envelope(filled_envelope(rows[0].sensor, events))
        except APIResponseError:
            pass  # the platform has them, whatever it says of that
        except Exception as error:
            await self._failed(rows, error)
            return
        for event in events:
            if completion := Completion.of_event(event):
                await async_mark_mastered(self._services, completion)
        self._outbox.sent(rows)

    async def _failed(self, rows: list[Accepted], error: Exception) -> None:
        if is_permanent(error) and len(rows) > 1:
            for row in rows:  # one of them is to blame
                await self._send([row])
        elif is_permanent(error):
            self._outbox.refused(rows[0], str(error))
            logger.error("the platform refused an application's event: %s", words_of(error))
        else:
            if not any(row.failures for row in rows):
                logger.warning("an application's events wait: %s", words_of(error))
            pause = _PAUSES.backoff(1 + max(row.failures for row in rows))
            self._outbox.failed(rows, max(pause, retry_after_of(error) or 0.0))
