"""Questions about the type of a field: what it holds, whether it may be null, what it is called."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, cast

from msgspec import inspect

from .types import FlagText

__all__ = [
    "TEXTS",
    "described",
    "empty_value",
    "inner",
    "is_flag",
    "is_nullable",
    "kind_of",
    "model_name",
    "parts",
    "present",
    "record_of",
]

TEXTS: Final = inspect.StrType | inspect.EnumType | inspect.LiteralType


def inner(kind: inspect.Type) -> Sequence[inspect.Type]:
    """The types that a type is made of."""
    if isinstance(kind, inspect.UnionType):
        return kind.types
    if isinstance(kind, inspect.Metadata):
        return (kind.type,)
    if isinstance(kind, inspect.ListType):
        return (kind.item_type,)
    return (kind.value_type,) if isinstance(kind, inspect.DictType) else ()


def record_of(kind: inspect.Type) -> tuple[bool, Any]:
    """True for a type that lists records, and the records; None if it holds something else."""
    kinds = present(kind)
    inner = kinds[0]
    if isinstance(inner, inspect.ListType):
        inner = inner.item_type
    is_record = len(kinds) == 1 and isinstance(inner, inspect.StructType)
    return inner is not kinds[0], cast("inspect.StructType", inner).cls if is_record else None


def parts(kind: inspect.Type) -> tuple[inspect.Type, ...]:
    if isinstance(kind, inspect.Metadata):
        return parts(kind.type)
    return tuple(kind.types) if isinstance(kind, inspect.UnionType) else (kind,)


def present(kind: inspect.Type) -> list[inspect.Type]:
    """The types that a value may have which is not null."""
    return [each for each in parts(kind) if not isinstance(each, inspect.NoneType)]


def is_nullable(kind: inspect.Type) -> bool:
    return any(isinstance(each, inspect.NoneType | inspect.AnyType) for each in parts(kind))


def is_flag(kind: inspect.Type) -> bool:
    """Whether a type is that of flags which travel as text."""
    return isinstance(kind, inspect.EnumType) and kind.cls is FlagText


def empty_value(kind: inspect.Type) -> Callable[[], Any]:
    """The reading of a field without a value: an empty list or map, or None."""
    for known, empty in ((inspect.ListType, list), (inspect.DictType, dict)):
        if any(isinstance(each, known) for each in parts(kind)):
            return empty
    return lambda: None


_WORDS: tuple[tuple[Any, str], ...] = (
    (inspect.BoolType, "true or false"),
    (inspect.IntType, "a whole number"),
    (inspect.FloatType, "a number"),
    (TEXTS, "text"),
    (inspect.DateTimeType, "an instant"),
    (inspect.DateType, "a day"),
    (inspect.ListType, "a list"),
    (inspect.DictType, "a map"),
    (inspect.StructType, "an object"),
)


def described(kind: inspect.Type) -> str:
    """A type in words."""
    words = {
        next((words for known, words in _WORDS if isinstance(each, known)), "a value"): None
        for each in parts(kind)
        if not isinstance(each, inspect.NoneType) and not is_flag(each)
    }
    if "a number" in words:
        words.pop("a whole number", None)
    return " or ".join(words)


def model_name(model: Any) -> str:
    """The name of a model, or of another type that a body is read as, for messages."""
    return getattr(model, "__name__", str(model))


def kind_of(value: object) -> str:
    """The kind of a JSON value, in words."""
    kinds: dict[type, str] = {
        dict: "an object",
        list: "a list",
        str: "text",
        bool: "true or false",
        type(None): "null",
    }
    return kinds.get(type(value), "a number")
