"""The beginning of a body, fit to be shown: the values that may be somebody's are masked, names of fields are not."""

from __future__ import annotations

from typing import Any

import msgspec

from .._json_types import is_list, is_object
from .._patterns import pattern
from ..errors import APIResponseError
from .parse import NotJSONError, parse_json

__all__ = ["body_of", "preview", "response_error"]

_LENGTH = 160
_ITEMS = 8
_DEPTH = 3
_HIDDEN = "***"
# What looks like the name of a field, or of an element of a page, is shown.
_NAME = pattern(r"[@$]?[A-Za-z][A-Za-z_:.]{0,39}[0-9]{0,2}")
_TAG = pattern(r"<(/?[A-Za-z][A-Za-z0-9]{0,15})[^<>]*>|[^<]+|<")


def body_of(content: bytes, charset: str = "") -> Any:
    """A body as JSON, or as text where it is none."""
    try:
        return parse_json(content, charset)
    except NotJSONError:
        return content.decode("utf-8", "replace")


def response_error(message: str, content: bytes, charset: str = "") -> APIResponseError:
    """The error for a body that has no reading, with how it begins."""
    body = body_of(content, charset)
    return APIResponseError(f"{message}; it begins with {preview(body)}" if body else message, body=body)


def preview(body: Any) -> str:
    """The beginning of a body without its values: the names of a JSON value, or the elements of a page."""
    if isinstance(body, str):
        found = _TAG.finditer(body[: 4 * _LENGTH]) if body.lstrip()[:1] == "<" else ()
        return _cut("".join(f"<{each[1]}>" if each[1] else _HIDDEN for each in found)) or _HIDDEN
    return _cut(msgspec.json.encode(_masked(body, _DEPTH)).decode())


def _masked(value: Any, depth: int) -> Any:
    if is_object(value):
        items = list(value.items())[:_ITEMS] if depth else []
        return {name if _NAME.fullmatch(name) else _HIDDEN: _masked(item, depth - 1) for name, item in items}
    if is_list(value):
        return [_masked(item, depth - 1) for item in value[:1]] if depth else []
    return value if value is None or isinstance(value, bool) else _HIDDEN


def _cut(text: str) -> str:
    return text if len(text) <= _LENGTH else text[:_LENGTH] + "…"
