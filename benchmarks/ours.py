"""The measures as our clients do them, beside bare httpx and bare msgspec on the same Structs.

It runs in two environments, with the `aiohttp` extra and without.
"""

from __future__ import annotations

import asyncio
import http.client
import socket
import statistics
import threading
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import closing
from typing import Any
from urllib.parse import urlsplit

import httpx
import measuring
import msgspec
from data import page_of_odd_users, page_of_users
from instant import own_work
from measuring import Figures

from timeback import AsyncOneRosterClient, OneRosterClient
from timeback._async.resource import PREFETCH
from timeback._codec.decode import decode_list
from timeback.models.oneroster import User

PATH = "/0/10000"
HEADERS = {"accept": "application/json", "authorization": "Bearer bench-token"}


class Page(msgspec.Struct):
    """The envelope of a page, for the bare decoder."""

    users: list[User]
    totalCount: int  # noqa: N815


class One(msgspec.Struct):
    """The envelope of a user, for the bare decoder."""

    user: User


bare_page = msgspec.json.Decoder(Page, strict=False).decode
bare_one = msgspec.json.Decoder(One, strict=False).decode


def credentials(base_url: str, path: str) -> dict[str, Any]:
    return {
        "base_url": base_url + path,
        "auth_url": base_url + "/oauth2/token",
        "client_id": "id",
        "client_secret": "secret",
    }


def users_url(base_url: str) -> str:
    return base_url + PATH + "/ims/oneroster/rostering/v1p2/users/"


def decoding(_: str) -> Figures:
    content = page_of_users()
    odd = page_of_odd_users()
    runs = {
        "ours": lambda: decode_list(content, User, ("users",)),
        "bare": lambda: bare_page(content),
        "odd": lambda: decode_list(odd, User, ("users",)),
    }
    return measuring.taking_turns(runs, 41, 1)


def memory(_: str) -> Figures:
    content = page_of_users()
    return {"ours": measuring.bytes_per_row(lambda: decode_list(content, User, ("users",)).rows)}


def with_async(
    path: str, use: Callable[[AsyncOneRosterClient], Awaitable[float]]
) -> Callable[[str], Figures]:
    """A measure that uses one client, whose token and connection are there already."""

    async def run(base_url: str) -> float:
        async with AsyncOneRosterClient(**credentials(base_url, path)) as one:
            await one.users.get("user-1")
            return await use(one)

    return lambda base_url: {"ours": asyncio.run(run(base_url))}


def with_sync(path: str, use: Callable[[OneRosterClient], float]) -> Callable[[str], Figures]:
    """As `with_async`, with the other form of the client."""

    def run(base_url: str) -> Figures:
        with OneRosterClient(**credentials(base_url, path)) as one:
            one.users.get("user-1")
            return {"ours": use(one)}

    return run


def drain(rows: int) -> Callable[[AsyncOneRosterClient], Awaitable[float]]:
    return lambda one: measuring.seconds_to_drain(aiter(one.users.stream(limit=100)), rows)


def drain_sync(rows: int) -> Callable[[OneRosterClient], float]:
    def run(one: OneRosterClient) -> None:
        count = sum(1 for _ in one.users.stream(limit=100))
        assert count == rows, f"{count} rows, not {rows}"

    return lambda one: measuring.timed(lambda: run(one))


def growth(one: AsyncOneRosterClient) -> Coroutine[Any, Any, float]:
    return measuring.growth_over(aiter(one.users.stream(limit=1000)), 1000)


def growth_sync(one: OneRosterClient) -> float:
    return measuring.growth_over_sync(iter(one.users.stream(limit=1000)), 1000)


def and_bound(measure: Callable[[str], Figures]) -> Callable[[str], Figures]:
    """Add what the pages weigh that a stream may hold: the one in hand and those ahead, bodies included."""

    def run(base_url: str) -> Figures:
        figures = measure(base_url)
        content = page_of_users()
        decoded = measuring.bytes_per_row(lambda: decode_list(content, User, ("users",)).rows) * 1000
        return {**figures, "pages": (1 + PREFETCH) * (decoded + len(content))}

    return run


def sequential(base_url: str) -> Figures:
    """Ours and bare httpx in turns, in one process."""

    async def run() -> Figures:
        loop = asyncio.get_running_loop()
        url = users_url(base_url)
        async with (
            AsyncOneRosterClient(**credentials(base_url, PATH)) as one,
            httpx.AsyncClient(headers=HEADERS, trust_env=False) as bare,
        ):

            async def bare_get(name: str) -> User:
                return bare_one((await bare.get(url + name)).content).user

            gets: dict[str, Callable[[str], Awaitable[Any]]] = {"ours": one.users.get, "bare": bare_get}
            taken: dict[str, list[float]] = {name: [] for name in gets}
            for number in range(13):
                for name in sorted(gets, reverse=bool(number % 2)):
                    started = loop.time()
                    await measuring.one_after_another(gets[name], 40)
                    taken[name].append((loop.time() - started) / 40)
            return {name: statistics.median(values[1:]) for name, values in taken.items()}

    return asyncio.run(run())


