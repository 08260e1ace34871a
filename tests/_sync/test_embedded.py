# Generated from tests/_async/test_embedded.py by setup_unasync.py; do not edit.
"""The sandbox of this process, reached without a socket: its faults are acted out as a network would."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from timeback import APIConnectionError, APITimeoutError, OneRosterClient, RateLimitError
from timeback.sandbox.embedded import embedded

USERS = "/ims/oneroster/rostering/v1p2/users/"


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    """No fault is left behind."""
    embedded().reset()
    yield
    embedded().reset()


def test_a_connection_that_is_dropped_or_cut_is_an_error_of_ours() -> None:
    with OneRosterClient(env="sandbox", max_retries=0) as client:
        embedded().faults.add(path=USERS, drop="before", times=1)
        with pytest.raises(APIConnectionError):
            client.users.list()
        embedded().faults.add(path=USERS, truncate=100, times=1)
        with pytest.raises(APIConnectionError):
            client.users.list()
        assert len(client.users.list(limit=2)) == 2


def test_an_answer_that_comes_late_is_waited_for_as_long_as_the_call_may_take() -> None:
    with OneRosterClient(env="sandbox", timeout=1.0, max_retries=0) as client:
        embedded().faults.add(path=USERS, latency=30.0, times=1)
        with pytest.raises(APITimeoutError):
            client.users.list()
        embedded().faults.add(path=USERS, latency=0.01, times=1)
        assert len(client.users.list(limit=1)) == 1


def test_a_status_and_its_headers_arrive() -> None:
    with OneRosterClient(env="sandbox", max_retries=0) as client:
        embedded().faults.add(path=USERS, status=429, headers={"retry-after": "7"}, times=1)
        with pytest.raises(RateLimitError) as caught:
            client.users.list()
    assert caught.value.retry_after == 7
    with OneRosterClient(env="sandbox") as client:  # the other one waits until it may ask again
        with client.record() as exchanges:
            client.users.list(limit=1)
    assert exchanges[0].headers["content-type"].startswith("application/json")
