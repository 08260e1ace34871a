"""The requests that reached a sandbox, for tests and for the eye: secrets are hidden as they are noted."""

from __future__ import annotations

import fnmatch
import re
import threading
from collections import deque
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from itertools import takewhile
from typing import Any

import msgspec

from .._fork import new_lock, renew_in_child
from .messages import Request, Response

__all__ = ["ReceivedRequest", "ReceivedRequests", "RequestLog", "is_at"]

_HIDDEN = "***"
_SECRET_HEADERS = frozenset({"authorization", "cookie", "set-cookie", "x-api-key", "x-auth-token"})
_SECRET_NAMES = (
    "access_token|api_key|apiKey|client_secret|code_verifier|id_token|jwt|password|refresh_token|secret"
)
_PARTS_OF_NAMES = ("_token", "_verifier", "api_key", "apiKey", "jwt", "password", "secret")
_IN_JSON = re.compile(rf'("(?:{_SECRET_NAMES})"\s*:\s*)"(?:[^"\\]|\\.)*"')
_IN_PAGE = re.compile(rf'(name="(?:{_SECRET_NAMES})" value=)"[^"]*"')
_IN_FORM = re.compile(rf"\b({_SECRET_NAMES})=[^&\s]*")
_MOST_REQUESTS = 10_000
_MOST_BYTES = 64_000_000
_MOST_OF_A_BODY = 256_000


def is_at(path: str, place: str) -> bool:
    """Whether a path is a place, or matches its pattern of `*`, `?` and `[`; a slash at its end does not count."""
    bare = path.rstrip("/") or "/"
    if any(mark in place for mark in "*?["):
        return any(fnmatch.fnmatchcase(each, place) for each in (path, bare))
    return bare == (place.rstrip("/") or "/")


class ReceivedRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A request that reached the sandbox, and its answer.

    Attributes:
        number: Its number since the sandbox started.
        time: When it arrived, by the machine's clock.
        method: Its HTTP method.
        path: Its raw path.
        query: Its raw query string.
        headers: Its headers by lower-case name; secrets are hidden.
        body: Its body as text, with secrets hidden, cut to 256,000 characters.
        status: The status of the answer; None if the connection was dropped.
        answer_headers: The headers of the answer.
        answer: The body of the answer, like `body`.
        seconds: How long the sandbox took.
        request_id: The `X-Request-ID` that came with it.
        fault: Whether a fault affected it.
        service: The service of its path, such as `oneroster`; None if there is none.
    """

    number: int
    time: datetime
    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: str
    status: int | None
    answer_headers: Mapping[str, str]
    answer: str
    seconds: float
    request_id: str | None
    fault: bool
    service: str | None = None

    def json(self) -> Any:
        """Decode its body."""
        return msgspec.json.decode(self.body)

    def __repr__(self) -> str:
        return f"<{self.method} {self.path} {self.status}>"


class ReceivedRequests(list[ReceivedRequest]):
    """Requests in order of arrival: `assert sandbox.requests.to("POST", "/caliper/event")`."""

    def to(
        self, method: str | None = None, path: str | None = None, *, status: int | None = None
    ) -> ReceivedRequests:
        """The requests with this method, path and status.

        Args:
            method: The HTTP method; any by default.
            path: The path, or a pattern with `*`, `?` or `[`; any by default.
            status: The status of the answer; any by default.
        """
        return ReceivedRequests(
            each
            for each in self
            if (method is None or each.method == method.upper())
            and (path is None or is_at(each.path, path))
            and (status is None or each.status == status)
        )


class RequestLog:
    """The last requests, bounded in number and in size. Safe to use from several threads.

    Attributes:
        ended: The sandbox stops.
    """

    def __init__(self) -> None:
        self._kept: deque[ReceivedRequest] = deque()
        self._size = 0
        self._number = 0
        self.ended = False
        self.renew()
        renew_in_child(self)

    def renew(self) -> None:
        """Forget who waited before a fork."""
        self._changed = threading.Condition(new_lock())

    def note(
        self,
        request: Request,
        response: Response,
        *,
        began: float,
        seconds: float,
        fault: bool,
        service: str | None,
    ) -> None:
        """Add a request and its answer."""
        # Secrets are looked for beside those who wait: no other request stands still for it.
        query = _IN_FORM.sub(_form_hidden, request.query)
        headers, answer_headers = _headers(request.headers.items()), _headers(response.headers)
        body, answer = _text(request.body), _text(response.body)
        with self._changed:
            self._number += 1
            entry = ReceivedRequest(
                number=self._number,
                time=datetime.fromtimestamp(began, UTC),
                method=request.method,
                path=request.path,
                query=query,
                headers=headers,
                body=body,
                status=None if response.drop else response.status,
                answer_headers=answer_headers,
                answer=answer,
                seconds=seconds,
                request_id=request.headers.get("x-request-id"),
                fault=fault,
                service=service,
            )
            self._kept.append(entry)
            self._size += len(entry.body) + len(entry.answer)
            while len(self._kept) > _MOST_REQUESTS or self._size > _MOST_BYTES:
                gone = self._kept.popleft()
                self._size -= len(gone.body) + len(gone.answer)
            self._changed.notify_all()

    def all(self) -> ReceivedRequests:
        """The requests that are kept, oldest first."""
        with self._changed:
            return ReceivedRequests(self._kept)

    def after(self, number: int, *, wait: float = 0.0) -> ReceivedRequests:
        """Those later than a number; waits seconds for one, if there is none."""
        with self._changed:
            self._changed.wait_for(lambda: self.ended or self._number > number, wait)
            later = list(takewhile(lambda each: each.number > number, reversed(self._kept)))
        return ReceivedRequests(reversed(later))

    def end(self) -> None:
        """Let nobody wait any longer: the sandbox stops."""
        with self._changed:
            self.ended = True
            self._changed.notify_all()

    def clear(self) -> None:
        """Forget them; the numbers go on."""
        with self._changed:
            self._kept.clear()
            self._size = 0


def _headers(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    # Links repeat the query.
    return {
        name: _HIDDEN if name.lower() in _SECRET_HEADERS else _IN_FORM.sub(_form_hidden, value)
        for name, value in pairs
    }


def _text(body: bytes) -> str:
    text = body[:_MOST_OF_A_BODY].decode("utf-8", "replace")
    # Most bodies hold none, and to look for each closely would take longer than many an answer.
    if not any(part in text for part in _PARTS_OF_NAMES):
        return text
    for pattern in (_IN_JSON, _IN_PAGE):
        text = pattern.sub(rf'\1"{_HIDDEN}"', text)
    return _IN_FORM.sub(_form_hidden, text)


def _form_hidden(found: re.Match[str]) -> str:
    return f"{found[1]}={_HIDDEN}"
