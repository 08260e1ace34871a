"""MasteryTrack's tokens: kept by address, fetched once however many wait, dropped at a 401, never shown."""

from __future__ import annotations

import json
import logging
import time
import traceback
from typing import Any

import pytest

from tests.raw_server import RawServer, Reply, Seen, reply
from timeback import (
    APITimeoutError,
    AsyncMasteryTrackClient,
    AsyncTimebackClient,
    AuthenticationError,
    ConfigurationError,
    InvalidInputError,
    RetryPolicy,
)
from timeback._concurrency_async import async_call_all
from timeback.sandbox import Sandbox

from ..clocks import AsyncFakeClock

AT_ONCE = RetryPolicy(initial_delay=0.0)
EMPTY = reply({"success": True, "data": []})
KEY = "canary-key-4711"
TOKEN = "canary.token.4711"
EMAIL = "canary@person.example"


class Desk:
    """An authorizer that gives `token-1 of <address>` and so on, before a service that takes the newest."""

    def __init__(self, *, delay: float = 0.0) -> None:
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str] = []
        self.used: list[str] = []
        self.refuse_calls: set[str] = set()
        self.answers: list[Reply] = []
        self.delay = delay

    def __call__(self, seen: Seen) -> Reply:
        assert "authorization" not in seen.headers
        if not seen.target.endswith("/authorizer"):
            assert "x-api-key" not in seen.headers
            token = seen.headers["x-auth-token"].removeprefix("Bearer ")
            self.used.append(token)
            refusal = {"success": False, "error": f"bad {token}", "code": "UNAUTHORIZED"}
            return reply(refusal, 401) if token in self.refuse_calls else EMPTY
        assert "x-auth-token" not in seen.headers
        self.keys.append(seen.headers["x-api-key"])
        self.asked.append(json.loads(seen.body))
        if self.answers:
            return self.answers.pop(0)
        name = f"token-{len(self.asked)}"
        return reply({"success": True, "jwt": name}).late(self.delay)


def made(server: RawServer, **options: Any) -> AsyncMasteryTrackClient:
    arguments = {"base_url": f"{server.base_url}/dev", "api_key": KEY, "email": EMAIL, **options}
    return AsyncMasteryTrackClient(**arguments)


async def test_b37_ten_searches_at_once_ask_for_one_token() -> None:
    desk = Desk(delay=0.2)
    with RawServer(script=desk) as server:
        async with made(server) as client:
            calls = {str(number): client.inventory.list for number in range(10)}
            outcomes = await async_call_all(calls, concurrency=10, timeout=30)
    assert all(outcome.ok for outcome in outcomes.values())
    assert (desk.asked, desk.keys) == ([{"email": EMAIL}], [KEY])
    assert desk.used == ["token-1"] * 10


async def test_b37_two_addresses_have_a_token_each() -> None:
    desk = Desk()
    with RawServer(script=desk) as server:
        async with made(server) as client:
            other = client.acting_as("b@x.example")
            for each in (
                client,
                other,
                client,
                other,
                client.acting_as("b@x.example"),
                other.acting_as(EMAIL),
            ):
                await each.inventory.list()
    assert [each["email"] for each in desk.asked] == [EMAIL, "b@x.example"]
    assert desk.used == ["token-1", "token-2", "token-1", "token-2", "token-2", "token-1"]


async def test_a_401_drops_the_token_and_fetches_once_more() -> None:
    desk = Desk()
    desk.refuse_calls = {"token-1"}
    with RawServer(script=desk) as server:
        async with made(server, max_retries=0) as client:
            for _ in range(2):
                assert (await client.inventory.list()).data == []
            assert desk.used == ["token-1", "token-2", "token-2"]
            desk.refuse_calls = {f"token-{number}" for number in range(9)}
            with pytest.raises(AuthenticationError) as caught:
                await client.inventory.list()
    assert len(desk.asked) == 3
    assert "token-" not in str(caught.value)


async def test_a_token_is_renewed_after_fifty_minutes() -> None:
    desk = Desk()
    with RawServer(script=desk) as server:
        async with made(server) as client:
            clock = AsyncFakeClock().put_into(client)
            for at, tokens in ((0, 1), (2999, 1), (3001, 2)):
                clock.time = 1000.0 + at
                await client.inventory.list()
                assert len(desk.asked) == tokens


