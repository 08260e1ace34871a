"""A clock that tests move by hand, and waiting by the real one."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from timeback._concurrency_async import AsyncClock

__all__ = ["AsyncFakeClock", "until"]


async def until(condition: Callable[[], bool]) -> None:
    """Wait until something is so, at most ten seconds."""
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end, "it is not so after ten seconds"
        await AsyncClock().sleep(0.002)


class AsyncFakeClock:
    """Stands still; sleeping moves it and is written down."""

    def __init__(self) -> None:
        self.time = 1000.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds

    def put_into(self, client: Any) -> AsyncFakeClock:
        """Take the place of the client's own clock, in its transport and its token source."""
        channel = client._channel
        channel.transport.clock = self
        if hasattr(channel.auth, "_clock"):
            channel.auth._clock = self
        return self
