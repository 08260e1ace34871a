"""The events in a buffer and the batches in which they leave: decisions only, no waiting and no network."""

from __future__ import annotations

import contextlib
import itertools
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

import msgspec

from .._fork import new_lock
from ..errors import (
    APIStatusError,
    BufferClosedError,
    BufferFullError,
    InvalidInputError,
    SpoolError,
)

__all__ = ["Entry", "MemoryStore", "Queue", "RejectedEvent", "Store", "Tally", "is_permanent"]

# What the server says of the events; any other error is of the server, the network or the credentials.
_REJECTIONS = frozenset({400, 409, 413, 415, 422})


def is_permanent(error: Exception) -> bool:
    """Whether the events of a request were refused for good, so that sending them again is of no use."""
    if isinstance(error, APIStatusError):
        return error.status in _REJECTIONS
    return isinstance(error, InvalidInputError)


class Entry(NamedTuple):
    """An event that waits: its place in the order, its sensor and its JSON."""

    number: int
    sensor: str
    content: bytes

    def __repr__(self) -> str:
        return f"Entry({self.number})"


@dataclass(frozen=True)
class RejectedEvent:
    """An event that the server refused for good.

    Attributes:
        sensor: The IRI of the application that recorded it.
        event: The event, in wire names.
        status: The HTTP status of the refusal; 0 if the event could not be converted for the platform.
        reason: The error's message.
    """

    sensor: str
    event: dict[str, Any] = field(repr=False)
    status: int
    reason: str = field(repr=False)

    @classmethod
    def of(cls, entry: Entry, error: Exception) -> RejectedEvent:
        """The event of an entry, with the error that was its answer."""
        status = error.status if isinstance(error, APIStatusError) else 0
        return cls(entry.sensor, msgspec.json.decode(entry.content), status, str(error))


class Tally(NamedTuple):
    """The size of a store: events that wait and events that were refused, and the bytes of each."""

    pending: int = 0
    pending_bytes: int = 0
    rejected: int = 0
    rejected_bytes: int = 0


class Store(Protocol):
    """The store of a buffer's events. One thread at a time calls it."""

    survives: bool

    def tally(self) -> Tally:
        """The contents at the beginning."""
        ...

    def append(self, sensor: str, content: bytes) -> None:
        """Put an event behind the others."""
        ...

    def first(self, limit: int) -> list[Entry]:
        """The events that have waited longest."""
        ...

    def drop(self, entries: Sequence[Entry]) -> None:
        """Forget events at the front."""
        ...

    def reject(self, entry: Entry, rejected: RejectedEvent) -> None:
        """Move the event at the front to those that were refused."""
        ...

    def rejected(self) -> list[RejectedEvent]:
        """The events that were refused."""
        ...

    def forget_rejected(self) -> None:
        """Forget the events that were refused."""
        ...

    def close(self) -> None:
        """Let go of files."""
        ...


class MemoryStore:
    """Events in memory."""

    survives = False

    def __init__(self) -> None:
        self._entries: deque[Entry] = deque()
        self._rejected: list[RejectedEvent] = []
        self._numbers = itertools.count(1)

    def tally(self) -> Tally:
        return Tally()

    def append(self, sensor: str, content: bytes) -> None:
        self._entries.append(Entry(next(self._numbers), sensor, content))

    def first(self, limit: int) -> list[Entry]:
        return list(itertools.islice(self._entries, limit))

    def drop(self, entries: Sequence[Entry]) -> None:
        for _ in entries:
            self._entries.popleft()

    def reject(self, entry: Entry, rejected: RejectedEvent) -> None:
        self._entries.popleft()
        self._rejected.append(rejected)

    def rejected(self) -> list[RejectedEvent]:
        return list(self._rejected)

    def forget_rejected(self) -> None:
        self._rejected.clear()

    def close(self) -> None:
        self._entries.clear()