async def test_b37_the_authorizer_has_the_time_of_the_call_and_no_more() -> None:
    with RawServer(script=Desk(delay=5)) as server:
        async with made(server, timeout=0.3) as client:
            started = time.monotonic()
            with pytest.raises(APITimeoutError):
                await client.inventory.list()
    assert time.monotonic() - started < 3


@pytest.mark.parametrize(
    ("answer", "status", "code"),
    [
        (reply({"success": False, "error": f"no {KEY}", "code": "UNAUTHORIZED"}, 401), 401, "UNAUTHORIZED"),
        (reply({"success": False, "error": EMAIL, "code": "ACCESS_DENIED"}, 403), 403, "ACCESS_DENIED"),
        (reply({"success": False, "jwt": TOKEN}), 200, None),
        (reply({"success": True, "jwt": 7}), 200, None),
        (reply(b"<html>"), 200, None),
    ],
)
async def test_b37_a_refusal_is_an_authentication_error_that_tells_no_secret(
    answer: Reply, status: int, code: str | None, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    desk = Desk()
    desk.answers = [answer] * 9
    with RawServer(script=desk) as server:
        async with made(server, retry=AT_ONCE) as client:
            shown = [repr(client), repr(client._channel.settings), repr(client._channel.auth)]
            with pytest.raises(AuthenticationError) as caught:
                await client.inventory.list()
    assert (caught.value.status, caught.value.oauth_error, len(desk.asked)) == (status, code, 1)
    shown += [str(caught.value), repr(caught.value), *traceback.format_exception(caught.value)]
    shown += [record.getMessage() for record in caplog.records]
    assert not [text for text in shown if "canary" in text and "/tests/" not in text]


async def test_a_token_of_another_address_is_hidden() -> None:
    desk = Desk()
    with RawServer(script=desk) as server:
        async with made(server) as client:
            token = await client.authorizer.get_token("b@x.example")
    assert (token.jwt, desk.asked) == ("token-1", [{"email": "b@x.example"}])
    assert "token-1" not in f"{token} {token!r} {token._repr_html_()} {token.__rich_repr__()}"


async def test_tokens_of_ones_own_go_in_the_same_header() -> None:
    desk = Desk()
    with RawServer(script=desk) as server:
        async with AsyncMasteryTrackClient(base_url=server.base_url, auth=lambda: "mine") as client:
            await client.inventory.list()
            with pytest.raises(InvalidInputError):
                await client.authorizer.get_token()
            with pytest.raises(ConfigurationError):
                client.acting_as("b@x.example")
    assert (desk.used, desk.asked) == (["mine"], [])


async def test_key_and_address_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigurationError, match=r"MASTERYTRACK_API_KEY.*MASTERYTRACK_EMAIL"):
        AsyncMasteryTrackClient(env="staging")
    desk = Desk()
    with RawServer(script=desk) as server:
        monkeypatch.setenv("MASTERYTRACK_BASE_URL", server.base_url)
        monkeypatch.setenv("MASTERYTRACK_API_KEY", "own")
        monkeypatch.setenv("MASTERYTRACK_EMAIL", EMAIL)
        monkeypatch.setenv("TIMEBACK_MASTERYTRACK_API_KEY", "first")
        async with AsyncMasteryTrackClient() as client:
            await client.inventory.list()
    assert (desk.keys, desk.asked) == (["first"], [{"email": EMAIL}])


async def test_the_sandbox_keeps_its_desks_apart(sandbox: Sandbox) -> None:
    async with AsyncMasteryTrackClient(**sandbox.masterytrack) as client:
        token = (await client.authorizer.get_token()).jwt
        sandbox.faults.add(expire_tokens=True, times=1)
        assert (await client.inventory.list(subject="Math")).data
        token = (await client.authorizer.get_token()).jwt
    async with AsyncTimebackClient(base_url=sandbox.base_url, auth=lambda: token) as everything:
        with pytest.raises(AuthenticationError):
            await everything.oneroster.orgs.list()


async def test_the_unified_client_acts_as_others_too(sandbox: Sandbox) -> None:
    async with AsyncTimebackClient(env="sandbox") as timeback:
        own = timeback.masterytrack
        assert (await own.acting_as("api@sandbox.example").inventory.list(subject="Math")).data
        with pytest.raises(AuthenticationError, match=r"403"):
            await own.acting_as("nobody@x.example").inventory.list()
