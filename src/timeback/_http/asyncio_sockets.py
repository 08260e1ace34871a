"""Sockets of asyncio, connected to whichever address of a host answers first.

asyncio's own way of doing so leaks sockets when it is cancelled, and uvloop has none.
"""

from __future__ import annotations

import asyncio
import itertools
import socket
from collections.abc import Iterable
from typing import Any

__all__ = ["connected"]

_STAGGER = 0.25  # RFC 8305 8


async def connected(host: str, port: int) -> socket.socket:
    """A socket that is connected to a host; the caller bounds the time.

    Raises:
        OSError: The host has no address, or none that answers.
    """
    loop = asyncio.get_running_loop()
    ways = iter(_by_turns((each[0], each[4]) for each in await _addresses(host, port)))
    attempts: set[asyncio.Task[socket.socket]] = set()
    faults: list[BaseException] = []
    try:
        while (way := next(ways, None)) or attempts:
            if way:
                attempts.add(loop.create_task(_attempt(*way)))
            ended, _ = await asyncio.wait(
                attempts, timeout=_STAGGER if way else None, return_when=asyncio.FIRST_COMPLETED
            )
            for each in ended:
                attempts.remove(each)
                if (fault := each.exception()) is None:
                    return each.result()
                faults.append(fault)
    finally:
        for each in attempts:
            each.cancel()
            each.add_done_callback(_close)
    if len(faults) == 1:
        raise faults[0]
    raise OSError("no address of the host answers") from BaseExceptionGroup("one each", faults)


async def _addresses(host: str, port: int) -> list[Any]:
    """The addresses of a host; one that is an address needs no thread to find it."""
    try:
        return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_NUMERICHOST)
    except socket.gaierror:
        return await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)


async def _attempt(family: int, address: Any) -> socket.socket:
    # asyncio sends at once only what says that it is TCP.
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        made.setblocking(False)
        await asyncio.get_running_loop().sock_connect(made, address)
    except BaseException:
        made.close()
        raise
    return made


def _close(attempt: asyncio.Task[socket.socket]) -> None:
    """Close what another attempt was quicker than."""
    if not attempt.cancelled() and attempt.exception() is None:
        attempt.result().close()


def _by_turns(addresses: Iterable[tuple[int, Any]]) -> list[tuple[int, Any]]:
    """The families in turns: where one of them leads nowhere, the other is not far behind."""
    families: dict[int, list[tuple[int, Any]]] = {}
    for each in addresses:
        families.setdefault(each[0], []).append(each)
    turns = itertools.zip_longest(*families.values())
    return [each for turn in turns for each in turn if each is not None]
