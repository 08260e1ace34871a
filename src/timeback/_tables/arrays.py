"""Records as arrays of Arrow, by way of JSON: msgspec writes the records, Arrow reads them by the columns' types.

No cell is a call of Python, but in the columns that JSON has no type for. Where a record lacks a field, or holds
what is not of its type, Arrow refuses them all: then halves are tried, and the last few go cell by cell.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
from array import array
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from operator import attrgetter
from typing import Any, TypeAlias, cast

import msgspec

from .._extras import require_extra
from .columns import Column, Kind, Shape, converter, day_of

__all__ = ["arrays_in", "arrays_of", "check_text", "column_of", "plain_array", "schema_of", "texts_array"]

# Gives the values of an array, one for each of its places.
_Values: TypeAlias = Callable[[], Sequence[Any]]

_FEW = 32
_EPOCH = date(1970, 1, 1).toordinal()
# Whole numbers beyond are not all apart as floating-point numbers.
_EXACT = 2**53
# The code for `array` of what holds only values of a type.
_NUMBERS: dict[tuple[Any, ...], str] = {
    (Kind.NUMBER, float): "d",
    (Kind.INTEGER, int): "q",
}
# Bytes of JSON that Arrow reads at once.
_MOST = 1 << 28
_ENCODE = msgspec.json.Encoder().encode_lines
_DECODE = msgspec.json.Decoder().decode_lines
# Blanks between tokens of JSON.
_SPACED = (b'": ', b'" :', b", ", b" ,", b"{ ", b" }", b"[ ", b" ]", b"\t", b"\r")
_IN_JSON = frozenset({Kind.TEXT, Kind.INTEGER, Kind.NUMBER, Kind.FLAG, Kind.DAY, Kind.INSTANT})
_INSTANTS = frozenset({datetime, type(None)})
# Arrow takes a number for the count of its own units since 1970.
_NO_TIMES = frozenset({int, float, bool})


def schema_of(found: Iterable[Column]) -> Any:
    """The `pyarrow.Schema` of these columns."""
    return _schema_of(tuple(found))


@functools.cache
def _schema_of(found: tuple[Column, ...]) -> Any:
    return _arrow().schema([(column.name, _type(column.shape)) for column in found])


def arrays_of(rows: Sequence[Any], found: Iterable[Column]) -> list[Any]:
    """These columns of records, as arrays of Arrow. What is not of its column's type is null, or JSON text."""
    arrow, found = _arrow(), tuple(found)
    try:
        return _read(rows, found)
    except (arrow.ArrowException, AttributeError, TypeError, ValueError, OverflowError):
        if len(rows) <= _FEW or not _are_records(rows):
            return [_fitting_array([each.read(row) for row in rows], each.shape) for each in found]
    middle = len(rows) // 2
    halves = zip(arrays_of(rows[:middle], found), arrays_of(rows[middle:], found), strict=True)
    return [arrow.concat_arrays(half) for half in halves]


# -- by way of JSON ------------------------------------------------------------------------------


def _read(rows: Sequence[Any], found: tuple[Column, ...]) -> list[Any]:
    """Columns of records of a model; any value that is not of its type is an error."""
    if not _are_records(rows):
        raise TypeError("not records of a model")
    schema = _json_schema(found)
    table = arrays_in(_ENCODE(rows), schema) if rows and len(schema) else {}
    return [column_of(column, table, lambda: rows) for column in found]


def arrays_in(lines: bytes, schema: Any) -> dict[str, Any]:
    """Read JSON lines into arrays of Arrow, by a schema."""
    if len(lines) > _MOST:
        raise ValueError("too much to read at once")
    json = require_extra("pyarrow.json", extra="export", purpose="a table of records")
    read = json.read_json(
        _arrow().BufferReader(lines),
        json.ReadOptions(use_threads=False, block_size=len(lines)),
        json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="ignore"),
    )
    return {name: read[name].chunk(0) for name in schema.names}


