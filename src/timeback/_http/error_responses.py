"""From an error response to our error: the class by status, the message in the server's words.

A server may quote what it was sent. Messages end up in logs, so values of the body and
the query, and whatever looks like an e-mail address, are masked in it; `error.body` has it all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from .._codec.preview import body_of
from .._json_types import is_list, is_object
from .._secrets import Secret
from ..errors import APIStatusError, RateLimitError, status_error
from .messages import Request, Response
from .retry import retry_after_of

__all__ = ["error_from_response"]

_MAX_WORDS = 300
_EMAIL = re.compile(r"[^\s@'\"<>(),;:]+@[^\s@'\"<>(),;:]+")
_QUOTED = re.compile(r"'((?:[^']|'')*)'")


def error_from_response(request: Request, response: Response, token: Secret | None = None) -> APIStatusError:
    """The error for a response whose status is no success; the body is read leniently."""
    body = _parsed(response.content)
    words = _masked(_words(body), request, token)
    if not words and 300 <= response.status < 400:
        words = "a redirect that leaves the origin or changes the method is not followed"
    message = f"{response.status} {words}".rstrip()
    error = status_error(response.status)(
        message, status=response.status, headers=response.headers, body=body
    )
    if isinstance(error, RateLimitError):
        error.retry_after = retry_after_of(error)
    return error


def _parsed(content: bytes) -> Any:
    return body_of(content)


def _words(body: Any) -> str:
    """The server's words: its description, and the fields it complains about."""
    if not is_object(body):
        return ""
    texts = (body.get(key) for key in ("message", "error", "imsx_description", "error_description"))
    said = [next((text for text in texts if isinstance(text, str) and text), "")]
    details = body.get("imsx_error_details") or body.get("errors")
    for detail in details if is_list(details) else []:
        if is_object(detail):
            field = detail.get("path") or detail.get("field")
            reason = detail.get("message") or detail.get("reason")
            said.append(": ".join(str(part) for part in (field, reason) if part))
    return "; ".join(part for part in said if part)


def _masked(words: str, request: Request, token: Secret | None) -> str:
    values = {*_sent(request), *([token.reveal()] if token else [])}
    words = unquote(words)  # a quoted target holds them percent-encoded
    for value in sorted(values, key=len, reverse=True):
        words = words.replace(value, "***")
    words = _EMAIL.sub("***", " ".join(words.split()))
    return words if len(words) <= _MAX_WORDS else words[:_MAX_WORDS] + "…"


def _sent(request: Request) -> Iterator[str]:
    """The values of the query and the body, as far as they are long enough to tell anything."""
    parts = urlsplit(request.url)
    for segment in set(parts.path.split("/")) - set(request.path.split("/")):
        yield from _telling(unquote(segment))
    for _, value in parse_qsl(parts.query):
        yield from _telling(value)
        for quoted in _QUOTED.findall(value):
            yield from _telling(quoted.replace("''", "'"))
    if request.content:
        yield from _leaves(_parsed(request.content))


def _leaves(value: Any) -> Iterator[str]:
    if is_object(value):
        for item in value.values():
            yield from _leaves(item)
    elif is_list(value):
        for item in value:
            yield from _leaves(item)
    elif isinstance(value, str):
        yield from _telling(value)


def _telling(value: str) -> Iterator[str]:
    if len(value) > 2:
        yield value
