"""The server that both clients talk to: bare ASGI, with every body made before it is asked for twice.

A base URL holds what a measure needs: `http://host:port/{delay in ms}/{users in the list}`.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

import uvicorn
from data import USERS, encode

ROWS = [encode(user) for user in USERS]
TOKEN = encode({"access_token": "bench-token", "token_type": "Bearer", "expires_in": 3600})
SINGLE = [b'{"user":' + row + b"}" for row in ROWS]

Send = Callable[[dict[str, Any]], Awaitable[None]]

tails: dict[tuple[int, int], bytes] = {}


def page(total: int, offset: int, limit: int) -> bytes:
    """A page of the list, which repeats the same thousand users as often as its total asks.

    The first of a page has an id of its own: a page that comes twice is no list.
    """
    count = max(0, min(limit, total - offset))
    if not count:
        return b'{"totalCount":%d,"users":[]}' % total
    start = offset % len(ROWS)
    if (start, count) not in tails:
        rows = (ROWS[index % len(ROWS)] for index in range(offset + 1, offset + count))
        tails[start, count] = b"".join(b"," + row for row in rows)
    own = USERS[start]["sourcedId"].encode()
    first = ROWS[start].replace(own, b"%s-%d" % (own, offset))
    return b'{"totalCount":%d,"users":[%s%s]}' % (total, first, tails[start, count])


async def answer(send: Send, body: bytes, total: int | None = None) -> None:
    """Send a body as JSON, with the total as a header where there is one."""
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    if total is not None:
        headers.append((b"x-total-count", b"%d" % total))
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def app(scope: dict[str, Any], receive: Callable[[], Awaitable[dict[str, Any]]], send: Send) -> None:
    """Tokens, pages of users and single users; anything else is not asked for."""
    if scope["method"] == "POST":
        while (await receive()).get("more_body"):
            pass
        return await answer(send, TOKEN)
    _, delay, total, *_, last = scope["path"].rstrip("/").split("/")
    if delay != "0":
        await asyncio.sleep(int(delay) / 1000)
    if last != "users":
        return await answer(send, SINGLE[int(last.rpartition("-")[2]) % len(SINGLE)])
    query = parse_qs(scope["query_string"].decode())
    body = page(int(total), int(query["offset"][0]), int(query["limit"][0]))
    return await answer(send, body, int(total))


if __name__ == "__main__":
    uvicorn.run(
        app, host="127.0.0.1", port=int(sys.argv[1]), lifespan="off", log_level="error", access_log=False
    )