def check_text(content: bytes) -> None:
    """Refuse bytes that are no text in UTF-8; it takes a tenth of the time that decoding them does."""
    arrow = _arrow()
    border = arrow.py_buffer(array("i", (0, len(content))))
    arrow.Array.from_buffers(arrow.string(), 1, [None, border, arrow.py_buffer(content)]).validate(full=True)


def _are_records(rows: Sequence[Any]) -> bool:
    return all(issubclass(kind, msgspec.Struct) for kind in set(map(type, rows)))


@functools.cache
def _json_schema(found: tuple[Column, ...]) -> Any:
    """The schema by which the JSON of records with these columns is read."""
    return _arrow().schema(_json_fields([(column.keys, column.shape) for column in found]))


def _json_fields(found: Iterable[tuple[tuple[str, ...], Shape]]) -> list[tuple[str, Any]]:
    """The fields to read, by their keys, with what their JSON is read as."""
    arrow, fields, within = _arrow(), dict[str, Any](), dict[str, list[tuple[tuple[str, ...], Shape]]]()
    for keys, shape in found:
        if len(keys) > 1:
            within.setdefault(keys[0], []).append((keys[1:], shape))
        elif keys and (kind := _json_type(shape)) is not None:
            fields[keys[0]] = kind
    for key, parts in within.items():
        if inner := _json_fields(parts):
            fields[key] = arrow.struct(inner)
    return list(fields.items())


def _json_type(shape: Shape) -> Any:
    """The type that JSON of a shape is read as; None if Arrow cannot, or would take what is not of it."""
    arrow = _arrow()
    if shape.kind is Kind.LIST and shape.item is not None:
        item = _json_type(shape.item)
        return None if item is None else arrow.list_(item)
    if shape.kind is Kind.RECORD:
        fields = _json_fields([(field.keys, field.shape) for field in shape.fields])
        return arrow.struct(fields) if fields else None
    if shape.kind not in _IN_JSON or shape.is_text:
        return None
    return arrow.string() if shape.kind is Kind.DAY else _type(shape)


def _found(read: Any, keys: tuple[str, ...]) -> Any:
    """The array that was read under keys; None if there is none."""
    for key in keys:
        if read is None:
            return None
        if isinstance(read, dict):
            read = cast("dict[str, Any]", read).get(key)
        else:
            read = read.field(key) if read.type.get_field_index(key) >= 0 else None
    return read if keys else None


def column_of(column: Column, read: Any, records: _Values) -> Any:
    """A column out of what was read, and of the records where that is not all."""
    return _array(column.shape, _found(read, column.keys), lambda: _values(column, records()))


def _values(column: Column, records: Sequence[Any]) -> list[Any]:
    if not column.path:
        return [None if record is None else column.read(record) for record in records]
    values = list(records)
    for read in map(attrgetter, column.path):
        values = (
            [None if value is None else read(value) for value in values]
            if type(None) in set(map(type, values))
            else list(map(read, values))
        )
    return values


def _array(shape: Shape, read: Any, values: _Values) -> Any:
    """An array of a shape out of what was read; the values are gone through only where that is not all."""
    if read is not None and read.null_count == len(read):
        return _arrow().nulls(len(read), _type(shape))
    if read is not None and shape.kind is Kind.INSTANT:
        if not set(map(type, values())) <= _INSTANTS:
            raise TypeError("not instants")  # Arrow finds some in any text that looks like one
        return read.cast(_type(shape))
    if read is not None and _is_all(shape):
        return read
    if read is not None and shape.kind is Kind.DAY:
        texts = read.dictionary_encode()
        return plain_array(shape, list(map(day_of, texts.dictionary.to_pylist()))).take(texts.indices)
    if shape.kind is Kind.LIST and shape.item is not None:
        return _list_array(shape.item, read, values)
    if shape.kind is Kind.RECORD:
        return _record_array(shape, read, values)
    if shape.kind is Kind.JSON:
        return _json_array(values())
    found, convert = values(), converter(shape)
    if convert is not None:
        found = [None if value is None else convert(value) for value in found]
    return plain_array(shape, found)


