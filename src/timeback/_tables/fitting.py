"""Checks that values fit their columns: a model takes more than a column of dates or of numbers can hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeAlias

import msgspec
from msgspec import UNSET

from .._json_types import is_list
from .._query.shapes import field_names
from .columns import Kind, Shape, columns, converter, day_of

__all__ = ["Check", "checks_of"]

Check: TypeAlias = Callable[[Any], str | None]

# Whole numbers beyond these are not all apart as floating-point numbers, and as 64-bit integers.
_EXACT = 2**53
_LONG = 2**63
_TYPES: dict[Kind, tuple[type | tuple[type, ...], str]] = {
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


def _check(shape: Shape, is_native: bool, *, is_cell: bool = False) -> Check | None:
    if shape.kind is Kind.JSON or (shape.kind is Kind.TEXT and is_cell):
        return None  # a cell of text holds what is not text as JSON
    if shape.is_text:
        return _of_text(shape)
    if shape.kind is Kind.DAY:
        return _of_day
    if shape.kind in (Kind.NUMBER, Kind.INTEGER):
        return _of_number if shape.kind is Kind.NUMBER else _of_integer
    if shape.kind is Kind.LIST and shape.item is not None:
        return _of_list(_check(shape.item, is_native), is_native)
    if shape.kind is Kind.RECORD:
        checks = [(each.attribute, each.name, _check(each.shape, is_native)) for each in shape.fields]
        return _of_record([(*names, check) for *names, check in checks if check is not None], is_native)
    return None if is_native else _of_type(*_TYPES[shape.kind])


def _of_type(wanted: type | tuple[type, ...], message: str) -> Check:
    return lambda value: None if value is None or isinstance(value, wanted) else message


def _of_text(shape: Shape) -> Check:
    """The check of a number or an instant that the model keeps as text."""
    convert = converter(shape)
    message = "is not a number" if shape.kind is Kind.NUMBER else _TYPES[shape.kind][1]
    return lambda value: None if value is None or convert is None or convert(value) is not None else message


def _of_day(value: Any) -> str | None:
    if not value or isinstance(value, date) or (isinstance(value, str) and day_of(value) is not None):
        return None
    return "is not a day such as 2026-08-15"


def _of_number(value: Any) -> str | None:
    if value.__class__ is float or value is None:
        return None
    if value.__class__ is not int:
        return "is not a number"
    return None if -_EXACT <= value <= _EXACT else "has more digits than a column of numbers keeps"


def _of_integer(value: Any) -> str | None:
    if value is None:
        return None
    if value.__class__ is not int:
        return "is not a whole number"
    return None if -_LONG <= value < _LONG else "is larger than a column of whole numbers holds"


def _of_list(check: Check | None, is_native: bool) -> Check | None:
    if check is None and is_native:
        return None

    def of_list(values: Any) -> str | None:
        if not is_list(values):
            return None if values is None else "is not a list"
        if check is not None:
            for each in values:
                if found := check(each):
                    return found
        return None

    return of_list


def _of_record(checks: list[Any], is_native: bool) -> Check | None:
    if not checks and is_native:
        return None

    def of_record(value: Any) -> str | None:
        if not isinstance(value, msgspec.Struct):
            return None if value is None else "is not an object"
        for attribute, name, check in checks:
            part = getattr(value, attribute, None)
            if part is not UNSET and (found := check(part)):
                return f"{found} in {name}"
        return None

    return of_record
