"""HTTP/1.1 on the wire: what goes out, and which bytes make an answer."""

from __future__ import annotations

import pytest

from timeback._http.connections import MAX_HEADER, OutgoingRequest
from timeback._http.failures import LocalProtocolError, RemoteProtocolError
from timeback._http.wire import Answer, encoded
from timeback._secrets import Headers

OK = b"HTTP/1.1 200 OK\r\n"


def sent(method: str = "GET", content: bytes | None = None, **headers: str) -> OutgoingRequest:
    return OutgoingRequest(method, "http://api.test:8000/a?b=c", Headers(headers), content, 0.0)


def read(*pieces: bytes, method: str = "GET") -> tuple[Answer, bytes]:
    answer = Answer(method)
    return answer, b"".join(part for piece in pieces for part in answer.feed(piece))


def test_a_request_is_one_piece() -> None:
    head, _, body = encoded(sent("POST", b"{}", accept="application/json")).partition(b"\r\n\r\n")
    first, *fields = head.split(b"\r\n")
    assert first == b"POST /a?b=c HTTP/1.1"
    assert {b"host: api.test:8000", b"accept: application/json", b"content-length: 2"} < {*fields}
    assert body == b"{}"


def test_a_write_without_a_body_says_so() -> None:
    assert b"content-length: 0\r\n\r\n" in encoded(sent("PUT"))
    assert b"content-length" not in encoded(sent("DELETE"))


@pytest.mark.parametrize("value", ["a\r\nb: c", "a\nb", "a\rb", "a\0b"])
def test_no_value_makes_another_line(value: str) -> None:
    with pytest.raises(LocalProtocolError) as caught:
        encoded(sent(name=value))
    assert "b" not in str(caught.value).split()


def test_no_method_is_a_request_of_its_own() -> None:
    with pytest.raises(LocalProtocolError):
        encoded(sent("GET / HTTP/1.1\r\n\r\nGET"))


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_an_answer_may_come_in_any_pieces(size: int) -> None:
    whole = OK + b"Content-Length: 5\r\nX-A: b\r\n\r\nabcde"
    answer, body = read(*(whole[at : at + size] for at in range(0, len(whole), size)))
    assert (answer.status, body, answer.is_whole, answer.keeps_alive) == (200, b"abcde", True, True)
    assert answer.headers == [("Content-Length", "5"), ("X-A", "b")]


def test_chunks_and_what_trails_them() -> None:
    answer, body = read(
        OK + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\nX-Late: 1\r\n\r\n"
    )
    assert (body, answer.is_whole, answer.keeps_alive) == (b"abcde", True, True)
    assert [name for name, _ in answer.headers] == ["Transfer-Encoding"]


def test_a_word_in_between_is_no_answer() -> None:
    answer, body = read(b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n", OK + b"Content-Length: 1\r\n\r\na")
    assert (answer.status, body) == (200, b"a")
    assert [name for name, _ in answer.headers] == ["Content-Length"]


@pytest.mark.parametrize(
    ("method", "head"), [("HEAD", OK + b"Content-Length: 5\r\n"), ("PUT", b"HTTP/1.1 204 X\r\n")]
)
def test_an_answer_without_a_body_is_whole_with_its_header(method: str, head: bytes) -> None:
    answer, body = read(head + b"\r\n", method=method)
    assert (body, answer.is_whole, answer.keeps_alive) == (b"", True, True)


def test_lines_may_end_in_a_line_feed_alone() -> None:
    answer, body = read(b"HTTP/1.1 200 OK\nContent-Length: 2\n\nab")
    assert (answer.is_whole, body) == (True, b"ab")


def test_without_a_length_the_end_of_the_connection_is_that_of_the_body() -> None:
    answer, body = read(OK + b"\r\nabc", b"")
    assert (body, answer.is_whole, answer.keeps_alive) == (b"abc", True, False)


@pytest.mark.parametrize("end", [b"Connection: close\r\n", b""])
def test_a_connection_is_kept_unless_the_server_says_otherwise(end: bytes) -> None:
    answer, _ = read(OK + end + b"Content-Length: 0\r\n\r\n")
    assert answer.keeps_alive is not bool(end)


@pytest.mark.parametrize("surplus", [OK + b"Content-Length: 0\r\n\r\n", b"noise"])
def test_after_bytes_that_nobody_asked_for_the_connection_is_not_used_again(surplus: bytes) -> None:
    answer, body = read(OK + b"Content-Length: 1\r\n\r\na" + surplus)
    assert (body, answer.status, answer.is_whole, answer.keeps_alive) == (b"a", 200, True, False)


@pytest.mark.parametrize(
    "pieces",
    [
        (b"",),
        (OK, b""),
        (OK + b"Content-Length: 5\r\n\r\nabc", b""),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", b""),
        (b"SSH-2.0-OpenSSH\r\n",),
        (OK + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n",),
        (OK, *[b"a: " + b"b" * 30_000 + b"\r\n"] * (MAX_HEADER // 30_000 + 1)),
    ],
)
def test_what_is_no_whole_answer_is_refused(pieces: tuple[bytes, ...]) -> None:
    with pytest.raises(RemoteProtocolError):
        read(*pieces)
