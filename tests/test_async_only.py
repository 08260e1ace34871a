"""What only the async world has: cancellation, event loops, trio."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
import threading
import time
import warnings
from collections.abc import Awaitable, Callable, Iterator
from contextlib import aclosing
from typing import Any

import anyio
import pytest

from tests._async.clocks import until
from tests._async.test_streams import pages
from tests.raw_server import HOLD, RawServer, Reply, Seen, reply
from tests.samples import user_input, user_page, user_row
from timeback import (
    APIConnectionError,
    APITimeoutError,
    AsyncOneRosterClient,
    ClientClosedError,
    TimebackError,
)

OK = reply(user_page(user_row()))
TOKEN = reply({"access_token": "good", "expires_in": 3600})


def other_tasks() -> set[asyncio.Task[Any]]:
    return asyncio.all_tasks() - {asyncio.current_task()}  # type: ignore[arg-type]


# -- one token fetch for all ------------------------------------------------------------------------


async def test_b25_b46_64_tasks_that_meet_an_expired_token_fetch_one() -> None:
    with RawServer([OK], token_life=5, token_replies=[TOKEN]) as server:
        async with AsyncOneRosterClient(**server.credentials) as client:
            await client.users.list()
            client._channel.auth._token = None  # type: ignore[union-attr]
            server.token_replies[:] = [reply({"access_token": "new"}).late(0.05)]
            await asyncio.gather(*(client.users.list() for _ in range(64)))
    assert server.tokens == 2
    assert {seen.headers["authorization"] for seen in server.seen[1:]} == {"Bearer new"}


async def test_b21_64_tasks_that_meet_a_revoked_token_fetch_one() -> None:
    def answer(seen: Seen) -> Reply:
        refused = seen.headers["authorization"] == "Bearer token-1"
        return (reply(status=401) if refused else OK).late(0.02)

    with RawServer(script=answer) as server:
        async with AsyncOneRosterClient(**server.credentials) as client:
            await asyncio.gather(*(client.users.list() for _ in range(64)))
    assert server.tokens == 2
    assert len(server.seen) <= 128


async def test_64_tasks_share_the_failure_of_one_fetch() -> None:
    refused = reply({"error": "invalid_client"}, 401).late(0.05)
    with RawServer([OK], token_replies=[refused] * 64) as server:
        async with AsyncOneRosterClient(**server.credentials) as client:
            outcomes = await asyncio.gather(*(client.users.list() for _ in range(64)), return_exceptions=True)
    assert server.tokens == 1
    assert {type(each).__name__ for each in outcomes} == {"AuthenticationError"}
    assert len({id(each) for each in outcomes}) == 64


async def test_inside_the_margin_one_task_renews_and_the_others_go_on() -> None:
    with RawServer([OK], token_replies=[TOKEN, HOLD]) as server:
        async with AsyncOneRosterClient(**server.credentials, timeout=2) as client:
            await client.users.list()
            auth: Any = client._channel.auth
            auth._token = auth._token._replace(refresh_at=0.0)
            renewing = asyncio.create_task(client.users.list())
            await until(lambda: server.tokens == 2)
            started = time.monotonic()
            await asyncio.gather(*(client.users.list() for _ in range(8)))
            assert time.monotonic() - started < 2
            renewing.cancel()
            await asyncio.wait([renewing])
    assert {seen.headers["authorization"] for seen in server.seen} == {"Bearer good"}


# -- cancellation -----------------------------------------------------------------------------------


async def test_b26_cancelling_the_one_who_fetches_the_token_harms_no_other() -> None:
    with RawServer([OK], token_replies=[HOLD, TOKEN]) as server:
        async with AsyncOneRosterClient(**server.credentials) as client:
            first = asyncio.create_task(client.users.list())
            await until(lambda: server.tokens == 1)
            others = [asyncio.create_task(client.users.list()) for _ in range(6)]
            await asyncio.sleep(0.02)
            first.cancel()
            pages = await asyncio.gather(*others)
            await asyncio.wait([first])
            assert first.cancelled()
    assert [len(page) for page in pages] == [1] * 6
    assert (server.tokens, len(server.seen)) == (2, 6)


async def test_b26_cancelling_one_who_waits_for_the_token_harms_no_other() -> None:
    with RawServer([OK], token_replies=[TOKEN.late(0.5)]) as server:
        async with AsyncOneRosterClient(**server.credentials) as client:
            tasks = [asyncio.create_task(client.users.list()) for _ in range(6)]
            await until(lambda: server.tokens == 1)
            for task in tasks[1:4]:
                task.cancel()
            outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert [isinstance(each, asyncio.CancelledError) for each in outcomes] == [
        False,
        *[True] * 3,
        *[False] * 2,
    ]
    assert (server.tokens, len(server.seen)) == (1, 3)


async def test_one_who_waits_with_a_shorter_timeout_harms_no_other_and_knows_that_nothing_was_sent() -> None:
    with RawServer([OK], token_replies=[TOKEN.late(1.0)]) as server:
        async with AsyncOneRosterClient(**server.credentials) as client:
            first = asyncio.create_task(client.users.list())
            await until(lambda: server.tokens == 1)
            with pytest.raises(APITimeoutError, match="token") as caught:
                await client.with_options(timeout=0.05).users.create(user_input())
            assert len(await first) == 1
    assert len(server.seen) == 1
    assert not caught.value.outcome_unknown


async def test_one_who_fetches_with_a_shorter_timeout_harms_no_other() -> None:
    with RawServer([OK], token_replies=[HOLD, TOKEN]) as server:
        async with AsyncOneRosterClient(**server.credentials) as client:
            hasty = asyncio.create_task(client.with_options(timeout=0.5).users.list())
            await until(lambda: server.tokens == 1)
            assert len(await client.users.list()) == 1
            with pytest.raises(APITimeoutError):
                await hasty
    assert server.tokens == 2


async def test_a_cancelled_request_gives_its_connection_back() -> None:
    def answer(seen: Seen) -> Reply:
        return HOLD if "slow" in seen.target else OK

    with RawServer(script=answer) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            for _ in range(2):  # more than the pool holds, all in all
                tasks = [asyncio.create_task(client.users.exists("slow")) for _ in range(60)]
                await until(lambda: server.in_flight == 60)
                for task in tasks:
                    task.cancel()
                await asyncio.wait(tasks)
                await until(lambda: server.in_flight == 0)
            assert other_tasks() == set()
            await until(lambda: server.still_open <= 1)
            assert len(await client.users.list()) == 1


async def test_a_call_cancelled_while_it_waits_to_try_again_ends_at_once() -> None:
    with RawServer([reply(status=429, retry_after="20")]) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            task = asyncio.create_task(client.users.list())
            await until(lambda: len(server.seen) == 1)
            await asyncio.sleep(0.02)
            task.cancel()
            await asyncio.wait([task], timeout=5)
            assert task.cancelled()
    assert len(server.seen) == 1


async def test_a_caller_s_own_timeout_is_the_caller_s() -> None:
    with RawServer([HOLD]) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            with pytest.raises(TimeoutError) as caught:
                async with asyncio.timeout(0.05):
                    await client.users.list()
            assert not isinstance(caught.value, TimebackError)
            with anyio.move_on_after(0.05) as scope:
                await client.users.list()
            assert scope.cancelled_caught


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_b26_closing_is_not_stopped_half_way_by_a_cancellation(backend: str) -> None:
    with RawServer([OK.late(0.05)]) as server:

        async def main() -> None:
            client = AsyncOneRosterClient(**server.open)
            async with anyio.create_task_group() as group:
                for _ in range(5):
                    group.start_soon(client.users.list)
            assert server.still_open == 5
            with anyio.CancelScope() as scope:
                scope.cancel()
                await client.aclose()
            await until(lambda: server.still_open == 0)

        run_on(backend, main)


@pytest.mark.parametrize("held", [10, 0])
async def test_b26_cancelling_a_prefetching_stream_leaves_nothing(held: int) -> None:
    with RawServer(script=pages(1000, at={held: HOLD})) as server:
        async with AsyncOneRosterClient(**server.open) as client:

            async def read() -> None:
                async for _ in client.users.stream(limit=10):
                    pass

            task = asyncio.create_task(read())
            await until(lambda: len(server.seen) >= (5 if held else 1))
            await asyncio.sleep(0.05)
            task.cancel()
            await asyncio.wait([task])
            await until(lambda: server.in_flight == 0 and not other_tasks())
            assert len(await client.users.list(limit=10)) == 10


async def test_leaving_a_stream_early_ends_its_tasks() -> None:
    with RawServer(script=pages(1000, at={30: HOLD})) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            seen = 0
            async for _ in client.users.stream(limit=10):
                seen += 1
                if seen == 15:
                    break
            await until(lambda: server.in_flight == 0 and not other_tasks())


async def test_a_stream_can_be_closed_by_hand() -> None:
    with RawServer(script=pages(1000, at={30: HOLD})) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            async with aclosing(aiter(client.users.stream(limit=10))) as rows:  # type: ignore[type-var]
                async for _ in rows:
                    break
            async with aclosing(client.users.stream(limit=10).pages()) as each_page:  # type: ignore[type-var]
                count = 0
                async for _ in each_page:
                    count += 1
                    if count == 2:
                        break
            await until(lambda: server.in_flight == 0 and not other_tasks())


# -- event loops ------------------------------------------------------------------------------------


@pytest.fixture
def abandoned() -> Iterator[None]:
    """A loop that ends with a client still open leaves sockets to the garbage collector, as anything would."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        yield
        gc.collect()


