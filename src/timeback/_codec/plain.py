"""Records as dicts, in Python's names and values or as JSON has them."""

from __future__ import annotations

import functools
from decimal import Decimal
from typing import Any, cast

import msgspec
from msgspec import UNSET

from .further import WRITTEN
from .scalars import own_or_refused
from .sparse import fetched_fields

__all__ = ["as_dict", "json_text", "plain"]

_FREE = "further"


def plain(value: Any) -> Any:
    """A record, or records, as JSON would hold them: wire names, no field that was not fetched."""
    return as_values(value, wire=True)


def json_text(value: Any) -> str:
    """A record, or records, as JSON text."""
    return msgspec.json.encode(plain(value)).decode()


def as_values(value: Any, *, wire: bool) -> Any:
    """A value with dicts in the place of the records in it.

    Args:
        value: A record, or what stands in one.
        wire: In the wire's names and JSON's values; else in Python's names, with values as they are.
    """
    if isinstance(value, msgspec.Struct):
        own = getattr(value, "_as_dict", None)
        return as_dict(value, wire=wire) if own is None else own(wire)
    if isinstance(value, dict):
        items = cast("dict[object, Any]", value).items()
        return {str(key) if wire else key: as_values(each, wire=wire) for key, each in items}
    if isinstance(value, list | tuple):
        return [as_values(each, wire=wire) for each in cast("list[Any]", value)]
    return msgspec.to_builtins(value, enc_hook=own_or_refused, builtin_types=(Decimal,)) if wire else value


def as_dict(record: msgspec.Struct, *, wire: bool) -> dict[str, Any]:
    """The fields of a record, with those that it does not know beside them."""
    config = type(record).__struct_config__
    fields: dict[str, Any] = {} if config.tag_field is None else {config.tag_field: config.tag}
    further: dict[str, Any] = {}
    for name, encoded in _names(type(record)):
        value = getattr(record, name)
        if name == _FREE:
            further = as_values(value, wire=wire)
        elif value is not UNSET:
            fields[encoded if wire else name] = as_values(value, wire=wire)
    return further | fields


@functools.cache
def _names(model: type[msgspec.Struct]) -> tuple[tuple[str, str], ...]:
    """The fields that records of this type have, in Python's spelling and the wire's."""
    fetched = fetched_fields(model)
    return tuple(
        (each.name, each.encode_name)
        for each in msgspec.structs.fields(model)
        if each.name in fetched and each.encode_name != WRITTEN
    )
