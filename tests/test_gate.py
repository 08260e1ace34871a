"""The gate that requests go through, without any network."""

from __future__ import annotations

from timeback._http.rates import UNTIL_CALLED, Gate, RateLimit
from timeback.errors import RateLimitError


class Waiting:
    """One who waits."""

    def __init__(self, there: bool = True) -> None:
        self.there = there
        self.calls = 0

    def call(self) -> bool:
        self.calls += 1
        return self.there


def test_nobody_overtakes_those_who_wait() -> None:
    gate = Gate(RateLimit(in_flight=1))
    first, second = Waiting(), Waiting()
    assert gate.enter(0.0)
    gate.join(first)
    gate.join(second)
    assert gate.wait(first, 0.0) == gate.wait(second, 0.0) == UNTIL_CALLED
    gate.leave()
    assert (first.calls, second.calls) == (1, 0)
    assert not gate.enter(0.0)
    assert gate.wait(second, 0.0) == UNTIL_CALLED
    assert gate.wait(first, 0.0) == 0
    gate.quit(first)
    assert gate.wait(second, 0.0) == UNTIL_CALLED
    gate.leave()
    assert gate.wait(second, 0.0) == 0


def test_one_who_gives_up_calls_the_next() -> None:
    gate = Gate(RateLimit(per_second=2))
    first, second = Waiting(), Waiting()
    assert gate.enter(0.0)
    gate.join(first)
    gate.join(second)
    assert gate.wait(first, 0.1) == 0.4
    gate.quit(first)
    assert second.calls == 1
    assert gate.wait(second, 0.5) == 0


def test_one_whose_event_loop_is_over_holds_up_nobody() -> None:
    gate = Gate(RateLimit(in_flight=1))
    gone, second = Waiting(there=False), Waiting()
    assert gate.enter(0.0)
    gate.join(gone)
    gate.join(second)
    gate.leave()
    assert second.calls == 1
    assert gate.wait(second, 0.0) == 0
    gate.quit(gone)


def test_after_a_pause_requests_go_one_by_one_then_more_as_answers_come() -> None:
    gate = Gate()
    assert all(gate.enter(0.0) for _ in range(3))
    for _ in range(3):
        gate.refused(RateLimitError("429"), None, 0, 0.0)
        gate.leave()
    assert gate.pause_left(0.0) == 0.5
    assert [gate.enter(0.4), gate.enter(0.5), gate.enter(0.5)] == [False, True, False]
    gate.accepted(gate.age)
    assert [gate.enter(0.5), gate.enter(0.5)] == [True, False]


def test_an_answer_to_what_was_sent_before_a_pause_says_nothing_about_it() -> None:
    gate = Gate()
    gate.refused(RateLimitError("429"), None, 0, 0.0)
    gate.accepted(0)
    gate.refused(RateLimitError("429"), None, 0, 0.1)
    assert gate.pause_left(0.0) == 0.5
    gate.refused(RateLimitError("429"), None, 1, 0.5)
    assert gate.pause_left(0.5) == 1.0


def test_a_pause_long_ago_is_forgotten() -> None:
    gate = Gate()
    for age, now in enumerate((0.0, 1.0, 2.0, 4.0)):
        gate.refused(RateLimitError("429"), None, age, now)
    assert gate.pause_left(4.0) == 4.0
    gate.accepted(4)
    gate.refused(RateLimitError("429"), None, 4, 1000.0)
    assert gate.pause_left(1000.0) == 0.5
