"""Which connection a request takes, where it is sent on to, and how an answer is unpacked."""

from __future__ import annotations

import gzip
from typing import Any

import pytest

from tests.raw_server import RawServer, Reply, Seen, reply
from tests.samples import user_page, user_row
from timeback import APIConnectionError, APIStatusError, AsyncOneRosterClient

OK = reply(user_page(user_row()))
TOKEN = reply({"access_token": "short", "expires_in": 0.001})


async def test_each_host_has_a_connection_that_lasts() -> None:
    with RawServer(token_replies=[TOKEN] * 5) as tokens, RawServer([OK]) as server:
        where = {**server.credentials, "auth_url": f"{tokens.base_url}/token"}
        async with AsyncOneRosterClient(**where) as client:
            for _ in range(5):
                await client.users.list()
                await client._channel.transport.clock.sleep(0.002)
    assert (tokens.tokens, tokens.connections, len(server.seen), server.connections) == (5, 1, 5, 1)


async def test_a_connection_that_the_server_ends_is_not_kept() -> None:
    ends = reply(user_page(user_row()), connection="close")
    with RawServer([ends.last()] * 3 + [OK]) as server:
        async with AsyncOneRosterClient(**server.open, max_retries=0) as client:
            for _ in range(5):
                await client.users.list()
    assert [seen.connection for seen in server.seen] == [1, 2, 3, 4, 4]


@pytest.mark.parametrize(
    ("method", "status", "followed"),
    [
        ("GET", 301, True), ("GET", 302, True), ("GET", 303, True), ("GET", 307, True), ("GET", 308, True),
        ("PUT", 301, True), ("PUT", 302, False), ("PUT", 303, False), ("PUT", 307, True),
        ("POST", 301, False), ("POST", 302, False), ("POST", 308, True), ("GET", 300, False),
    ],
)  # fmt: skip
async def test_a_redirect_is_followed_where_the_method_stays(
    method: str, status: int, followed: bool
) -> None:
    with RawServer([reply(None, status, location="elsewhere?x=%2F"), reply({"done": True})]) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            if followed:
                body = {} if method != "GET" else None
                assert (await client.request(method, "/here/", json=body)).json() == {"done": True}
                assert (server.seen[1].method, server.seen[1].target) == (method, "/here/elsewhere?x=%2F")
                assert server.seen[1].body == server.seen[0].body
            else:
                with pytest.raises(APIStatusError) as caught:
                    await client.request(method, "/here/")
                assert (caught.value.status, len(server.seen)) == (status, 1)


async def test_a_redirect_to_nowhere_is_our_error_and_is_not_quoted() -> None:
    with RawServer([reply(None, 307, location="http://x:secret")]) as server:
        async with AsyncOneRosterClient(**server.open, max_retries=0) as client:
            with pytest.raises(APIConnectionError) as caught:
                await client.users.list()
    error: BaseException | None = caught.value
    while error is not None:
        assert "secret" not in str(error)
        error = error.__cause__


async def test_redirects_in_a_circle_end() -> None:
    with RawServer([reply(None, 307, location="/round")]) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            with pytest.raises(APIStatusError):
                await client.users.list()
    assert len(server.seen) == 6


@pytest.mark.parametrize(
    ("path", "target"),
    [("/a b?x=ü", "/a%20b?x=%C3%BC"), ("/a/../b", "/b"), ("/a#b", "/a"), ("/%2F%20x", "/%2F%20x")],
)
async def test_a_path_is_written_as_a_server_can_read_it(path: str, target: str) -> None:
    with RawServer([OK]) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            await client.request("GET", path)
    assert [seen.target for seen in server.seen] == [target]


async def test_a_packed_answer_is_unpacked() -> None:
    packed = gzip.compress(OK.content.partition(b"\r\n\r\n")[2])
    with RawServer(
        [reply(packed, content_encoding="gzip"), reply({"users": []}, content_encoding="gzip")]
    ) as server:
        async with AsyncOneRosterClient(**server.open, max_retries=0) as client:
            assert len(await client.users.list()) == 1
            with pytest.raises(APIConnectionError, match=r"content encoding of .* could not be read"):
                await client.users.list()
    assert "gzip" in server.seen[0].headers["accept-encoding"]


async def test_a_header_that_repeats_is_one_under_a_name_in_lower_case() -> None:
    head = b"HTTP/1.1 200 OK\r\nX-Part: a\r\ncontent-length: 2\r\nx-part: b\r\n\r\n{}"
    with RawServer([Reply(head)]) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            answer = await client.request("GET", "/x")
    assert answer.headers == {"x-part": "a, b", "content-length": "2"}


@pytest.mark.parametrize(("method", "length"), [("POST", "0"), ("PUT", "0"), ("GET", None)])
async def test_a_request_without_a_body_says_so_where_one_is_expected(method: str, length: Any) -> None:
    def answer(seen: Seen) -> Reply:
        return reply({"length": seen.headers.get("content-length")})

    with RawServer(script=answer) as server:
        async with AsyncOneRosterClient(**server.open) as client:
            assert (await client.request(method, "/x")).json() == {"length": length}
