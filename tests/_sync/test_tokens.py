# Generated from tests/_async/test_tokens.py by setup_unasync.py; do not edit.
"""Access tokens: when they are fetched, kept, renewed and dropped, and what their faults do to a call."""

from __future__ import annotations

import time
from typing import Any

import pytest

from tests.raw_server import HANG_UP, HOLD, RESET, RawServer, Reply, Seen, reply
from tests.samples import user_input, user_page, user_row
from timeback import (
    APIConnectionError,
    APIError,
    APITimeoutError,
    OneRosterClient,
    AuthenticationError,
    RetryPolicy,
    ServerError,
)

from .clocks import FakeClock

AT_ONCE = RetryPolicy(initial_delay=0.0)
OK = reply(user_page(user_row()))


def token(value: str = "t", life: Any = 3600, status: int = 200) -> Reply:
    return reply({"access_token": value, "expires_in": life, "token_type": "Bearer"}, status)


def used(server: RawServer) -> list[str]:
    return [seen.headers["authorization"].removeprefix("Bearer ") for seen in server.seen]


# -- a 401 ------------------------------------------------------------------------------------------


def test_b21_a_revoked_token_costs_one_more_request() -> None:
    def answer(seen: Seen) -> Reply:
        return reply(status=401) if seen.headers["authorization"] == "Bearer token-1" else OK

    with RawServer(script=answer) as server:
        with OneRosterClient(**server.credentials, max_retries=0) as client:
            for _ in range(3):
                assert len(client.users.list()) == 1
    assert used(server) == ["token-1", "token-2", "token-2", "token-2"]
    assert server.tokens == 2


def test_b21_a_post_is_replayed_too() -> None:
    made = reply({"sourcedIdPairs": {"allocatedSourcedId": "u-1"}}, 201)
    with RawServer([reply(status=401), made]) as server:
        with OneRosterClient(**server.credentials) as client:
            assert (client.users.create(user_input())).sourced_id == "u-1"
    assert [seen.body for seen in server.seen] == [server.seen[0].body] * 2
    assert used(server) == ["token-1", "token-2"]


def test_b21_a_401_that_stays_ends_after_one_replay_of_each_call() -> None:
    with RawServer([reply(status=401)]) as server:
        with OneRosterClient(**server.credentials) as client:
            for _ in range(2):
                with pytest.raises(AuthenticationError) as caught:
                    client.users.list()
                assert (caught.value.status, caught.value.attempts) == (401, 2)
    assert len(server.seen) == 4
    assert server.tokens <= 4


def test_b21_a_401_and_a_passing_fault_in_one_call() -> None:
    with RawServer([reply(status=503), reply(status=401), reply(status=503), OK]) as server:
        with OneRosterClient(**server.credentials, retry=AT_ONCE) as client:
            assert len(client.users.list()) == 1
    assert used(server) == ["token-1", "token-1", "token-2", "token-2"]


def test_b21_no_replay_without_a_token() -> None:
    with RawServer([reply(status=401)]) as server:
        with OneRosterClient(**server.open) as client:
            with pytest.raises(AuthenticationError):
                client.users.list()
    assert len(server.seen) == 1


def test_b21_a_function_is_asked_again_after_a_401() -> None:
    given = iter(["old", "new"])
    with RawServer([reply(status=401), OK]) as server:
        with OneRosterClient(base_url=server.base_url, auth=lambda: next(given)) as client:
            client.users.list()
    assert used(server) == ["old", "new"]


# -- the token endpoint fails -----------------------------------------------------------------------


@pytest.mark.parametrize("fault", [RESET, HANG_UP, token().cut(), *(reply(status=s) for s in (500, 503))])
def test_b24_a_passing_fault_of_the_token_endpoint_is_survived(fault: Reply) -> None:
    with RawServer([OK], token_replies=[fault, fault, token("good")]) as server:
        with OneRosterClient(**server.credentials, retry=AT_ONCE) as client:
            client.users.list()
    assert (server.tokens, used(server)) == (3, ["good"])


def test_b24_a_token_endpoint_that_is_down_is_tried_like_a_read() -> None:
    with RawServer([OK], token_replies=[reply(status=503)] * 9) as server:
        with OneRosterClient(**server.credentials) as client:
            clock = FakeClock().put_into(client)
            with pytest.raises(AuthenticationError, match="503") as caught:
                client.users.create(user_input())
    assert (server.tokens, len(clock.slept), server.seen) == (4, 3, [])
    assert (caught.value.status, caught.value.path) == (503, "(token endpoint)")
    assert not caught.value.outcome_unknown


