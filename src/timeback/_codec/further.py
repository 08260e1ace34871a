"""Fields that Structs do not know, for those that keep them: gathered into one field before they are read."""

from __future__ import annotations

from typing import Any, get_args, get_origin

from msgspec import inspect

from .._json_types import is_list, is_object
from .kinds import inner, present
from .repair import mended, tagged_variants, variant_of
from .types import built_once

__all__ = ["FURTHER", "WRITTEN", "gathered", "info_of", "keeps_further"]

# The field in which a Struct keeps what it does not know: no server sends it.
FURTHER = "timeback#further"
# The field in which it keeps how instants were written: a proof over them covers every character.
WRITTEN = "timeback#written"


@built_once
def info_of(model: Any) -> inspect.Type:
    """The type of a model, as msgspec sees it."""
    return inspect.type_info(model)


@built_once
def keeps_further(model: Any) -> bool:
    """Whether a Struct, or one at whatever depth inside it, keeps the fields that it does not know."""
    if get_origin(model) is list:  # to look at a type takes as long as to read a page of it
        return keeps_further(*get_args(model))
    return _has_further(info_of(model), set())


def _has_further(kind: inspect.Type, seen: set[type]) -> bool:
    if isinstance(kind, inspect.StructType):
        if kind.cls in seen:
            return False
        seen.add(kind.cls)
        return any(each.encode_name == FURTHER or _has_further(each.type, seen) for each in kind.fields)
    return any(_has_further(each, seen) for each in inner(kind))


def gathered(value: Any, kind: inspect.Type) -> Any:
    """Put what Structs do not know into the fields that keep it, at every depth."""
    if isinstance(kind, inspect.UnionType):
        kinds = present(kind)
        if is_object(value) and (variants := tagged_variants(kind)):
            found = variant_of(value, variants)
            kinds = [] if found is None else [found]
        return gathered(value, kinds[0]) if len(kinds) == 1 else value
    if isinstance(kind, inspect.DictType):
        if not is_object(value):
            return value
        return {key: gathered(item, kind.value_type) for key, item in value.items()}
    if isinstance(kind, inspect.ListType):
        if is_list(value):
            return [gathered(item, kind.item_type) for item in value]
        return gathered(value, kind.item_type)
    if isinstance(kind, inspect.StructType) and is_list(value) and len(value) == 1:
        return [gathered(value[0], kind)]
    if isinstance(kind, inspect.StructType):
        value = mended(value, kind.cls)
    if not isinstance(kind, inspect.StructType) or not is_object(value):
        return value
    kinds_of = {each.encode_name: each.type for each in kind.fields}
    known = {name: gathered(item, kinds_of[name]) for name, item in value.items() if name in kinds_of}
    if kind.tag_field is not None and kind.tag_field in value:
        known[kind.tag_field] = value[kind.tag_field]
    if FURTHER in kinds_of:
        known[FURTHER] = {
            name: item for name, item in value.items() if name not in kinds_of and name != kind.tag_field
        }
    if WRITTEN in kinds_of:
        known[WRITTEN] = {
            name: item
            for name, item in value.items()
            if isinstance(item, str) and _is_instant(kinds_of.get(name))
        }
    return known


def _is_instant(kind: inspect.Type | None) -> bool:
    kinds = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
    return any(isinstance(each, inspect.DateTimeType) for each in kinds)