def run_on(backend: str, main: Callable[[], Awaitable[Any]]) -> Any:
    return anyio.run(main, backend=backend)


@pytest.mark.usefixtures("abandoned")
def test_b27_a_second_event_loop_works(caplog: pytest.LogCaptureFixture) -> None:
    with RawServer([OK]) as server:
        client = AsyncOneRosterClient(**server.credentials)
        for _ in range(3):
            assert len(asyncio.run(client.users.list())) == 1
            gc.collect()
        asyncio.run(client.aclose())
        gc.collect()
        asyncio.run(until(lambda: server.still_open == 0))
        with pytest.raises(ClientClosedError):
            asyncio.run(client.users.list())
    assert server.tokens == 1
    # aiohttp tells asyncio of sessions whose loop ended before they were closed; nothing else complains.
    assert {record.name for record in caplog.records if record.levelno >= logging.WARNING} <= {"asyncio"}


@pytest.mark.usefixtures("abandoned")
def test_b27_an_end_in_the_middle_of_everything_leaves_the_client_usable() -> None:
    with RawServer([HOLD], token_replies=[HOLD, TOKEN]) as server:
        client = AsyncOneRosterClient(**server.credentials)

        async def interrupted() -> None:
            tasks = [asyncio.create_task(client.users.list()) for _ in range(3)]
            await until(lambda: server.tokens == 1)
            assert not any(task.done() for task in tasks)

        asyncio.run(interrupted())
        server.replies[:] = [OK]

        async def again() -> None:
            async with client:
                assert len(await client.users.list()) == 1

        asyncio.run(again())


