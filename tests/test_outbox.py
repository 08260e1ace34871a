"""The outbox of an application: what was accepted is sent once, whoever accepted it and whoever ends."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from timeback import SpoolError
from timeback._apps.outbox import Outbox


class Clock:
    """A clock that tests set."""

    def __init__(self) -> None:
        self.time = 1_000_000.0

    def __call__(self) -> float:
        return self.time


def event(number: int) -> dict[str, Any]:
    return {"id": f"urn:uuid:{number}", "number": number}


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["file", "memory"])
def box(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Outbox:
    return Outbox(tmp_path / "spool" if request.param == "file" else None, clock)


def numbers(box: Outbox, limit: int = 100) -> list[int]:
    return [row.event()["number"] for row in box.claim(limit)]


def test_events_are_claimed_in_order_and_by_one(box: Outbox, clock: Clock) -> None:
    for number in range(4):
        assert box.accept("s", [event(number)])
    assert (numbers(box, 2), numbers(box, 2), numbers(box)) == ([0, 1], [2, 3], [])
    assert box.pending == 4
    clock.time += 100  # who claimed them ended
    assert numbers(box) == [0, 1, 2, 3]


def test_a_double_is_told_before_and_after_it_was_sent(box: Outbox, clock: Clock) -> None:
    assert box.accept("s", [event(1), event(2)])
    assert not box.accept("s", [event(1)])
    box.sent(box.claim())
    assert box.pending == 0
    assert not box.accept("s", [event(1)])
    clock.time += 90_000  # long after
    assert box.claim() == []
    assert box.accept("s", [event(1)])


def test_sensors_go_apart(box: Outbox) -> None:
    box.accept("a", [event(1)])
    box.accept("b", [event(2)])
    box.accept("a", [event(3)])
    assert (numbers(box), numbers(box)) == ([1, 3], [2])


def test_failures_wait_and_refusals_stay(box: Outbox, clock: Clock) -> None:
    box.accept("s", [event(1), event(2)])
    first, second = box.claim()
    box.failed([first], 5)
    box.refused(second, "no")
    assert box.due_in() == 5
    assert box.claim() == []
    clock.time += 5
    (again,) = box.claim()
    assert (again.number, again.failures) == (first.number, 1)
    box.sent([again])
    assert box.due_in() is None
    assert box.rejected == [(event(2), "no")]


def test_a_file_is_shared_and_only_its_owners(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "spool"
    one, other = Outbox(path, clock), Outbox(path, clock)
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert one.accept("s", [event(1)])
    assert not other.accept("s", [event(1)])
    assert numbers(other) == [1]
    one.close()
    assert Outbox(path, clock).pending == 1


def test_many_at_once_are_accepted_once(tmp_path: Path) -> None:
    boxes = [Outbox(tmp_path / "spool") for _ in range(4)]

    def accept(place: tuple[Outbox, int]) -> bool:
        box, number = place
        return box.accept("s", [event(number)])

    with ThreadPoolExecutor(16) as threads:
        taken = threads.map(accept, [(box, number) for number in range(8) for box in boxes * 4])
    assert sum(taken) == 8


def test_attempts_count_up_for_all_workers(tmp_path: Path) -> None:
    moment = datetime(2026, 3, 10, 15, tzinfo=UTC)
    one, other = Outbox(tmp_path / "spool"), Outbox(tmp_path / "spool")
    assert one.number("l", "u", moment, []) == (1, True)
    assert other.number("l", "u", moment, []) == (1, False)
    assert other.number("l", "u", moment + timedelta(minutes=1), []) == (2, True)
    assert one.number("l", "u", moment + timedelta(minutes=2), []) == (3, True)
    assert one.number("l", "other", moment, []) == (1, True)
    one.forget("l", "u", moment + timedelta(minutes=2))
    assert other.number("l", "u", moment + timedelta(minutes=3), []) == (3, True)


def test_attempts_that_the_gradebook_has_long_had_take_no_room(box: Outbox, clock: Clock) -> None:
    moment = datetime(2026, 3, 10, 15, tzinfo=UTC)
    assert box.number("l", "u", moment, []).is_new
    clock.time += 29 * 86_400
    assert not box.number("l", "u", moment, []).is_new
    clock.time += 31 * 86_400
    assert box.number("l", "u", moment, []).is_new


def test_another_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database at all " * 100)
    with pytest.raises(SpoolError, match=r"notes\.txt"):
        Outbox(path)


def test_a_child_opens_the_file_anew(tmp_path: Path) -> None:
    box = Outbox(tmp_path / "spool")
    box.accept("s", [event(1)])
    child = os.fork()
    if child == 0:
        os._exit(0 if not box.accept("s", [event(1)]) and box.accept("s", [event(2)]) else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert box.pending == 2