def sequential_sync(base_url: str) -> Figures:
    url = users_url(base_url)
    with (
        OneRosterClient(**credentials(base_url, PATH)) as one,
        httpx.Client(headers=HEADERS, trust_env=False) as bare,
    ):

        def calls(get: Callable[[str], Any]) -> Callable[[], None]:
            def run() -> None:
                for index in range(40):
                    get(f"user-{index}")

            return run

        def bare_get(name: str) -> User:
            return bare_one(bare.get(url + name).content).user

        address = urlsplit(url)
        host, port, path = str(address.hostname), address.port or 80, address.path
        plain = http.client.HTTPConnection(host, port)

        def plain_get(name: str) -> User:
            plain.request("GET", path + name, headers=HEADERS)
            return bare_one(plain.getresponse().read()).user

        connection = socket.create_connection((host, port))

        def raw_get(name: str) -> None:
            connection.sendall(f"GET {path}{name} HTTP/1.1\r\nhost: {host}\r\n\r\n".encode())
            connection.recv(65536)

        runs = {
            "ours": calls(one.users.get),
            "bare": calls(bare_get),
            "http.client": calls(plain_get),
            "socket": calls(raw_get),
        }
        with closing(plain), connection:
            return measuring.taking_turns(runs, 12, 40)


def concurrent(count: int) -> Callable[[AsyncOneRosterClient], Awaitable[float]]:
    return lambda one: measuring.at_once(one.users.get, count, 1000)


def concurrent_bare(count: int) -> Callable[[str], Figures]:
    async def run(base_url: str) -> float:
        url = users_url(base_url)
        async with httpx.AsyncClient(headers=HEADERS, trust_env=False) as bare:

            async def get(name: str) -> User:
                return bare_one((await bare.get(url + name)).content).user

            return await measuring.at_once(get, count, 1000)

    return lambda base_url: {"bare": asyncio.run(run(base_url))}


def threads(base_url: str) -> Figures:
    """One client for sixteen threads, and one for each, in turns."""
    clients = [OneRosterClient(**credentials(base_url, PATH)) for _ in range(17)]

    def calls(users: list[OneRosterClient]) -> Callable[[], None]:
        def worker(one: OneRosterClient) -> None:
            for index in range(20):
                one.users.get(f"user-{index}")

        def run() -> None:
            workers = [threading.Thread(target=worker, args=(one,)) for one in users]
            for each in workers:
                each.start()
            for each in workers:
                each.join()

        return run

    runs = {"shared": calls([clients[0]] * 16), "apart": calls(clients[1:])}
    figures = measuring.taking_turns(runs, 20, 16 * 20)
    for each in clients:
        each.close()
    return figures


def first_call(base_url: str) -> Figures:
    async def once() -> None:
        async with AsyncOneRosterClient(**credentials(base_url, PATH)) as one:
            await one.users.get("user-1")

    def once_sync() -> None:
        with OneRosterClient(**credentials(base_url, PATH)) as one:
            one.users.get("user-1")

    async def several() -> Figures:
        loop = asyncio.get_running_loop()
        taken: list[float] = []
        for _ in range(10):
            started = loop.time()
            await once()
            taken.append(loop.time() - started)
        return {"ours cold": taken[0], "ours": statistics.median(taken[1:])}

    return {**asyncio.run(several()), "ours sync": measuring.per_call(once_sync, 9)}


if __name__ == "__main__":
    measuring.main(
        {
            "decode": decoding,
            "memory": memory,
            "stream": with_async("/0/10000", drain(10_000)),
            "stream-sync": with_sync("/0/10000", drain_sync(10_000)),
            "stream-slow": with_async("/100/2000", drain(2_000)),
            "stream-slow-sync": with_sync("/100/2000", drain_sync(2_000)),
            "stream-long": and_bound(with_async("/0/200000", growth)),
            "stream-long-sync": and_bound(with_sync("/0/200000", growth_sync)),
            "own": own_work,
            "get": sequential,
            "get-sync": sequential_sync,
            "get-32": with_async("/0/10000", concurrent(32)),
            "get-100": with_async("/0/10000", concurrent(100)),
            "bare-32": concurrent_bare(32),
            "bare-100": concurrent_bare(100),
            "threads": threads,
            "first": first_call,
        }
    )