@pytest.mark.usefixtures("abandoned")
def test_b27_loops_of_two_threads_share_a_client() -> None:
    faults: list[BaseException] = []
    with RawServer([OK.late(0.01)]) as server:
        client = AsyncOneRosterClient(**server.credentials)

        async def main() -> None:
            await asyncio.gather(*(client.users.list() for _ in range(10)))

        def work() -> None:
            try:
                asyncio.run(main())
            except BaseException as error:
                faults.append(error)

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        asyncio.run(client.aclose())
    assert faults == []
    assert len(server.seen) == 40
    assert server.tokens <= 4


@pytest.mark.usefixtures("abandoned")
def test_b27_trio_works_and_after_it_asyncio() -> None:
    with RawServer(script=pages(95), token_life=5) as server:
        client = AsyncOneRosterClient(**server.credentials)

        async def main() -> None:
            assert len([user async for user in client.users.stream(limit=10)]) == 95
            async with anyio.create_task_group() as group:
                for _ in range(10):
                    group.start_soon(client.users.list)

        for backend in ("trio", "asyncio", "trio"):
            run_on(backend, main)

        run_on("trio", client.aclose)
    assert server.tokens == 1


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
def test_the_timeout_holds_on_both_loops(backend: str) -> None:
    async def main() -> float:
        async with AsyncOneRosterClient(**server.open, timeout=0.3) as client:
            started = time.monotonic()
            with pytest.raises(APITimeoutError):
                await client.users.list()
            return time.monotonic() - started

    with RawServer([OK.slow(0.05)]) as server:
        took: float = run_on(backend, main)
    assert took < 1.5


