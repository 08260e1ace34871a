"""Several clients under names: what a broadcast runs, bounds and tells apart, and how all are closed."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest

from timeback import AsyncTimebackClient, AsyncTimebackManager, ClientClosedError, ConfigurationError
from timeback.sandbox import Sandbox


async def two(sandbox: Sandbox) -> AsyncTimebackManager:
    made = AsyncTimebackClient(**sandbox.credentials)
    return AsyncTimebackManager().register("north", made).register("south", **sandbox.credentials)


async def test_clients_are_known_by_name(sandbox: Sandbox) -> None:
    async with await two(sandbox) as manager:
        assert manager.names == ("north", "south")
        assert len(manager) == 2
        assert manager.has("north")
        assert "east" not in manager
        assert (await manager.get("north").oneroster.users.list(limit=1)).total
        with pytest.raises(KeyError, match="no client 'east'; there are: north, south"):
            manager.get("east")
        with pytest.raises(ConfigurationError, match="'north' already"):
            manager.register("north", env="sandbox")
        with pytest.raises(ConfigurationError, match="not both"):
            manager.register("east", manager.get("north"), env="sandbox")


async def test_b41_a_broadcast_gives_each_its_outcome(sandbox: Sandbox) -> None:
    async def count(client: AsyncTimebackClient) -> Any:
        return (await client.oneroster.schools.list()).total

    async with await two(sandbox) as manager:
        results = await manager.broadcast(count)
        assert results.all_succeeded
        assert list(results) == ["north", "south"]
        assert results["north"].value == results.succeeded["south"] > 0
        results.raise_failures()


async def test_b41_a_function_that_is_not_async_may_give_something_to_wait_for(sandbox: Sandbox) -> None:
    async with await two(sandbox) as manager:
        results = await manager.broadcast(lambda client: client.oneroster.schools.list())
        assert {page.total for page in results.succeeded.values()} == {results["north"].value.total}


async def test_b41_blocking_functions_run_side_by_side(sandbox: Sandbox) -> None:
    meeting = threading.Barrier(2, timeout=10)

    def meet(client: AsyncTimebackClient) -> int:
        return meeting.wait()

    async with await two(sandbox) as manager:
        assert (await manager.broadcast(meet)).all_succeeded


async def test_b41_no_more_run_at_once_than_allowed(sandbox: Sandbox) -> None:
    running: list[str] = []
    most: list[int] = []

    def work(client: AsyncTimebackClient) -> None:
        running.append("x")
        most.append(len(running))
        time.sleep(0.02)
        running.pop()

    async with await two(sandbox) as manager:
        assert (await manager.broadcast(work, concurrency=1)).all_succeeded
    assert most == [1, 1]


async def test_b41_one_that_fails_and_one_that_is_late_leave_the_others_alone(sandbox: Sandbox) -> None:
    release = threading.Event()

    async with await two(sandbox) as manager:
        manager.register("east", **sandbox.credentials)
        north, south = manager.get("north"), manager.get("south")

        def work(client: AsyncTimebackClient) -> str:
            if client is north:
                raise ValueError("no")
            if client is south:
                release.wait(30)
            return "done"

        results = await manager.broadcast(work, timeout=3)
        release.set()
        assert results.succeeded == {"east": "done"}
        assert {name: type(error) for name, error in results.failed.items()} == {
            "north": ValueError,
            "south": TimeoutError,
        }
        assert results.any_failed
        assert not results.all_succeeded
        with pytest.raises(ExceptionGroup, match="2 of 3 clients failed") as caught:
            results.raise_failures()
        assert "in the client 'north'" in caught.value.exceptions[0].__notes__


async def test_b41_nobody_is_neither_success_nor_failure() -> None:
    async with AsyncTimebackManager() as manager:
        results = await manager.broadcast(lambda client: 1)
        assert not results
        assert not results.all_succeeded
        assert not results.any_failed


async def test_a_client_taken_away_is_closed(sandbox: Sandbox) -> None:
    async with await two(sandbox) as manager:
        north = manager.get("north")
        assert await manager.unregister("north")
        assert not await manager.unregister("north")
        with pytest.raises(ClientClosedError):
            await north.oneroster.users.list()


async def test_b41_closing_goes_on_past_a_failure_and_reports_all(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager = await two(sandbox)
    north, south = manager.get("north"), manager.get("south")

    async def refuse() -> None:
        raise OSError("stuck")

    monkeypatch.setattr(north, "aclose", refuse)
    with pytest.raises(ExceptionGroup) as caught:
        await manager.aclose()
    assert [str(error) for error in caught.value.exceptions] == ["stuck"]
    with pytest.raises(ClientClosedError):
        await south.oneroster.users.list()
    assert manager.names == ()
