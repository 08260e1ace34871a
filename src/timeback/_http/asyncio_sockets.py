"""Sockets of asyncio, connected to whichever address of a host answers first.

asyncio's own way of doing so leaks sockets when it is cancelled, and uvloop has none.
"""

from __future__ import annotations

import asyncio
import itertools
import socket
from collections.abc import Iterable
from typing import Any

import anyio

__all__ = ["connected"]

_STAGGER = 0.25  # RFC 8305 8


async def connected(host: str, port: int) -> socket.socket:
    """A socket that is connected to a host; the caller bounds the time.

    Raises:
        OSError: The host has no address, or none that answers.
    """
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    won: list[socket.socket] = []
    faults: list[OSError] = []

    async def attempt(family: int, address: Any, over: anyio.Event) -> None:
        try:
            # asyncio sends at once only what says that it is TCP.
            each = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
            try:
                each.setblocking(False)
                await loop.sock_connect(each, address)
            except BaseException:
                each.close()
                raise
            won.append(each)
            group.cancel_scope.cancel()
        except OSError as error:
            faults.append(error)
        finally:
            over.set()

    try:
        async with anyio.create_task_group() as group:
            for family, address in _by_turns((each[0], each[4]) for each in found):
                over = anyio.Event()
                group.start_soon(attempt, family, address, over)
                with anyio.move_on_after(_STAGGER):
                    await over.wait()
    except BaseException:
        _close(won)
        raise
    _close(won[1:])
    if won:
        return won[0]
    if len(faults) == 1:
        raise faults[0]
    raise OSError("no address of the host answers") from ExceptionGroup("one each", faults)


def _by_turns(addresses: Iterable[tuple[int, Any]]) -> list[tuple[int, Any]]:
    """The families in turns: where one of them leads nowhere, the other is not far behind."""
    families: dict[int, list[tuple[int, Any]]] = {}
    for each in addresses:
        families.setdefault(each[0], []).append(each)
    turns = itertools.zip_longest(*families.values())
    return [each for turn in turns for each in turn if each is not None]


def _close(sockets: list[socket.socket]) -> None:
    for each in sockets:
        each.close()
