"""The clock of a sandbox, by which its records are dated.

It starts on a fixed day in the middle of a school year and runs, so that a district never ages: enrollments are
current, terms are under way, and the same seed and clock give the same bytes. Tokens, faults and signatures of
webhooks go by the machine's clock.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import msgspec

from . import instants

__all__ = ["DISTRICT_NOW", "SandboxClock", "Start"]

Start = str | datetime | Callable[[], float] | None

# The day on which the district stands as it is seeded; a clock that starts elsewhere moves its dates along.
DISTRICT_NOW = datetime(2026, 1, 20, 15, tzinfo=UTC).timestamp()

_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC).timestamp()
_LATEST = datetime(9900, 1, 1, tzinfo=UTC).timestamp()


class _State(NamedTuple):
    """Seconds by which it is ahead of its source, and the second at which it stands, if it does."""

    ahead: float
    frozen: float | None


class SandboxClock:
    """A clock that runs from its start, and can be set, advanced and frozen. Safe to use from several threads.

    Args:
        start: An instant, as ISO 8601 text (UTC unless it says otherwise) or a datetime; `now` for the
            machine's time; or a function that returns seconds since 1970. By default the middle of the
            generated school year.

    Attributes:
        on_change: Called without arguments after the clock was set.

    Raises:
        ValueError: The start is not an instant.
    """

    def __init__(self, start: Start = None) -> None:
        self._source = start if callable(start) else time.time
        self.on_change: Callable[[], None] = _nothing
        if start is None:
            self._begin: float | None = DISTRICT_NOW
        else:
            self._begin = None if callable(start) or start == "now" else _seconds(start)
        self._state = self._first_state()

    def _first_state(self) -> _State:
        return _State(0.0 if self._begin is None else self._begin - self._source(), None)

    def now(self) -> float:
        """Seconds since 1970."""
        ahead, frozen = self._state
        return self._source() + ahead if frozen is None else frozen

    @property
    def time(self) -> datetime:
        """The current time, in UTC."""
        return datetime.fromtimestamp(self.now(), UTC)

    @property
    def frozen(self) -> bool:
        """Whether it is frozen."""
        return self._state.frozen is not None

    def set(self, instant: str | datetime) -> None:
        """Move to an instant; the clock keeps running, or stays frozen.

        Raises:
            ValueError: It is not an instant, or is before 1970 or after 9899.
        """
        self._move(_seconds(instant))

    def advance(self, by: float | timedelta) -> None:
        """Move ahead by seconds or a timedelta; a negative one moves back.

        Raises:
            ValueError: It would be before 1970 or after 9899.
        """
        self._move(self.now() + (by.total_seconds() if isinstance(by, timedelta) else by))

    def freeze(self, at: str | datetime | None = None) -> None:
        """Freeze, at an instant or the current one.

        Raises:
            ValueError: As for `set()`.
        """
        self._change(_State(self._state.ahead, self.now() if at is None else _seconds(at)))

    def run(self) -> None:
        """Run again from the current time."""
        self._change(_State(self.now() - self._source(), None))

    def restart(self) -> None:
        """Go back to the start, and run."""
        self._change(self._first_state())

    def dump(self) -> str:
        """Its state as text, for `load`."""
        return msgspec.json.encode(self._state).decode()

    def resume(self, moment: float, *, frozen: bool) -> None:
        """Go on, or stand, from a second since 1970."""
        self._change(_State(moment - self._source(), moment if frozen else None))

    def load(self, text: str) -> None:
        """Restore a state."""
        self._state = msgspec.json.decode(text, type=_State)

    def _move(self, moment: float) -> None:
        _check(moment)
        self._change(_State(moment - self._source(), moment if self.frozen else None))

    def _change(self, state: _State) -> None:
        self._state = state
        self.on_change()


def _nothing() -> None:
    pass


def _seconds(instant: str | datetime) -> float:
    if isinstance(instant, datetime):
        moment = (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).timestamp()
    else:
        parsed = instants.parse(instant) if isinstance(instant, str) else None  # pyright: ignore[reportUnnecessaryIsInstance]
        if parsed is None:
            raise ValueError(f"{instant!r} is no instant; write it like 2026-01-20T15:00:00Z")
        moment = datetime.fromisoformat(parsed.text).timestamp()
    return _check(moment)


def _check(moment: float) -> float:
    if not (math.isfinite(moment) and _EARLIEST <= moment < _LATEST):
        raise ValueError("the clock must lie between 1970 and 9899")
    return moment
