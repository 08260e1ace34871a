"""The names by which a list can be asked for its fields: in sorts, in filters, in lists of fields."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from .._codec.further import FURTHER, WRITTEN
from .._issues import hint
from .._patterns import pattern
from ..errors import InvalidInputError
from ..models.base import DAY_FIELDS
from .comparisons import kinds_of

__all__ = ["FieldNames", "Named", "camel"]

_UNDERSCORE = pattern(r"(?<=[A-Za-z0-9])_+([A-Za-z0-9]|$)")
_CAPITAL = pattern(r"(?<=[a-z0-9])(?=[A-Z])")


def camel(name: str) -> str:
    """`given_name` as `givenName`, `class_` as `class`; the wire's own spelling stays."""
    return _UNDERSCORE.sub(lambda match: match[1].upper(), name)


class Named(msgspec.Struct, frozen=True):
    """A field that was named: as the wire has it, and the types of its values as far as they are known."""

    wire: str
    kinds: tuple[Any, ...] = ()

    def has(self, name: str) -> bool:
        """Whether it holds records that have a field of this name."""
        return any(_find(record, name) for record in _records(self))


class FieldNames(msgspec.Struct, frozen=True):
    """The fields of a model, in Python's and the wire's spelling.

    Attributes:
        model: The model; what its service filters and sorts by beyond its fields is in its `__filters__`.
        sends_unknown: Whether a name that it does not know is sent as it is.
    """

    model: type[msgspec.Struct]
    sends_unknown: bool = False

    def field(self, name: str, path: str) -> Named:
        """A field of the records, or part of one: `metadata.grade`.

        Raises:
            InvalidInputError: There is none of this name.
        """
        return self._named(name, path, {}, whole=True)

    def filterable(self, name: str, path: str) -> Named:
        """A name that a list can be filtered or sorted by.

        Raises:
            InvalidInputError: There is nothing of this name.
        """
        return self._named(name, path, _filters(self.model))

    def _named(self, name: str, path: str, more: Mapping[str, Named], *, whole: bool = False) -> Named:
        if found := more.get(name) or _find(self.model, name):
            return found
        if self.sends_unknown:
            first, dot, rest = name.partition(".")
            return Named(_fields(self.model).get(first, Named(camel(first))).wire + dot + camel(rest))
        meant = _flattened(self.model, name)
        if meant and whole:
            meant = meant.partition(".")[0]  # servers fetch records, not parts of them
        close = f"; did you mean {meant!r}?" if meant else hint(name, [*_names_near(self.model, name), *more])
        how = close or "; with_options(unknown_names='send') sends any name"
        raise InvalidInputError.of(path, f"unknown field {name!r}{how}")


@functools.cache
def _fields(model: type[msgspec.Struct]) -> dict[str, Named]:
    """The fields of a model by either spelling."""
    return {
        spelling: Named(each.encode_name, _kinds(each))
        for each in msgspec.structs.fields(model)
        if each.encode_name not in (FURTHER, WRITTEN)
        for spelling in (each.name, each.encode_name)
    }


def _kinds(field: msgspec.structs.FieldInfo) -> tuple[Any, ...]:
    return (date,) if field.name in DAY_FIELDS else kinds_of(field.type)


@functools.cache
def _filters(model: type[msgspec.Struct]) -> dict[str, Named]:
    """The names that the service of a model filters and sorts by beside its fields, in either spelling."""
    listed: Mapping[str, Any] = getattr(model, "__filters__", {})
    return {
        spelling: Named(wire, kinds_of(kind))
        for wire, kind in listed.items()
        for spelling in (wire, _CAPITAL.sub("_", wire).lower())
    }


def _find(model: type[msgspec.Struct], name: str) -> Named | None:
    first, dot, rest = name.partition(".")
    field = _fields(model).get(first)
    if field is None or not dot:
        return field
    for record in _records(field):
        if found := _find(record, rest):
            return Named(f"{field.wire}.{found.wire}", found.kinds)
    is_free = dict in field.kinds or Any in field.kinds
    return Named(f"{field.wire}.{rest}") if is_free else None


def _flattened(model: type[msgspec.Struct], name: str) -> str | None:
    """The field within a record that a column of a table has its name from: `class_.sourced_id`."""
    words = _CAPITAL.sub("_", name).lower().split("_")
    for count in range(1, len(words)):
        head, rest = "_".join(words[:count]), "_".join(words[count:])
        for first in (head, f"{head}_"):
            field = _fields(model).get(first)
            if field is not None and field.has(rest):
                return f"{first}.{rest}"
    return None


def _names_near(model: type[msgspec.Struct], name: str) -> list[str]:
    """The names that may have been meant: of fields, or of those below the one that comes first."""
    first, dot, _ = name.partition(".")
    fields = _fields(model)
    if dot and first in fields:
        return [f"{first}.{each}" for record in _records(fields[first]) for each in _fields(record)]
    return list(fields)


def _records(field: Named) -> list[type[msgspec.Struct]]:
    """The records that a field holds, one or a list of them."""
    return [each for each in field.kinds if isinstance(each, type) and issubclass(each, msgspec.Struct)]
