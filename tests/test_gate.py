"""The gate that requests go through, without any network."""

from __future__ import annotations

from typing import Any

import pytest

from tests.limiters import LIMITERS, Limiter, obeyed_exactly, through_gate
from timeback._http.rates import CALLED_OR_PATIENT, UNTIL_CALLED, Gate, RateLimit
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
    assert gate.pause_left(0.5) == 0.5


def test_a_slow_answer_after_a_pause_holds_up_the_next_for_a_second_only() -> None:
    gate = Gate(RateLimit(in_flight=3))
    gate.refused(RateLimitError("429"), 5.0, 0, 0.0)
    waiting = Waiting()
    assert gate.enter(5.0)
    gate.join(waiting)
    assert gate.wait(waiting, 5.9) == CALLED_OR_PATIENT
    assert gate.wait(waiting, 6.0) == 0
    gate.quit(waiting)
    assert [gate.enter(6.9), gate.enter(7.0), gate.enter(9.0)] == [False, True, False]


def test_a_wait_that_nobody_can_mean_ends_after_a_day() -> None:
    gate = Gate()
    gate.refused(RateLimitError("429"), 1e20, 0, 0.0)
    assert gate.pause_left(0.0) == 86400


def pause(gate: Gate, now: float) -> float:
    gate.refused(RateLimitError("429"), None, gate.age, now)
    return gate.pause_left(now)


def test_a_pause_long_ago_is_forgotten() -> None:
    gate = Gate()
    assert [pause(gate, now) for now in (0.0, 0.5, 1.0, 2.0)] == [0.5, 0.5, 1.0, 2.0]
    gate.accepted(gate.age)
    assert pause(gate, 10.0) == pytest.approx(3.0, rel=0.02)
    gate.accepted(gate.age)
    assert pause(gate, 1000.0) == 0.5


def test_a_wait_that_the_server_named_says_nothing_about_those_that_it_does_not() -> None:
    gate = Gate()
    gate.refused(RateLimitError("429"), 3600.0, 0, 0.0)
    gate.accepted(gate.age)
    assert pause(gate, 3600.0) == 0.5


def test_refusals_that_take_longer_than_the_pause_make_it_longer() -> None:
    gate, now, asked = Gate(), 0.0, 0
    while now < 120.0:
        now += pause(gate, now) + 3.0
        asked += 1
    assert asked < 20


@pytest.mark.parametrize("kind", LIMITERS)
@pytest.mark.parametrize("rate", [5, 20])
@pytest.mark.parametrize("period", [1.0, 1.5, 10.0, 60.0])
@pytest.mark.parametrize("start", [1000.0, 1000.1, 1000.3, 1000.5, 1000.7, 1000.9])
def test_a_long_run_without_a_word_of_the_server_s_takes_as_long_as_with_one(
    kind: type[Limiter], rate: int, period: float, start: float
) -> None:
    where: dict[str, Any] = {"start": start, "period": period}
    took = through_gate(kind, rate, 30 * rate, **where)
    assert took <= 1.1 * obeyed_exactly(kind, rate, 30 * rate, lambda _: None, **where)


@pytest.mark.parametrize("kind", LIMITERS)
@pytest.mark.parametrize("start", [1000.0, 1000.1, 1000.3, 1000.5, 1000.7, 1000.9, 1000.99])
def test_a_short_run_costs_no_more_than_the_first_pause(kind: type[Limiter], start: float) -> None:
    # A try before half a second has passed would be against the rule; so that much can be lost, once.
    for requests in range(20, 61):
        took = through_gate(kind, 20, requests, start=start)
        assert took <= obeyed_exactly(kind, 20, requests, lambda _: None, start=start) + 0.5