def test_b24_a_token_endpoint_that_hangs_up_leaves_no_doubt_about_a_write() -> None:
    with RawServer([OK], token_replies=[HANG_UP] * 9) as server:
        with OneRosterClient(**server.credentials) as client:
            FakeClock().put_into(client)
            with pytest.raises(APIConnectionError) as caught:
                client.users.create(user_input())
    assert (server.tokens, server.seen) == (4, [])
    assert not caught.value.outcome_unknown


def test_b29_a_slow_token_endpoint_ends_at_the_deadline_of_the_call() -> None:
    with RawServer([OK], token_replies=[HOLD]) as server:
        with OneRosterClient(**server.credentials, timeout=0.3) as client:
            with pytest.raises(APITimeoutError) as caught:
                client.users.create(user_input())
    assert not caught.value.outcome_unknown
    assert server.seen == []


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_b24_refused_credentials_are_not_tried_again(status: int) -> None:
    refused = reply({"error": "invalid_client", "error_description": "no"}, status)
    with RawServer([OK], token_replies=[refused] * 9) as server:
        with OneRosterClient(**server.credentials, retry=AT_ONCE) as client:
            with pytest.raises(AuthenticationError, match="invalid_client") as caught:
                client.users.list()
    assert (caught.value.status, caught.value.oauth_error, server.tokens) == (status, "invalid_client", 1)


def test_b24_a_rate_limited_token_endpoint_is_waited_for() -> None:
    limited = reply(status=429, retry_after="3")
    with RawServer([OK], token_replies=[limited, token("good")]) as server:
        with OneRosterClient(**server.credentials) as client:
            clock = FakeClock().put_into(client)
            client.users.list()
    assert (clock.slept, used(server)) == ([3.0], ["good"])


@pytest.mark.parametrize(
    "rubbish",
    [b"", b"<html>", b"null", b"[]", b"\xff", b'{"access_token": null}', b'{"access_token": ""}'],
)
def test_b24_rubbish_instead_of_a_token_is_an_authentication_error(rubbish: bytes) -> None:
    with RawServer([OK], token_replies=[reply(rubbish)] * 9) as server:
        with OneRosterClient(**server.credentials, retry=AT_ONCE) as client:
            with pytest.raises(AuthenticationError, match="token URL"):
                client.users.list()
    assert (server.tokens, server.seen) == (1, [])


@pytest.mark.parametrize("status", [200, 201, 203])
@pytest.mark.parametrize("life", ["3600", 3600.5, None, "soon", -1, 0, True, [], "inf", "nan"])
def test_b24_odd_answers_with_a_token_will_do(status: int, life: Any) -> None:
    body = {"access_token": "good"} if life is None else {"access_token": "good", "expires_in": life}
    content = str(body).replace("'", '"').replace("True", "true").encode()
    with RawServer([OK], token_replies=[reply(content, status)]) as server:
        with OneRosterClient(**server.credentials) as client:
            client.users.list()
            client.users.list()
    assert used(server) == ["good", "good"]


def test_b24_after_a_fault_the_next_call_fetches_anew() -> None:
    with RawServer([OK], token_replies=[reply({}, 401), token("good")]) as server:
        with OneRosterClient(**server.credentials) as client:
            with pytest.raises(AuthenticationError):
                client.users.list()
            assert len(client.users.list()) == 1


# -- how long a token is kept -----------------------------------------------------------------------


@pytest.mark.parametrize("life", [5, 30, 60])
def test_b25_short_lived_tokens_are_used_for_most_of_their_life(life: int) -> None:
    with RawServer([OK], token_life=life) as server:
        with OneRosterClient(**server.credentials) as client:
            clock = FakeClock().put_into(client)
            for _ in range(8):
                client.users.list()
                clock.time += life / 10
            assert server.tokens == 1
            clock.time += life / 4
            client.users.list()
    assert (server.tokens, used(server)[-1]) == (2, "token-2")


def test_b25_a_long_lived_token_is_renewed_a_minute_before_its_end() -> None:
    with RawServer([OK], token_life=3600) as server:
        with OneRosterClient(**server.credentials) as client:
            clock = FakeClock().put_into(client)
            for at, tokens in ((0, 1), (3539, 1), (3541, 2)):
                clock.time = 1000.0 + at
                client.users.list()
                assert server.tokens == tokens


