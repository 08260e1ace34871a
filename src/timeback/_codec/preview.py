"""How a body begins, fit to be shown: the values that may be somebody's are masked, names of fields are not."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from .._json_types import is_list, is_object
from ..errors import APIResponseError
from .parse import NotJSONError, parse_json

__all__ = ["body_of", "preview", "response_error"]

_LENGTH = 160
_ITEMS = 8
_DEPTH = 3
_HIDDEN = "***"
# Words of the server itself, as error bodies have them.
_SAID = frozenset({"message", "error", "title", "detail", "code", "status", "type", "imsx_description"})
_TAGS = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)
# E-mail addresses, and runs that are as long as keys, tokens and numbers of people are.
_PERSONAL = re.compile(r"[^\s@'\"<>(),;:]+@[^\s@'\"<>(),;:]+|[\w.~+/=-]{20,}|[0-9]{5,}")

_VALUES = re.compile(r'"(?:[^"\\]|\\.)*(?:"(?!\s*:)|$)|-?[0-9][0-9.eE+-]*', re.DOTALL)


def body_of(content: bytes) -> Any:
    """A body as JSON, or as text where it is none."""
    try:
        return parse_json(content)
    except NotJSONError:
        return content.decode("utf-8", "replace")


def response_error(message: str, content: bytes) -> APIResponseError:
    """The error for a body that has no reading, with how it begins."""
    body = body_of(content)
    return APIResponseError(f"{message}; it begins with {preview(body)}" if body else message, body=body)


def preview(body: Any) -> str:
    """The beginning of a body: of JSON its names, of a page or text its words."""
    if isinstance(body, str):
        if body.lstrip()[:1] in ("{", "["):  # JSON that is cut off
            return _cut(_VALUES.sub(f'"{_HIDDEN}"', body[: 2 * _LENGTH]))
        words = " ".join(_TAGS.sub(" ", body).split())
        return _cut(_PERSONAL.sub(_HIDDEN, words[: 2 * _LENGTH]))
    return _cut(msgspec.json.encode(_masked(body, _DEPTH)).decode())


def _masked(value: Any, depth: int, said: bool = False) -> Any:
    if is_object(value):
        items = list(value.items())[:_ITEMS] if depth else []
        return {_PERSONAL.sub(_HIDDEN, name): _masked(item, depth - 1, name in _SAID) for name, item in items}
    if is_list(value):
        return [_masked(item, depth - 1) for item in value[:1]] if depth else []
    if said and isinstance(value, str):
        return _PERSONAL.sub(_HIDDEN, value[:_LENGTH])
    return value if value is None or isinstance(value, bool) or said else _HIDDEN


def _cut(text: str) -> str:
    return text if len(text) <= _LENGTH else text[:_LENGTH] + "…"
