"""Servers that allow so many requests in a period, each in a way of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.raw_server import Reply, Seen, reply
from timeback._http.rates import Gate
from timeback.errors import RateLimitError

__all__ = ["LIMITERS", "Limiter", "obeyed_exactly", "through_gate"]


@dataclass
class Limiter:
    """Allows `rate` requests in any `period` of seconds; how long to wait it says as `told` puts it."""

    rate: int
    now: Callable[[], float]
    told: Callable[[float], str | None]
    period: float = 1.0
    allowed: list[float] = field(default_factory=list)
    refusals: int = 0

    def __post_init__(self) -> None:
        self._lock = threading.Lock()

    def wait(self) -> float:
        """Seconds until the next request is allowed; 0 for one that is allowed now, and counted."""
        with self._lock:
            now = self.now()
            recent = [moment for moment in self.allowed if moment + self.period > now]
            if len(recent) < self.rate:
                self.allowed.append(now)
                return 0.0
            self.refusals += 1
            return recent[-self.rate] + self.period - now

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
    """Fills with `rate` tokens in a period, and holds as many."""

    _tokens: float | None = None
    _filled_at = 0.0

    def wait(self) -> float:
        with self._lock:
            now = self.now()
            filled = (now - self._filled_at) * self.rate / self.period
            tokens = self.rate if self._tokens is None else self._tokens + filled
            self._tokens, self._filled_at = min(float(self.rate), tokens), now
            if self._tokens < 1:
                self.refusals += 1
                return (1 - self._tokens) * self.period / self.rate
            self._tokens -= 1
            self.allowed.append(now)
            return 0.0


class Window(Limiter):
    """Allows `rate` requests in each period of the clock."""

    def wait(self) -> float:
        with self._lock:
            now = self.now()
            window = now // self.period
            recent = [moment for moment in self.allowed if moment // self.period == window]
            if len(recent) < self.rate:
                self.allowed.append(now)
                return 0.0
            self.refusals += 1
            return (window + 1) * self.period - now


LIMITERS: list[type[Limiter]] = [Limiter, Bucket, Window]


@dataclass
class _Clock:
    time: float

    def now(self) -> float:
        return self.time


def obeyed_exactly(
    kind: type[Limiter],
    rate: int,
    requests: int,
    told: Callable[[float], Any],
    *,
    start: float = 1000.0,
    period: float = 1.0,
) -> float:
    """Seconds that a client needs which waits exactly as long as it is told to."""
    clock = _Clock(start)
    limiter = kind(rate, clock.now, told, period)
    for _ in range(requests):
        while wait := limiter.wait():
            clock.time += max(float(told(wait) or wait), 0.001)
    return clock.time - start


def through_gate(
    kind: type[Limiter], rate: int, requests: int, *, start: float = 1000.0, period: float = 1.0
) -> float:
    """Seconds that a gate needs which is told nothing."""
    clock, gate = _Clock(start), Gate()
    limiter = kind(rate, clock.now, lambda _: None, period)
    while requests:
        clock.time += gate.pause_left(clock.time)
        assert gate.enter(clock.time)
        if limiter.wait():
            gate.refused(RateLimitError("429"), None, gate.age, clock.time)
        else:
            gate.accepted(gate.age)
            requests -= 1
        gate.leave()
    return clock.time - start