# -- of plain values ------------------------------------------------------------------------------

# Arrow's own function for this imports pandas where it is installed, which takes longer than many an export.


def plain_array(shape: Shape, values: Sequence[Any]) -> Any:
    """An array of plain values of a shape."""
    kinds = set(map(type, values)) - {type(None)}
    if not kinds:
        return _arrow().nulls(len(values), _type(shape))
    if shape.kind is Kind.DAY and kinds == {date}:
        values = [None if day is None else day.toordinal() - _EPOCH for day in values]
        return _from_buffers(_type(shape), values, array("i", (day or 0 for day in values)))
    if shape.kind is Kind.NUMBER and kinds <= {int, float} and _are_exact(values):
        kinds = {float}
    code = _NUMBERS.get((shape.kind, *kinds))
    if code is not None:
        numbers = array(code, (0 if value is None else value for value in values))
        return _from_buffers(_type(shape), values, numbers)
    if shape.kind is Kind.FLAG and kinds == {bool}:
        return _flags_array(values)
    if shape.kind is Kind.TEXT and all(issubclass(kind, str) for kind in kinds):
        return texts_array([None if text is None else text.encode() for text in values])
    if shape.kind is Kind.INSTANT and not kinds.isdisjoint(_NO_TIMES):
        raise TypeError("not instants")
    return _arrow().array(values, type=_type(shape))


def _are_exact(numbers: Sequence[Any]) -> bool:
    return all(-_EXACT <= each <= _EXACT for each in numbers if each.__class__ is int)


def texts_array(texts: Sequence[bytes | None]) -> Any:
    """An array of texts in UTF-8."""
    found = [text or b"" for text in texts]
    return _from_buffers(_arrow().string(), texts, _borders(map(len, found)), b"".join(found))


def _flags_array(flags: Sequence[bool | None]) -> Any:
    return _from_buffers(_arrow().bool_(), flags, _bits(bytes(map(bool, flags))))


def _borders(lengths: Iterable[int]) -> array[int]:
    """The places between items of these lengths."""
    return array("i", itertools.accumulate(lengths, initial=0))


def _from_buffers(kind: Any, values: Sequence[Any], *buffers: Any) -> Any:
    """An array of a type, out of all its buffers but that which tells values from nulls."""
    has_nulls = type(None) in set(map(type, values))
    validity = _bits(bytes(value is not None for value in values)) if has_nulls else None
    found = [validity, *map(_arrow().py_buffer, buffers)]
    return _arrow().Array.from_buffers(kind, len(values), found)


def _bits(flags: bytes) -> Any:
    arrow = _arrow()
    whole = arrow.Array.from_buffers(arrow.uint8(), len(flags), [None, arrow.py_buffer(flags)])
    return whole.cast(arrow.bool_()).buffers()[1]


def _json_array(values: Sequence[Any]) -> Any:
    """Values as JSON text; null stays null."""
    kinds = set(map(type, values))
    if kinds <= {type(None)}:
        return _arrow().nulls(len(values), _arrow().string())
    if msgspec.Raw in kinds:
        return texts_array(_objects_as_sent(values))
    texts: list[bytes | None] = [*_ENCODE(values).split(b"\n")[:-1]]
    if type(None) in kinds:
        texts = [None if value is None else text for value, text in zip(values, texts, strict=True)]
    return texts_array(texts)


def _objects_as_sent(values: Sequence[Any]) -> list[bytes | None]:
    """Objects that came as JSON, without blanks and escapes, as all JSON here; null stays null.

    Most come so: they are no more than looked at, all at once, and their numbers keep all digits.
    """
    lines = _ENCODE(values)
    nulls = lines.startswith(b"null") + lines.count(b"\nnull")
    if lines.startswith(b"{") + lines.count(b"\n{") + nulls != len(values):
        raise TypeError("not objects")
    if b"\\" in lines or (
        any(blank in lines for blank in b" \t\r") and any(mark in lines for mark in _SPACED)
    ):
        lines = _ENCODE(_DECODE(lines))
    texts = lines.split(b"\n")[:-1]
    return [None if text == b"null" else text for text in texts] if nulls else [*texts]


