"""From the first call to `aclose()`: what is opened, what is closed, and what is refused afterwards."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from tests.raw_server import RawServer, reply
from tests.samples import user_page, user_row
from timeback import AsyncOneRosterClient, ClientClosedError, TimebackError
from timeback._http.brought import AsyncClient

OK = reply(user_page(user_row()))


async def test_b39_every_way_of_use_is_refused_after_close() -> None:
    with RawServer([OK]) as server:
        client = AsyncOneRosterClient(**server.credentials)
        users, view = client.users, client.with_options(timeout=5)
        pager = client.users.stream()
        scoped = client.classes("c-1")
        await client.users.list()
        await client.aclose()
        await client.aclose()
        before = len(server.seen), server.tokens, server.connections
        with pytest.raises(ClientClosedError, match="closed"):
            await users.list()
        with pytest.raises(ClientClosedError):
            await users.exists("u-1")
        with pytest.raises(ClientClosedError):
            await view.users.get("u-1")
        with pytest.raises(ClientClosedError):
            await client.request("GET", "/x")
        with pytest.raises(ClientClosedError):
            await scoped.students.list()
        with pytest.raises(ClientClosedError):
            async for _ in pager:
                pass
        assert (len(server.seen), server.tokens, server.connections) == before


async def test_b39_a_client_closed_in_a_stream_says_so() -> None:
    many = reply({"users": [user_row(number) for number in range(10)], "totalCount": 1000})
    with RawServer([many]) as server:
        client = AsyncOneRosterClient(**server.open, max_retries=0)
        with pytest.raises(TimebackError):  # noqa: PT012
            async for _ in client.users.stream(limit=10):
                await client.aclose()


async def test_b39_closing_closes_the_connections() -> None:
    with RawServer([OK]) as server:
        async with AsyncOneRosterClient(**server.credentials) as client:
            await client.users.list()
            assert server.still_open == 1
            clock = client._channel.transport.clock
        for _ in range(50):
            if server.still_open == 0:
                break
            await clock.sleep(0.01)
        assert server.still_open == 0


async def test_b39_closing_one_client_leaves_another_alone() -> None:
    with RawServer([OK]) as server:
        async with AsyncOneRosterClient(**server.credentials) as other:
            await other.users.list()
            async with AsyncOneRosterClient(**server.credentials) as client:
                await client.users.list()
            await other.users.list()
    assert server.tokens == 2


async def test_b39_closing_a_view_closes_what_it_shares() -> None:
    with RawServer([OK]) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            await client.with_options(timeout=5).aclose()
            with pytest.raises(ClientClosedError):
                await client.users.list()


async def test_a_client_of_the_user_s_stays_open() -> None:
    with RawServer([OK]) as server:
        theirs = AsyncClient(trust_env=False)
        async with AsyncOneRosterClient(**server.open, http_client=theirs) as client:
            await client.users.list()
        async with AsyncOneRosterClient(**server.open, http_client=theirs) as client:
            await client.users.list()
        assert server.connections == 1
        await theirs.aclose()
        async with AsyncOneRosterClient(**server.open, http_client=theirs) as client:
            with pytest.raises(TimebackError, match="closed"):
                await client.users.list()


async def test_a_client_that_was_never_used_opens_and_leaves_nothing() -> None:
    threads = threading.active_count()
    with RawServer([OK]) as server:
        inside = threading.active_count()
        async with AsyncOneRosterClient(**server.credentials):
            assert threading.active_count() == inside
        assert server.connections == 0
    assert threading.active_count() == threads


async def test_b45_a_page_is_decoded_without_text_or_dicts_in_between(monkeypatch: Any) -> None:
    import json

    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("the body was decoded twice")

    with RawServer([OK]) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            monkeypatch.setattr(json, "loads", refuse)
            (user,) = await client.users.list()
    assert user.family_name == "Lovelace 1"


async def test_b46_every_collection_shares_one_connection() -> None:
    empty = {"classes": [], "orgs": [], "users": [], "courses": [], "enrollments": [], "totalCount": 0}
    with RawServer([reply(empty)]) as server:
        async with AsyncOneRosterClient(**server.credentials) as client:
            for collection in (client.classes, client.orgs, client.users, client.courses, client.enrollments):
                await collection.list()
    assert (server.connections, server.tokens) == (1, 1)
