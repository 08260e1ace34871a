"""Read, change, write: a record as it was read, in the form in which it is written.

All of it goes back, what the input type lacks and what this library does not know included: a PUT replaces
the record, so that whatever is left out is lost.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

import msgspec

from .._codec.decode import repair
from .._codec.names import other_names
from .._json_types import is_list, is_object
from .shapes import shape_of

__all__ = ["body_for_update"]


def body_for_update(
    record: Mapping[str, Any],
    read: type[msgspec.Struct],
    write: type[msgspec.Struct],
    renamed: Mapping[str, str],
) -> dict[str, Any]:
    """The body that would write `record` back unchanged.

    Args:
        record: The record in its wire form.
        read: The model that it is read as.
        write: The input model of the endpoint.
        renamed: Wire names that differ between reading and writing, such as `school` and `org`.
    """
    known, taken = _types(read), _types(write)
    spelled = other_names(read).spelled_in(record)
    body: dict[str, Any] = {}
    for sent, value in record.items():
        name = spelled.get(sent, sent)
        target = renamed.get(name, name)
        if target != name and record.get(target) is not None:
            target = name
        if target not in taken:
            body[target] = value
            continue
        written = _nested(value, known.get(name), taken[target])
        if written is not None or (shape_of(taken[target]).nullable and target not in body):
            body[target] = written
    return body


def _nested(value: Any, read: Any, write: Any) -> Any:
    wants = shape_of(write)
    gives = shape_of(read) if read is not None else wants
    if wants.item is not None and is_list(value):
        return [_nested(item, gives.item or wants.item, wants.item) for item in value]
    if wants.struct is not None and is_object(value):
        return body_for_update(value, gives.struct or wants.struct, wants.struct, {})
    if wants.is_date and isinstance(value, str):
        return value[:10]
    return repair(value, _info(write))


@functools.cache
def _types(model: type[msgspec.Struct]) -> dict[str, Any]:
    return {each.encode_name: each.type for each in msgspec.structs.fields(model)}


@functools.cache
def _info(annotation: Any) -> msgspec.inspect.Type:
    return msgspec.inspect.type_info(annotation)
