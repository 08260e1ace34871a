"""The queue of a buffer, whatever is refused and whenever: nothing is lost, nothing changes places."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from timeback import BadRequestError
from timeback._buffer.queue import MemoryStore, Queue, RejectedEvent, Store
from timeback._buffer.spool import Spool

BAD = BadRequestError("refused", status=400)
ROOM = {"max_age": 5.0, "max_pending": 100, "max_bytes": 10_000}


def drain(queue: Queue, bad: set[int], downs: list[bool]) -> tuple[list[tuple[str, int]], int]:
    """Send what is due; where `downs` says so the server takes a batch and its answer is lost."""
    arrived: list[tuple[str, int]] = []
    requests = 0
    while queue.due_in(0.0) == 0.0:
        entries = queue.batch()
        requests += 1
        assert len({entry.sensor for entry in entries}) == 1
        numbers = [json.loads(entry.content)["n"] for entry in entries]
        if bad & set(numbers):
            if len(entries) > 1:
                queue.split(entries)
            else:
                queue.reject(entries[0], RejectedEvent.of(entries[0], BAD), keep=True)
            continue
        arrived += [(entry.sensor, number) for entry, number in zip(entries, numbers, strict=True)]
        if not (downs and downs.pop()):
            queue.taken(entries)
    return arrived, requests


@settings(max_examples=60, deadline=None)
@given(
    sensors=st.lists(st.sampled_from("ab"), max_size=40),
    bad=st.sets(st.integers(0, 39)),
    max_batch=st.integers(1, 12),
    downs=st.lists(st.booleans(), max_size=10),
    spooled=st.booleans(),
)
def test_every_event_is_taken_in_order_or_refused(
    sensors: list[str], bad: set[int], max_batch: int, downs: list[bool], spooled: bool
) -> None:
    with TemporaryDirectory() as folder:
        store: Store = Spool(Path(folder, "spool")) if spooled else MemoryStore()
        queue = Queue(store, max_batch=max_batch, **ROOM)  # type: ignore[arg-type]
        for number, sensor in enumerate(sensors):
            queue.add(sensor, json.dumps({"n": number}).encode(), 0.0)
        queue.release()
        arrived, requests = drain(queue, bad, downs.copy())
        good = [(sensor, number) for number, sensor in enumerate(sensors) if number not in bad]
        assert list(dict.fromkeys(arrived)) == good
        assert [each.event["n"] for each in queue.rejected()] == sorted(bad & set(range(len(sensors))))
        assert (queue.pending, queue.sent) == (0, len(good))
        assert requests <= 2 * len(sensors) + len(downs)
        assert queue.close() == []


@settings(max_examples=40, deadline=None)
@given(ages=st.lists(st.floats(0, 20), min_size=1, max_size=9).map(sorted))
def test_no_event_waits_longer_than_its_age(ages: list[float]) -> None:
    queue = Queue(MemoryStore(), max_batch=100, **ROOM)  # type: ignore[arg-type]
    for moment in ages:
        queue.add("a", b"{}", moment)
    due = queue.due_in(ages[-1])
    assert due is not None
    assert ages[-1] + due <= max(ages[-1], ages[0] + 5.0) + 1e-9
