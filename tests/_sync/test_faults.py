# Generated from tests/_async/test_faults.py by setup_unasync.py; do not edit.
"""Faults of the network and of the server: what the caller gets, how many requests went out, how long it took."""

from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from tests.raw_server import HANG_UP, HOLD, RESET, RawServer, Reply, reply
from tests.samples import user_input, user_page, user_row
from timeback import (
    APIConnectionError,
    APIError,
    APIStatusError,
    APITimeoutError,
    OneRosterClient,
    FailureReason,
    RateLimitError,
    RetryPolicy,
    ServerError,
)

from .clocks import FakeClock, until

AT_ONCE = RetryPolicy(initial_delay=0.0)
OK = reply(user_page(user_row()))
MADE = reply({"sourcedIdPairs": {"allocatedSourcedId": "u-1"}}, 201)

# Seconds, while each of what is bounded by them would take longer: a slow machine makes no difference.
BOUND = 0.5


def http_date(seconds: float) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


def unused_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


# -- the connection cannot be made ------------------------------------------------------------------


@pytest.mark.parametrize("write", [False, True])
def test_b20_a_refused_connection_is_tried_again_for_any_method(write: bool) -> None:
    url = f"http://127.0.0.1:{unused_port()}"
    with OneRosterClient(base_url=url, auth=None) as client:
        clock = FakeClock().put_into(client)
        with pytest.raises(APIConnectionError, match="no connection") as caught:
            (client.users.create(user_input()) if write else client.users.list())
    assert (caught.value.attempts, len(clock.slept)) == (4, 3)
    assert not caught.value.request_sent
    assert not caught.value.outcome_unknown
    assert caught.value.reason is FailureReason.REFUSED
    assert caught.value.__cause__ is not None


def test_b20_a_host_without_an_address_is_our_error() -> None:
    with OneRosterClient(base_url="https://no-such-host.invalid", auth=None) as client:
        FakeClock().put_into(client)
        with pytest.raises(APIConnectionError, match="no connection") as caught:
            client.users.create(user_input())
    assert not caught.value.outcome_unknown
    assert caught.value.attempts == 4


def test_b20_a_failed_tls_handshake_is_our_error() -> None:
    with RawServer(reset_on_accept=9) as server:
        url = f"https://127.0.0.1:{server.port}"
        with OneRosterClient(base_url=url, auth=None, max_retries=0) as client:
            with pytest.raises(APIConnectionError) as caught:
                client.users.create(user_input())
    assert not caught.value.outcome_unknown
    assert server.seen == []


def test_b20_a_server_without_tls_is_our_error() -> None:
    with RawServer(greeting=b"HTTP/1.1 400 Bad Request\r\n\r\n") as server:
        url = f"https://127.0.0.1:{server.port}"
        with OneRosterClient(base_url=url, auth=None, max_retries=0) as client:
            with pytest.raises(APIConnectionError, match="no connection") as caught:
                client.users.create(user_input())
    assert not caught.value.outcome_unknown


