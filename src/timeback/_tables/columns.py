"""Columns derived from a model: what notebooks, exports and the command line share.

A column is found from the model alone, so a table has the same columns whatever its rows hold. Days are
dates and instants are timestamps in UTC, also where a model keeps them as text because servers disagree
about their form.
"""

from __future__ import annotations

import enum
import functools
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal, TypeAlias, cast, get_args

import msgspec
from msgspec import UNSET, inspect

from .._codec.decode import UNKNOWN
from .._codec.further import FURTHER, WRITTEN
from .._codec.sparse import fetched_fields
from .._codec.types import DATE, DECIMAL, INSTANT, FlagText
from ..errors import InvalidInputError
from ..models.base import DAY_FIELDS

__all__ = ["Column", "Kind", "Mode", "Names", "Nested", "Shape", "columns", "converter", "day_of"]

Nested: TypeAlias = Literal["flatten", "keep", "json"]
Names: TypeAlias = Literal["python", "wire"]
Mode: TypeAlias = Literal["python", "json"]


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
    """The type of a value; `item` is that of a list's items, `fields` are those of a record.

    `is_text` says that an instant or a number travels as text.
    """

    kind: Kind
    item: Shape | None = None
    fields: tuple[Column, ...] = ()
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its type, how its value is read from a row, and out of which attribute of the row.

    `path` are the attributes, from record to record, that lead to the value, and `keys` the same in the row's
    JSON; both are empty if no field holds it.
    """

    name: str
    shape: Shape
    read: Callable[[Any], Any]
    attribute: str
    path: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


@functools.cache
def columns(
    model: type[msgspec.Struct], nested: Nested = "flatten", names: Names = "python"
) -> tuple[Column, ...]:
    """The columns of a table of `model`.

    Args:
        model: The type of a row.
        nested: What becomes of a record inside a row. `"flatten"`: a column for each of its fields, such
            as `primary_org_sourced_id`. `"keep"`: one column of records. `"json"`: one column of JSON
            text. Lists of records stay lists, save with `"json"`; free objects, such as `metadata`,
            are JSON text always.
        names: `"python"`: `primary_org_sourced_id`. `"wire"`: `primaryOrg.sourcedId`, as the server has it.

    Raises:
        InvalidInputError: `nested` or `names` is none of these.
    """
    if nested not in get_args(Nested):
        raise InvalidInputError.of("nested", "must be 'flatten', 'keep' or 'json'")
    if names not in get_args(Names):
        raise InvalidInputError.of("names", "must be 'python' or 'wire'")
    return _Columns(nested, names).of(model)


# -- from a model to columns --------------------------------------------------------------------

_CAPITAL = re.compile(r"(?<!^)[A-Z]")
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


_MARKED = {
    DATE: Shape(Kind.DAY),
    INSTANT: Shape(Kind.INSTANT, is_text=True),
    DECIMAL: Shape(Kind.NUMBER, is_text=True),
}


@dataclass(frozen=True, slots=True)
class _Columns:
    """Makes columns of models; `above` holds the models that the one at hand stands inside of."""

    nested: Nested
    names: Names

    def of(self, model: type[msgspec.Struct], above: tuple[type, ...] = ()) -> tuple[Column, ...]:
        info = cast("inspect.StructType", inspect.type_info(model))
        fetched = fetched_fields(model)
        fields = [field for field in info.fields if field.name in fetched and field.encode_name != WRITTEN]
        known = {field.name for field in fields}
        # A field that servers spell in two ways is read into the one without a mark.
        fields = [field for field in fields if not field.name.endswith("_") or field.name[:-1] not in known]
        found = self._tag(info)
        taken = {self._name(field) for field in fields}
        for field in fields:
            name, shape = self._name(field), self._shape(field.type, field.name, (*above, model))
            flattens = self.nested == "flatten" and shape.kind is Kind.RECORD
            flat = self._flattened(name, field, shape) if flattens else []
            # A name that two fields would share keeps the record whole.
            if flat and not taken & {column.name for column in flat}:
                found += flat
                taken |= {column.name for column in flat}
            else:
                place = (field.name,), (field.encode_name,)
                found.append(Column(name, shape, _reader(field.name, shape), field.name, *place))
        return tuple(found)

    def _tag(self, info: inspect.StructType) -> list[Column]:
        """The column of what tells the records of a union apart, which is no field of theirs."""
        wire, tag = info.tag_field, info.tag
        if wire is None or tag is None or tag == UNKNOWN:
            return []
        name = wire if self.names == "wire" else _CAPITAL.sub(r"_\g<0>", wire).lower()
        return [Column(name, Shape(Kind.TEXT), lambda row: tag, name)]

    def _name(self, field: inspect.Field) -> str:
        is_wire = self.names == "wire" and field.encode_name != FURTHER
        return field.encode_name if is_wire else field.name.rstrip("_")

    def _flattened(self, name: str, field: inspect.Field, shape: Shape) -> list[Column]:
        joint = "." if self.names == "wire" else "_"
        return [
            Column(
                f"{name}{joint}{part.name}",
                part.shape,
                _nested_reader(field.name, part.read),
                field.name,
                (field.name, *part.path),
                (field.encode_name, *part.keys),
            )
            for part in shape.fields
        ]

    def _shape(self, info: inspect.Type, name: str, above: tuple[type, ...]) -> Shape:
        if isinstance(info, inspect.Metadata):
            described = cast("dict[str, Any] | None", info.extra_json_schema) or {}  # pyright: ignore[reportUnknownMemberType]
            found = _MARKED.get(described.get("title", ""))
            return self._shape(info.type, name, above) if found is None else found
        if isinstance(info, inspect.UnionType):
            return self._union(info, name, above)
        if isinstance(info, inspect.StrType) and name in DAY_FIELDS:
            return Shape(Kind.DAY)
        if isinstance(info, inspect.EnumType):
            return Shape(Kind.TEXT if issubclass(info.cls, str) else Kind.JSON)
        if isinstance(info, inspect.LiteralType):
            return Shape(Kind.TEXT if all(isinstance(value, str) for value in info.values) else Kind.JSON)
        if isinstance(info, _LISTS):
            item = self._shape(info.item_type, "", above)
            return (
                Shape(Kind.JSON)
                if self.nested == "json" and item.kind is Kind.JSON
                else Shape(Kind.LIST, item)
            )
        if isinstance(info, inspect.StructType) and info.cls not in above and self.nested != "json":
            return Shape(Kind.RECORD, fields=self.of(info.cls, above))
        return Shape(next((kind for known, kind in _SIMPLE if isinstance(info, known)), Kind.JSON))

    def _union(self, info: inspect.UnionType, name: str, above: tuple[type, ...]) -> Shape:
        """A type that may be null is the type itself; any number is a number; the rest is JSON."""
        present = [
            each
            for each in info.types
            if not isinstance(each, inspect.NoneType)
            and not (isinstance(each, inspect.EnumType) and each.cls is FlagText)
        ]
        shapes = [self._shape(each, name, above) for each in present]
        if {shape.kind for shape in shapes} == {Kind.INTEGER, Kind.NUMBER}:
            return Shape(Kind.NUMBER)
        return shapes[0] if len(shapes) == 1 else Shape(Kind.JSON)


# -- from a row to values -----------------------------------------------------------------------


def _reader(attribute: str, shape: Shape) -> Callable[[Any], Any]:
    convert = converter(shape)
    if convert is not None:
        return _nested_reader(attribute, convert)

    def read(row: Any) -> Any:
        value = getattr(row, attribute, None)
        return None if value is UNSET else value

    return read


def _nested_reader(attribute: str, convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Read a part of what an attribute holds; a value that the server sent otherwise has no such parts."""

    def read(row: Any) -> Any:
        value = getattr(row, attribute, None)
        try:
            return None if value is None or value is UNSET else convert(value)
        except (AttributeError, TypeError):
            return None

    return read


def converter(shape: Shape) -> Callable[[Any], Any] | None:
    """The function that makes a model's value a plain one; None if it is one already."""
    if shape.kind is Kind.DAY:
        return day_of
    if shape.kind is Kind.JSON:
        return _json
    if shape.is_text:
        return _instant if shape.kind is Kind.INSTANT else _number
    if shape.kind is Kind.RECORD:
        return lambda value: {field.name: field.read(value) for field in shape.fields}
    if shape.kind is Kind.LIST and shape.item is not None:
        convert = converter(shape.item)
        if convert is not None:
            return lambda values: [None if value is None else convert(value) for value in values]
        return list
    return None


def _instant(value: str) -> datetime | None:
    """The instant of a text; in UTC where it names no zone. Text that is none has none."""
    try:
        found = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _number(value: str) -> float | None:
    """The number of a text; text that is none has none."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


@functools.lru_cache(maxsize=10_000)
def day_of(value: Any) -> date | None:
    """The day of a date, or of a text that begins with one; what is neither has none."""
    if not isinstance(value, str):
        return value if isinstance(value, date) else None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None
