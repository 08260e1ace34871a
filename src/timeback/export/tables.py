"""The tables of an export: of the records of a resource, of the lists within them, and of what was deleted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, Protocol, get_args

import msgspec
from msgspec import inspect

from .._extras import require_extra
from .._json_types import is_list
from .._tables.arrays import arrays_of, plain_array, schema_of, texts_array
from .._tables.columns import Column, Kind, Nested, Shape, columns, converter
from ..errors import InvalidInputError
from ..models._documentation import field_docs
from .ledger import Tombstone
from .resources import Resource, Tables
from .rows import Row, SentBatch
from .staging import Plan

__all__ = ["TOMBSTONES", "PartTable", "Table", "check_tables", "part_names", "tables_of", "tombstone_table"]

TOMBSTONES = "tombstones"
_OF_COLUMNS = ("parquet", "csv", "duckdb")
_EXTRA = "extra"
_RECORD, _UNKNOWN, _FAULTS = map(attrgetter, ("record", "unknown", "faults"))
_EXTRA_MEANING = "Fields that the library does not know, and values that fit no column, as JSON."


class Table(Protocol):
    """A table to write: its name, the names of its columns and of its key's, and what is said of them."""

    name: str
    key: Sequence[str]
    is_sorted: bool
    meanings: Mapping[str, str]

    @property
    def header(self) -> list[str]:
        """The names of the columns."""
        ...

    @property
    def schema(self) -> Any:
        """The schema of Arrow."""
        ...

    def to_arrow(self, rows: Sequence[Row]) -> Any:
        """Its part of some rows, as a table of Arrow."""
        ...

    def cells(self, rows: Sequence[Row]) -> Iterator[list[Any]]:
        """Its part of some rows, as lists of values."""
        ...


@dataclass(slots=True)
class RecordTable:
    """A table with a row for each record."""

    name: str
    columns: Sequence[Column]
    key: Sequence[str] = ()
    is_sorted: bool = False
    meanings: Mapping[str, str] = field(default_factory=dict[str, str])
    has_extra: bool = False

    @property
    def header(self) -> list[str]:
        """The names of the columns."""
        names = [column.name for column in self.columns]
        return [*names, _EXTRA] if self.has_extra else names

    @property
    def schema(self) -> Any:
        """The schema of Arrow."""
        schema = schema_of(self.columns)
        return schema.append(_arrow().field(_EXTRA, _arrow().string())) if self.has_extra else schema

    def to_arrow(self, rows: Sequence[Row]) -> Any:
        """Some rows as a table of Arrow."""
        arrays = (
            [*rows.arrays]
            if isinstance(rows, SentBatch)
            else arrays_of(list(map(_RECORD, rows)), self.columns)
        )
        if self.has_extra:
            arrays.append(_extras(rows))
        return _arrow().Table.from_arrays(arrays, schema=self.schema)

    def cells(self, rows: Sequence[Row]) -> Iterator[list[Any]]:
        """Some rows as lists of values."""
        for row in rows:
            values = [column.read(row.record) for column in self.columns]
            yield [*values, row.extra] if self.has_extra else values


@dataclass(slots=True)
class PartTable:
    """A table with a row for each item of a list that records have: their id, the item's place, and what it holds."""

    name: str
    attribute: str
    columns: Sequence[Column]
    key: Sequence[str]
    meanings: Mapping[str, str]
    is_sorted: bool

    @property
    def header(self) -> list[str]:
        """The names of the columns."""
        return [*self.key, *(column.name for column in self.columns)]

    @property
    def schema(self) -> Any:
        """The schema of Arrow."""
        keys = zip(self.key, (_arrow().string(), _arrow().int64()), strict=True)
        return _arrow().schema([*keys, *schema_of(self.columns)])

    def items(self, rows: Sequence[Row]) -> Iterator[tuple[str, int, Any]]:
        """The items of some rows, with the ids of these and their places."""
        for row in rows:
            found: object = getattr(row.record, self.attribute)
            for place, item in enumerate(found if is_list(found) else ()):
                yield row.sourced_id, place, item

    def to_arrow(self, rows: Sequence[Row]) -> Any:
        """The items of some rows as a table of Arrow."""
        found = list(self.items(rows))
        ids = plain_array(Shape(Kind.TEXT), [each for each, _, _ in found])
        places = plain_array(Shape(Kind.INTEGER), [place for _, place, _ in found])
        items = arrays_of([item for _, _, item in found], self.columns)
        return _arrow().Table.from_arrays([ids, places, *items], schema=self.schema)

    def cells(self, rows: Sequence[Row]) -> Iterator[list[Any]]:
        """The items of some rows as lists of values."""
        for sourced_id, place, item in self.items(rows):
            yield [sourced_id, place, *(column.read(item) for column in self.columns)]


