"""A clock that tests move by hand."""

from __future__ import annotations

from typing import Any


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