def test_b29_a_connection_that_is_never_made_ends_at_the_deadline(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for module in ("connections", "aiohttp_pool"):
        monkeypatch.setattr(f"timeback._http.{module}.CONNECT_TIMEOUT", 600.0)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        address = listener.getsockname()
        # They fill the queue, and the kernel leaves whoever comes next without an answer.
        waiting = [socket.socket() for _ in range(3)]
        try:
            for each in waiting:
                each.setblocking(False)
                each.connect_ex(address)
            url = f"http://127.0.0.1:{address[1]}"
            with OneRosterClient(base_url=url, auth=None, timeout=BOUND) as client:
                with pytest.raises(APIConnectionError) as caught:
                    client.users.list()
        finally:
            for each in waiting:
                each.close()
    assert caught.value.attempts == 1


# -- the connection is lost -------------------------------------------------------------------------


@pytest.mark.parametrize("fault", [RESET, HANG_UP, OK.cut(), OK.cut(len(OK.content) - 5)])
def test_b20_a_read_that_is_lost_is_sent_again(fault: Reply) -> None:
    with RawServer([fault, fault, OK]) as server:
        with OneRosterClient(**server.open, retry=AT_ONCE) as client:
            with client.record() as exchanges:
                assert len(client.users.list()) == 1
    assert (len(server.seen), exchanges[0].attempts) == (3, 3)


@pytest.mark.parametrize("fault", [RESET, HANG_UP, MADE.cut()])
def test_b22_a_post_that_is_lost_is_not_sent_again_and_says_so(fault: Reply) -> None:
    with RawServer([fault, MADE]) as server:
        with OneRosterClient(**server.open, retry=AT_ONCE) as client:
            with pytest.raises(APIConnectionError, match="outcome is unknown") as caught:
                client.users.create(user_input())
    assert (len(server.seen), caught.value.attempts) == (1, 1)
    assert caught.value.outcome_unknown


@pytest.mark.parametrize("fault", [RESET, HANG_UP])
def test_b22_put_and_delete_that_are_lost_are_sent_again(fault: Reply) -> None:
    with RawServer([fault, reply(), fault, reply()]) as server:
        with OneRosterClient(**server.open, retry=AT_ONCE) as client:
            client.users.delete("u-1")
            with client.record() as exchanges:
                client.request("PUT", "{rostering}/users/u-1", json={"user": {}})
    assert [seen.method for seen in server.seen] == ["DELETE", "DELETE", "PUT", "PUT"]
    assert exchanges[0].attempts == 2


def test_b20_a_reset_before_the_request_is_read_is_survived() -> None:
    with RawServer([OK], reset_on_accept=2) as server:
        with OneRosterClient(**server.open, retry=AT_ONCE) as client:
            assert len(client.users.list()) == 1
    assert (len(server.seen), server.connections) == (1, 3)


def test_b20_a_connection_closed_between_calls_costs_no_attempt() -> None:
    with RawServer([OK.last(), MADE.last(), OK]) as server:
        with OneRosterClient(**server.open, max_retries=0) as client:
            client.users.list()
            until(lambda: server.still_open == 0)
            client.users.create(user_input())
            until(lambda: server.still_open == 0)
            client.users.list()
    assert [seen.connection for seen in server.seen] == [1, 2, 3]


def test_every_request_is_counted_even_on_a_connection_used_before() -> None:
    with RawServer([OK, HANG_UP, OK]) as server:
        with OneRosterClient(**server.open, max_retries=0) as client:
            client.users.list()
            with pytest.raises(APIConnectionError) as caught:
                client.users.list()
    assert (len(server.seen), caught.value.attempts) == (2, 1)


# -- the answer does not end ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "slow",
    [HOLD, OK.late(30), OK.slow(0.1), OK.slow(0.1, head=True)],
    ids=["silence", "late", "body", "head"],
)
def test_b29_the_timeout_bounds_the_whole_call(slow: Reply) -> None:
    with RawServer([slow]) as server:
        with OneRosterClient(**server.open, timeout=BOUND) as client:
            with pytest.raises(APITimeoutError) as caught:
                client.users.list()
    assert caught.value.attempts == 1
    assert len(server.seen) <= 1


def test_b29_a_slow_token_and_a_slow_answer_share_the_timeout() -> None:
    token = reply({"access_token": "t", "expires_in": 3600})
    with RawServer([OK.late(BOUND * 0.8)], token_replies=[token.late(BOUND * 0.6)]) as server:
        with OneRosterClient(**server.credentials, timeout=BOUND) as client:
            with pytest.raises(APITimeoutError):
                client.users.list()


def test_b29_redirects_share_the_timeout() -> None:
    def answer(seen: Any) -> Reply:
        return reply(None, 308, location=seen.target + "x").late(BOUND * 0.6)

    with RawServer(script=answer) as server:
        with OneRosterClient(**server.open, timeout=BOUND) as client:
            with pytest.raises(APITimeoutError):
                client.users.list()


