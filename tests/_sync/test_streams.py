# Generated from tests/_async/test_streams.py by setup_unasync.py; do not edit.
"""Streams under way: what is fetched ahead, what a fault does, and what remains of one that is left."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.raw_server import HANG_UP, HOLD, RawServer, Reply, Seen, reply
from tests.samples import user_row
from timeback import (
    APIConnectionError,
    APITimeoutError,
    OneRosterClient,
    NotFoundError,
    RetryPolicy,
)

AT_ONCE = RetryPolicy(initial_delay=0.0)


def span(seen: Seen) -> tuple[int, int]:
    query = parse_qs(urlsplit(seen.target).query)
    return int(query["offset"][0]), int(query["limit"][0])


def pages(
    total: int, *, delay: float = 0.0, tell: bool = True, at: dict[int, Reply] | None = None
) -> Callable[[Seen], Reply]:
    """A script that serves `total` users, slowly; `at` has other replies for some offsets, once each."""
    others = dict(at or {})

    def answer(seen: Seen) -> Reply:
        offset, limit = span(seen)
        if offset in others:
            return others.pop(offset)
        rows = [user_row(number) for number in range(offset, min(offset + limit, total))]
        return reply({"users": rows, **({"totalCount": total} if tell else {})}).late(delay)

    return answer


def prefetching() -> list[threading.Thread]:
    return [each for each in threading.enumerate() if each.name.startswith("timeback-prefetch")]


def test_b43_six_pages_are_in_flight_once_the_total_is_known() -> None:
    with RawServer(script=pages(120, delay=0.02)) as server:
        with OneRosterClient(**server.open) as client:
            rows = [user.sourced_id for user in client.users.stream(limit=10)]
    assert rows == [f"u-{number}" for number in range(120)]
    assert 6 <= server.most_in_flight <= 7
    assert len(server.seen) == 12


def test_b43_pages_are_fetched_while_the_caller_works() -> None:
    with RawServer(script=pages(100)) as server:
        with OneRosterClient(**server.open) as client:
            clock = client._channel.transport.clock
            seen = 0
            for _ in client.users.stream(limit=10):
                seen += 1
                if seen == 11:  # the first row of the second page
                    clock.sleep(0.1)
                    fetched = len(server.seen)
                    break
    assert 2 + 6 <= fetched <= 2 + 7


@pytest.mark.parametrize(("prefetch", "most"), [(0, 1), (1, 2), (2, 3), (8, 9)])
def test_b43_the_prefetch_is_a_bound(prefetch: int, most: int) -> None:
    with RawServer(script=pages(100, delay=0.01)) as server:
        with OneRosterClient(**server.open) as client:
            rows = [user.sourced_id for user in client.users.stream(limit=5, prefetch=prefetch)]
    assert len(rows) == 100
    assert server.most_in_flight <= most


def test_b43_without_a_total_pages_come_one_by_one() -> None:
    with RawServer(script=pages(45, delay=0.01, tell=False)) as server:
        with OneRosterClient(**server.open) as client:
            assert len([user for user in client.users.stream(limit=10)]) == 45
    assert server.most_in_flight == 1


def test_b43_no_page_is_fetched_beyond_what_was_asked_for() -> None:
    with RawServer(script=pages(1000)) as server:
        with OneRosterClient(**server.open) as client:
            assert len([user for user in client.users.stream(limit=10, max_items=25)]) == 25
    assert sorted(span(seen) for seen in server.seen) == [(0, 10), (10, 10), (20, 5)]


def test_a_passing_fault_in_the_middle_loses_no_row() -> None:
    faults = {30: HANG_UP, 50: reply(status=503), 70: reply(status=429, retry_after="0")}
    with RawServer(script=pages(100, at=faults)) as server:
        with OneRosterClient(**server.open, retry=AT_ONCE) as client:
            rows = [user.sourced_id for user in client.users.stream(limit=10)]
    assert rows == [f"u-{number}" for number in range(100)]
    assert len(server.seen) == 13


def test_a_lasting_fault_in_the_middle_comes_after_the_rows_before_it() -> None:
    with RawServer(script=pages(100, at={40: reply(status=404)})) as server:
        rows = []
        with OneRosterClient(**server.open) as client:
            with pytest.raises(NotFoundError):  # noqa: PT012
                for user in client.users.stream(limit=10):
                    rows.append(user.sourced_id)  # noqa: PERF401 - they are wanted in spite of the error
            assert (client.users.list(limit=1)).total == 100
    assert rows == [f"u-{number}" for number in range(40)]
    assert len(server.seen) <= 11


def test_one_silent_page_ends_the_stream_at_its_deadline() -> None:
    with RawServer(script=pages(100, at={30: HOLD})) as server:
        with OneRosterClient(**server.open, timeout=0.3) as client:
            started = time.monotonic()
            with pytest.raises(APITimeoutError):
                for _ in client.users.stream(limit=10):
                    pass
            took = time.monotonic() - started
    assert took < 2


def test_the_connection_is_lost_for_good_in_the_middle() -> None:
    with RawServer(script=pages(100, at={20: HANG_UP})) as server:
        with OneRosterClient(**server.open, max_retries=0) as client:
            with pytest.raises(APIConnectionError):
                for _ in client.users.stream(limit=10):
                    pass


def test_a_stream_that_is_left_early_stops_fetching() -> None:
    with RawServer(script=pages(1000, delay=0.01)) as server:
        with OneRosterClient(**server.open) as client:
            clock = client._channel.transport.clock
            for _ in client.users.stream(limit=10):
                break
            clock.sleep(0.05)
            assert len(server.seen) == 1
            seen = 0
            for _ in client.users.stream(limit=10):
                seen += 1
                if seen == 25:
                    break
            clock.sleep(0.1)
            fetched = len(server.seen)
            clock.sleep(0.1)
            assert len(server.seen) == fetched <= 1 + 3 + 7
            assert server.in_flight == 0
            assert prefetching() == []
            assert len(client.users.list(limit=10)) == 10


def test_a_stream_that_is_used_up_leaves_nothing() -> None:
    with RawServer(script=pages(60)) as server:
        with OneRosterClient(**server.open) as client:
            for _ in range(3):
                assert len([user for user in client.users.stream(limit=10)]) == 60
            client._channel.transport.clock.sleep(0.05)
            assert prefetching() == []
        assert len(server.seen) == 18
        assert server.connections <= 6


def test_two_streams_at_once_keep_apart() -> None:
    with RawServer(script=pages(60)) as server:
        with OneRosterClient(**server.open) as client:
            inner: list[str] = []
            outer: list[str] = []
            for user in client.users.stream(limit=20):
                outer.append(user.sourced_id)
                if len(outer) == 25:
                    inner = [other.sourced_id for other in client.users.stream(limit=7)]
    assert outer == inner == [f"u-{number}" for number in range(60)]
