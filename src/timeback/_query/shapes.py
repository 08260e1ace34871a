"""The types of a body's fields, taken apart once: what a field holds, and how it is spelled."""

from __future__ import annotations

import enum
import functools
import re
import types
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, TypeAlias, Union, get_args, get_origin

import msgspec

from .._codec.types import DATE, DECIMAL
from .._json_types import is_mapping

__all__ = [
    "BodyType",
    "Shape",
    "field_names",
    "fields_by_spelling",
    "shape_of",
    "tag_spellings",
    "variant_of",
]

BodyType: TypeAlias = type[msgspec.Struct] | types.UnionType


@functools.cache
def field_names(model: type[msgspec.Struct]) -> dict[str, str]:
    """Attribute name to wire name."""
    return {each.name: each.encode_name for each in msgspec.structs.fields(model)}


class Shape(msgspec.Struct, frozen=True):
    """The parts of an annotation such as `list[Ref] | None | UnsetType`; `variants` are those of a union, by tag."""

    nullable: bool
    struct: type[msgspec.Struct] | None
    variants: Mapping[str, type[msgspec.Struct]]
    item: Any
    min_items: int
    choices: type[enum.Enum] | None
    is_text: bool
    is_number_text: bool
    is_date: bool
    is_instant: bool
    entry: Any


@functools.cache
def shape_of(annotation: Any) -> Shape:
    """Take an annotation of a field apart."""
    union = get_origin(annotation) in (Union, types.UnionType)
    structs: list[type[msgspec.Struct]] = []
    item: Any = None
    min_items = 0
    choices: type[enum.Enum] | None = None
    is_text = is_number_text = is_date = is_instant = False
    entry: Any = None
    parts = get_args(annotation) if union else (annotation,)
    for part in parts:
        notes: tuple[Any, ...] = ()
        if get_origin(part) is Annotated:
            part, *rest = get_args(part)
            notes = tuple(rest)
        if get_origin(part) is list:
            (item,) = get_args(part)
            min_items = max(
                (note.min_length or 0 for note in notes if isinstance(note, msgspec.Meta)), default=0
            )
        elif get_origin(part) is dict:
            value = get_args(part)[1]
            entry = value if shape_of(value).struct or shape_of(value).variants else None
        elif isinstance(part, type) and issubclass(part, msgspec.Struct):
            structs.append(part)
        elif isinstance(part, type) and issubclass(part, enum.Enum):
            choices = part
        elif part is str:
            is_text = True
            titles = {note.title for note in notes if isinstance(note, msgspec.Meta)}
            is_date, is_number_text = DATE in titles, DECIMAL in titles
        elif part is datetime:
            is_instant = True
        elif part is date:
            is_date = True
    nullable = type(None) in parts
    if Any in parts:
        structs = []  # they are examples of what is taken
    struct = structs[0] if len(structs) == 1 else None
    variants = {} if struct else {str(each.__struct_config__.tag): each for each in structs}
    return Shape(
        nullable=nullable,
        struct=struct,
        variants=variants,
        item=item,
        min_items=min_items,
        choices=choices,
        is_text=is_text,
        is_number_text=is_number_text,
        is_date=is_date,
        is_instant=is_instant,
        entry=entry,
    )


def variant_of(data: object, annotation: Any) -> type[msgspec.Struct] | None:
    """The variant of a tagged union that `data` is an instance of, or whose tag it has."""
    variants = shape_of(annotation).variants
    if isinstance(data, msgspec.Struct):
        return next((each for each in variants.values() if type(data) is each), None)
    return variants.get(_tag(data, variants)) if is_mapping(data) else None


def _tag(data: Mapping[Any, Any], variants: Mapping[str, type[msgspec.Struct]]) -> str:
    for field in tag_spellings(next(iter(variants.values()))):
        if field in data:
            return str(data[field])
    return ""


@functools.cache
def tag_spellings(model: type[msgspec.Struct]) -> tuple[str, ...]:
    """The name of the field that holds a Struct's tag, as the wire has it and in Python's spelling."""
    field = model.__struct_config__.tag_field
    return () if field is None else (field, re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", field).lower())


@functools.cache
def fields_by_spelling(
    model: type[msgspec.Struct],
) -> tuple[dict[str, str], dict[str, msgspec.structs.FieldInfo]]:
    """Every spelling of a field to its wire name, and the fields by wire name."""
    fields = {each.encode_name: each for each in msgspec.structs.fields(model)}
    return {**field_names(model), **{name: name for name in fields}}, fields
