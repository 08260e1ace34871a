"""Records as arrays of Arrow: column by column, and within lists and records again, not cell by cell."""

from __future__ import annotations

import contextlib
import functools
import itertools
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any

import msgspec

from .._extras import require_extra
from .columns import Column, Kind, Shape, converter

__all__ = ["arrays_of", "schema_of"]


def schema_of(found: Iterable[Column]) -> Any:
    """The `pyarrow.Schema` of these columns."""
    return _arrow().schema([(column.name, _arrow_type(column.shape)) for column in found])


def arrays_of(rows: Sequence[Any], found: Iterable[Column]) -> list[Any]:
    """These columns of records, as arrays of Arrow."""
    return [_column(rows, column) for column in found]


def _column(rows: Sequence[Any], column: Column) -> Any:
    arrow = _arrow()
    try:
        values = list(map(attrgetter(column.attribute), rows))
        return _array(_within(values, column), column.shape)
    except (arrow.ArrowException, AttributeError, TypeError, ValueError, OverflowError):
        # A record lacks fields, or holds values that are not of their types.
        return _fitting_array([column.read(row) for row in rows], _arrow_type(column.shape))


def _within(values: list[Any], column: Column) -> list[Any]:
    return values if column.part is None else _parts(values, column.part)


def _parts(values: list[Any], attribute: str) -> list[Any]:
    return [None if value is None else getattr(value, attribute) for value in values]


def _array(values: list[Any], shape: Shape) -> Any:
    """Values of a model as an array; any that is not of its type is an error."""
    arrow = _arrow()
    if shape.kind is Kind.LIST and shape.item is not None:
        # A null among the offsets is a null list.
        ends = list(itertools.accumulate((0 if value is None else len(value) for value in values), initial=0))
        starts = [None if value is None else end for value, end in zip(values, ends, strict=False)]
        items = _array([item for value in values if value for item in _listed(value)], shape.item)
        return arrow.ListArray.from_arrays(arrow.array([*starts, ends[-1]], type=arrow.int32()), items)
    if shape.kind is Kind.RECORD:
        children = [
            _array(_within(_parts(values, field.attribute), field), field.shape) for field in shape.fields
        ]
        is_null = arrow.array([value is None for value in values], type=arrow.bool_())
        return arrow.StructArray.from_arrays(children, fields=list(_arrow_type(shape)), mask=is_null)
    if (convert := converter(shape)) is not None:
        values = [None if value is None else convert(value) for value in values]
    return arrow.array(values, type=_arrow_type(shape))


def _listed(value: Any) -> Any:
    if value.__class__ is not list:  # neither characters nor keys are items
        raise TypeError("not a list")
    return value


# -- what is not of its type --------------------------------------------------------------------


def _fitting_array(values: list[Any], kind: Any) -> Any:
    """An array of a column's type. What is not of the type, since a server sent it so, is null, or JSON text."""
    arrow = _arrow()
    try:
        return arrow.array(values, type=kind)
    except (arrow.ArrowException, TypeError, ValueError, OverflowError):
        return arrow.array([_fitting(value, kind) for value in values], type=kind)


def _fitting(value: Any, kind: Any) -> Any:
    arrow = _arrow()
    if kind == arrow.float64() and value.__class__ is int:
        with contextlib.suppress(OverflowError):
            value = float(value)  # the nearest: Arrow wants it exact
    try:
        arrow.scalar(value, type=kind)
    except (arrow.ArrowException, TypeError, ValueError, OverflowError):
        return msgspec.json.encode(value).decode() if kind == arrow.string() else None
    return value


def _arrow() -> Any:
    return require_extra("pyarrow", extra="export", purpose="a table of records")


def _arrow_type(shape: Shape) -> Any:
    arrow = _arrow()
    if shape.kind is Kind.LIST and shape.item is not None:
        return arrow.list_(_arrow_type(shape.item))
    if shape.kind is Kind.RECORD:
        return arrow.struct([(field.name, _arrow_type(field.shape)) for field in shape.fields])
    simple = {
        Kind.TEXT: arrow.string,
        Kind.JSON: arrow.string,
        Kind.INTEGER: arrow.int64,
        Kind.NUMBER: arrow.float64,
        Kind.FLAG: arrow.bool_,
        Kind.DAY: arrow.date32,
        Kind.BYTES: arrow.binary,
        Kind.INSTANT: functools.partial(arrow.timestamp, "us", tz="UTC"),
    }
    return simple[shape.kind]()
