"""JSON values brought nearer to their types, where servers are known to send another form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import msgspec
from msgspec import inspect

from .._json_types import NOT_JSON, is_list, is_object
from .._patterns import pattern
from .kinds import present

__all__ = [
    "UNKNOWN",
    "as_choice",
    "as_flag",
    "as_instant",
    "as_integer",
    "as_items",
    "as_json",
    "as_number",
    "as_text",
    "mended",
    "repair",
    "tagged_variants",
    "variant_of",
]

UNKNOWN = "\0unknown"
"""The tag of an `UnknownVariant`, which holds an object whose own tag is not listed. No server sends it."""

# Numbers that milliseconds of our time alone can be: below them seconds begin.
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_EPOCH, _LAST_EPOCH = 10**11, 253_402_300_800_000

_DIGITS = pattern(r"[+-]?[0-9]{1,4000}")
_NUMBER = pattern(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
_DOT_NET = pattern(r"/Date\(([0-9]{1,15})(?:[+-][0-9]{4})?\)/")
_INSTANT = pattern(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[Tt ]([0-9]{2}:[0-9]{2})(:[0-9]{2}(?:[.,][0-9]+)?)?)? ?"
    r"(?:([Zz])|([+-][0-9]{2})(?::?([0-9]{2}))?)?"
)


def repair(value: Any, kind: inspect.Type) -> Any:
    """Bring a value nearer to its type where servers are known to differ; others are returned as is."""
    if isinstance(kind, inspect.Metadata):
        return repair(value, kind.type)
    if isinstance(kind, inspect.UnionType):
        return _repair_union(value, kind)
    if isinstance(kind, inspect.StructType | inspect.ListType | inspect.DictType):
        value = as_json(value)
    if isinstance(kind, inspect.StructType):
        value = mended(value, cast("Any", kind.cls))
    if isinstance(kind, inspect.StructType) and is_object(value):
        kinds = {each.encode_name: each.type for each in kind.fields}
        return {key: repair(item, kinds[key]) if key in kinds else item for key, item in value.items()}
    if isinstance(kind, inspect.ListType):
        return [repair(item, kind.item_type) for item in as_items(value, kind)]
    if isinstance(kind, inspect.DictType) and is_object(value):
        return {key: repair(item, kind.value_type) for key, item in value.items()}
    if isinstance(kind, inspect.EnumType):
        return as_choice(value, kind.cls)
    if isinstance(kind, inspect.StrType):
        return as_text(value)
    if isinstance(kind, inspect.DateTimeType):
        return as_instant(value)
    if isinstance(kind, inspect.DateType) and isinstance(value, str):
        return value[:10]
    if isinstance(kind, inspect.IntType) and isinstance(value, float | str):
        return as_integer(value)
    return value


def mended(value: Any, model: Any) -> Any:
    """The other forms of its JSON value that a model itself knows."""
    return model.__mend__(value) if hasattr(model, "__mend__") else value


def _repair_union(value: Any, kind: inspect.UnionType) -> Any:
    kinds = present(kind)
    if value is None and len(kinds) < len(kind.types):
        return None
    if is_object(value) and (variants := tagged_variants(kind)):
        return _repair_variant(value, variants)
    # Blank text stands for "nothing" where the field can be null and is not text.
    if value == "" and not any(isinstance(each, inspect.StrType | inspect.EnumType) for each in kinds):
        return None if len(kinds) < len(kind.types) else value
    if len(kinds) == 1:
        return repair(value, kinds[0])
    if is_list(value):
        # A list where a single value may stand too, as the correct response of a question is.
        found = next((each for each in kinds if isinstance(each, inspect.ListType)), None)
        return value if found is None else repair(value, found)
    numbers = inspect.IntType | inspect.FloatType | inspect.BoolType
    is_text = any(isinstance(each, inspect.StrType) for each in kinds)
    return as_text(value) if is_text and not any(isinstance(each, numbers) for each in kinds) else value


def tagged_variants(kind: inspect.UnionType) -> dict[str | int | None, inspect.StructType]:
    """The Structs of a union by tag; nothing where it has fewer than two."""
    variants = {
        each.tag: each
        for each in kind.types
        if isinstance(each, inspect.StructType) and each.tag_field is not None
    }
    return variants if len(variants) > 1 else {}


def variant_of(
    value: Mapping[str, Any], variants: Mapping[str | int | None, inspect.StructType]
) -> inspect.StructType | None:
    """The Struct that the tag of an object names; None if none is listed."""
    tag = value.get(_tag_field(variants))
    return variants.get(tag) if isinstance(tag, str) and tag != UNKNOWN else None


def _tag_field(variants: Mapping[str | int | None, inspect.StructType]) -> str:
    return str(next(iter(variants.values())).tag_field)


def _repair_variant(
    value: dict[str, Any], variants: Mapping[str | int | None, inspect.StructType]
) -> dict[str, Any]:
    """An object of a tagged union; one whose tag is not listed is kept whole in the `Unknown` variant."""
    if (kind := variant_of(value, variants)) is not None:
        return cast("dict[str, Any]", repair(value, kind))
    return {_tag_field(variants): UNKNOWN, "data": value} if UNKNOWN in variants else value


def as_json(value: Any) -> Any:
    """A list or an object that came as text in JSON, as databases without types for these send it."""
    if value.__class__ is str and value[:1] in ("[", "{"):
        try:
            return msgspec.json.decode(value)
        except NOT_JSON:
            pass  # such as a GUID in braces
    return value


def as_items(value: Any, kind: inspect.ListType) -> list[Any]:
    """A list, or one of what stands in its place: of several values of an enum in one text, each by itself."""
    if value is None or is_list(value):
        return value or []
    if isinstance(value, str) and isinstance(kind.item_type, inspect.EnumType) and "," in value:
        return [part for each in value.split(",") if (part := each.strip())]
    return [value]


def as_text(value: Any) -> Any:
    """Numbers and flags as text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else value


