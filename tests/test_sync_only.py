"""What only the sync world has: threads, and forks."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests._sync.test_streams import pages, prefetching
from tests.raw_server import HOLD, RawServer, Reply, Seen, reply
from tests.samples import user_input, user_page, user_row
from timeback import APIConnectionError, APITimeoutError, ClientClosedError, OneRosterClient
from timeback._concurrency import Prefetch
from timeback._http import pool as pools

OK = reply(user_page(user_row()))
TOKEN = reply({"access_token": "good", "expires_in": 3600})


def until(condition: Callable[[], bool]) -> None:
    """Wait until something is so, at most five seconds."""
    end = time.monotonic() + 5
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.002)


def at_once(work: Callable[[int], Any], threads: int = 16) -> list[Any]:
    """Run `work` in many threads that set out together; outcomes and errors in order."""
    gate = threading.Barrier(threads)

    def run(number: int) -> Any:
        gate.wait()
        try:
            return work(number)
        except Exception as error:
            return error

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(run, range(threads)))


def test_b28_16_threads_share_a_client_and_one_token() -> None:
    with (
        RawServer([OK.late(0.01)], token_replies=[TOKEN.late(0.05)]) as server,
        OneRosterClient(**server.credentials) as client,
    ):
        pages = at_once(lambda _: [len(client.users.list()) for _ in range(5)])
    assert pages == [[1] * 5] * 16
    assert (server.tokens, len(server.seen)) == (1, 80)
    assert server.connections <= 17


def test_b28_16_threads_that_meet_an_expired_token_fetch_one() -> None:
    with RawServer([OK], token_replies=[TOKEN]) as server, OneRosterClient(**server.credentials) as client:
        client.users.list()
        client._channel.auth._token = None  # type: ignore[union-attr]
        server.token_replies[:] = [reply({"access_token": "new"}).late(0.05)]
        at_once(lambda _: client.users.list())
    assert server.tokens == 2
    assert {seen.headers["authorization"] for seen in server.seen[1:]} == {"Bearer new"}


def test_b28_16_threads_that_meet_a_revoked_token_fetch_one() -> None:
    def answer(seen: Seen) -> Reply:
        refused = seen.headers["authorization"] == "Bearer token-1"
        return (reply(status=401) if refused else OK).late(0.02)

    with RawServer(script=answer) as server, OneRosterClient(**server.credentials) as client:
        assert all(len(page) == 1 for page in at_once(lambda _: client.users.list()))
    assert server.tokens == 2


def test_16_threads_share_the_failure_of_one_fetch() -> None:
    refused = reply({"error": "invalid_client"}, 401).late(0.1)
    with (
        RawServer([OK], token_replies=[refused] * 16) as server,
        OneRosterClient(**server.credentials) as client,
    ):
        outcomes = at_once(lambda _: client.users.list())
    assert server.tokens == 1
    assert {type(each).__name__ for each in outcomes} == {"AuthenticationError"}
    assert len({id(each) for each in outcomes}) == 16


def test_a_thread_that_waits_for_a_token_keeps_its_own_timeout() -> None:
    with (
        RawServer([OK], token_replies=[TOKEN.late(1.5)]) as server,
        OneRosterClient(**server.credentials) as client,
        ThreadPoolExecutor(1) as pool,
    ):
        first = pool.submit(client.users.list)
        until(lambda: server.tokens == 1)
        started = time.monotonic()
        with pytest.raises(APITimeoutError, match="token") as caught:
            client.with_options(timeout=0.05).users.create(user_input())
        assert time.monotonic() - started < 1
        assert len(first.result()) == 1
    assert len(server.seen) == 1
    assert not caught.value.outcome_unknown


@pytest.mark.parametrize("bring", [{"transport": httpx.HTTPTransport}, {"http_client": httpx.Client}])
def test_b29_what_a_user_brings_is_bounded_too(bring: dict[str, Callable[[], Any]]) -> None:
    brought = {name: make() for name, make in bring.items()}
    with RawServer([OK, OK.slow(0.05)]) as server:
        with OneRosterClient(**server.open, **brought, timeout=1.0) as client:
            assert len(client.users.list()) == 1
            started = time.monotonic()
            with pytest.raises(APITimeoutError):
                client.users.list()
            assert time.monotonic() - started < 4
        for each in brought.values():
            each.close()


def test_a_call_that_finds_no_free_connection_says_that_nothing_was_sent(monkeypatch: Any) -> None:
    monkeypatch.setattr(pools, "MAX_CONNECTIONS", 1)
    with (
        RawServer([OK.late(1)]) as server,
        OneRosterClient(**server.open) as client,
        ThreadPoolExecutor(1) as pool,
    ):
        first = pool.submit(client.users.list)
        until(lambda: server.in_flight == 1)
        with pytest.raises(APIConnectionError, match="no connection") as caught:
            client.with_options(timeout=0.1).users.create(user_input())
        assert len(first.result()) == 1
    assert not caught.value.outcome_unknown
    assert len(server.seen) == 1


def test_b28_streams_of_many_threads_keep_apart() -> None:
    with RawServer(script=pages(60)) as server, OneRosterClient(**server.open) as client:
        found = at_once(lambda _: [user.sourced_id for user in client.users.stream(limit=10)], 8)
        until(lambda: prefetching() == [])
    assert found == [[f"u-{number}" for number in range(60)]] * 8


def test_leaving_a_stream_early_ends_its_threads() -> None:
    with RawServer(script=pages(1000, delay=0.02)) as server, OneRosterClient(**server.open) as client:
        for count, _ in enumerate(client.users.stream(limit=10)):
            if count == 15:
                break
        until(lambda: server.in_flight == 0 and prefetching() == [])
        fetched = len(server.seen)
        time.sleep(0.05)
        assert len(server.seen) == fetched <= 2 + 7


def test_an_error_that_nobody_reads_is_not_kept() -> None:
    raised = weakref.WeakSet[Exception]()

    class Unread(Exception):
        def __init__(self) -> None:
            raised.add(self)

    def fetch() -> None:
        raise Unread

    gc.collect()
    gc.disable()
    try:
        with contextlib.suppress(Unread), Prefetch([fetch] * 4, 3) as ahead:
            list(ahead)
        del ahead
        until(lambda: prefetching() == [] and not raised)
    finally:
        gc.enable()


def test_after_leaving_a_stream_no_page_is_tried_again() -> None:
    faulty = {at: reply(status=429, retry_after="1") for at in range(20, 100, 10)}
    with RawServer(script=pages(1000, at=faulty)) as server, OneRosterClient(**server.open) as client:
        for count, _ in enumerate(client.users.stream(limit=10)):
            if count == 15:
                break
        until(lambda: prefetching() == [])
        assert len(server.seen) <= 2 + 7


def test_a_process_ends_though_a_stream_was_left_with_a_silent_page(tmp_path: Any) -> None:
    with RawServer(script=pages(1000, at={20: HOLD, 30: HOLD})) as server:
        started = time.monotonic()
        run_script(
            f"""
            from timeback import OneRosterClient
            client = OneRosterClient(base_url={server.base_url!r}, auth=None, timeout=4)
            for count, _ in enumerate(client.users.stream(limit=10)):
                if count == 15:
                    break
            client.close()
            """
        )
        assert time.monotonic() - started < 3


def test_closing_while_threads_call_ends_in_our_errors() -> None:
    with RawServer([OK.late(0.005)]) as server:
        client = OneRosterClient(**server.open, max_retries=0, timeout=2)

        def work(number: int) -> None:
            if number == 0:
                time.sleep(0.03)
                client.close()
                return
            while True:
                client.users.list()

        started = time.monotonic()
        outcomes = at_once(work)
        assert time.monotonic() - started < 1.5
    assert outcomes[0] is None
    assert all(isinstance(each, ClientClosedError | APIConnectionError) for each in outcomes[1:]), outcomes


def test_a_keyboard_interrupt_in_a_token_fetch_leaves_the_client_usable() -> None:
    with RawServer([OK]) as server, OneRosterClient(**server.credentials) as client:
        auth: Any = client._channel.auth
        send = auth._send

        def interrupted(request: Any) -> Any:
            raise KeyboardInterrupt

        auth._send = interrupted
        with pytest.raises(KeyboardInterrupt):
            client.users.list()
        auth._send = send
        assert len(client.users.list()) == 1


@pytest.mark.parametrize("engine", ["default", "h11"])
def test_a_signal_ends_a_call_while_the_server_is_silent(
    engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if engine == "h11":
        monkeypatch.setitem(sys.modules, "timeback._http.wire_connections", None)

    def interrupt() -> None:
        until(lambda: server.in_flight == 1)
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with RawServer([HOLD, OK]) as server, OneRosterClient(**server.open, timeout=20) as client:
            thread = threading.Thread(target=interrupt)
            thread.start()
            started = time.monotonic()
            with pytest.raises(KeyboardInterrupt):
                client.users.list()
            assert time.monotonic() - started < 10
            thread.join()
            assert len(client.users.list()) == 1
            until(lambda: server.still_open == 1)
    finally:
        signal.signal(signal.SIGINT, before)


def run_script(source: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(source)],
        capture_output=True,
        text=True,
        timeout=30,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the platform has no fork")
def test_b28_after_a_fork_both_processes_go_on_over_connections_of_their_own() -> None:
    with RawServer([OK]) as server:
        out = run_script(
            f"""
            import os
            from timeback import OneRosterClient
            client = OneRosterClient(**{server.credentials!r})
            assert len(client.users.list()) == 1
            child = os.fork()
            for _ in range(5):
                assert len(client.users.list()) == 1
            if child == 0:
                client.close()
                os._exit(0)
            assert os.waitpid(child, 0)[1] == 0
            assert len(client.users.list()) == 1
            client.close()
            print("done")
            """
        )
    assert out == "done\n"
    assert (len(server.seen), server.connections, server.tokens) == (12, 2, 1)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the platform has no fork")
def test_a_stream_that_was_half_read_before_a_fork_is_read_to_its_end_by_both() -> None:
    def page(seen: Seen) -> Reply:
        offset = int(parse_qs(urlsplit(seen.target).query)["offset"][0])
        rows = [{**user_row(), "sourcedId": f"u{index}"} for index in range(offset, min(offset + 5, 50))]
        return reply({"users": rows, "totalCount": 50}).late(0.05)  # so that pages are under way at the fork

    with RawServer(script=page) as server:
        run_script(
            f"""
            import os, signal, warnings
            warnings.simplefilter("ignore")
            from timeback import OneRosterClient
            client = OneRosterClient(**{server.open!r})
            stream = iter(client.users.stream(limit=5, prefetch=3))
            found = [next(stream).sourced_id for _ in range(7)]
            child = os.fork()
            signal.alarm(30)
            found += [user.sourced_id for user in stream]
            is_whole = found == [f"u{{index}}" for index in range(50)]
            if child == 0:
                os._exit(not is_whole)
            assert os.waitpid(child, 0)[1] == 0, "the child hung or failed"
            assert is_whole
            """
        )


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the platform has no fork")
def test_a_fork_while_other_threads_call_does_not_hang() -> None:
    with RawServer([OK], token_life=0.02) as server:
        run_script(
            f"""
            import os, threading, warnings
            warnings.simplefilter("ignore")
            from timeback import OneRosterClient
            client = OneRosterClient(**{server.credentials!r}, timeout=5)
            client.users.list()
            over = threading.Event()
            def work():
                while not over.is_set():
                    client.users.list()
            threads = [threading.Thread(target=work) for _ in range(4)]
            for thread in threads: thread.start()
            for _ in range(10):
                child = os.fork()
                if child == 0:
                    import signal
                    signal.alarm(4)
                    client.users.list()
                    os._exit(0)
                assert os.waitpid(child, 0)[1] == 0, "the child hung or failed"
            over.set()
            for thread in threads: thread.join()
            """
        )


_FORKS_WHILE_A_CALL_IMPORTS = """
import os, signal, sys, threading, time
from timeback import APIConnectionError, OneRosterClient

