"""The measures as the published client does them; it has async clients only."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Coroutine
from typing import Any

import measuring
from data import page_of_users
from measuring import Figures
from timeback_oneroster import OneRosterClient, User


def client(base_url: str, path: str = "/0/10000") -> OneRosterClient:
    """A client of the local server."""
    return OneRosterClient(
        base_url=base_url + path, auth_url=base_url + "/oauth2/token", client_id="id", client_secret="secret"
    )


def decode(content: bytes) -> list[User]:
    """From bytes to models."""
    return [User.model_validate(row) for row in json.loads(content)["users"]]


def decoding(_: str) -> Figures:
    content = page_of_users()
    return {"peer": measuring.per_call(lambda: decode(content), 15)}


def memory(_: str) -> Figures:
    content = page_of_users()
    return {"peer": measuring.bytes_per_row(lambda: decode(content))}


def with_client(
    path: str, use: Callable[[OneRosterClient], Coroutine[Any, Any, float]]
) -> Callable[[str], Figures]:
    """A measure that uses one client, whose token and connection are there already."""

    async def run(base_url: str) -> float:
        one = client(base_url, path)
        await one.users.get("user-1")
        result = await use(one)
        await one.close()
        return result

    return lambda base_url: {"peer": asyncio.run(run(base_url))}


def streaming(rows: int, page_size: int) -> Callable[[OneRosterClient], Coroutine[Any, Any, float]]:
    return lambda one: measuring.seconds_to_drain(aiter(one.users.stream(limit=page_size)), rows)


def growth(one: OneRosterClient) -> Coroutine[Any, Any, float]:
    return measuring.growth_over(aiter(one.users.stream(limit=1000)), 1000)


async def sequential(one: OneRosterClient) -> float:
    started = time.perf_counter()
    await measuring.one_after_another(one.users.get, 300)
    return (time.perf_counter() - started) / 300


def concurrent(count: int) -> Callable[[OneRosterClient], Coroutine[Any, Any, float]]:
    return lambda one: measuring.at_once(one.users.get, count, 1000)


def first_call(base_url: str) -> Figures:
    async def once() -> float:
        started = time.perf_counter()
        one = client(base_url)
        await one.users.get("user-1")
        took = time.perf_counter() - started
        await one.close()
        return took

    async def several() -> Figures:
        cold = await once()
        rest = sorted([await once() for _ in range(9)])
        return {"peer cold": cold, "peer": rest[4]}

    return asyncio.run(several())


if __name__ == "__main__":
    measuring.main(
        {
            "decode": decoding,
            "memory": memory,
            "stream": with_client("/0/10000", streaming(10_000, 100)),
            "stream-slow": with_client("/100/2000", streaming(2_000, 100)),
            "stream-long": with_client("/0/200000", growth),
            "get": with_client("/0/10000", sequential),
            "get-32": with_client("/0/10000", concurrent(32)),
            "get-100": with_client("/0/10000", concurrent(100)),
            "first": first_call,
        }
    )