def as_choice(value: Any, known: Any) -> Any:
    """The text of an enum's value: the listed one where it is spelled otherwise, as `Active` for `active`."""
    text = as_text(value)
    return known.__listed__(text) if isinstance(text, str) and hasattr(known, "__listed__") else text


def as_integer(value: Any) -> Any:
    """Whole numbers that came as text or with a fraction of zero."""
    if isinstance(value, str) and _DIGITS.fullmatch(value.strip()):
        return int(value)
    number = as_number(value)
    return int(number) if isinstance(number, float) and number.is_integer() else value


def as_number(value: Any) -> Any:
    """Numbers that came as text."""
    return float(value) if isinstance(value, str) and _NUMBER.fullmatch(value.strip()) else value


def as_flag(value: Any) -> Any:
    """Flags that came as text, in whatever case, or as 1 and 0."""
    text = value.strip().lower() if isinstance(value, str) else value
    if text in ("true", "yes", "y", "1", 1):
        return True
    return False if text in ("false", "no", "n", "0", 0) else value


def as_instant(value: Any) -> Any:
    """An instant without a zone as UTC, a bare day as its midnight, short zones and times in full.

    A number is milliseconds since 1970, as JavaScript counts, from 1973 to 9999; .NET writes it as `/Date(...)/`.
    """
    if isinstance(value, str) and (counted := _DOT_NET.fullmatch(value)):
        value = int(counted[1])
    if not isinstance(value, str):
        is_epoch = isinstance(value, int | float) and _FIRST_EPOCH <= value < _LAST_EPOCH
        return (_EPOCH + timedelta(milliseconds=value)).isoformat() if is_epoch else value
    match = _INSTANT.fullmatch(value.strip())
    if match is None:
        return value
    day, minutes, seconds, _, hours, further = match.groups()
    zone = f"{hours}:{further or '00'}" if hours else "Z"
    return f"{day}T{minutes or '00:00'}{(seconds or ':00').replace(',', '.')}{zone}"
