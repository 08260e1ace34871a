"""Brings the catalogue's type expressions and Python's annotations to one spelling, so that they compare."""

from __future__ import annotations

import keyword
import re
import types
from datetime import date, datetime
from enum import Enum
from typing import Annotated, Any, Union, get_args, get_origin

import msgspec

from timeback._codec.types import FlagText
from timeback.models.base import UnknownVariant

from .catalogue import Catalogue, Field

PYTHON = {
    str: "string",
    bool: "boolean",
    int: "integer",
    float: "number",
    datetime: "datetime",
    date: "date",
    Any: "any",
}
# Only where a field's note says so is a flag typed as text.
_TEXT_FLAG = re.compile(r"(the text true or false|text, true or false|text; null refused, unlike .*)")


def is_text_flag(field: Field) -> bool:
    """Whether a field of type text is a flag: read as a boolean, sent as the text `true` or `false`."""
    return field.type.removesuffix("?") == "string" and bool(_TEXT_FLAG.fullmatch(field.notes))


def snake(wire: str) -> str:
    """A wire name in Python's spelling."""
    wire = wire.lstrip("@")
    name = (
        wire
        if wire.islower()
        else re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", wire).lower()
    )
    name = name.replace("-", "_").replace(" ", "_")
    return f"{name}_" if keyword.iskeyword(name) else name


def spell_python(annotation: Any) -> str:
    """An annotation's spelling, without `None` and `UNSET`: `list[Grade] | None` is `Grade[]`."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return spell_python(args[0])
    if origin in (Union, types.UnionType):
        kept = {
            spell_python(each)
            for each in args
            if each not in (type(None), msgspec.UnsetType, FlagText) and not _is_unknown_variant(each)
        }
        if "number" in kept:
            kept.discard("integer")
        return "|".join(sorted(kept))
    if origin is list:
        return f"{spell_python(args[0])}[]"
    if origin is dict:
        return f"map<{spell_python(args[1])}>"
    if annotation in PYTHON:
        return PYTHON[annotation]
    if isinstance(annotation, type) and issubclass(annotation, datetime):
        return "datetime"
    if isinstance(annotation, type) and issubclass(annotation, msgspec.Struct | Enum):
        return annotation.__name__
    raise TypeError(f"no spelling for {annotation!r}")


def _is_unknown_variant(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, UnknownVariant)


def min_length(annotation: Any) -> int:
    """The least length that an annotation demands."""
    if get_origin(annotation) is Annotated:
        return max(
            (note.min_length or 0 for note in get_args(annotation)[1:] if isinstance(note, msgspec.Meta)),
            default=0,
        )
    if get_origin(annotation) in (Union, types.UnionType):
        return max(min_length(each) for each in get_args(annotation))
    return 0


def spell_catalogue(catalogue: Catalogue, field: Field, *, sent: bool) -> str:
    """How a field's Python type should be spelled; `sent` for the types of bodies that callers send."""
    if is_text_flag(field):
        return "BooleanString" if sent else "boolean"
    return _expression(catalogue, field.type, sent)


def _expression(catalogue: Catalogue, expression: str, sent: bool) -> str:
    expression = expression.removesuffix("?")
    if expression.startswith("(") and expression.endswith(")[]"):
        return _expression(catalogue, expression[1:-3], sent) + "[]"
    if expression.startswith("map<") and expression.endswith(">"):
        return f"map<{_expression(catalogue, expression[4:-1], sent)}>"
    if "|" in expression:
        parts = {_expression(catalogue, each, sent) for each in expression.split("|")} - {"null"}
        # A boolean in either form is a bool, which goes out as a JSON boolean.
        if "boolean" in parts:
            parts -= {"BooleanString"}
        # An open enum takes any text, and numbers are read as text.
        elif parts & catalogue.enums.keys():
            parts -= {"string", "integer"}
        return "|".join(sorted(parts))
    if expression.endswith("[]"):
        return _expression(catalogue, expression[:-2], sent) + "[]"
    if expression in catalogue.open_types or expression == "object":
        # Further keys occur and must be kept: a dict.
        return "map<any>"
    if expression == "BooleanString":
        return "BooleanString" if sent else "boolean"
    if expression == "Ref":
        # A reference to send may be one that was read, with its type and link.
        return "InputRef" if sent else "Ref"
    return "string" if expression in ("uri", "uuid") else expression
