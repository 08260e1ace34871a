"""Tables of records: columns derived from a model, and rows as Arrow. What notebooks and exports share.

A column is found from the model alone, so a table has the same columns whatever its rows hold. Names are
Python's. Days are dates and instants are timestamps in UTC, also where a model keeps them as text because
servers disagree about their form.
"""

from __future__ import annotations

import enum
import functools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeAlias, cast

import msgspec
from msgspec import UNSET, inspect

from .._extras import require_extra
from ..models.base import DATE

__all__ = ["Column", "Kind", "Nested", "Shape", "arrow_schema", "columns", "to_arrow"]

Nested: TypeAlias = Literal["flatten", "keep", "json"]

# Text fields that hold a day, as `2026-09-01` or as an instant that begins with it.
_DAYS = frozenset({"begin_date", "start_date", "end_date"})


class Kind(enum.Enum):
    """The kind of a column's values."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "flag"
    DAY = "day"
    INSTANT = "instant"
    BYTES = "bytes"
    JSON = "json"
    LIST = "list"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Shape:
    """The type of a value; `item` is that of a list's items, `fields` are those of a record."""

    kind: Kind
    item: Shape | None = None
    fields: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its type, and how its value is read from a row."""

    name: str
    shape: Shape
    read: Callable[[Any], Any]


@functools.cache
def columns(model: type[msgspec.Struct], nested: Nested = "flatten") -> tuple[Column, ...]:
    """The columns of a table of `model`.

    Args:
        model: The type of a row.
        nested: What becomes of a record inside a row. `"flatten"`: a column for each of its fields, such
            as `primary_org_sourced_id`. `"keep"`: one column of records. `"json"`: one column of JSON
            text. Lists of records stay lists, save with `"json"`; free objects, such as `metadata`,
            are JSON text always.
    """
    return _columns(model, nested, ())


def arrow_schema(model: type[msgspec.Struct], nested: Nested = "flatten") -> Any:
    """The `pyarrow.Schema` of a table of `model`; see `columns()`.

    Raises:
        ConfigurationError: pyarrow is not installed.
    """
    arrow = _arrow()
    return arrow.schema([(column.name, _arrow_type(column.shape)) for column in columns(model, nested)])


def to_arrow(rows: Iterable[Any], model: type[msgspec.Struct], nested: Nested = "flatten") -> Any:
    """A `pyarrow.Table` of records.

    Args:
        rows: Records of the type `model`; a field that was not asked for is null.
        model: The type of a row, which decides the columns.
        nested: What becomes of records inside a row; see `columns()`.

    Raises:
        ConfigurationError: pyarrow is not installed.
    """
    arrow, schema = _arrow(), arrow_schema(model, nested)
    rows = rows if isinstance(rows, Sequence) else list(rows)
    arrays = [
        arrow.array([column.read(row) for row in rows], type=field.type)
        for column, field in zip(columns(model, nested), schema, strict=True)
    ]
    return arrow.Table.from_arrays(arrays, schema=schema)


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


# -- from a model to columns --------------------------------------------------------------------


def _columns(model: type[msgspec.Struct], nested: Nested, above: tuple[type, ...]) -> tuple[Column, ...]:
    fields = cast("inspect.StructType", inspect.type_info(model)).fields
    taken = {field.name.rstrip("_") for field in fields}
    found: list[Column] = []
    for field in fields:
        name = field.name.rstrip("_")
        shape = _shape(field.type, field.name, nested, (*above, model))
        flat = _flattened(field.name, shape) if nested == "flatten" and shape.kind is Kind.RECORD else []
        # A name that two fields would share keeps the record whole.
        if flat and not taken & {column.name for column in flat}:
            found += flat
            taken |= {column.name for column in flat}
        else:
            found.append(Column(name, shape, _reader(field.name, shape)))
    return tuple(found)


def _flattened(attribute: str, shape: Shape) -> list[Column]:
    prefix = attribute.rstrip("_")
    return [
        Column(f"{prefix}_{field.name}", field.shape, _within(attribute, field.read))
        for field in shape.fields
    ]


def _reader(attribute: str, shape: Shape) -> Callable[[Any], Any]:
    convert = _converter(shape)
    if convert is not None:
        return _within(attribute, convert)

    def read(row: Any) -> Any:
        value = getattr(row, attribute)
        return None if value is UNSET else value

    return read


def _within(attribute: str, convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def read(row: Any) -> Any:
        value = getattr(row, attribute)
        return None if value is None or value is UNSET else convert(value)

    return read


def _converter(shape: Shape) -> Callable[[Any], Any] | None:
    """The function that makes a model's value a plain one; None where it is one already."""
    if shape.kind is Kind.DAY:
        return _day
    if shape.kind is Kind.JSON:
        return _json
    if shape.kind is Kind.RECORD:
        return lambda value: {field.name: field.read(value) for field in shape.fields}
    if shape.kind is Kind.LIST and shape.item is not None:
        convert = _converter(shape.item)
        if convert is not None:
            return lambda values: [None if value is None else convert(value) for value in values]
        return list
    return None


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _day(value: date | str) -> date | None:
    """The day of a date, or of a text that begins with one; text that does not has none."""
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


_SIMPLE: tuple[tuple[type[inspect.Type], Kind], ...] = (
    (inspect.BoolType, Kind.FLAG),
    (inspect.IntType, Kind.INTEGER),
    (inspect.FloatType, Kind.NUMBER),
    (inspect.DateTimeType, Kind.INSTANT),
    (inspect.DateType, Kind.DAY),
    (inspect.BytesType, Kind.BYTES),
    (inspect.StrType, Kind.TEXT),
)
_LISTS = (inspect.ListType, inspect.SetType, inspect.FrozenSetType, inspect.VarTupleType)


def _shape(info: inspect.Type, name: str, nested: Nested, above: tuple[type, ...]) -> Shape:
    if isinstance(info, inspect.Metadata):
        described = cast("dict[str, Any] | None", info.extra_json_schema) or {}  # pyright: ignore[reportUnknownMemberType]
        return Shape(Kind.DAY) if described.get("title") == DATE else _shape(info.type, name, nested, above)
    if isinstance(info, inspect.UnionType):
        return _union(info, name, nested, above)
    if isinstance(info, inspect.StrType) and name in _DAYS:
        return Shape(Kind.DAY)
    if isinstance(info, inspect.EnumType):
        return Shape(Kind.TEXT if issubclass(info.cls, str) else Kind.JSON)
    if isinstance(info, inspect.LiteralType):
        return Shape(Kind.TEXT if all(isinstance(value, str) for value in info.values) else Kind.JSON)
    if isinstance(info, _LISTS):
        item = _shape(info.item_type, "", nested, above)
        return Shape(Kind.JSON) if nested == "json" and item.kind is Kind.JSON else Shape(Kind.LIST, item)
    if isinstance(info, inspect.StructType) and info.cls not in above and nested != "json":
        return Shape(Kind.RECORD, fields=_columns(info.cls, nested, above))
    return Shape(next((kind for known, kind in _SIMPLE if isinstance(info, known)), Kind.JSON))


def _union(info: inspect.UnionType, name: str, nested: Nested, above: tuple[type, ...]) -> Shape:
    """A type that may be null is the type itself; any number is a number; the rest is JSON."""
    present = [each for each in info.types if not isinstance(each, inspect.NoneType)]
    shapes = [_shape(each, name, nested, above) for each in present]
    if {shape.kind for shape in shapes} == {Kind.INTEGER, Kind.NUMBER}:
        return Shape(Kind.NUMBER)
    return shapes[0] if len(shapes) == 1 else Shape(Kind.JSON)