class Queue:
    """A bounded queue of events, emptied from the front in batches by one sender. Threads may share it.

    A batch is due when it is full, when its oldest event has waited `max_age` seconds, or when all is released.
    """

    def __init__(
        self, store: Store, *, max_batch: int, max_age: float, max_pending: int, max_bytes: int
    ) -> None:
        self.store = store
        self.sent = 0
        self.closed = self._sealed = False
        self._max_batch, self._max_age = max_batch, max_age
        self._max_pending, self._max_bytes = max_pending, max_bytes
        self._lock = new_lock()
        self.pending, self._pending_bytes, self._rejected, self._rejected_bytes = store.tally()
        # Events are counted as they come and go; those up to `_released` need not wait any longer.
        self._gone, self._released = 0, self.pending
        self._waiting_since: float | None = None
        self._parts: list[int] = []  # of a batch that was refused as a whole, the next one last
        self._kept: list[RejectedEvent] = []  # for after the end
        # What has left and the store has not been told of, since it could not be written to.
        self._owed: deque[tuple[Sequence[Entry], RejectedEvent | None]] = deque()

    def add(self, sensor: str, content: bytes, now: float) -> bool:
        """Put an event behind the others; whether the sender should look at its plans again.

        Raises:
            BufferFullError: There is no room for it; it was not added.
            BufferClosedError: The queue was closed.
        """
        with self._lock:
            if self._sealed:
                raise BufferClosedError("the buffer is closed: the event was not added")
            held = self.pending + self._rejected
            size = self._pending_bytes + self._rejected_bytes + len(content)
            # An event larger than all the room is let in by itself: it could never go otherwise.
            if held >= self._max_pending or (held and size > self._max_bytes):
                raise BufferFullError(self.pending, self._rejected)
            self.store.append(sensor, content)
            self.pending += 1
            self._pending_bytes += len(content)
            is_first = self._waiting_since is None
            if is_first:
                self._waiting_since = now
            return is_first or self.pending == self._max_batch

    def has_passed(self, mark: int) -> bool:
        """Whether every event before a mark was taken or refused."""
        return self._gone >= mark

    def release(self) -> int:
        """Make all that waits due at once; the mark behind it."""
        with self._lock:
            return self._release()

    def seal(self) -> int:
        """Take no more, and make all that waits due at once; the mark behind it."""
        with self._lock:
            self._sealed = True
            return self._release()

    def _release(self) -> int:
        self._released = self._gone + self.pending
        self._waiting_since = None
        return self._released

    def due_in(self, now: float) -> float | None:
        """Seconds until a batch is due: 0 now, None when nothing waits."""
        with self._lock:
            if self.closed or not (self.pending or self._owed):
                return None
            if self._owed or self._gone < self._released or self.pending >= self._max_batch:
                return 0.0
            since = now if self._waiting_since is None else self._waiting_since
            if since + self._max_age > now:
                return since + self._max_age - now
            self._release()
            return 0.0

    def batch(self) -> list[Entry]:
        """The events to send now, all of one sensor, in order; they stay in the queue.

        Raises:
            SpoolError: The store still does not take note of those that have left.
        """
        with self._lock:
            if self.closed:
                return []
            self._settle()
            entries = self.store.first(self._parts[-1] if self._parts else self._max_batch)
            return list(itertools.takewhile(lambda entry: entry.sensor == entries[0].sensor, entries))

    def taken(self, entries: Sequence[Entry]) -> None:
        """The server has these.

        Raises:
            SpoolError: The store cannot take note of it. They are not given out again; it is told later.
        """
        with self._lock:
            if not self.closed:
                self.sent += len(entries)
                self._left(entries)

    def split(self, entries: Sequence[Entry]) -> None:
        """These were refused together: go on with one half, then the other, to find out which of them it was."""
        with self._lock:
            if self._parts:
                self._parts.pop()
            half = len(entries) // 2
            self._parts += [len(entries) - half, half]
            self._released = max(self._released, self._gone + len(entries))

    def reject(self, entry: Entry, rejected: RejectedEvent, *, keep: bool) -> None:
        """This one was refused by itself; `keep` it with those that were, unless the caller has it.

        Raises:
            SpoolError: As for `taken()`.
        """
        with self._lock:
            if self.closed:
                return
            if keep:
                self._rejected += 1
                self._rejected_bytes += len(entry.content)
            self._left([entry], rejected if keep else None)

    def _left(self, entries: Sequence[Entry], rejected: RejectedEvent | None = None) -> None:
        if self._parts:
            self._parts.pop()
        self.pending -= len(entries)
        self._gone += len(entries)
        self._pending_bytes -= sum(len(entry.content) for entry in entries)
        if not self.pending:
            self._waiting_since = None
        self._owed.append((entries, rejected))
        self._settle()

    def _settle(self) -> None:
        """Tell the store of what has left."""
        while self._owed:
            entries, rejected = self._owed[0]
            if rejected is None:
                self.store.drop(entries)
            else:
                self.store.reject(entries[0], rejected)
            self._owed.popleft()

    def rejected(self, *, forget: bool = False) -> list[RejectedEvent]:
        """The events that were refused and kept."""
        with self._lock:
            found = list(self._kept) if self.closed else self._all_rejected()
            if forget:
                if found and not self.closed:
                    self.store.forget_rejected()
                    self._owed = deque((entries, None) for entries, _ in self._owed)
                self._kept.clear()
                self._rejected = self._rejected_bytes = 0
            return found

    def _all_rejected(self) -> list[RejectedEvent]:
        return [*self.store.rejected(), *(rejected for _, rejected in self._owed if rejected is not None)]

    @property
    def owed(self) -> int:
        """The number of events that have left and that the store still holds."""
        return sum(len(entries) for entries, _ in self._owed)

    def close(self) -> list[Entry]:
        """Take no more, and hand back what waits, unless the store keeps it for the next time."""
        with self._lock:
            if self.closed:
                return []
            self.closed = self._sealed = True
            self._kept = self._all_rejected()
            with contextlib.suppress(SpoolError):
                self._settle()
            left = [] if self.store.survives else self.store.first(self.pending)
            self.store.close()
            return left
