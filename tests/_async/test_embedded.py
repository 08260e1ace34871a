"""The sandbox of this process, reached without a socket: its faults are acted out as a network would."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from timeback import APIConnectionError, APITimeoutError, AsyncOneRosterClient, RateLimitError
from timeback.sandbox.embedded import embedded

USERS = "/ims/oneroster/rostering/v1p2/users/"


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    """No fault is left behind."""
    embedded().reset()
    yield
    embedded().reset()


async def test_a_connection_that_is_dropped_or_cut_is_an_error_of_ours() -> None:
    async with AsyncOneRosterClient(env="sandbox", max_retries=0) as client:
        embedded().faults.add(path=USERS, drop="before", times=1)
        with pytest.raises(APIConnectionError):
            await client.users.list()
        embedded().faults.add(path=USERS, truncate=100, times=1)
        with pytest.raises(APIConnectionError):
            await client.users.list()
        assert len(await client.users.list(limit=2)) == 2


async def test_an_answer_that_comes_late_is_waited_for_as_long_as_the_call_may_take() -> None:
    async with AsyncOneRosterClient(env="sandbox", timeout=1.0, max_retries=0) as client:
        embedded().faults.add(path=USERS, latency=30.0, times=1)
        with pytest.raises(APITimeoutError):
            await client.users.list()
        embedded().faults.add(path=USERS, latency=0.01, times=1)
        assert len(await client.users.list(limit=1)) == 1


async def test_a_status_and_its_headers_arrive() -> None:
    async with AsyncOneRosterClient(env="sandbox", max_retries=0) as client:
        embedded().faults.add(path=USERS, status=429, headers={"retry-after": "7"}, times=1)
        with pytest.raises(RateLimitError) as caught:
            await client.users.list()
    assert caught.value.retry_after == 7
    async with AsyncOneRosterClient(env="sandbox") as client:  # the other one waits until it may ask again
        with client.record() as exchanges:
            await client.users.list(limit=1)
    assert exchanges[0].headers["content-type"].startswith("application/json")