def test_b29_retries_share_the_timeout() -> None:
    with RawServer([reply(status=503)]) as server:
        with OneRosterClient(
            **server.open, timeout=10.0, retry=RetryPolicy(max_retries=50, initial_delay=4.0)
        ) as client:
            clock = FakeClock().put_into(client)
            with pytest.raises(ServerError) as caught:
                client.users.list()
    assert sum(clock.slept) <= 10.0
    assert caught.value.attempts == len(server.seen) == len(clock.slept) + 1


def test_b29_a_post_that_times_out_says_that_its_outcome_is_unknown() -> None:
    with RawServer([HOLD]) as server:
        with OneRosterClient(**server.open, timeout=0.5) as client:
            with pytest.raises(APITimeoutError, match="outcome is unknown"):
                client.users.create(user_input())
    assert len(server.seen) == 1


# -- what the server answers ------------------------------------------------------------------------


@pytest.mark.parametrize("status", [408, 500, 502, 503, 504])
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_b19_b22_what_can_be_repeated_is_sent_again(method: str, status: int) -> None:
    with RawServer([reply(status=status), reply(status=status), OK]) as server:
        with OneRosterClient(**server.open) as client:
            clock = FakeClock().put_into(client)
            answer = client.request(method, "{rostering}/users/u-1")
    assert (answer.attempts, len(server.seen)) == (3, 3)
    first, second = clock.slept
    assert 0 <= first <= 0.5
    assert 0 <= second <= 1.0


@pytest.mark.parametrize("method", ["POST", "PATCH"])
@pytest.mark.parametrize(
    ("status", "headers", "sent", "unknown"),
    [
        (408, {}, 1, True),
        (429, {}, 8, False),
        (500, {}, 1, True),
        (502, {}, 1, True),
        (503, {}, 1, True),
        (503, {"retry_after": "5"}, 6, False),
        (504, {"retry_after": "0"}, 1, True),
        (501, {}, 1, False),
    ],
)
def test_b22_posts_are_sent_again_only_where_nothing_was_done(
    method: str, status: int, headers: dict[str, str], sent: int, unknown: bool
) -> None:
    with RawServer([reply(None, status, **headers)]) as server:
        with OneRosterClient(**server.open) as client:
            FakeClock().put_into(client)
            with pytest.raises(APIStatusError) as caught:
                client.request(method, "{rostering}/users/u-1", json={})
    assert (len(server.seen), caught.value.attempts) == (sent, sent)
    if sent == 1:
        assert caught.value.outcome_unknown is unknown


@pytest.mark.parametrize("status", [400, 403, 404, 409, 422, 501])
def test_b19_what_will_not_pass_is_not_sent_again(status: int) -> None:
    with RawServer([reply(status=status), OK]) as server:
        with OneRosterClient(**server.open) as client:
            with pytest.raises(APIStatusError):
                client.users.get("u-1")
    assert len(server.seen) == 1


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("seconds", ["7", "0.25", "1e-2"])
def test_b30_a_wait_in_seconds_is_kept_to(status: int, seconds: str) -> None:
    with RawServer([reply(status=status, retry_after=seconds), OK]) as server:
        with OneRosterClient(**server.open) as client:
            clock = FakeClock().put_into(client)
            client.users.list()
    assert clock.slept == [pytest.approx(float(seconds))]


def test_b30_a_wait_until_a_date_is_kept_to() -> None:
    with RawServer([reply(status=429, retry_after=http_date(9)), OK]) as server:
        with OneRosterClient(**server.open) as client:
            clock = FakeClock().put_into(client)
            client.users.list()
    assert clock.slept == [pytest.approx(9, abs=1.5)]


