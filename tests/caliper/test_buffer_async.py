"""What only the async world's buffer meets: event loops that end, other loops, trio."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import anyio
import pytest

from tests.buffers import SENSOR, Collector, event, script
from tests.raw_server import HOLD, reply
from timeback import AsyncCaliperClient, AsyncEventBuffer, BufferClosedError, UnsentEventsError
from timeback.caliper import RejectedEvent


async def test_adding_does_not_hold_up_the_loop() -> None:
    with Collector(lambda *_: reply({}).late(0.5)) as server:
        async with (
            AsyncCaliperClient(**server.open) as client,
            client.events.buffer(SENSOR, max_batch=1) as buffer,
        ):
            buffer.add(event(0))
            await asyncio.sleep(0.1)
            started = time.monotonic()
            for number in range(1, 50):
                buffer.add(event(number))
            await asyncio.sleep(0)
            assert time.monotonic() - started < 0.3
            server.verdict = None


async def test_on_rejected_may_be_async() -> None:
    given: list[RejectedEvent] = []

    async def take(rejected: RejectedEvent) -> None:
        await asyncio.sleep(0)
        given.append(rejected)

    with Collector(lambda *_: reply({}, 422)) as server:
        async with (
            AsyncCaliperClient(**server.open) as client,
            client.events.buffer(SENSOR, on_rejected=take) as buffer,
        ):
            buffer.add(event(0))
    assert [each.event for each in given] == [event(0)]


def close_at_once(work: Coroutine[Any, Any, None]) -> None:
    """Close the loop without a word to the tasks that are left."""
    loop = asyncio.new_event_loop()
    loop.run_until_complete(work)
    for task in asyncio.all_tasks(loop):
        task._log_destroy_pending = False  # type: ignore[attr-defined]
    loop.close()


@pytest.mark.parametrize("run", [asyncio.run, close_at_once])
def test_a_loop_that_ended_leaves_the_events_to_the_one_who_closes_the_buffer(
    run: Callable[[Coroutine[Any, Any, None]], None],
) -> None:
    made: list[AsyncEventBuffer] = []

    async def leave() -> None:
        client = AsyncCaliperClient(**server.open)
        made.append(client.events.buffer(SENSOR, max_age=60))
        made[0].add(event(1))

    with Collector() as server:
        run(leave())
        with pytest.raises(BufferClosedError, match="event loop was closed"):
            made[0].add(event(2))
        with pytest.raises(UnsentEventsError) as caught:
            asyncio.run(made[0].aclose())
    assert caught.value.events == (event(1),)


async def test_another_loop_is_refused() -> None:
    async def use_elsewhere(buffer: AsyncEventBuffer) -> None:
        buffer.add(event(1))

    with Collector() as server:
        async with AsyncCaliperClient(**server.open) as client, client.events.buffer(SENSOR) as buffer:
            with pytest.raises(BufferClosedError, match="another event loop"):
                await asyncio.to_thread(asyncio.run, use_elsewhere(buffer))
            with pytest.raises(BufferClosedError, match="another event loop"):
                await asyncio.to_thread(buffer.add, event(1))
            assert buffer.pending == 0


def test_trio_is_served_alike() -> None:
    async def main() -> None:
        async with (
            AsyncCaliperClient(**server.open, max_retries=0) as client,
            client.events.buffer(SENSOR, max_batch=10, max_age=0.01) as buffer,
        ):
            for number in range(35):
                buffer.add(event(number))
            await anyio.sleep(0.1)
            assert buffer.sent > 0

    with Collector(lambda number, _: reply({}, 503) if number % 3 == 0 else None) as server:
        anyio.run(main, backend="trio")
    assert server.numbers == list(range(35))


async def test_closing_that_is_cancelled_can_be_repeated() -> None:
    with Collector(lambda *_: HOLD) as server:
        async with AsyncCaliperClient(**server.open) as client:
            buffer = client.events.buffer(SENSOR)
            buffer.add(event(0))
            with anyio.move_on_after(0.1):
                await buffer.aclose()
            with pytest.raises(UnsentEventsError):
                await buffer.aclose(0.1)


def test_what_a_loop_left_is_told_of_at_exit() -> None:
    body = """
        import asyncio
        from timeback import AsyncCaliperClient

        async def main():
            buffer = AsyncCaliperClient(base_url=url, auth=None).events.buffer(SENSOR, max_age=60)
            buffer.add(event(0, name="Ada Lovelace"))

        asyncio.run(main())
    """
    with Collector() as server:
        _, errors = script(body, server).communicate(timeout=20)
    assert "1 events of a buffer that was not closed could not be sent: they are LOST" in errors
    assert "Ada" not in errors


def test_outside_an_event_loop_none_is_made(tmp_path: Path) -> None:
    client = AsyncCaliperClient(base_url="http://127.0.0.1:9", auth=None)
    with pytest.raises(RuntimeError, match="event loop"):
        client.events.buffer(SENSOR, spool=tmp_path / "events.spool")
    assert not list(tmp_path.iterdir())