def test_inside_the_margin_a_failing_endpoint_fails_no_call() -> None:
    with RawServer([OK], token_life=100, token_replies=[token("old", 100)]) as server:
        with OneRosterClient(**server.credentials, retry=AT_ONCE) as client:
            clock = FakeClock().put_into(client)
            client.users.list()
            server.token_replies[:] = [reply(status=503)] * 99
            clock.time += 95
            assert len(client.users.list()) == 1
            clock.time += 6
            with pytest.raises(AuthenticationError):
                client.users.list()
    assert used(server) == ["old", "old"]


def test_inside_the_margin_a_silent_endpoint_fails_no_call() -> None:
    with RawServer([OK], token_replies=[token("old", 100)]) as server:
        with OneRosterClient(**server.credentials, timeout=2) as client:
            clock = FakeClock().put_into(client)
            client.users.list()
            server.token_replies[:] = [HOLD] * 9
            clock.time += 95
            # Its own clock stands still, so only the wall clock shows whether time was left over.
            started = time.monotonic()
            assert len(client.users.list()) == 1
            took = time.monotonic() - started
    assert took < 2
    assert used(server) == ["old", "old"]


def test_inside_the_margin_a_failing_endpoint_is_not_asked_by_every_call() -> None:
    with RawServer([OK], token_replies=[token("old", 1000)]) as server:
        with OneRosterClient(**server.credentials, max_retries=0) as client:
            clock = FakeClock().put_into(client)
            client.users.list()
            server.token_replies[:] = [reply(status=503)] * 99
            clock.time += 950
            for _ in range(20):
                client.users.list()
                clock.time += 0.1
    assert 2 <= server.tokens <= 5


# -- one token for all ------------------------------------------------------------------------------


def test_b46_the_token_and_the_calls_use_one_connection() -> None:
    with RawServer([OK], token_life=5) as server:
        with OneRosterClient(**server.credentials) as client:
            clock = FakeClock().put_into(client)
            for _ in range(4):
                client.users.list()
                client.orgs.exists("o-1")
                client.with_options(timeout=9).users.list()
                clock.time += 6
    assert (server.tokens, server.connections) == (4, 1)


def test_b39_a_token_source_shared_by_two_clients_survives_the_end_of_one() -> None:
    class Source:
        given = 0
        dropped = 0

        def token(self, timeout: float) -> str:
            self.given += 1
            return "shared"

        def discard(self, token: str) -> None:
            self.dropped += 1

    source = Source()
    with RawServer([OK]) as server:
        with OneRosterClient(base_url=server.base_url, auth=source) as other:
            with OneRosterClient(base_url=server.base_url, auth=source) as client:
                client.users.list()
            other.users.list()
    assert (source.given, source.dropped, used(server)) == (2, 0, ["shared", "shared"])


@pytest.mark.parametrize("bad", ["canary\ntoken", "canary-é", "", None, 7, b"canary"])
def test_a_token_that_cannot_be_sent_is_our_error(bad: Any) -> None:
    with RawServer([OK]) as server:
        with OneRosterClient(base_url=server.base_url, auth=lambda: bad) as client:
            with pytest.raises(APIError) as caught:
                client.users.list()
    error: BaseException | None = caught.value
    while error is not None:
        assert "canary" not in str(error)
        error = error.__cause__
    assert server.seen == []


def test_the_server_s_faults_are_not_the_tokens() -> None:
    with RawServer([reply(status=500)]) as server:
        with OneRosterClient(**server.credentials, retry=AT_ONCE) as client:
            with pytest.raises(ServerError):
                client.users.list()
    assert server.tokens == 1


# -- answers of other servers -----------------------------------------------------------------------


def test_an_error_that_comes_as_success_is_told_by_its_code() -> None:
    with RawServer(replies=[OK]) as server:
        server.token_replies = [reply({"error": "invalid_client", "error_description": "no such client"})]
        with OneRosterClient(**server.credentials, max_retries=0) as client:
            with pytest.raises(AuthenticationError, match=r"200 \(invalid_client\) without one") as caught:
                client.users.list()
    assert (caught.value.status, caught.value.oauth_error) == (200, "invalid_client")


def test_a_line_end_is_no_part_of_a_token() -> None:
    with RawServer(replies=[OK]) as server:
        server.token_replies = [token(" t\n")]
        with OneRosterClient(**server.credentials) as client:
            assert len(client.users.list()) == 1
    assert used(server) == ["t"]
