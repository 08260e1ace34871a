# Generated from tests/_async/test_rates.py by setup_unasync.py; do not edit.
"""Rate limits: of servers, which never cost a row or a call, and of one's own."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

from tests.limiters import LIMITERS, Limiter, obeyed_exactly
from tests.raw_server import RawServer, Reply, Seen, reply
from tests.samples import user_input, user_page, user_row
from timeback import (
    APITimeoutError,
    OneRosterClient,
    TimebackClient,
    InvalidInputError,
    InvalidOptionError,
    NotFoundError,
    RateLimit,
    RateLimitError,
    RetryPolicy,
    ServerError,
)

from .clocks import FakeClock
from .test_streams import pages

OK = reply(user_page(user_row()))
USER = reply({"user": user_row()})
REFUSED = reply(status=429)

Told = Callable[[float], str | None]


def whole(wait: float) -> str:
    return str(math.ceil(wait))


def fraction(wait: float) -> str:
    return str(wait)


def nothing(wait: float) -> None:
    return None


# -- every row, every call ----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", LIMITERS)
@pytest.mark.parametrize("rate", [5, 20])
@pytest.mark.parametrize("told", [whole, fraction, nothing])
def test_a_stream_takes_no_longer_than_the_server_s_waits(
    kind: type[Limiter], rate: int, told: Told
) -> None:
    clock = FakeClock()
    limiter = kind(rate, clock.now, told)
    with RawServer(script=limiter.before(pages(700))) as server:
        with OneRosterClient(**server.open) as client:
            clock.put_into(client)
            rows = [user.sourced_id for user in client.users.stream(limit=10)]
    assert rows == [f"u-{number}" for number in range(700)]
    assert clock.now() - 1000 <= 1.1 * obeyed_exactly(kind, rate, 70, told)
    # Sent again all at once, each of seven pages in flight would be refused each time.
    assert limiter.refusals < 3 * 70


@pytest.mark.parametrize("kind", LIMITERS)
@pytest.mark.parametrize("rate", [5, 20])
@pytest.mark.parametrize("told", [whole, fraction, nothing])
def test_a_burst_takes_no_longer_than_the_server_s_waits(
    kind: type[Limiter], rate: int, told: Told
) -> None:
    clock = FakeClock()
    limiter = kind(rate, clock.now, told)
    with RawServer(script=limiter.before(lambda _: USER)) as server:
        with OneRosterClient(**server.open) as client:
            clock.put_into(client)
            users = client.map(
                client.users.get, [f"u-{number}" for number in range(60)], concurrency=60
            )
    assert len(users) == 60
    assert clock.now() - 1000 <= 1.1 * obeyed_exactly(kind, rate, 60, told)


# -- what a refusal costs -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "refusal", [REFUSED, reply(status=429, retry_after="0.25"), reply(status=503, retry_after="1")]
)
def test_a_refusal_uses_up_neither_tries_nor_budget(refusal: Reply) -> None:
    frugal = RetryPolicy(max_retries=1, budget_reserve=0.0, budget_ratio=0.0)
    with RawServer([*[refusal] * 8, reply(status=201)]) as server:
        with OneRosterClient(**server.open, retry=frugal, timeout=60) as client:
            FakeClock().put_into(client)
            answer = client.request("POST", "/x", json={})
    assert (answer.attempts, len(server.seen)) == (9, 9)


def test_without_retries_a_refusal_is_raised_at_once() -> None:
    with RawServer([reply(status=429, retry_after="1")]) as server:
        with OneRosterClient(**server.open, max_retries=0) as client:
            clock = FakeClock().put_into(client)
            with pytest.raises(RateLimitError) as caught:
                client.users.list()
    assert (caught.value.retry_after, caught.value.attempts, clock.slept) == (1.0, 1, [])


def test_the_whole_client_keeps_to_a_pause() -> None:
    with RawServer([reply(status=429, retry_after="7"), OK]) as server:
        with OneRosterClient(**server.open) as client:
            clock = FakeClock().put_into(client)
            with pytest.raises(RateLimitError):
                client.with_options(max_retries=0).users.list()
            clock.time += 3
            client.users.list()
            assert clock.slept == [4.0]
            client.users.list()
    assert clock.slept == [4.0]


def test_one_server_s_pause_does_not_hold_back_calls_to_another() -> None:
    with RawServer([reply(status=429, retry_after="7")]) as busy, RawServer([OK]) as server:
        where = {"base_url": server.base_url, "auth": None, "services": {"case": {"base_url": busy.base_url}}}
        with TimebackClient(**where, max_retries=0) as client:
            with pytest.raises(RateLimitError):
                client.case.request("GET", "/x")
            client.oneroster.users.list()
            with pytest.raises(RateLimitError):
                client.with_options(timeout=5).case.request("GET", "/x")
    assert (len(busy.seen), len(server.seen)) == (1, 1)


def test_a_pause_past_the_deadline_is_told_at_once_by_every_call() -> None:
    with RawServer([reply({"error": "slow down"}, 429, retry_after="3600")]) as server:
        with OneRosterClient(**server.open) as client:
            clock = FakeClock().put_into(client)
            with pytest.raises(RateLimitError):
                client.users.list()
            clock.time += 600
            with pytest.raises(RateLimitError, match=r"POST .*/users/?: 429 slow down") as caught:
                client.users.create(user_input())
    assert (len(server.seen), clock.slept) == (1, [])
    assert (caught.value.retry_after, caught.value.attempts, caught.value.outcome_unknown) == (3000, 0, False)


def test_the_deadline_ends_a_wait_that_names_no_end() -> None:
    with RawServer([REFUSED]) as server:
        with OneRosterClient(**server.open, timeout=30) as client:
            clock = FakeClock().put_into(client)
            with pytest.raises(RateLimitError) as caught:
                client.users.list()
    assert clock.slept == [0.5, 0.5, 1, 2, 4, 8, 8]
    assert caught.value.attempts == len(server.seen) == 8


def test_the_pause_doubles_while_it_does_not_help_and_shrinks_once_it_has() -> None:
    script = [REFUSED, REFUSED, REFUSED, OK, REFUSED, REFUSED, OK, REFUSED, OK, REFUSED, REFUSED, REFUSED, OK]
    with RawServer(list(script)) as server:
        with OneRosterClient(**server.open) as client:
            clock = FakeClock().put_into(client)
            for _ in range(script.count(OK)):
                client.users.list()
    first, second, third = [0.5, 0.5, 1], [1.5, 0.5], [1.75]
    # Half of what may be too long is tried, then what helped, then longer.
    assert clock.slept[:6] == pytest.approx([*first, *second, *third], rel=0.02)
    assert sum(clock.slept[6:8]) == pytest.approx(1.75, rel=0.02)
    assert sum(clock.slept[6:]) == pytest.approx(1.75 * 1.125, rel=0.02)


def test_a_pause_of_nothing_that_does_not_help_becomes_longer() -> None:
    with RawServer([reply(status=429, retry_after="0")]) as server:
        with OneRosterClient(**server.open, timeout=5) as client:
            clock = FakeClock().put_into(client)
            with pytest.raises(RateLimitError):
                client.users.list()
    assert clock.slept == [pytest.approx(0.001), 0.5, 0.5, 1, 2]


class LateClock(FakeClock):
    """Wakes whoever sleeps later than asked, and moves a little with each look."""

    def now(self) -> float:
        self.time += 0.01
        return self.time

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds + 2)


def test_a_deadline_that_passes_in_a_pause_is_told_as_the_refusal() -> None:
    with RawServer([reply({"error": "slow down"}, 429, retry_after="4")]) as server:
        with OneRosterClient(**server.open, timeout=5) as client:
            LateClock().put_into(client)
            with pytest.raises(RateLimitError, match="429 slow down") as caught:
                client.users.create(user_input())
    assert (caught.value.attempts, caught.value.retry_after, caught.value.outcome_unknown) == (1, 4, False)


def test_a_deadline_that_passes_behind_others_who_were_refused_is_told_as_their_refusal() -> None:
    with RawServer([reply(status=429, retry_after="4")]) as server:
        with OneRosterClient(**server.open) as client:
            clock = LateClock().put_into(client)
            with pytest.raises(RateLimitError):
                client.with_options(max_retries=0).users.list()
            clock.time += 4
            gate = client._channel.transport._throttle.gate(server.base_url + "/")
            assert gate.enter(clock.now()), "the next after the pause, whose answer takes long"
            with pytest.raises(RateLimitError, match=r"POST .*/users/?: 429") as caught:
                client.with_options(timeout=0.2).users.create(user_input())
    assert (len(server.seen), caught.value.attempts, caught.value.outcome_unknown) == (1, 0, False)


def test_a_call_is_not_sent_again_with_less_time_than_its_refusal_took() -> None:
    def answer(seen: Seen) -> Reply:
        clock.time += 1
        return reply(status=429, retry_after="3.5")

    with RawServer(script=answer) as server:
        with OneRosterClient(**server.open, timeout=5) as client:
            clock = FakeClock().put_into(client)
            with pytest.raises(RateLimitError) as caught:
                client.users.list()
    assert (len(server.seen), clock.slept, caught.value.retry_after) == (1, [], 3.5)


def test_each_page_of_a_stream_has_a_timeout_of_its_own() -> None:
    busy = {offset: reply(status=429, retry_after="4") for offset in range(0, 100, 10)}
    with RawServer(script=pages(100, at=busy)) as server:
        with OneRosterClient(**server.open, timeout=5) as client:
            clock = FakeClock().put_into(client)
            rows = [user for user in client.users.stream(limit=10, prefetch=0)]
    assert (len(rows), clock.slept) == (100, [4.0] * 10)


def test_the_budget_is_the_policy_s() -> None:
    with RawServer([reply(status=500)]) as server:
        poor = RetryPolicy(initial_delay=0.0, budget_ratio=0.0, budget_reserve=2.0)
        with OneRosterClient(**server.open, retry=poor) as client:
            for expected in (3, 1, 1):
                with pytest.raises(ServerError) as caught:
                    client.users.list()
                assert caught.value.attempts == expected
            rich = RetryPolicy(initial_delay=0.0, budget_ratio=3.0, budget_reserve=3.0)
            for _ in range(9):
                with pytest.raises(ServerError) as caught:
                    client.with_options(retry=rich).users.list()
                assert caught.value.attempts == 4


# -- a limit of one's own -------------------------------------------------------------------------------


def test_a_rate_spreads_requests_evenly_over_services_and_views() -> None:
    arrived: list[float] = []

    def answer(seen: Seen) -> Reply:
        arrived.append(clock.now() - 1000)
        return reply({"users": [], "cfDocuments": []})

    clock = FakeClock()
    with RawServer(script=answer) as server:
        with TimebackClient(base_url=server.base_url, auth=None, rate_limit=10) as client:
            clock.put_into(client.oneroster)
            view = client.with_options(timeout=20)
            for each in (client.oneroster, client.case, view.oneroster, view.case) * 2:
                each.request("GET", "/x")
    assert arrived == [pytest.approx(number / 10) for number in range(8)]


@pytest.mark.parametrize(
    ("limit", "most"), [("platform", 10), ((None, 3), 3), (RateLimit(in_flight=4, per_second=1e6), 4)]
)
def test_no_more_are_in_flight_than_the_limit_says(limit: Any, most: int) -> None:
    with RawServer([USER.late(0.02)]) as server:
        with OneRosterClient(**server.credentials, rate_limit=limit) as client:
            users = client.map(client.users.get, [str(number) for number in range(40)], concurrency=40)
    assert (len(users), len(server.seen), server.most_in_flight) == (40, 40, most)


def test_a_call_whose_turn_comes_too_late_says_so_and_was_not_sent() -> None:
    with RawServer([OK]) as server:
        with OneRosterClient(**server.open, rate_limit=0.1, timeout=5) as client:
            FakeClock().put_into(client)
            client.users.list()
            with pytest.raises(APITimeoutError, match="rate_limit") as caught:
                client.users.create(user_input())
    assert (len(server.seen), caught.value.outcome_unknown) == (1, False)


@pytest.mark.parametrize(
    "limit", [0, -1, math.inf, math.nan, True, "fast", (1, 2, 3), (1, 0), (1, 1.5), (0, 1), ("1", None)]
)
def test_a_limit_that_makes_no_sense_is_refused(limit: Any) -> None:
    with pytest.raises(InvalidOptionError, match="rate_limit"):
        OneRosterClient(base_url="http://127.0.0.1", auth=None, rate_limit=limit)


# -- one call for many ----------------------------------------------------------------------------------


def test_a_call_for_each_of_many_keeps_their_order_and_its_bound() -> None:
    def answer(seen: Seen) -> Reply:
        number = int(seen.target.rpartition("/")[2])
        return reply({"user": user_row(number)}).late(0.02 + 0.002 * (number % 3))

    with RawServer(script=answer) as server:
        with OneRosterClient(**server.open) as client:
            users = client.map(client.users.get, map(str, range(25)), concurrency=5)
            assert client.map(client.users.get, []) == []
            with pytest.raises(InvalidInputError, match="concurrency"):
                client.map(client.users.get, ["1"], concurrency=0)
    assert [user.sourced_id for user in users] == [f"u-{number}" for number in range(25)]
    assert server.most_in_flight == 5


def test_the_first_error_ends_what_is_done_for_many() -> None:
    def answer(seen: Seen) -> Reply:
        return reply(status=404) if seen.target.endswith("/3") else USER

    with RawServer(script=answer) as server:
        with OneRosterClient(**server.open) as client:
            with pytest.raises(NotFoundError):
                client.map(client.users.get, map(str, range(1000)), concurrency=2)
    assert len(server.seen) < 10
