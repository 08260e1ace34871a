"""HTTP/1.1 on the wire: what goes out, and which bytes make an answer."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterable, Iterator

import h11
import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@pytest.mark.parametrize("name", ["x", "x y", "x:", "", "ä"])
@pytest.mark.parametrize("value", ["b", "b\r\nc: d", "b\nc", "b\rc", "b\0", " b", "b ", "ä", "\x7f", "\x01"])
def test_a_header_that_would_be_another_or_none_is_refused(name: str, value: str) -> None:
    request = sent(**{name: value})
    if (name, value) == ("x", "b"):
        assert b"\r\nx: b\r\n" in encoded(request)
        return
    with pytest.raises(LocalProtocolError) as caught:
        encoded(request)
    assert "b" not in str(caught.value).split()


@pytest.mark.parametrize("value", ["", "a", "a b\tc", '"{}"'])
def test_a_header_takes_what_can_be_printed(value: str) -> None:
    assert f"\r\nx: {value}\r\n".encode() in encoded(sent(x=value))


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
    ("method", "head"),
    [
        ("HEAD", OK + b"Content-Length: 5\r\n"),
        ("HEAD", OK + b"Transfer-Encoding: chunked\r\n"),
        ("HEAD", OK),
        ("PUT", b"HTTP/1.1 204 X\r\n"),
        ("PUT", b"HTTP/1.1 204 X\r\nContent-Length: 5\r\n"),
        ("GET", b"HTTP/1.1 304 X\r\nContent-Length: 5\r\n"),
    ],
)
def test_an_answer_without_a_body_is_whole_with_its_header(method: str, head: bytes) -> None:
    answer, body = read(head + b"\r\n", method=method)
    assert (body, answer.is_whole, answer.keeps_alive) == (b"", True, True)


def test_lines_may_end_in_a_line_feed_alone() -> None:
    answer, body = read(b"HTTP/1.1 200 OK\nContent-Length: 2\n\nab")
    assert (answer.is_whole, body) == (True, b"ab")


def test_an_answer_goes_with_its_last_user() -> None:
    gc.disable()
    try:
        seen = weakref.ref(read(OK + b"Content-Length: 1\r\n\r\na")[0])
        assert seen() is None
    finally:
        gc.enable()


def test_without_a_length_the_end_of_the_connection_is_that_of_the_body() -> None:
    answer, body = read(OK + b"\r\nabc", b"")
    assert (body, answer.is_whole, answer.keeps_alive) == (b"abc", True, False)


@pytest.mark.parametrize("end", [b"Connection: close\r\n", b""])
def test_a_connection_is_kept_unless_the_server_says_otherwise(end: bytes) -> None:
    answer, _ = read(OK + end + b"Content-Length: 0\r\n\r\n")
    assert answer.keeps_alive is not bool(end)


@pytest.mark.parametrize("surplus", [OK + b"Content-Length: 0\r\n\r\n", b"noise", b"H"])
def test_after_bytes_that_nobody_asked_for_the_connection_is_not_used_again(surplus: bytes) -> None:
    answer, body = read(OK + b"Content-Length: 1\r\n\r\na" + surplus)
    assert (body, answer.status, answer.is_whole, answer.keeps_alive) == (b"a", 200, True, False)


@pytest.mark.parametrize(
    ("method", "content"),
    [
        ("HEAD", OK + b"Content-Length: 1\r\n\r\na"),
        ("HEAD", OK + b"Transfer-Encoding: chunked\r\n\r\n5"),
        ("HEAD", OK + b"Connection: close\r\n\r\n"),
        ("HEAD", b"HTTP/1.0 200 OK\r\n\r\n"),
        ("GET", b"HTTP/1.1 204 X\r\nContent-Length: 1\r\n\r\na"),
        ("GET", b"HTTP/1.1 304 X\r\nContent-Length: 1\r\n\r\na"),
    ],
)
def test_nor_after_a_body_where_none_belongs_or_a_farewell(method: str, content: bytes) -> None:
    answer, body = read(content, method=method)
    assert (body, answer.is_whole, answer.keeps_alive) == (b"", True, False)


@pytest.mark.parametrize(
    "pieces",
    [
        (b"",),
        (OK, b""),
        (OK + b"Content-Length: 5\r\n\r\nabc", b""),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", b""),
        (b"SSH-2.0-OpenSSH\r\n",),
        (b"HTTP/1.1 000 secret\r\nContent-Length: 0\r\n\r\n",),
        (b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",),
        (OK + b"no colon secret\r\n\r\n",),
        (OK + b"Content-Length : 1\r\n\r\n",),
        (OK + b"Content-Length: 1 secret\r\n\r\n",),
        (OK + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n",),
        (OK + b"Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",),
        (OK + b"Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n",),
        (OK + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n",),
        (OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n",),
        (OK + b"Transfer-Encoding: identity\r\n\r\n",),
        (OK + b"X: secret\r\n folded\r\n\r\n",),
        (OK + b"X: a\rContent-Length: 1\r\n\r\n",),
        (OK + b"X: a\0\r\n\r\n",),
        (OK + b"Transfer-Encoding: chunked\r\n\r\nsecret\r\n",),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n",),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n1\r\nabc\r\n",),
        (OK + b"Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n",),
        (OK, *[b"a: " + b"b" * 30_000 + b"\r\n"] * (MAX_HEADER // 30_000 + 1)),
    ],
)
def test_what_is_no_whole_answer_is_refused_and_not_quoted(pieces: tuple[bytes, ...]) -> None:
    with pytest.raises(RemoteProtocolError) as caught:
        read(*pieces)
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    "endless",
    [
        b"HTTP/1.1 200 ",
        OK + b"x: ",
        OK + b"transfer-encoding: chunked\r\n\r\n1;",
        OK + b"transfer-encoding: chunked\r\n\r\n1\r\na\r\n0\r\nx: ",
    ],
)
def test_what_is_beside_a_body_is_bounded(endless: bytes) -> None:
    with pytest.raises(RemoteProtocolError, match="too long"):
        read(endless, *[b"a" * 1024] * (MAX_HEADER // 1024 + 2))


def test_words_in_between_without_end_are_bounded_too() -> None:
    with pytest.raises(RemoteProtocolError, match="too long"):
        read(*[b"HTTP/1.1 100 Continue\r\n\r\n"] * (MAX_HEADER // 20))


def by_h11(content: bytes, method: str) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    connection = h11.Connection(h11.CLIENT)
    connection.send(h11.Request(method=method, target="/", headers=[("host", "x")]))
    connection.send(h11.EndOfMessage())
    connection.receive_data(content)
    status, headers, body = 0, [], b""
    while not isinstance(event := connection.next_event(), h11.EndOfMessage):
        assert event is not h11.NEED_DATA
        if isinstance(event, h11.Response):
            status, headers = event.status_code, list(event.headers)
        elif isinstance(event, h11.Data):
            body += event.data
    return status, headers, body


def pieces_of(content: bytes, cuts: Iterable[int]) -> Iterator[bytes]:
    for cut in (*cuts, len(content)):
        piece, content = content[:cut], content[cut:]
        if piece:
            yield piece


@st.composite
def contents(draw: st.DrawFn) -> tuple[str, bytes]:
    """The method of a request, and an answer to it."""
    tokens = st.text("abcXYZ-09_", min_size=1, max_size=8).map("x-{}".format)
    letters = st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f")
    fields = st.lists(st.tuples(tokens, st.text(letters, max_size=20).map(str.strip)), max_size=4)
    method = draw(st.sampled_from(["GET", "HEAD"]))
    status = draw(st.sampled_from([200, 201, 204, 304, 404, 500]))
    lines = [f"{name}: {value}\r\n" for name, value in draw(fields)]
    parts = draw(st.lists(st.binary(min_size=1, max_size=20), max_size=5))
    if draw(st.booleans()):
        lines.append("transfer-encoding: chunked\r\n")
        body = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\nx-late: 1\r\n\r\n"
    else:
        body = b"".join(parts)
        lines.append(f"content-length: {len(body)}\r\n")
    head = f"HTTP/1.1 {status} Word\r\n{''.join(lines)}\r\n".encode("latin-1")
    early = draw(st.sampled_from([b"", b"HTTP/1.1 103 Early\r\nlink: a\r\n\r\n"]))
    return method, early + head + (b"" if method == "HEAD" or status in (204, 304) else body)


@given(contents(), st.lists(st.integers(1, 30), max_size=20))
def test_an_answer_is_read_as_h11_reads_it_in_whatever_pieces(
    sample: tuple[str, bytes], cuts: list[int]
) -> None:
    method, content = sample
    answer, body = read(*pieces_of(content, cuts), method=method)
    headers = [(name.lower().encode(), value.encode("latin-1")) for name, value in answer.headers]
    assert (answer.status, headers, body) == by_h11(content, method)
    assert answer.is_whole
    assert answer.keeps_alive