importing = threading.Event()

class Slow:
    def find_spec(self, name, path=None, target=None):
        if name == "timeback._http.pool":
            importing.set()
            time.sleep(0.3)

sys.meta_path.insert(0, Slow())
client = OneRosterClient(base_url="http://127.0.0.1:9", auth=None, max_retries=0)

def call():
    try:
        client.users.list()
    except APIConnectionError:
        pass

threading.Thread(target=call).start()
importing.wait()
child = os.fork()
if child == 0:
    signal.alarm(10)
    call()
    os._exit(0)
sys.exit(os.waitpid(child, 0)[1])
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the platform has no fork")
def test_a_fork_while_another_thread_s_call_imports_does_not_hang() -> None:
    command = [sys.executable, "-W", "ignore", "-c", _FORKS_WHILE_A_CALL_IMPORTS]
    assert subprocess.run(command, check=False, timeout=50).returncode == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the platform has no fork")
def test_b27_after_a_fork_an_async_client_opens_connections_of_its_own() -> None:
    with RawServer([OK]) as server:
        run_script(
            f"""
            import asyncio, os
            from timeback import AsyncOneRosterClient
            client = AsyncOneRosterClient(**{server.credentials!r})
            async def main():
                assert len(await client.users.list()) == 1
            asyncio.run(main())
            child = os.fork()
            asyncio.run(main())
            if child == 0:
                os._exit(0)
            assert os.waitpid(child, 0)[1] == 0
            asyncio.run(client.aclose())
            """
        )
    assert (len(server.seen), server.tokens) == (3, 1)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the platform has no fork")
