"""The words of an error body, in every shape that the services and other servers send.

Text stands under `message`, `error`, `imsx_description`, `error_description`, `detail`, `details` or `msg`, in any
spelling; what is wrong with single fields is a list of objects, or one object with a text for each field. Where
none of these is there, other words are looked for, and last the minor codes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from .._json_types import is_list, is_object
from .._status_info import minor_codes_of, status_blocks

__all__ = ["words_of"]

# Keys in lower case, without underscores.
_TEXTS = (
    "message",
    "error",
    "imsxdescription",
    "errordescription",
    "detail",
    "reason",
    "details",
    "nextaction",
    "msg",
)
# Looked for where none of those says anything: of RFC 9457 (`title`), and of gateways before the service.
_OTHER_TEXTS = (
    "description",
    "title",
    "errors",
    "errormessage",
    "statusmessage",
    "faultstring",
    "fault",
)
_PARTS = ("error", "detail", "details", "imsxerrordetails", "errors", "meta", "issues", "data", "fault")
# Parts of which an object is no map of fields.
_PLAIN_PARTS = frozenset({"error", "detail", "meta", "data", "fault"})
_FIELDS = ("path", "field", "loc")
# What a part says beside its text: codes and ids that no reader needs.
_SILENT = frozenset({*_FIELDS, "code", "status", "success", "eventId", "entityId", "type"})
_DEPTH = 6
_STACK = re.compile(r"\n[^\S\n]*at \S.*", re.DOTALL)


def words_of(body: Any) -> list[tuple[str, str]]:
    """The words of an error body: pairs of a field, blank if it is about none, and a text."""
    # Text that is no JSON is none of the services' own: a page of a proxy, or a dump of what it was sent.
    if isinstance(body, str):
        return []
    return list(_said(body, _DEPTH)) or [(field, code) for field, code in minor_codes_of(body) if code]


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
    spelled = {name.lower().replace("_", ""): each for name, each in value.items()}
    known = [
        *_texts(spelled, _TEXTS),
        *(
            each
            for name in _PARTS
            if not isinstance(spelled.get(name), str)
            for each in _said(spelled.get(name), depth - 1, by_field=name not in _PLAIN_PARTS)
        ),
        *(each for block in status_blocks(value) for each in _said(block, depth - 1)),
    ]
    if not known and not by_field:
        known = _texts(spelled, _OTHER_TEXTS)
    if not known and by_field:
        known = [
            ("" if field else name, f"{name} {each}" if field else str(each))
            for name, given in value.items()
            if name not in _SILENT
            for each in (given if is_list(given) else [given])
            if _is_text(each)
        ]
    yield from ((_joined(field, inner), text) for inner, text in known)


def _texts(spelled: dict[str, Any], names: Iterable[str]) -> list[tuple[str, str]]:
    return [("", _STACK.sub("", spelled[name])) for name in names if _is_text(spelled.get(name))]


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _joined(outer: str, inner: str) -> str:
    return f"{outer}.{inner}" if outer and inner else outer or inner


def _path(value: Any) -> str:
    """`["data", 0, "id"]` as `data[0].id`; a path that is text as it is."""
    if not is_list(value):
        return str(value)
    return "".join(f"[{each}]" if str(each).isdigit() else f".{each}" for each in value).lstrip(".")
