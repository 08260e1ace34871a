"""HTTP/1.1 on the wire: requests as bytes, and answers out of bytes, which llhttp reads. No I/O."""

from __future__ import annotations

import re

import httptools

from .connections import MAX_HEADER, OutgoingRequest
from .failures import LocalProtocolError, RemoteProtocolError

__all__ = ["Answer", "encoded"]

_FIELD = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+: (?:[!-~](?:[\t -~]*[!-~])?)?"
_HEAD = re.compile(rf"[A-Z]+ [!-~]+ HTTP/1\.1\r\nhost: [!-~]+(?:\r\n{_FIELD})*")


def encoded(sent: OutgoingRequest) -> bytes:
    """A request as it goes out, body included.

    Raises:
        LocalProtocolError: A line of it would be two, or none of HTTP.
    """
    content = sent.content
    lines = [f"{sent.method} {sent.target} HTTP/1.1", f"host: {sent.origin.partition('://')[2]}"]
    lines += [f"{name}: {value}" for name, value in sent.fields.items()]
    if content is not None or sent.method in ("POST", "PUT", "PATCH"):
        lines.append(f"content-length: {len(content or b'')}")
    head = "\r\n".join(lines)
    if head.count("\n") != len(lines) - 1 or not _HEAD.fullmatch(head):
        raise LocalProtocolError("a header or the method holds what it must not")
    return b"%b\r\n\r\n%b" % (head.encode("ascii"), content or b"")


class Answer:
    """Reads one answer.

    Args:
        method: How it was asked for.
    """

    def __init__(self, method: str) -> None:
        self.status = 0
        self.headers: list[tuple[str, str]] = []
        self.is_whole = False
        # Whether another request can follow over the connection.
        self.keeps_alive = False
        self._has_no_body = method == "HEAD"
        self._has_head = self._is_framed = False
        # Bytes since the last part of the body, or since the beginning: of headers, trailers, sizes of chunks.
        self._beside = 0
        self._tail = b""
        self._parts: list[bytes] = []
        self._parser = httptools.HttpResponseParser(self)
        # As h11 reads.
        self._parser.set_dangerous_leniencies(
            lenient_optional_cr_before_lf=True, lenient_spaces_after_chunk_size=True
        )

    def feed(self, data: bytes) -> list[bytes]:
        """Take the next bytes, none at the end of the connection; the parts of the body that they hold.

        Raises:
            RemoteProtocolError: They are no answer, or not the whole of it.
        """
        if self.is_whole:  # nobody asked for more
            self.keeps_alive = False
            return []
        if not data:
            self._end()
            return []
        self._beside += len(data)
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, httptools.HttpParserUpgrade):  # may quote what was read
            self.keeps_alive = False
            if not self.is_whole:
                raise RemoteProtocolError("what the server sent is no answer of HTTP/1.1") from None
        if not self.is_whole and self._beside > MAX_HEADER:
            raise RemoteProtocolError("the header is too long")
        if self._has_no_body:
            self._tail = (self._tail + data)[-3:]
            if not self._tail.endswith((b"\n\r\n", b"\n\n")):
                self.keeps_alive = False  # a body came after all
        if self.is_whole:
            del self._parser  # which holds this, so that neither would go before the garbage collector came
        parts, self._parts = self._parts, []
        return parts

    def _end(self) -> None:
        if not self._has_head:
            raise RemoteProtocolError("the server closed the connection without an answer")
        if self._is_framed:
            raise RemoteProtocolError("the server closed the connection before the whole answer came")
        self.is_whole, self.keeps_alive = True, False

    def _named(self, name: str) -> list[str]:
        """What the headers of a name list."""
        values = [value for each, value in self.headers if each.lower() == name]
        return [each.strip().lower() for value in values for each in value.split(",")]

    # What the parser calls.

    def on_message_begin(self) -> None:
        if self.is_whole:  # nobody asked for another
            self.keeps_alive = False

    def on_header(self, name: bytes, value: bytes) -> None:
        if self._has_head:  # of the trailer
            return
        self.headers.append((name.decode("latin-1"), value.decode("latin-1")))
        if name.lower() in (b"content-length", b"transfer-encoding"):
            self._is_framed = True

    def on_headers_complete(self) -> None:
        if self.is_whole:
            return
        self.status = self._parser.get_status_code()
        if 100 <= self.status < 200:
            return
        named = self._named("transfer-encoding")
        if self.status < 100 or (named and named != ["chunked"]):  # llhttp would take it to the end
            raise RemoteProtocolError
        self._has_head = True
        if self._has_no_body:  # the parser would wait for one
            is_new = self._parser.get_http_version() == "1.1"
            self.is_whole, self.keeps_alive = True, is_new and "close" not in self._named("connection")

    def on_body(self, body: bytes) -> None:
        if self.is_whole:
            self.keeps_alive = False
        else:
            self._beside = 0
            self._parts.append(body)

    def on_message_complete(self) -> None:
        if self.is_whole:
            return
        if not self._has_head:  # there was only a word in between
            self.headers, self._is_framed = [], False
            return
        self.is_whole, self.keeps_alive = True, self._parser.should_keep_alive()
