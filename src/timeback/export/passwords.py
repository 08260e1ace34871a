"""Passwords, which no export holds, and fields to leave out: found in JSON by any spelling of their keys."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

import msgspec

from .._json_types import is_list, is_object

__all__ = ["folded", "may_hold_passwords", "pruned"]

# Letters of ASCII that are escaped though they need not be: a key may be spelled so.
_ESCAPED = re.compile(rb"\\u00[4-7]")
_NO_LETTERS = re.compile(r"[\W_]+")
_PARTS = msgspec.json.Decoder(
    dict[str, msgspec.Raw] | list[msgspec.Raw] | str | int | float | bool | None
).decode


def may_hold_passwords(content: bytes) -> bool:
    """Whether JSON may have a key for passwords, in whatever spelling: looked for before anything is decoded."""
    # To look for one byte, its rarest, takes a tenth of the time that all of it in lower case takes.
    for letter in (b"w", b"W"):
        place = content.find(letter)
        while place >= 0:
            if content[max(place - 4, 0) : place + 4].lower() == b"password":
                return True
            place = content.find(letter, place + 1)
    return b"\\" in content and _ESCAPED.search(content) is not None


def folded(name: str) -> str:
    """The name of a field by its letters alone: `birthDate`, `BIRTHDATE` and `birth_date` are one."""
    return _NO_LETTERS.sub("", name).lower()


def pruned(content: bytes, left_out: Collection[str] = ()) -> bytes:
    """A row in JSON without its passwords, wherever in it they stand, and without some of its fields.

    `left_out` are their folded names. A row of which nobody can tell whether it has them is null.
    """
    try:
        if left_out:
            content = _without(content, left_out)
        return _free_of_passwords(content) if may_hold_passwords(content) else content
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return b"null"


def _without(content: bytes, left_out: Collection[str]) -> bytes:
    """A record without some of its fields, alone, in lists or in text; its values are as they were."""
    value: Any = _PARTS(content)
    if is_object(value):
        return msgspec.json.encode(
            {name: item for name, item in value.items() if folded(name) not in left_out}
        )
    if is_list(value):
        return b"[%b]" % b",".join(_without(bytes(item), left_out) for item in value)
    if isinstance(value, str):
        return msgspec.json.encode(_without(value.encode(), left_out).decode())
    return content


def _free_of_passwords(content: bytes) -> bytes:
    return msgspec.json.encode(_without_passwords(msgspec.json.decode(content)))


def _without_passwords(value: Any) -> Any:
    if is_object(value):
        return {
            name: _without_passwords(item)
            for name, item in value.items()
            if not name.lower().endswith("password")
        }
    if is_list(value):
        return [_without_passwords(item) for item in value]
    if isinstance(value, str) and "password" in value.lower() and value.lstrip()[:1] in ("{", "["):
        # A record in text; one that is cut off has no reading, and nobody can say what is in it.
        return pruned(value.encode()).decode()
    return value
