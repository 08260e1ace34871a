"""Caliper objects as JSON has them."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any, cast

import msgspec

from .._codec.scalars import encode_json, json_faults, own_scalar
from .._json_types import is_mapping
from ..errors import FieldIssue, InvalidInputError
from ..models.caliper.base import CaliperObject, UnknownObject, WrittenInstant

__all__ = ["tagged_fields", "write", "write_checked"]


def write(value: Any) -> Any:
    """The JSON form of an event or entity: a dict.

    Fields that are `None` are left out, the keys in `further` are written beside the fields, and an unknown object is
    written as it was read. A mapping is written as it is, with the Structs inside it.

    Args:
        value: A Struct, a mapping, or any value inside one.

    Raises:
        TypeError: Something in it has no JSON form.
        ValueError: A number of another library is NaN or infinite.
    """
    if type(value) in _AS_IT_IS:
        return value
    if isinstance(value, CaliperObject):
        tag, fields = tagged_fields(type(value))
        wire = {} if tag is None else {"type": tag}
        for name, key in fields:
            found = getattr(value, name)
            if found is not None:
                wire[key] = write(found)
        return {**write(value.further), **wire} if value.further else wire
    if isinstance(value, UnknownObject):
        return value.data
    if is_mapping(value):
        return {str(key): write(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [write(each) for each in cast("Iterable[Any]", value)]
    if isinstance(value, WrittenInstant):
        return value.written()
    own = own_scalar(value)
    return write(own) if isinstance(own, list) else msgspec.to_builtins(own)


def write_checked(value: Any, where: str = "") -> Any:
    """As `write()`, of what is to be sent.

    Args:
        value: As for `write()`.
        where: Its path, for the error.

    Raises:
        InvalidInputError: Names what JSON cannot hold.
    """
    try:
        wire = write(value)
    except (TypeError, ValueError) as error:
        told = FieldIssue(where, f"cannot be written as JSON: {error}")
        raise InvalidInputError("invalid event", json_faults(value, where) or [told]) from None
    encode_json(wire, where)
    return wire


_AS_IT_IS = frozenset({str, int, float, bool, type(None)})


@functools.cache
def tagged_fields(model: type[CaliperObject]) -> tuple[str | None, tuple[tuple[str, str], ...]]:
    """The tag of a kind of object, and its fields: attribute and wire name."""
    listed = msgspec.structs.fields(model)
    tag = model.__struct_config__.tag
    return (
        None if tag is None else str(tag),
        tuple((each.name, each.encode_name) for each in listed if each.name != "further"),
    )
