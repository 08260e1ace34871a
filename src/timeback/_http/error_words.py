"""The words of an error body, in every shape that the services send.

Text stands under `message`, `error`, `imsx_description`, `error_description`, `detail` or `details`; what
is wrong with single fields is a list of objects, or one object with a text for each field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .._json_types import is_list, is_object

__all__ = ["words_of"]

_TEXTS = (
    "message",
    "error",
    "imsx_description",
    "error_description",
    "detail",
    "reason",
    "details",
    "nextAction",
)
_PARTS = ("error", "details", "imsx_error_details", "errors", "meta", "issues", "data")
_FIELDS = ("path", "field", "loc")
# What a part says beside its text: codes and ids that no reader needs.
_SILENT = frozenset({*_FIELDS, "code", "status", "success", "eventId", "entityId", "type"})
_DEPTH = 6
_STACK = re.compile(r"\n[^\S\n]*at \S.*", re.DOTALL)


def words_of(body: Any) -> list[tuple[str, str]]:
    """The words of an error body: pairs of a field, blank if it is about none, and a text."""
    # Text that is no JSON is none of the services' own: a page of a proxy, or a dump of what it was sent.
    return [] if isinstance(body, str) else list(_said(body, _DEPTH))


def _said(value: Any, depth: int, *, by_field: bool = False) -> Iterator[tuple[str, str]]:
    """The words of a body, or of a part of one; `by_field` where an object may hold a text for each field."""
    if isinstance(value, str) and value.strip():
        yield "", _STACK.sub("", value)
    elif depth == 0:
        return
    elif is_list(value):
        for each in value:
            yield from _said(each, depth - 1, by_field=True)
    elif is_object(value):
        yield from _of_object(value, depth, by_field)


def _of_object(value: dict[str, Any], depth: int, by_field: bool) -> Iterator[tuple[str, str]]:
    field = next((_path(value[name]) for name in _FIELDS if value.get(name)), "")
    known = [
        *(("", _STACK.sub("", value[name])) for name in _TEXTS if _is_text(value.get(name))),
        *(
            each
            for name in _PARTS
            if not isinstance(value.get(name), str)
            for each in _said(value.get(name), depth - 1, by_field=name not in ("meta", "data", "error"))
        ),
    ]
    if not known and by_field:
        known = [
            ("" if field else name, f"{name} {each}" if field else str(each))
            for name, given in value.items()
            if name not in _SILENT
            for each in (given if is_list(given) else [given])
            if _is_text(each)
        ]
    yield from ((_joined(field, inner), text) for inner, text in known)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _joined(outer: str, inner: str) -> str:
    return f"{outer}.{inner}" if outer and inner else outer or inner


def _path(value: Any) -> str:
    """`["data", 0, "id"]` as `data[0].id`; a path that is text as it is."""
    if not is_list(value):
        return str(value)
    return "".join(f"[{each}]" if str(each).isdigit() else f".{each}" for each in value).lstrip(".")
