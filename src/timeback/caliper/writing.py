"""Caliper objects as JSON has them."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Any, cast

import msgspec

from .._json_types import is_mapping
from ..models.caliper.base import CaliperObject, UnknownObject, WrittenInstant

__all__ = ["write"]


def write(value: Any) -> Any:
    """The JSON form of an event or entity: a dict.

    What holds `None` is left out, the keys in `further` stand beside the fields, and an unknown object is what it
    was when it was read. A mapping is written as it is, with the Structs inside it.

    Args:
        value: A Struct, a mapping, or anything that stands in one.

    Raises:
        TypeError: Something in it has no JSON form.
    """
    if value is None or isinstance(value, str | int | float):
        return value if type(value) in _AS_IT_IS else msgspec.to_builtins(value)
    if isinstance(value, CaliperObject):
        tag, fields = _fields(type(value))
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
    return msgspec.to_builtins(value)


_AS_IT_IS = frozenset({str, int, float, bool, type(None)})


@functools.cache
def _fields(model: type[CaliperObject]) -> tuple[str | None, tuple[tuple[str, str], ...]]:
    """The tag of a kind of object, and its fields: attribute and wire name."""
    listed = msgspec.structs.fields(model)
    tag = model.__struct_config__.tag
    return (
        None if tag is None else str(tag),
        tuple((each.name, each.encode_name) for each in listed if each.name != "further"),
    )