def test_b30_a_date_is_read_by_the_clock_of_the_server_that_sent_it() -> None:
    there = "Sun, 06 Nov 1994 08:49:37 GMT"
    with RawServer(
        [reply(status=429, date=there, retry_after="Sun, 06 Nov 1994 08:49:41 GMT"), OK]
    ) as server:
        with OneRosterClient(**server.open) as client:
            clock = FakeClock().put_into(client)
            client.users.list()
    assert clock.slept == [4.0]


@pytest.mark.parametrize("value", ["soon", "-1", "1,5", "nan", ""])
def test_b30_a_wait_that_cannot_be_read_is_passed_over(value: str) -> None:
    with RawServer([reply(status=429, retry_after=value), OK]) as server:
        with OneRosterClient(**server.open) as client:
            clock = FakeClock().put_into(client)
            client.users.list()
    assert clock.slept == [0.5]


@pytest.mark.parametrize("as_date", [False, True])
def test_b30_a_wait_past_the_deadline_is_told_at_once(as_date: bool) -> None:
    asked = http_date(3600) if as_date else "3600"
    with RawServer([reply(status=429, retry_after=asked)]) as server:
        with OneRosterClient(**server.open) as client:
            clock = FakeClock().put_into(client)
            with pytest.raises(RateLimitError) as caught:
                client.users.list()
    assert caught.value.retry_after == pytest.approx(3600, abs=2)
    assert str(caught.value).endswith(f"; asked to wait for {caught.value.retry_after:.1f} s")
    assert (caught.value.attempts, len(server.seen), clock.slept) == (1, 1, [])


def test_b30_the_last_429_is_what_the_caller_gets() -> None:
    with RawServer([reply(status=429, retry_after="1")]) as server:
        with OneRosterClient(**server.open) as client:
            clock = FakeClock().put_into(client)
            with pytest.raises(RateLimitError) as caught:
                client.users.list()
    assert (caught.value.retry_after, caught.value.attempts, clock.slept) == (1.0, 30, [1.0] * 29)


def test_b23_waits_and_tries_are_the_callers_to_choose() -> None:
    patient = RetryPolicy(max_retries=6, initial_delay=1.0, max_delay=2.0)
    with RawServer([reply(status=500)]) as server:
        with OneRosterClient(**server.open) as client:
            clock = FakeClock().put_into(client)
            with pytest.raises(ServerError):
                client.with_options(retry=patient).users.list()
            assert len(clock.slept) == 6
            with pytest.raises(ServerError):
                client.with_options(max_retries=0).users.list()
    assert len(server.seen) == 8
    assert all(wait <= most for wait, most in zip(clock.slept, [1, 2, 2, 2, 2, 2], strict=True))
    assert (
        len({round(wait / most, 6) for wait, most in zip(clock.slept, [1, 2, 2, 2, 2, 2], strict=True)}) > 1
    )


def test_an_outage_is_not_made_worse() -> None:
    # Ten calls a second; the server is gone from second 10 to second 40.
    def answer(_: Any) -> Reply:
        return reply(status=503) if 10 <= clock.now() - began < 40 else OK

    calls = during = 0
    with RawServer(script=answer) as server:
        with OneRosterClient(**server.open, retry=AT_ONCE) as client:
            clock = FakeClock().put_into(client)
            began = clock.now()
            while clock.now() - began < 50:
                at = clock.now() - began
                before = len(server.seen)
                calls += 1
                try:
                    client.users.list()
                except ServerError:
                    assert 10 <= at < 40
                if 10 <= at < 40:
                    during += len(server.seen) - before
                clock.time += 0.1
    assert during < 300 * 1.2
    assert len(server.seen) < calls * 1.2


def test_after_an_outage_calls_are_retried_again() -> None:
    with RawServer([reply(status=503)]) as server:
        with OneRosterClient(**server.open, retry=AT_ONCE) as client:
            for _ in range(30):
                with pytest.raises(APIError):
                    client.users.list()
            server.replies[:] = [OK]
            for _ in range(40):
                client.users.list()
            server.replies[:] = [reply(status=503), OK]
            assert len(client.users.list()) == 1
