"""Replay: answers out of a recording, in place of the services' own."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl

import msgspec

from .._config.platforms import SANDBOX_PATHS
from .._fork import new_lock
from .._json_types import NOT_JSON
from ..errors import ConfigurationError
from .errors import ApiError
from .messages import Request, Response
from .recordings import RecordedExchange, recorded

__all__ = ["NOT_RECORDED", "Replay", "open_replay"]

# The status of what was asked for and is not in the recording: no client tries it again.
NOT_RECORDED = 501

_Question = tuple[str, str, tuple[tuple[str, str], ...]]


class Replay:
    """Answers each request as the recording does: the first time as the first, the last time as the last.

    A request is the same by method, path and query. Where several of these were recorded, those with the same
    body go first; a body with another time or id is answered all the same.

    Args:
        folder: The recording.

    Raises:
        ValueError: It cannot be read.
    """

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self._lock = new_lock()
        self._left: dict[_Question, list[RecordedExchange]] = defaultdict(list)
        for exchange in recorded(folder):
            path, _, query = exchange.url.partition("?")
            self._left[_question(exchange.method, path, query)].append(exchange)

    def answer(self, request: Request) -> Response:
        """Answer a request.

        Raises:
            ApiError: 501, the recording has none like it.
        """
        question = _question(request.method, request.path, request.query)
        with self._lock:
            left = self._left.get(question)
            if left is None:
                raise ApiError(
                    NOT_RECORDED, f"The recording has no {request.method} {request.path} like this."
                )
            found = _like(left, request.body)
            if len(left) > 1:
                left.remove(found)
        return _response(found)


def open_replay(folder: str | os.PathLike[str]) -> Replay:
    """A replay of a recording.

    Raises:
        ConfigurationError: It cannot be read.
    """
    try:
        return Replay(folder)
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"the recording cannot be used: {error}") from None


def _question(method: str, path: str, query: str) -> _Question:
    bare = path.rstrip("/")
    for prefix in SANDBOX_PATHS.values():
        bare = bare.removeprefix(prefix) if bare.startswith(f"{prefix}/") else bare
    return method, bare, tuple(sorted(parse_qsl(query, keep_blank_values=True)))


def _like(left: Sequence[RecordedExchange], body: bytes) -> RecordedExchange:
    if len(left) == 1:
        return left[0]
    sent = _value(body)
    return next((each for each in left if _value((each.body or "").encode()) == sent), left[0])


def _value(body: bytes) -> Any:
    try:
        return msgspec.json.decode(body) if body else None
    except NOT_JSON:
        return body


def _response(found: RecordedExchange) -> Response:
    content = (found.answer or "").encode()
    headers = [*found.headers.items()]
    if found.status != 204:
        headers.append(("content-length", str(len(content))))
    return Response(found.status, headers, content)
