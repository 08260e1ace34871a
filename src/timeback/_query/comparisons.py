"""Comparisons that make sense: numbers with numbers, instants with instants, enums with their values."""

from __future__ import annotations

import enum
import functools
import types
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Union, get_args, get_origin
from uuid import UUID

import msgspec

from .._codec.types import FlagText
from ..errors import InvalidInputError
from ..models.base import DATE, OpenEnum, UnsetType
from .arguments import admits, unlisted

__all__ = ["check_comparison", "kinds_of"]

_ORDERS = frozenset({"gt", "gte", "lt", "lte"})
_NOTHING = (type(None), UnsetType, FlagText)
_MUST_BE = {
    bool: "true or false",
    int: "a number",
    float: "a number",
    datetime: "an instant: a date, a datetime or ISO 8601 text",
    date: "a day: a date or YYYY-MM-DD",
}


@functools.cache
def kinds_of(annotation: Any) -> tuple[Any, ...]:
    """The types that the values of a field have, each for itself; of a list those of its items."""
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        return tuple(kind for each in parts for kind in kinds_of(each))
    if origin is Annotated:
        is_day = any(isinstance(note, msgspec.Meta) and note.title == DATE for note in parts[1:])
        return (date,) if is_day else kinds_of(parts[0])
    if origin is list:
        return kinds_of(parts[0])
    return () if annotation in _NOTHING else (origin or annotation,)


def check_comparison(kinds: tuple[Any, ...], operator: str, value: object, path: str) -> None:
    """Refuse to compare a field with what none of its values can be. The error never shows the value.

    Args:
        kinds: The types of the field's values, as `kinds_of()` gives them; empty if nobody knows them.
        operator: One of `eq ne gt gte lt lte contains in not_in`.
        value: What it is compared with, of a list each for itself. Text may stand for a value of any type.
        path: Where it stands in the argument.

    Raises:
        InvalidInputError: The two do not go together.
    """
    if not kinds or Any in kinds:
        return
    if all(_is_object(kind) for kind in kinds):
        part = "a key" if dict in kinds else "a field"
        raise InvalidInputError.of(path, f"holds an object: compare {part} of it, with a dot before its name")
    if operator in _ORDERS and set(kinds) == {bool}:
        raise InvalidInputError.of(path, "holds true or false, of which none is greater: use eq or ne")
    # A part of the text is enough for `contains`; that null cannot be asked for is said elsewhere.
    if operator == "contains" or value is None or isinstance(value, OpenEnum):
        return
    if isinstance(value, enum.Enum):
        value = value.value
    if isinstance(value, datetime) and value.tzinfo is None and datetime in kinds:
        raise InvalidInputError.of(
            path, "needs a time zone, such as datetime(..., tzinfo=UTC); or pass a date"
        )
    if any(_fits(value, kind) for kind in kinds):
        return
    if isinstance(value, str | int) and (chosen := next((kind for kind in kinds if _is_enum(kind)), None)):
        raise InvalidInputError.of(path, unlisted(value, chosen))
    wanted = next((_MUST_BE[kind] for kind in kinds if kind in _MUST_BE), "text")
    raise InvalidInputError.of(path, f"must be {wanted}, not {type(value).__name__}")


def _is_enum(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, enum.Enum)


def _is_object(kind: Any) -> bool:
    return kind is dict or (isinstance(kind, type) and issubclass(kind, msgspec.Struct))


def _fits(value: object, kind: Any) -> bool:
    if _is_enum(kind):
        return admits(kind, value)
    if kind is bool:
        return isinstance(value, bool) or value in ("true", "false")
    if kind in (int, float):
        return _is_number(value)
    if kind in (datetime, date):
        return isinstance(value, date) or (isinstance(value, str) and _is_instant(value))
    if _is_object(kind):
        return False
    return isinstance(value, str | int | date | UUID) and not isinstance(value, bool)


def _is_number(value: object) -> bool:
    if isinstance(value, str):
        try:
            float(value)
        except ValueError:
            return False
        return True
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def _is_instant(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