def _is_all(shape: Shape) -> bool:
    """Whether an array that was read is that of the column already."""
    if shape.kind is Kind.LIST and shape.item is not None:
        return _is_all(shape.item)
    return shape.kind in _IN_JSON - {Kind.DAY, Kind.INSTANT} and not shape.is_text


def _list_array(item: Shape, read: Any, values: _Values) -> Any:
    arrow = _arrow()
    lists = functools.cache(
        functools.partial(_of_kind, list, values)
    )  # neither characters nor keys are items
    items = _array(
        item,
        None if read is None else read.flatten(),
        functools.cache(lambda: list(itertools.chain.from_iterable(filter(None, lists())))),
    )
    if read is not None:
        return arrow.ListArray.from_arrays(read.offsets, items, mask=read.is_null())
    lengths = (0 if value is None else len(value) for value in lists())
    borders = _borders(lengths)
    offsets = _from_buffers(arrow.int32(), borders, borders)
    return arrow.ListArray.from_arrays(offsets, items, mask=_is_null(lists()))


def _record_array(shape: Shape, read: Any, values: _Values) -> Any:
    records = functools.cache(functools.partial(_of_kind, msgspec.Struct, values))
    children = [column_of(field, read, records) for field in shape.fields]
    mask = _is_null(records()) if read is None else read.is_null()
    return _arrow().StructArray.from_arrays(children, fields=list(_type(shape)), mask=mask)


def _is_null(values: list[Any]) -> Any:
    return _flags_array([value is None for value in values])


def _of_kind(wanted: type, values: _Values) -> list[Any]:
    """The values, each of which is of a type or null."""
    found = list(values())
    for kind in set(map(type, found)):
        if kind is not type(None) and not issubclass(kind, wanted):
            raise TypeError(f"not a {wanted.__name__}")
    return found


# -- what is not of its type --------------------------------------------------------------------


def _fitting_array(values: list[Any], shape: Shape) -> Any:
    """An array of a column's type. What is not of the type, since a server sent it so, is null, or JSON text."""
    arrow, kind = _arrow(), _type(shape)
    try:
        return plain_array(shape, values)
    except (arrow.ArrowException, TypeError, ValueError, OverflowError):
        return arrow.array([_fitting(value, kind) for value in values], type=kind)


def _fitting(value: Any, kind: Any) -> Any:
    arrow = _arrow()
    if kind == arrow.float64() and value.__class__ is int:
        with contextlib.suppress(OverflowError):
            value = float(value)  # the nearest: Arrow wants it exact
    if value.__class__ in _NO_TIMES and arrow.types.is_timestamp(kind):
        return None
    try:
        arrow.scalar(value, type=kind)
    except (arrow.ArrowException, TypeError, ValueError, OverflowError):
        return msgspec.json.encode(value).decode() if kind == arrow.string() else None
    return value


@functools.cache
def _arrow() -> Any:
    return require_extra("pyarrow", extra="export", purpose="a table of records")


@functools.cache
def _type(shape: Shape) -> Any:
    """The type of Arrow for a shape."""
    arrow = _arrow()
    if shape.kind is Kind.LIST and shape.item is not None:
        return arrow.list_(_type(shape.item))
    if shape.kind is Kind.RECORD:
        return arrow.struct([(field.name, _type(field.shape)) for field in shape.fields])
    simple = {
        Kind.TEXT: arrow.string,
        Kind.JSON: arrow.string,
        Kind.INTEGER: arrow.int64,
        Kind.NUMBER: arrow.float64,
        Kind.FLAG: arrow.bool_,
        Kind.DAY: arrow.date32,
        Kind.BYTES: arrow.binary,
    }
    if shape.kind is Kind.INSTANT:
        return arrow.timestamp("us", tz="UTC")
    return simple[shape.kind]()
