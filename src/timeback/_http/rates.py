"""Turns of requests: a rate, a number in flight, and the pauses that servers ask for. No I/O."""

from __future__ import annotations

import contextlib
import math
from collections import deque
from typing import Final, Literal, Protocol, TypeAlias

import msgspec

from .._facade import of_root
from .._fork import new_lock, renew_in_child
from .._option_checks import check_number, check_whole
from ..errors import APIStatusError, InvalidOptionError

__all__ = [
    "CALLED_OR_PATIENT",
    "PATIENCE",
    "UNTIL_CALLED",
    "Gate",
    "RateLimit",
    "RateLimitOption",
    "rate_limit_of",
]

UNTIL_CALLED = math.inf
"""The wait of those who are called when their turn has come."""
CALLED_OR_PATIENT: Final = -1.0
"""The wait of the next in turn after a pause: until called, or until patience with a slow answer is over."""
PATIENCE: Final = 1.0
"""A refusal comes at once: who waits for it longer than these seconds waits for a slow answer."""

_FIRST_PAUSE = 0.5
# Seconds between two tries of a pause that does not help.
_LONGEST_WAIT = 8.0
# How exactly the length of a pause is found out, as a part of it.
_EXACTNESS = 1 / 8
# What was too short once need not stay so: each pause that helps makes that length a little shorter.
_DOUBT = 0.98
# Seconds after a pause in which its length still counts.
_FORGOTTEN = 60.0
# Repeated at once, a request would meet the same refusal; on a clock that stands still, for ever.
_SHORTEST_WAIT = 0.001
# Waits that servers ask for are obeyed up to a day; a longer one is a mistake that would last as long as the client.
_LONGEST_ASKED = 86400.0
# Wider than any pool of connections: no bound at all.
_WIDE_OPEN = 128


@of_root
class RateLimit(msgspec.Struct, frozen=True):
    """The pace that a client keeps by itself; None means no limit.

    Attributes:
        per_second: Requests per second, evenly spread.
        in_flight: Requests in flight at the same time.
    """

    per_second: float | None = None
    in_flight: int | None = None

    def __post_init__(self) -> None:
        if self.per_second is not None:
            check_number("rate_limit", self.per_second, above=0)
        if self.in_flight is not None:
            check_whole("rate_limit", self.in_flight, minimum=1)


RateLimitOption: TypeAlias = RateLimit | float | tuple[float | None, int | None] | Literal["platform"] | None

# Observed on BEYOND_AI in April and September 2026: ten at once were safe, more were answered 429.
_PLATFORM: Final = RateLimit(in_flight=10)


def rate_limit_of(option: RateLimitOption) -> RateLimit | None:
    """The limit that `rate_limit=` stands for.

    Raises:
        InvalidOptionError: It is none of what can be given.
    """
    if option is None or isinstance(option, RateLimit):
        return option
    if option == "platform":
        return _PLATFORM
    if isinstance(option, tuple) and len(option) == 2:  # pyright: ignore[reportUnnecessaryComparison]
        return RateLimit(*option)
    if not isinstance(option, str | tuple):  # pyright: ignore[reportUnnecessaryIsInstance]
        return RateLimit(per_second=option)
    raise InvalidOptionError.of(
        "rate_limit",
        "takes requests a second, a pair of these and of requests in flight, a RateLimit, or 'platform'",
    )


class Waiting(Protocol):
    """The place of one who waits in a queue."""

    def call(self) -> bool:
        """Wake the one who waits, from any thread; false where nobody can wait any more."""
        ...