def test_a_stream_cancelled_under_trio_leaves_nothing() -> None:
    async def main() -> None:
        async with AsyncOneRosterClient(**server.open) as client:

            async def read() -> None:
                async for _ in client.users.stream(limit=10):
                    pass

            async with anyio.create_task_group() as group:
                group.start_soon(read)
                await until(lambda: len(server.seen) >= 5)
                group.cancel_scope.cancel()
            await until(lambda: server.in_flight == 0)
            assert len(await client.users.list(limit=10)) == 10

    with RawServer(script=pages(1000, at={10: HOLD})) as server:
        run_on("trio", main)


@pytest.mark.usefixtures("abandoned")
def test_leaving_a_stream_early_under_trio() -> None:
    async def main() -> None:
        async with AsyncOneRosterClient(**server.open) as client:
            async for _ in client.users.stream(limit=10):
                break
            seen = 0
            async for _ in client.users.stream(limit=10):
                seen += 1
                if seen == 15:
                    break
            gc.collect()
            await until(lambda: server.in_flight == 0)

    with RawServer(script=pages(1000)) as server:
        run_on("trio", main)


async def test_closing_while_calls_are_under_way_ends_them() -> None:
    with RawServer([HOLD], token_replies=[TOKEN]) as server:
        client = AsyncOneRosterClient(**server.credentials, timeout=5)
        tasks = [asyncio.create_task(client.users.list()) for _ in range(4)]
        await until(lambda: server.in_flight == 4)
        started = time.monotonic()
        await client.aclose()
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        assert time.monotonic() - started < 1
    assert all(isinstance(each, ClientClosedError | APIConnectionError) for each in outcomes), outcomes


async def test_b29_a_token_function_is_bounded_too() -> None:
    async def never() -> str:
        await asyncio.sleep(30)
        raise AssertionError

    with RawServer([OK]) as server:
        async with AsyncOneRosterClient(base_url=server.base_url, auth=never, timeout=0.1) as client:
            with pytest.raises(APITimeoutError):
                await client.users.list()


@pytest.mark.parametrize("missing", [(), ("wire_connections",), ("wire_connections", "aiohttp_pool")])
def test_b27_a_loop_that_ends_closes_its_connections(
    missing: tuple[str, ...], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    for engine in missing:
        monkeypatch.setitem(sys.modules, f"timeback._http.{engine}", None)
    with RawServer([OK]) as server:
        client = AsyncOneRosterClient(**server.open)
        for count in range(1, 4):
            assert len(asyncio.run(client.users.list())) == 1
            assert server.connections == count
            asyncio.run(until(lambda: server.still_open == 0))
        run_on("trio", client.users.list)
        asyncio.run(until(lambda: server.still_open == 0))
        del client
        gc.collect()
    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


def test_b27_closing_closes_the_connections_of_loops_in_other_threads() -> None:
    with RawServer([OK]) as server:
        client = AsyncOneRosterClient(**server.open)
        used, over = threading.Event(), threading.Event()

        async def main() -> None:
            await client.users.list()
            used.set()
            await until(over.is_set)

        threads = [threading.Thread(target=run_on, args=(each, main)) for each in ("asyncio", "trio")]
        for thread in threads:
            used.clear()
            thread.start()
            assert used.wait(5)
        assert server.still_open == 2
        asyncio.run(client.aclose())
        asyncio.run(until(lambda: server.still_open == 0))
        over.set()
        for thread in threads:
            thread.join()


@pytest.mark.usefixtures("abandoned")
def test_closing_says_which_connections_it_cannot_close(caplog: pytest.LogCaptureFixture) -> None:
    with RawServer([OK]) as server:
        client = AsyncOneRosterClient(**server.open)
        loop = asyncio.new_event_loop()
        loop.run_until_complete(client.users.list())
        asyncio.run(client.aclose())
        assert [record.getMessage() for record in caplog.records if record.name == "timeback.http"] == [
            "connections of an event loop that is not running could not be closed"
        ]
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
