"""Checks that values fit their columns: a model takes more than a column of dates or of numbers can hold."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from operator import attrgetter
from typing import Any, Protocol

import msgspec
from msgspec import UNSET

from .._json_types import is_list
from .._query.shapes import field_names
from .columns import Kind, Shape, columns, converter, day_of

__all__ = ["Check", "all_fit", "checks_of"]


class Check(Protocol):
    """A check of a field's values."""

    def __call__(self, value: Any) -> str | None:
        """Say what is wrong with a value; None if it fits."""
        ...

    def passes(self, values: list[Any]) -> bool:
        """Whether all of some values fit. Those of a table are mostly the same few, so this is quick."""
        ...


# Whole numbers beyond these are not all apart as floating-point numbers, and as 64-bit integers.
_EXACT = 2**53
_LONG = 2**63
_NONE = type(None)
_TYPES: dict[Kind, tuple[type, str]] = {
    Kind.TEXT: (str, "is not text"),
    Kind.FLAG: (bool, "is neither true nor false"),
    Kind.BYTES: (bytes, "is not bytes"),
    Kind.INSTANT: (datetime, "is not an instant such as 2026-08-15T08:00:00Z"),
}


def checks_of(model: type[msgspec.Struct], *, is_native: bool) -> list[tuple[str, str, Check]]:
    """The checks of a record's fields: attribute, name on the wire, and what says what is wrong, or None.

    Args:
        model: The type of the record.
        is_native: Whether it was decoded natively: then its values have the types of the model, and only
            those fields have a check whose columns are narrower.
    """
    wire = field_names(model)
    found = [
        (column.attribute, wire[column.attribute], _check(column.shape, is_native, is_cell=True))
        for column in columns(model, "keep")
        if column.attribute in wire
    ]
    return [(attribute, name, check) for attribute, name, check in found if check is not None]


def all_fit(records: Sequence[Any], checks: Sequence[tuple[str, str, Check]]) -> bool:
    """Whether no value of some records fails a check."""
    return all(check.passes(list(map(attrgetter(attribute), records))) for attribute, _, check in checks)


@dataclass(frozen=True, slots=True)
class _Value:
    """The check of plain values: what says what is wrong with one, and the types that are never wrong."""

    fault: Callable[[Any], str | None]
    right: frozenset[type]

    def __call__(self, value: Any) -> str | None:
        return self.fault(value)

    def passes(self, values: list[Any]) -> bool:
        if set(map(type, values)) <= self.right:
            return True
        try:
            # A number is another as an integer than with a point, though they are equal.
            found = set(zip(map(type, values), values, strict=True))
        except TypeError:
            return False
        return all(self.fault(value) is None for _, value in found)


@dataclass(frozen=True, slots=True)
class _List:
    """The check of lists, by that of their items."""

    item: Check | None

    def __call__(self, value: Any) -> str | None:
        if not is_list(value):
            return None if value is None else "is not a list"
        return next(filter(None, map(self.item, value)), None) if self.item is not None else None

    def passes(self, values: list[Any]) -> bool:
        if not set(map(type, values)) <= {list, _NONE}:
            return False
        return self.item is None or self.item.passes(list(chain.from_iterable(filter(None, values))))


@dataclass(frozen=True, slots=True)
class _Record:
    """The check of records, by those of their fields."""

    parts: Sequence[tuple[str, str, Check]]

    def __call__(self, value: Any) -> str | None:
        if not isinstance(value, msgspec.Struct):
            return None if value is None else "is not an object"
        for attribute, name, check in self.parts:
            part = getattr(value, attribute, None)
            if part is not UNSET and (found := check(part)):
                return f"{found} in {name}"
        return None

    def passes(self, values: list[Any]) -> bool:
        records = [value for value in values if value is not None]
        if not all(issubclass(kind, msgspec.Struct) for kind in set(map(type, records))):
            return False
        with contextlib.suppress(AttributeError):  # those of a union have fields of their own
            return all_fit(records, self.parts)
        return False


def _check(shape: Shape, is_native: bool, *, is_cell: bool = False) -> Check | None:
    if shape.kind is Kind.JSON or (shape.kind is Kind.TEXT and is_cell):
        return None  # a cell of text holds what is not text as JSON
    if shape.is_text:
        return _of_text(shape)
    if shape.kind is Kind.DAY:
        return _Value(_day_fault, frozenset({date, _NONE}))
    if shape.kind is Kind.NUMBER:
        return _Value(_number_fault, frozenset({float, _NONE}))
    if shape.kind is Kind.INTEGER:
        return _Value(_integer_fault, frozenset({_NONE}))
    if shape.kind is Kind.LIST and shape.item is not None:
        item = _check(shape.item, is_native)
        return None if item is None and is_native else _List(item)
    if shape.kind is Kind.RECORD:
        found = [(each.attribute, each.name, _check(each.shape, is_native)) for each in shape.fields]
        parts = [(attribute, name, check) for attribute, name, check in found if check is not None]
        return None if not parts and is_native else _Record(parts)
    return None if is_native else _of_type(*_TYPES[shape.kind])


def _of_type(wanted: type, message: str) -> Check:
    return _Value(
        lambda value: None if value is None or isinstance(value, wanted) else message,
        frozenset({wanted, _NONE}),
    )


def _of_text(shape: Shape) -> Check:
    """The check of a number or an instant that the model keeps as text."""
    convert = converter(shape)
    message = "is not a number" if shape.kind is Kind.NUMBER else _TYPES[shape.kind][1]
    return _Value(
        lambda value: None if value is None or convert is None or convert(value) is not None else message,
        frozenset({_NONE}),
    )


def _day_fault(value: Any) -> str | None:
    if not value or isinstance(value, date) or (isinstance(value, str) and day_of(value) is not None):
        return None
    return "is not a day such as 2026-08-15"


def _number_fault(value: Any) -> str | None:
    if value.__class__ is float or value is None:
        return None
    if value.__class__ is not int:
        return "is not a number"
    return None if -_EXACT <= value <= _EXACT else "has more digits than a column of numbers keeps"


def _integer_fault(value: Any) -> str | None:
    if value is None:
        return None
    if value.__class__ is not int:
        return "is not a whole number"
    return None if -_LONG <= value < _LONG else "is larger than a column of whole numbers holds"