class Gate:
    """Lets requests go in the order in which they came, within a limit and outside of pauses.

    A pause that the server asks for holds back everyone. Where it does not say for how long, one
    request tries after half a second; while it is refused, the pause as a whole doubles. The next
    pause is tried at half of what may be too long in the last, then at the length that helped,
    then beyond it in steps that double. So the length is found out by single requests, and a
    try that comes too early costs no time.
    After a pause requests go one by one, then two by two as answers come, so that a
    server that counts what it refuses is not run over by all who waited. One whose answer takes
    long holds up the next for a second only.
    """

    def __init__(self, limit: RateLimit | None = None) -> None:
        limit = limit or RateLimit()
        self._interval = 1 / limit.per_second if limit.per_second else 0.0
        self._most: float = limit.in_flight or math.inf
        self._lock = new_lock()
        self._queue: deque[Waiting] = deque()
        self._under_way = 0
        self._opens = -math.inf
        self._refusal: APIStatusError | None = None
        # Counts the pauses: an answer to what was sent before one says nothing about it.
        self._age = 0
        self._width: float = math.inf
        self._entered = -math.inf
        # Since when there has been a pause whose length the server left open.
        self._since: float | None = None
        self._enough = self._too_short = 0.0
        self._helped = True
        renew_in_child(self)

    def renew(self) -> None:
        """Forget the requests of a parent process."""
        self._queue = deque()
        self._under_way = 0

    def enter(self, now: float) -> bool:
        """Go through at once, if nobody waits and nothing stands in the way."""
        with self._lock:
            return not self._queue and self._goes(now)

    def join(self, turn: Waiting) -> None:
        """Wait in the queue."""
        with self._lock:
            self._queue.append(turn)

    def wait(self, turn: Waiting, now: float) -> float:
        """Seconds to wait before asking again, or one of the waits above; 0 for one who has gone through."""
        with self._lock:
            if self._queue[0] is not turn or self._under_way >= self._most:
                return UNTIL_CALLED
            if self._is_full(now):
                return CALLED_OR_PATIENT
            if self._goes(now):
                return 0.0
            return self._opens - now

    def quit(self, turn: Waiting) -> None:
        """Leave the queue, through the gate or not; the next is called."""
        with self._lock, contextlib.suppress(ValueError):
            self._queue.remove(turn)
            self._call_next()

    def leave(self) -> None:
        """A request is over, however it ended."""
        with self._lock:
            self._under_way = max(0, self._under_way - 1)  # one of the parent's may end in a child
            self._call_next()

    def _goes(self, now: float) -> bool:
        if now < self._opens or self._is_full(now):
            return False
        self._under_way += 1
        self._entered = now
        if self._interval:
            self._opens = now + self._interval
        return True

    def _is_full(self, now: float) -> bool:
        is_held = self._under_way >= self._width and now < self._entered + PATIENCE
        return is_held or self._under_way >= self._most

    def _call_next(self) -> None:
        while self._queue and not self._queue[0].call():
            self._queue.popleft()

    @property
    def age(self) -> int:
        """Number of pauses so far; a request sent now belongs to the last."""
        return self._age

    def pause_left(self, now: float) -> float:
        """Seconds until the pause that a server asked for is over."""
        return max(0.0, self._opens - now) if self._refusal else 0.0

    @property
    def refusal(self) -> APIStatusError | None:
        """The answer that made the last pause."""
        return self._refusal

    def accepted(self, age: int) -> None:
        """The server took a request that was sent in this age."""
        if self._width is math.inf or age != self._age:
            return
        with self._lock:
            if not self._helped:
                self._helped = True
                self._learn()
            self._width += 1
            if self._width > _WIDE_OPEN:
                self._width = math.inf
            self._call_next()

    def refused(self, error: APIStatusError, asked: float | None, age: int, now: float) -> None:
        """The server refused a request that was sent in this age, and asked for a pause, or left its length open."""
        with self._lock:
            if asked is not None and (asked > 0 or self._helped):
                self._since, until = None, now + min(max(asked, _SHORTEST_WAIT), _LONGEST_ASKED)
            elif age == self._age:
                until = self._next_try(now)
            else:
                return
            if age == self._age:
                self._age += 1
                self._width = 1
                self._helped = False
            if until >= self._opens:
                self._opens, self._refusal = until, error

    def _next_try(self, now: float) -> float:
        """The moment to try again, where the server does not name it."""
        if self._helped or self._since is None:
            if now - self._opens > _FORGOTTEN:
                self._enough = self._too_short = 0.0
            self._since = now
            excess = self._enough - self._too_short
            length = self._enough - (excess / 2 if excess > self._enough * _EXACTNESS else 0.0)
            return now + max(_SHORTEST_WAIT, length or _FIRST_PAUSE)
        length = self._too_short = self._opens - self._since
        if length < self._enough:
            length = self._enough
        else:
            length += max(length - self._enough, self._enough * _EXACTNESS)
        return max(now + _SHORTEST_WAIT, min(self._since + length, now + _LONGEST_WAIT))

    def _learn(self) -> None:
        """Keep the length of a pause that helped."""
        if self._since is None:
            return
        self._enough = self._opens - self._since
        self._too_short = self._too_short * _DOUBT if self._too_short < self._enough else 0.0
