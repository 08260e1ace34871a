"""Servers that allow so many requests a second, each in a way of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.raw_server import Reply, Seen, reply

__all__ = ["LIMITERS", "Limiter", "obeyed_exactly"]


@dataclass
class Limiter:
    """Allows `rate` requests in any one second; how long to wait it says as `told` puts it."""

    rate: int
    now: Callable[[], float]
    told: Callable[[float], str | None]
    allowed: list[float] = field(default_factory=list)
    refusals: int = 0

    def __post_init__(self) -> None:
        self._lock = threading.Lock()

    def wait(self) -> float:
        """Seconds until the next request is allowed; 0 for one that is allowed now, and counted."""
        with self._lock:
            now = self.now()
            recent = [moment for moment in self.allowed if moment > now - 1]
            if len(recent) < self.rate:
                self.allowed.append(now)
                return 0.0
            self.refusals += 1
            return recent[-self.rate] + 1 - now

    def before(self, script: Callable[[Seen], Reply]) -> Callable[[Seen], Reply]:
        """The server's answers, where it gives them."""

        def answer(seen: Seen) -> Reply:
            wait = self.wait()
            if not wait:
                return script(seen)
            told = self.told(wait)
            return reply(None, 429, **({} if told is None else {"retry_after": told}))

        return answer


class Bucket(Limiter):
    """Fills with `rate` tokens a second, and holds as many."""

    _tokens: float | None = None
    _filled_at = 0.0

    def wait(self) -> float:
        with self._lock:
            now = self.now()
            tokens = self.rate if self._tokens is None else self._tokens + (now - self._filled_at) * self.rate
            self._tokens, self._filled_at = min(float(self.rate), tokens), now
            if self._tokens < 1:
                self.refusals += 1
                return (1 - self._tokens) / self.rate
            self._tokens -= 1
            self.allowed.append(now)
            return 0.0


class Window(Limiter):
    """Allows `rate` requests in each second of the clock."""

    def wait(self) -> float:
        with self._lock:
            now = self.now()
            recent = [moment for moment in self.allowed if int(moment) == int(now)]
            if len(recent) < self.rate:
                self.allowed.append(now)
                return 0.0
            self.refusals += 1
            return int(now) + 1 - now


LIMITERS: list[type[Limiter]] = [Limiter, Bucket, Window]


class _Clock:
    time = 1000.0

    def now(self) -> float:
        return self.time


def obeyed_exactly(kind: type[Limiter], rate: int, requests: int, told: Callable[[float], Any]) -> float:
    """Seconds that a client needs which waits exactly as long as it is told to."""
    clock = _Clock()
    limiter = kind(rate, clock.now, told)
    for _ in range(requests):
        while wait := limiter.wait():
            clock.time += max(float(told(wait) or wait), 0.001)
    return clock.time - 1000.0
