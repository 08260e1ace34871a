"""Sockets of asyncio: whichever address answers first, and none is left open."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from typing import Any

import pytest

from timeback._http.asyncio_sockets import connected

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
