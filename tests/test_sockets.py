"""Sockets: asyncio takes whichever address answers first and leaves none open; a thread waits for its own in time."""

from __future__ import annotations

import asyncio
import socket
import ssl
import struct
from collections.abc import Iterator
from typing import Any

import pytest

from timeback._http import socket_stream
from timeback._http.asyncio_sockets import connected
from timeback._http.failures import ConnectError, ReadError, ReadTimeout, WriteTimeout
from timeback._http.socket_stream import SocketStream

SILENT = "192.0.2.1"  # RFC 5737: for documentation, so nobody answers


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener


def addresses(*hosts: str) -> Any:
    """A resolver that gives these addresses for any name."""

    async def resolve(host: str, port: int, **kind: Any) -> list[Any]:
        family = {True: socket.AF_INET6, False: socket.AF_INET}
        return [(family[":" in each], socket.SOCK_STREAM, 6, "", (each, port)) for each in hosts]

    return resolve


async def test_it_sends_at_once(listener: socket.socket) -> None:
    port = listener.getsockname()[1]
    transport, _ = await asyncio.get_running_loop().create_connection(
        asyncio.Protocol, sock=await connected("127.0.0.1", port)
    )
    opened = transport.get_extra_info("socket")
    assert opened.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
    transport.abort()


async def test_an_address_that_is_silent_holds_up_no_other(
    listener: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = asyncio.get_running_loop()
    connect = loop.sock_connect

    async def attempt(each: socket.socket, address: tuple[str, int]) -> None:
        await (asyncio.sleep(60) if address[0] == SILENT else connect(each, address))

    monkeypatch.setattr(loop, "getaddrinfo", addresses(SILENT, "127.0.0.1"))
    monkeypatch.setattr(loop, "sock_connect", attempt)
    async with asyncio.timeout(10):
        opened = await connected("both.example", listener.getsockname()[1])
    assert opened.getpeername() == listener.getsockname()
    opened.close()


async def test_an_address_is_not_looked_up(listener: socket.socket, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", addresses(SILENT))
    opened = await connected(*listener.getsockname())
    assert opened.getpeername() == listener.getsockname()
    opened.close()


async def test_where_no_address_answers_each_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with pytest.raises(ConnectionRefusedError):
        await connected("127.0.0.1", port)
    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", addresses("127.0.0.1", "127.0.0.1"))
    with pytest.raises(OSError, match="no address") as caught:
        await connected("both.example", port)
    assert isinstance(caught.value.__cause__, ExceptionGroup)
    assert [type(each) for each in caught.value.__cause__.exceptions] == [ConnectionRefusedError] * 2


async def test_a_cancelled_attempt_leaves_no_socket(listener: socket.socket) -> None:
    port = listener.getsockname()[1]
    for rounds in range(40):  # an open one would be a ResourceWarning, which is an error here
        task = asyncio.create_task(connected("127.0.0.1", port))
        for _ in range(rounds % 10):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
        if not task.cancelled():
            task.result().close()


def test_a_stream_waits_no_longer_than_it_may() -> None:
    ours, theirs = socket.socketpair()
    stream = SocketStream(ours)
    with ours, theirs:
        assert ours.gettimeout() == 0  # it waits by one call of the system, not by Python's two for each
        with pytest.raises(ReadTimeout):
            stream.read(10, timeout=0.01)
        with pytest.raises(WriteTimeout):
            stream.write(b"1" * 50_000_000, timeout=0.05)
        theirs.sendall(b"2")
        assert stream.read(10, timeout=1e12) == b"2"
        assert not stream.is_readable()
        theirs.shutdown(socket.SHUT_WR)
        assert stream.is_readable()
        assert stream.read(10, timeout=5) == b""
        ours.close()
        assert stream.is_readable()
        with pytest.raises(ReadError):
            stream.read(10, timeout=5)


def test_one_that_is_reset_before_the_handshake_is_closed(listener: socket.socket) -> None:
    stream = socket_stream.connect(*listener.getsockname(), timeout=5)
    theirs, _ = listener.accept()
    theirs.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    theirs.close()  # without an orderly end
    while not stream.is_readable():
        pass
    with pytest.raises(ConnectError):  # an open one would be a ResourceWarning, which is an error here
        stream.start_tls(ssl.create_default_context(), "127.0.0.1", timeout=5)


@pytest.mark.parametrize("needs", [ssl.SSLWantReadError, ssl.SSLWantWriteError])
def test_a_stream_of_tls_waits_for_what_it_needs(
    needs: type[OSError], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Opened:
        def setblocking(self, flag: bool) -> None: ...

        def pending(self) -> int:
            return 0

        def recv(self, most: int) -> bytes:
            if len(asked) < 2:
                raise needs
            return b"1"

    asked: list[bool] = []
    monkeypatch.setattr(socket_stream, "is_ready", lambda _, writes, seconds: not asked.append(writes))
    stream = socket_stream._TlsStream(Opened())  # type: ignore[arg-type]
    assert stream.read(10, timeout=5) == b"1"
    assert asked == [False, needs is ssl.SSLWantWriteError]