def _extras(rows: Sequence[Row]) -> Any:
    text = _arrow().string()
    is_sound = isinstance(rows, SentBatch) or not any(map(_FAULTS, rows))
    if is_sound and not any(map(_UNKNOWN, rows)):
        return _arrow().nulls(len(rows), text)
    extras = (row.extra for row in rows)
    return texts_array([None if extra is None else extra.encode() for extra in extras])


def tables_of(resource: Resource, plan: Plan, *, is_sorted: bool) -> list[RecordTable | PartTable]:
    """The tables of a resource: that of its records; where a plan asks for it, one of each list in these, too."""
    found, docs = _columns(resource, plan), field_docs(resource.model)
    is_sorted = is_sorted and resource.key == ("sourced_id",) and plan.pseudonyms is None
    parts = [column for column in found if _is_part(column)] if plan.tables == "normalized" else []
    own = [column for column in found if column not in parts]
    records = RecordTable(
        resource.name,
        own,
        key=[column.name for column in own if column.attribute in resource.key],
        is_sorted=is_sorted,
        meanings={each.name: docs[each.attribute] for each in own if each.attribute in docs}
        | {_EXTRA: _EXTRA_MEANING},
        has_extra=True,
    )
    return [records, *(_part_table(resource, plan, column, docs, is_sorted) for column in parts)]


def check_tables(plan: Plan) -> None:
    """Refuse shapes of tables that there are not, or that a format or a way to keep rows does not have.

    Raises:
        InvalidInputError: Names the argument.
    """
    if plan.nested not in get_args(Nested):
        raise InvalidInputError.of("nested", f"must be one of {', '.join(get_args(Nested))}")
    if plan.tables not in get_args(Tables):
        raise InvalidInputError.of("tables", f"must be one of {', '.join(get_args(Tables))}")
    asked = {"nested": plan.nested != "flatten", "tables": plan.tables != "flat", "raw": plan.raw}
    for name, is_asked in asked.items():
        if is_asked and plan.format not in _OF_COLUMNS:
            raise InvalidInputError.of(name, f"goes with the formats {', '.join(_OF_COLUMNS)}")
        if is_asked and plan.mode != "replace":
            raise InvalidInputError.of(
                name, f"does not go with mode={plan.mode!r}, whose tables have one form"
            )


def part_names(resource: Resource, plan: Plan) -> list[str]:
    """The names of the tables of the lists in a resource's records."""
    if plan.tables != "normalized":
        return []
    return [_part_name(resource, column) for column in _columns(resource, plan) if _is_part(column)]


def tombstone_table(plan: Plan) -> RecordTable:
    """The table of deleted records."""
    return RecordTable(TOMBSTONES, columns(Tombstone, names=plan.names))


def _columns(resource: Resource, plan: Plan) -> list[Column]:
    return [
        column
        for column in columns(resource.model, plan.nested, plan.names)
        if column.attribute not in resource.unfilled and column.attribute not in plan.without
    ]


def _is_part(column: Column) -> bool:
    return column.shape.kind is Kind.LIST and len(column.path) == 1


def _part_name(resource: Resource, column: Column) -> str:
    return f"{resource.name}_{column.attribute.rstrip('_')}"


def _part_table(
    resource: Resource, plan: Plan, column: Column, docs: Mapping[str, str], is_sorted: bool
) -> PartTable:
    keys = ("parent_sourced_id", "position") if plan.names == "python" else ("parentSourcedId", "position")
    item = column.shape.item or Shape(Kind.JSON)
    if item.kind is Kind.RECORD:
        inner = _item_docs(resource.model, column.attribute)
        found, meanings = item.fields, {each.name: inner.get(each.attribute, "") for each in item.fields}
    else:
        found, meanings = (Column("value", item, _itself(item), ""),), {"value": docs[column.attribute]}
    said = dict(zip(keys, ("Identifier of the record.", "Place in its list, from 0."), strict=True))
    return PartTable(_part_name(resource, column), column.attribute, found, keys, said | meanings, is_sorted)


def _itself(shape: Shape) -> Callable[[Any], Any]:
    return converter(shape) or (lambda value: value)


def _item_docs(model: type[msgspec.Struct], attribute: str) -> Mapping[str, str]:
    """The meanings of the fields of the records in a list."""
    record: Any = inspect.type_info(model)
    info = next(each for each in record.fields if each.name == attribute).type
    lists = [each for each in (*getattr(info, "types", ()), info) if isinstance(each, inspect.ListType)]
    kind = lists[0].item_type if lists else None
    return field_docs(kind.cls) if isinstance(kind, inspect.StructType) else {}


def _arrow() -> Any:
    return require_extra("pyarrow", extra="export", purpose="an export")
