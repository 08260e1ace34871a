"""Columns that no standard names, as keys of a record's `metadata`, and back."""

from __future__ import annotations

import functools
import types
from collections.abc import Iterator, Mapping
from typing import Any, Union, get_args, get_origin

import msgspec

from ..._json_types import NOT_JSON, is_object
from ...models import oneroster as models
from ...models.oneroster.resources import AnyMetadata
from .cells import text_of
from .columns import COLUMNS
from .standard import COMMON, METADATA

__all__ = ["header_of", "key_of", "metadata_of", "value_of"]

_DOCUMENTED: dict[str, tuple[type[msgspec.Struct], ...]] = {
    "courses": (models.CourseMetadata,),
    "users": (models.UserMetadata,),
    "enrollments": (models.EnrollmentMetadata,),
    "resources": get_args(AnyMetadata),
}


def metadata_of(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """The metadata of a record in its wire form."""
    found = record.get("metadata")
    return found if is_object(found) else {}


def key_of(file: str, header: str) -> str:
    """The key of a column that the standard does not name.

    One that would be taken for a column of the standard keeps its prefix.
    """
    key = header[len(METADATA) :] if header.lower().startswith(METADATA) else header
    return METADATA + key if key in COMMON or key in _names(file) else key


def header_of(key: str) -> str:
    """The header of a key; the standard wants all to begin with `metadata.`."""
    return key if key.startswith(METADATA) else METADATA + key


def value_of(file: str, key: str, cell: str) -> Any:
    """The value of a cell: text, unless the key is documented to hold another type, or JSON stands there."""
    if cell[:1] in "{[" or not _takes_text(file, key):
        try:
            value = msgspec.json.decode(cell)
        except NOT_JSON:
            return cell
        return value if text_of(value) == cell else cell
    return cell


@functools.cache
def _names(file: str) -> frozenset[str]:
    return frozenset(column.name for column in COLUMNS.get(file, ()))


@functools.cache
def _takes_text(file: str, key: str) -> bool:
    documented = [
        each.type
        for model in _DOCUMENTED.get(file, ())
        for each in msgspec.structs.fields(model)
        if each.encode_name == key
    ]
    return not documented or any(_is_text(each) for annotation in documented for each in _parts(annotation))


def _parts(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) in (Union, types.UnionType):
        for each in get_args(annotation):
            yield from _parts(each)
    else:
        yield annotation


def _is_text(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, str)
