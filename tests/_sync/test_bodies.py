# Generated from tests/_async/test_bodies.py by setup_unasync.py; do not edit.
"""Bodies of answers: how large, how long, how packed they may be; the same with every engine."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Callable
from typing import Any

import pytest

from tests.raw_server import RawServer, Reply, reply
from timeback import (
    APIConnectionError,
    APITimeoutError,
    OneRosterClient,
    FailureReason,
    InvalidOptionError,
)
from timeback._http.body import unpack
from timeback._http.failures import ReadTimeout

BODY = b'{"a": 1}'
MEGABYTE = 1024 * 1024


def raw_deflate(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


def chunked(content: bytes, **headers: str) -> Reply:
    """The same without a length said in advance."""
    lines = [
        "HTTP/1.1 200 OK",
        "transfer-encoding: chunked",
        *(f"{n.replace('_', '-')}: {v}" for n, v in headers.items()),
    ]
    body = b"%x\r\n" % len(content) + content + b"\r\n0\r\n\r\n"
    return Reply("\r\n".join(lines).encode() + b"\r\n\r\n" + body)


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress, raw_deflate])
def test_what_is_packed_is_unpacked(pack: Callable[[bytes], bytes], engine: dict[str, Any]) -> None:
    coding = "gzip" if pack is gzip.compress else "deflate"
    large = b"[" + b"1," * 500_000 + b"1]"
    with RawServer(
        [reply(pack(BODY), content_encoding=coding), chunked(pack(large), content_encoding=coding)]
    ) as server:
        with OneRosterClient(**server.open, **engine) as client:
            assert (client.request("GET", "/x")).content == BODY
            assert (client.request("GET", "/x")).content == large
    assert server.seen[0].headers["accept-encoding"] == "gzip, deflate"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "gzip, zstd"])
@pytest.mark.parametrize("content", [BODY, gzip.compress(BODY * 99)[:-9]], ids=["plain", "cut"])
def test_what_is_not_packed_as_it_says_is_our_error(
    coding: str, content: bytes, engine: dict[str, Any]
) -> None:
    with RawServer([reply(content, content_encoding=coding)]) as server:
        with OneRosterClient(**server.open, **engine, max_retries=0) as client:
            with pytest.raises(APIConnectionError, match="could not be read") as caught:
                client.request("GET", "/x")
            assert (client.request("HEAD", "/x")).content == b""
    assert caught.value.reason is FailureReason.UNREADABLE


@pytest.mark.parametrize(
    "answer",
    [
        reply(b" " * 3000),
        chunked(b" " * 3000),
        chunked(gzip.compress(b" " * 100 * MEGABYTE), content_encoding="gzip"),
        reply(gzip.compress(gzip.compress(b" " * 100 * MEGABYTE)), content_encoding="gzip, gzip"),
    ],
    ids=["long", "chunked", "packed", "twice packed"],
)  # fmt: skip
def test_a_body_that_is_too_large_is_our_error_and_not_asked_for_again(
    answer: Reply, engine: dict[str, Any]
) -> None:
    with RawServer([answer, reply(BODY)]) as server:
        with OneRosterClient(**server.open, **engine, max_body=2999) as client:
            with pytest.raises(APIConnectionError, match="larger than max_body=2999 bytes") as caught:
                client.request("GET", "/x")
            assert (client.request("GET", "/x")).content == BODY
    assert (caught.value.reason, caught.value.attempts) == (FailureReason.TOO_LARGE, 1)


def test_a_body_that_just_fits_is_read(engine: dict[str, Any]) -> None:
    with RawServer(
        [reply(b" " * 3000), chunked(gzip.compress(b" " * 3000), content_encoding="gzip")]
    ) as server:
        with OneRosterClient(**server.open, **engine, max_body=3000) as client:
            for _ in range(2):
                assert len((client.request("GET", "/x")).content) == 3000


class Flood:
    """A server whose body never ends, as fast as it is read."""

    def __init__(self) -> None:
        self.sent = 0

    def __call__(self, connection: Any) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-length: 99999999999\r\n\r\n")
        part = b" " * MEGABYTE
        while True:
            connection.sendall(part)
            self.sent += len(part)


def test_the_timeout_holds_while_a_body_keeps_flowing(engine: dict[str, Any]) -> None:
    with RawServer(flood=Flood()) as server:
        with OneRosterClient(
            **server.open, **engine, timeout=0.5, max_body=2**40, max_retries=0
        ) as client:
            started = time.monotonic()
            with pytest.raises(APITimeoutError):
                client.request("GET", "/x")
            assert time.monotonic() - started < 3


def test_unpacking_ends_at_the_deadline() -> None:
    packed = gzip.compress(b" " * 2 * MEGABYTE)
    assert len(unpack(packed, ["gzip"], 2 * MEGABYTE, time.monotonic() + 60)) == 2 * MEGABYTE
    with pytest.raises(ReadTimeout):
        unpack(packed, ["gzip"], 2 * MEGABYTE, time.monotonic())


@pytest.mark.parametrize("size", [0, -1, 1.5, "1", True, None])
def test_a_size_that_makes_no_sense_is_refused(size: Any) -> None:
    with pytest.raises(InvalidOptionError, match="max_body"):
        OneRosterClient(base_url="http://127.0.0.1", auth=None, max_body=size)


def test_a_response_header_of_many_kilobytes_is_read(engine: dict[str, Any]) -> None:
    with RawServer(
        [reply(BODY, link="<https://api.example/x?filter=" + "a" * 60_000 + '>; rel="next"')]
    ) as server:
        with OneRosterClient(**server.open, **engine) as client:
            answer = client.request("GET", "/x")
    assert len(answer.headers["link"]) > 60_000
