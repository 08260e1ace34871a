"""Connections of the default engine: which of them are used again, and what is never taken for an answer."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import anyio
import pytest

from tests._sync.clocks import until
from tests.authority import authority_file, server_tls
from tests.raw_server import RawServer, Reply, reply
from timeback._http import pool
from timeback._http.exchange import async_connections, async_exchange, connections, exchange, outgoing
from timeback._http.messages import Response
from timeback._http.network import Network
from timeback._secrets import Headers

OK = reply(b"1")
# As long as a record of TLS, so that what comes after it is in another.
LONG = reply(b"1" * (16_384 - len(reply(b"1" * 16_000).content) + 16_000))
LIMIT = 50_000_000


class Engine:
    """Sends requests, one after another, by threads or in an event loop."""

    def __init__(self, kind: str, server: RawServer, folder: Path) -> None:
        self.kind = kind
        self.server = server
        self.network = Network([server.base_url], verify=authority_file(folder))

    def send(
        self,
        *contents: bytes | None,
        between: Callable[[], None] = lambda: None,
        meanwhile: Callable[[], None] = lambda: None,
    ) -> list[Response]:
        """Send them; after each, `between` leaves an event loop to its work, and `meanwhile` holds it up."""
        if self.kind != "threads":
            return anyio.run(self._send, contents, between, meanwhile, backend=self.kind)
        pool = connections(None, None, self.network)
        answers = []
        for content in contents:
            answers.append(exchange(pool, outgoing(*self._request(content), 10, LIMIT)))
            between()
            meanwhile()
        pool.close()
        return answers

    async def _send(
        self, contents: tuple[bytes | None, ...], between: Callable[[], None], meanwhile: Callable[[], None]
    ) -> list[Response]:
        pool = async_connections(None, None, self.network)
        answers = []
        for content in contents:
            answers.append(await async_exchange(pool, outgoing(*self._request(content), 10, LIMIT)))
            await anyio.to_thread.run_sync(between)
            meanwhile()
        await pool.aclose()
        return answers

    def at_once(self, *contents: bytes) -> dict[bytes, bytes]:
        """The bodies of the answers to requests that are under way at the same time."""
        return anyio.run(self._at_once, contents, backend=self.kind)

    async def _at_once(self, contents: tuple[bytes, ...]) -> dict[bytes, bytes]:
        pool = async_connections(None, None, self.network)
        answers: dict[bytes, bytes] = {}

        async def send(content: bytes) -> None:
            answer = await async_exchange(pool, outgoing(*self._request(content), 10, LIMIT))
            answers[content] = answer.content

        async with anyio.create_task_group() as tasks:
            for content in contents:
                tasks.start_soon(send, content)
        await pool.aclose()
        return answers

    def _request(self, content: bytes | None) -> tuple[str, str, Headers, bytes | None]:
        return "PUT" if content else "GET", f"{self.server.base_url}/a", Headers({}), content


kinds = pytest.mark.parametrize("kind", ["threads", "asyncio", "trio"])
ways = pytest.mark.parametrize("tls", [False, True], ids=["http", "https"])


@kinds
@ways
@pytest.mark.parametrize("surplus", [b"HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\n2", b"x", b"HTTP"])
def test_what_comes_after_an_answer_is_no_other(kind: str, tls: bool, surplus: bytes, tmp_path: Path) -> None:
    replies = [Reply(LONG.content + surplus)]
    with RawServer(replies, tls=server_tls("127.0.0.1") if tls else None) as server:
        engine = Engine(kind, server, tmp_path)
        answers = engine.send(None, None, None, between=lambda: until(lambda: server.in_flight == 0))
        assert {answer.content for answer in answers} == {LONG.content.partition(b"\r\n\r\n")[2]}
        assert [seen.connection for seen in server.seen] == [1, 2, 3]


@kinds
@ways
def test_a_connection_that_is_of_no_more_use_is_closed_at_once(kind: str, tls: bool, tmp_path: Path) -> None:
    replies = [reply(b"1", connection="close")]
    with RawServer(replies, tls=server_tls("127.0.0.1") if tls else None) as server:
        engine = Engine(kind, server, tmp_path)
        engine.send(None, None, between=lambda: until(lambda: server.still_open == 0))


@kinds
@ways
def test_a_connection_lasts(kind: str, tls: bool, tmp_path: Path) -> None:
    large = b"".join(b"%07d" % number for number in range(430_000))  # no two parts of it are the same
    replies = [
        Reply(b"HTTP/1.1 204 X\r\n\r\n"),
        OK,
        reply(large),
        Reply(b"HTTP/1.1 103 Early\r\nlink: a\r\n\r\n" + OK.content),
        OK,
    ]
    with RawServer(replies, tls=server_tls("127.0.0.1") if tls else None) as server:
        answers = Engine(kind, server, tmp_path).send(None, None, b"2" * 3_000_000, None, None)
    assert [answer.content for answer in answers] == [b"", b"1", large, b"1", b"1"]
    assert {seen.connection for seen in server.seen} == {1}


@kinds
@ways
def test_a_connection_that_ended_while_the_caller_was_busy_is_not_used_again(
    kind: str, tls: bool, tmp_path: Path
) -> None:
    busy = threading.Semaphore(0)

    def answer(connection: socket.socket) -> None:
        connection.sendall(OK.content)
        busy.acquire(timeout=5)
        connection.close()

    def meanwhile() -> None:
        busy.release()
        until(lambda: server.still_open == 0)

    with RawServer(tls=server_tls("127.0.0.1") if tls else None, flood=answer) as server:
        answers = Engine(kind, server, tmp_path).send(b"1", b"2", b"3", meanwhile=meanwhile)
        assert [answer.status for answer in answers] == [200] * 3


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
@ways
def test_what_arrives_side_by_side_is_not_mixed_up(kind: str, tls: bool, tmp_path: Path) -> None:
    contents = [b"%04d" % number * 250 for number in range(8)]
    expected = {content: content * 400 for content in contents}
    with RawServer(
        script=lambda seen: reply(seen.body * 400), tls=server_tls("127.0.0.1") if tls else None
    ) as server:
        engine = Engine(kind, server, tmp_path)
        with ThreadPoolExecutor(3) as loops:
            found = [loops.submit(engine.at_once, *contents) for _ in range(3)]
    assert [each.result() for each in found] == [expected] * 3


@kinds
@pytest.mark.parametrize("framed", [True, False])
def test_a_farewell_of_tls_ends_the_connection(kind: str, framed: bool, tmp_path: Path) -> None:
    said = threading.Semaphore(0)

    def answer(connection: socket.socket) -> None:
        connection.sendall(OK.content if framed else b"HTTP/1.1 200 OK\r\n\r\n1")
        connection.setblocking(False)
        with contextlib.suppress(ValueError, OSError):  # it does not wait for the client's, who may have left
            connection.unwrap()  # type: ignore[attr-defined]
        said.release()
        connection.setblocking(True)
        connection.settimeout(5)
        with contextlib.suppress(ValueError, OSError):
            connection.recv(1)

    def heard() -> None:
        assert said.acquire(timeout=5)
        time.sleep(0.02)

    with RawServer(tls=server_tls("127.0.0.1"), flood=answer) as server:
        answers = Engine(kind, server, tmp_path).send(None, None, between=heard)
    assert [answer.content for answer in answers] == [b"1", b"1"]


@pytest.mark.parametrize("kind", ["asyncio", "trio"])
def test_what_is_sent_while_nothing_is_asked_for_waits_at_the_server(kind: str, tmp_path: Path) -> None:
    answered, sent = threading.Event(), list[int]()

    def flood(connection: socket.socket) -> None:
        connection.sendall(OK.content)
        answered.wait(5)
        connection.settimeout(0.3)
        size = 0
        try:
            while size < LIMIT:
                size += connection.send(b"x" * 65_536)
        except TimeoutError:
            sent.append(size)

    def between() -> None:
        answered.set()
        until(lambda: bool(sent))

    with RawServer(flood=flood) as server:
        Engine(kind, server, tmp_path).send(None, between=between)
    assert sent[0] < LIMIT


def test_an_answer_may_come_before_the_whole_request_is_sent(tmp_path: Path) -> None:
    read = threading.Event()

    def refuse(connection: socket.socket) -> None:
        connection.sendall(reply(b"1", 413).content)
        read.wait(5)

    with RawServer(flood=refuse) as server:
        answers = Engine("asyncio", server, tmp_path).send(b"2" * 30_000_000, between=read.set)
    assert [answer.status for answer in answers] == [413]


class Waiting:
    """A connection that counts how often it is looked at."""

    def __init__(self, usable: bool = True) -> None:
        self.usable = usable
        self.looks = 0

    def is_usable(self) -> bool:
        self.looks += 1
        return self.usable


def test_a_connection_that_waits_is_looked_at_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SimpleNamespace(now=100.0, monotonic=lambda: clock.now)
    monkeypatch.setattr(pool, "time", clock)
    idle: pool._IdleConnections[Any] = pool._IdleConnections()
    ended = [Waiting() for _ in range(4)]
    for each in ended:
        assert idle.put("a", each) is None
    for looks in (1, 2):
        clock.now += 1
        for _ in range(50):
            assert idle.put("a", idle.take("a")) is None
        assert ended[0].looks == looks
    clock.now += 1
    for each in ended:
        each.usable = False
    assert [idle.put("a", Waiting()) for _ in range(6)] == [*ended, None, None]