def test_a_child_finds_every_lock_free_whatever_the_parent_s_threads_held() -> None:
    out = run_script(
        """
        import ast, gc, os, pathlib, signal, sys, warnings
        warnings.simplefilter("ignore")
        import timeback
        from timeback import OneRosterClient, RateLimit
        from timeback._fork import _locks
        from timeback.sandbox.turns import Turns

        root = pathlib.Path(timeback.__file__).parent
        made = [
            (path.name, node.lineno)
            for path in root.rglob("*.py") if path.name != "_fork.py"
            for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)
            if ast.unparse(node).startswith(("threading.Lock(", "threading.RLock(", "threading.Condition("))
            # A condition over a lock of ours is made anew by its owner.
            if ast.unparse(node) != "threading.Condition(new_lock())"
        ]
        assert made == [], made

        client = OneRosterClient(env="sandbox", rate_limit=RateLimit(in_flight=1))
        client.users.list(limit=1)
        gate = client._channel.transport._throttle._limit
        assert gate.enter(0.0)
        # A fork waits for those who write to the sandbox's database, so nobody may write here.
        turns = {id(each._changed._lock) for each in gc.get_objects() if isinstance(each, Turns)}
        for lock in list(_locks):
            if id(lock) not in turns:
                lock.acquire()
        child = os.fork()
        if child == 0:
            signal.alarm(10)
            client.users.list(limit=1)
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0, "the child hung or failed"
        print(len(_locks) > 5)
        os._exit(0 if sys.stdout.flush() is None else 1)
        """
    )
    assert out == "True\n"


@pytest.mark.parametrize("end", ["", "raise SystemExit(0)", "os.kill(os.getpid(), signal.SIGINT)"])
def test_a_script_that_ends_in_a_stream_without_with_ends_at_once(end: str) -> None:
    with RawServer(script=pages(1000, at=dict.fromkeys(range(20, 100, 10), HOLD))) as server:
        started = time.monotonic()
        done = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(
                f"""
                import os, signal
                from timeback import OneRosterClient
                # A job in the background inherits that the signal is ignored.
                signal.signal(signal.SIGINT, signal.default_int_handler)
                client = OneRosterClient(base_url={server.base_url!r}, auth=None, timeout=20)
                for count, _ in enumerate(client.users.stream(limit=10)):
                    if count == 15:
                        break
                {end}
                """
            )],
            capture_output=True, timeout=30, check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )  # fmt: skip
        assert time.monotonic() - started < 5
    assert done.returncode == (-signal.SIGINT if "SIGINT" in end else 0)
