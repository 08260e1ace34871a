"""Types made ready for msgspec, by one thread at a time.

msgspec reads a Struct's fields when the type is first decoded. Two threads that do so at once for the same
Struct bring the process down, so every first use goes through one lock; later uses only look it up.
"""

from __future__ import annotations

import contextlib
import enum
import functools
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

import msgspec

from .._fork import new_rlock

__all__ = ["DATE", "DECIMAL", "INSTANT", "FlagText", "built_once", "codec_lock", "convert"]

# Marks the text fields that hold a day, an instant or a number, for the code that reads the annotations.
DATE = "ISO 8601 date"
"""The title in the annotation of text that is a day: `Meta(title=DATE)`."""
INSTANT = "ISO 8601 instant"
DECIMAL = "decimal number"

R = TypeVar("R")


class FlagText(enum.StrEnum):
    """A flag that travels as text, and is read as a boolean."""

    TRUE = "true"
    FALSE = "false"


# What msgspec reads the text as: so a flag is a boolean at once, and no record looks at itself once it is made.
cast("dict[str, bool]", FlagText._value2member_map_).update(true=True, false=False)


_lock = new_rlock()


def codec_lock() -> contextlib.AbstractContextManager[object]:
    """The lock of this room, for what lasts a moment."""
    return _lock


def built_once(function: Callable[..., R]) -> Callable[..., R]:
    """Keep what a function builds out of types, and never build two things at once."""
    kept: dict[tuple[Hashable, ...], R] = {}

    @functools.wraps(function)
    def look_up(*key: Hashable) -> R:
        found = kept.get(key)
        if found is None:
            with _lock:
                found = kept.get(key)
                if found is None:
                    found = kept[key] = function(*key)
        return found

    return look_up


@built_once
def _ready(kind: Any) -> object:
    return msgspec.json.Decoder(kind)


def convert(value: Any, kind: type[R], **options: Any) -> R:
    """`msgspec.convert`, safe in the first calls too."""
    _ready(kind)
    found: R = msgspec.convert(value, kind, **options)
    return found
