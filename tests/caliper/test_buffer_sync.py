"""What only the sync world's buffer meets: threads, forks, the end of the interpreter, and of the process."""

from __future__ import annotations

import signal
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from tests.buffers import SENSOR, Collector, event, script
from tests.raw_server import RESET, Reply, reply
from timeback import CaliperClient, SpoolError

DOWN = reply({"error": "Ada Lovelace"}, 500)


def every_third_fails(number: int, _events: Any) -> Reply | None:
    return (DOWN, RESET)[number // 3 % 2] if number % 3 == 0 else None


def down(_number: int, _events: Any) -> Reply | None:
    return DOWN


def test_8_threads_and_a_server_that_fails_a_third_of_the_requests() -> None:
    most = 0

    def produce(of: int) -> None:
        nonlocal most
        for number in range(400):
            while not buffer.try_add(event(number, of)):
                time.sleep(0.001)
            most = max(most, buffer.pending)

    with Collector(every_third_fails) as server, CaliperClient(**server.open, max_retries=0) as client:
        with client.events.buffer(SENSOR, max_batch=50, max_pending=300, max_backoff=0.1) as buffer:
            threads = [threading.Thread(target=produce, args=(of,)) for of in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        assert (buffer.pending, buffer.sent, buffer.rejected) == (0, 3200, [])
    for of in range(8):
        assert server.firsts(of) == list(range(400))
    assert most <= 300
    assert server.requests >= 64 * 3 / 2 - 1
    assert server.most_in_flight == 1


def test_adding_does_not_wait_for_the_server() -> None:
    with (
        Collector(lambda *_: reply({}).late(1.0)) as server,
        CaliperClient(**server.open) as client,
        client.events.buffer(SENSOR, max_batch=1) as buffer,
    ):
        buffer.add(event(0))
        while not server.in_flight:
            time.sleep(0.002)
        started = time.monotonic()
        for number in range(1, 100):
            buffer.add(event(number))
        assert time.monotonic() - started < 0.5
        server.verdict = None


def test_a_killed_process_loses_nothing_that_was_added(tmp_path: Path) -> None:
    spool = tmp_path / "events.spool"
    body = """
        buffer = client.events.buffer(SENSOR, spool=arguments[0], max_batch=7, max_age=0.01, max_backoff=0.02)
        number = int(arguments[1])
        while True:
            buffer.add(event(number))
            print(number, flush=True)
            number += 1
    """
    told: list[int] = []
    with Collector(every_third_fails) as server:
        for enough in (20, 150, 400):
            # The last event of the process before may have been added without being told: its number is left.
            process = script(body, server, spool, told[-1] + 2 if told else 0)
            assert process.stdout is not None
            told += [int(process.stdout.readline()) for _ in range(enough)]
            process.kill()
            told += [int(line) for line in process.stdout if line.endswith("\n")]
            process.communicate()
            assert process.returncode == -signal.SIGKILL
        with (
            CaliperClient(**server.open, max_retries=0) as client,
            client.events.buffer(SENSOR, spool=spool, max_backoff=0.02) as buffer,
        ):
            assert buffer.pending > 0
            assert buffer.flush(20)
    assert server.numbers == sorted(server.numbers)
    assert not set(told) - set(server.numbers)
    assert len(set(server.numbers) - set(told)) <= 3


def test_a_spool_is_refused_to_a_second_process_until_the_first_is_gone(tmp_path: Path) -> None:
    spool = tmp_path / "events.spool"
    body = """
        buffer = client.events.buffer(SENSOR, spool=arguments[0])
        buffer.add(event(0))
        print("ready", flush=True)
        time.sleep(60)
    """
    with Collector(down) as server, CaliperClient(**server.open) as client:
        process = script(body, server, spool)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        for _ in range(2):
            with pytest.raises(SpoolError, match="another buffer"):
                client.events.buffer(SENSOR, spool=spool)
        process.kill()
        process.communicate()
        with client.events.buffer(SENSOR, spool=spool) as buffer:
            assert buffer.pending == 1
            server.verdict = None
    assert server.numbers == [0]


def test_a_fork_cannot_use_the_buffer_and_does_no_harm_to_it(tmp_path: Path) -> None:
    spool = tmp_path / "events.spool"
    body = """
        buffer = client.events.buffer(SENSOR, spool=arguments[0])
        for number in range(5):
            buffer.add(event(number))
        child = os.fork()
        if child == 0:
            for use in (lambda: buffer.add(event(9)), buffer.flush, buffer.take_rejected, buffer.close):
                try:
                    use()
                except BufferClosedError as error:
                    print(error)
            try:
                client.events.buffer(SENSOR, spool=arguments[0])
            except SpoolError as error:
                print(error)
            del buffer, use
            sys.exit()
        os.waitpid(child, 0)
        for number in range(5, 10):
            buffer.add(event(number))
        sys.stdout.flush()
        os.kill(os.getpid(), signal.SIGKILL)
    """
    with Collector(down) as server, CaliperClient(**server.open) as client:
        told, errors = script(body, server, spool).communicate()
        assert told.count("belongs to the process before a fork") == 4, errors
        assert told.count("another buffer is using the spool") == 1
        with client.events.buffer(SENSOR, spool=spool) as buffer:
            assert buffer.pending == 10
            server.verdict = None
    assert server.numbers == list(range(10))


def test_a_buffer_that_was_not_closed_is_emptied_when_the_interpreter_exits() -> None:
    body = """
        buffer = client.events.buffer(SENSOR, max_age=60)
        for number in range(250):
            buffer.add(event(number))
    """
    with Collector(every_third_fails) as server:
        process = script(body, server)
        _, errors = process.communicate(timeout=20)
    assert (process.returncode, server.numbers) == (0, list(range(250)))
    assert "LOST" not in errors


@pytest.mark.parametrize("spooled", [False, True])
def test_what_cannot_be_sent_at_exit_is_told_of_loudly(tmp_path: Path, spooled: bool) -> None:
    body = """
        spool = arguments[0] if arguments else None
        buffer = client.events.buffer(SENSOR, max_age=60, exit_timeout=0.3, spool=spool)
        for number in range(4):
            buffer.add(event(number, name="Ada Lovelace"))
    """
    spool = tmp_path / "events.spool"
    with Collector(down) as server, CaliperClient(**server.open) as client:
        started = time.monotonic()
        process = script(body, server, *([spool] if spooled else []))
        _, errors = process.communicate(timeout=20)
        assert time.monotonic() - started < 10
        assert "Ada" not in errors
        if spooled:
            assert "4 events of a buffer that was not closed stay in its spool" in errors
            server.verdict = None
            client.events.buffer(SENSOR, spool=spool).close()
            assert server.numbers == [0, 1, 2, 3]
        else:
            assert "4 events of a buffer that was not closed could not be sent: they are LOST" in errors
