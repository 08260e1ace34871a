"""Data frames as bodies: the rows of a frame, what each of its columns means, and the check of all of it."""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias, cast, get_args

import msgspec

from .._codec.types import convert
from .._extras import require_extra
from .._issues import Issues, hint
from .._json_types import is_list, is_mapping
from .._query.encode import to_wire_list
from .._query.shapes import field_names, shape_of
from ..errors import InvalidInputError
from ..models.base import InputModel
from .columns import Names, Nested
from .columns import columns as columns_of
from .frames import rows_to_dicts

__all__ = ["Bodies", "bodies_of"]

Struct: TypeAlias = type[msgspec.Struct]
_Row: TypeAlias = Mapping[str, Any]
# A field of the body, or one of a record inside it, in Python's names.
_Path: TypeAlias = tuple[str, ...]


class Bodies(NamedTuple):
    """The bodies of a frame, checked, and the columns with values that no field takes: the server alone writes them."""

    wire: list[dict[str, Any]]
    left_out: tuple[str, ...]


def bodies_of(
    frame: object,
    models: tuple[Struct, Struct],
    *,
    renamed: Mapping[str, str | None],
    shared: _Row,
    reads_as: Mapping[str, str],
) -> Bodies:
    """The wire bodies of a frame's rows.

    Args:
        frame: A frame of pandas, polars or Arrow, or a list of records, bodies or mappings.
        models: The record that is read, whose further columns are left out, and the body that is sent.
        renamed: The fields that columns of other names stand for; None leaves a column out.
        shared: Fields of every row that says nothing else.
        reads_as: Wire names that differ between body and record, as `{"school": "org"}`.

    Raises:
        InvalidInputError: The frame is none, a column means nothing or the same as another, a required field has no
            column, or a value does not fit its field. All faults of the columns are named at once, then all of the
            values, with the numbers of their rows.
    """
    rows = _rows_of(frame)
    if not rows:
        raise InvalidInputError.of("rows", "there is none")
    if not is_mapping(renamed):
        raise InvalidInputError.of("columns", f"must be a mapping, not {type(renamed).__name__}")
    columns = list(dict.fromkeys(itertools.chain.from_iterable(rows)))
    plan = _Plan(*models, reads_as)
    paths = plan.paths(columns, renamed, shared)
    of_all = plan.shared(shared)
    left_out = tuple(
        name
        for name in columns
        if paths[name] is None and name not in renamed and any(row.get(name) for row in rows)
    )
    wire = to_wire_list([{**of_all, **plan.body(row, paths)} for row in rows], models[1], {})
    return Bodies(wire, left_out)


# -- the rows -----------------------------------------------------------------------------------


def _rows_of(frame: object) -> list[_Row]:
    """The rows as mappings of Python's own values, by column; what is missing is None."""
    given: Any = frame
    library = type(frame).__module__.partition(".")[0]
    if library == "pandas" and hasattr(frame, "columns"):
        return list(_of_pandas(given))
    if library == "polars" and hasattr(frame, "to_dicts"):
        return cast("list[_Row]", given.to_dicts())
    if library == "pyarrow" and hasattr(frame, "to_pylist") and hasattr(frame, "schema"):
        return _of_arrow(given)
    if hasattr(frame, "__arrow_c_stream__") and not hasattr(frame, "to_frame"):  # as a single column has
        return _of_arrow(require_extra("pyarrow", extra="notebook", purpose="a frame of rows").table(frame))
    if isinstance(frame, str | bytes) or is_mapping(frame) or not isinstance(frame, Iterable):
        more = ": collect() it first" if hasattr(frame, "collect") else ""
        raise InvalidInputError.of(
            "rows", f"must be a data frame or a list of rows, not {type(frame).__name__}{more}"
        )
    return _of_records(list(cast("Iterable[object]", frame)))


def _of_records(rows: Sequence[object]) -> list[_Row]:
    """Records as their tables have them; bodies and mappings as they are."""
    found: list[_Row] = []
    for number, row in enumerate(rows):
        if isinstance(row, InputModel):
            row = {
                name: value
                for name, value in msgspec.structs.asdict(row).items()
                if value is not msgspec.UNSET
            }
        elif isinstance(row, msgspec.Struct):
            (row,) = rows_to_dicts([row])
        if not is_mapping(row):
            raise InvalidInputError.of(f"rows[{number}]", f"must be a row, not {type(row).__name__}")
        found.append({str(name): value for name, value in row.items()})
    return found


def _of_arrow(table: Any) -> list[_Row]:
    _check_names([str(name) for name in table.schema.names])
    return cast("list[_Row]", table.to_pylist())


def _of_pandas(frame: Any) -> Iterator[_Row]:
    names = [str(name) for name in frame.columns]
    _check_names(names)
    series = [frame.iloc[:, at] for at in range(len(names))]
    values = [
        [None if is_missing else each for each, is_missing in zip(one.tolist(), one.isna(), strict=True)]
        for one in series
    ]
    return (dict(zip(names, row, strict=True)) for row in zip(*values, strict=True))


def _check_names(names: Sequence[str]) -> None:
    issues = Issues()
    issues.add_repeated(names, lambda at: f"columns[{names[at]!r}]")
    issues.check()


# -- the columns --------------------------------------------------------------------------------


class _Plan:
    """The fields of a body that the columns of a frame mean, and the parts of records inside it.

    Args:
        record: The record that is read; what it has beyond the body is left out.
        body: The body that is sent.
        reads_as: Wire names that differ between them, as `{"school": "org"}`.
    """

    def __init__(
        self, record: Struct | None, body: Struct, reads_as: Mapping[str, str] | None = None
    ) -> None:
        self._body = body
        self._fields = {each.name: each for each in msgspec.structs.fields(body)}
        self._read = {each.encode_name: each for each in msgspec.structs.fields(record)} if record else {}
        written = {wire: self._read[read] for read, wire in (reads_as or {}).items() if read in self._read}
        # What the record calls otherwise yields to a field that the body itself has by that name.
        self._spelled = dict(_spellings(body, written)) | dict(_spellings(body, {}))
        self._read_only = {
            column.name
            for nested, names in itertools.product(get_args(Nested), get_args(Names))
            for column in (columns_of(record, nested, names) if record else ())
        }

    def paths(
        self, columns: Sequence[str], renamed: Mapping[str, str | None], shared: _Row
    ) -> dict[str, _Path | None]:
        """The field of each column; None for one that is left out."""
        issues = Issues()
        for name in renamed.keys() - set(columns):
            issues.add(f"columns[{name!r}]", f"the frame has no such column{hint(name, columns)}")
        found: dict[str, _Path | None] = {}
        unknown = False
        for name in columns:
            asked = renamed.get(name, name)
            path = None if asked is None else self._spelled.get(asked)
            if asked is None or (name not in renamed and self._is_read_only(asked, path)):
                found[name] = None
            elif path is None:
                means = "" if asked == name else f"{asked!r} "
                issues.add(f"column {name!r}", f"{means}is no field{hint(asked, self._spelled)}")
                unknown = True
            elif any(other and path[: len(other)] == other[: len(path)] for other in found.values()):
                issues.add(f"column {name!r}", f"{'.'.join(path)} has a column already")
            else:
                found[name] = path
        filled = {path[0] for path in found.values() if path}
        for name in shared:
            if name in self._spelled:
                filled.add(self._spelled[name][0])
            else:
                issues.add(name, f"unknown field{hint(name, self._spelled)}")
        for name, field in self._fields.items():
            if field.required and name not in filled:
                issues.add(name, "required, and neither a column nor a keyword")
        if unknown:
            issues.add(
                "columns", "takes the field of a column, {'Pupil': 'student.sourced_id'}, or None for none"
            )
        issues.check()
        return found

    def _is_read_only(self, name: str, path: _Path | None) -> bool:
        """Whether the server alone writes a column. A date of change is its own, though a body may have one."""
        return path == ("date_last_modified",) or (path is None and name in self._read_only)

    def body(self, row: _Row, paths: Mapping[str, _Path | None]) -> dict[str, Any]:
        """The body of a row, without what the row lacks."""
        found: dict[str, Any] = {}
        for name, path in paths.items():
            value = None if path is None else self._value(row.get(name), path)
            if path is None or value is None:
                continue
            if len(path) == 1:
                found[path[0]] = value
            else:
                found.setdefault(path[0], {})[path[1]] = value
        return found

    def shared(self, fields: _Row) -> dict[str, Any]:
        """The part of a body that all rows have, by names in any of the spellings of columns."""
        return self.body(fields, {name: self._spelled[name] for name in fields})

    def _part(self, row: _Row) -> dict[str, Any]:
        """A record inside a row; what it has under a name that means nothing stays, and is refused with its place."""
        known = {name: self._spelled.get(name) for name in row}
        kept = {name: path or (name,) for name, path in known.items() if path or name not in self._read_only}
        return self.body(row, cast("dict[str, _Path | None]", kept))

    def _value(self, value: Any, path: _Path) -> Any:
        """A cell as its field takes it, without what is missing inside."""
        if hasattr(value, "dtype") and hasattr(value, "tolist"):
            value = value.tolist()
        field = self._fields.get(path[0]) if len(path) == 1 else None
        if field is None:
            return value
        shape = shape_of(field.type)
        if isinstance(value, str) and value[:1] in ("{", "[") and not shape.is_text:
            value = _decoded(value)  # what has parts may be JSON text in a frame
        elif isinstance(value, str) and not shape.is_text:
            value = _number_or_flag(value, field.type)
        listed = None if shape.item is None else shape_of(shape.item).struct
        if is_mapping(value) and shape.struct is not None:
            return self._inner(field, shape.struct)._part(value) or None
        if is_list(value) and listed is not None:
            plan = self._inner(field, listed)
            return [plan._part(each) if is_mapping(each) else each for each in value]
        return value

    def _inner(self, field: msgspec.structs.FieldInfo, body: Struct) -> _Plan:
        """The plan of the records that a field holds."""
        read = self._read.get(field.encode_name)
        shape = None if read is None else shape_of(read.type)
        record = None if shape is None else shape.struct or (shape.item and shape_of(shape.item).struct)
        return _plan(record, body)


@functools.cache
def _plan(record: Struct | None, body: Struct) -> _Plan:
    return _Plan(record, body)


def _spellings(body: Struct, written: Mapping[str, msgspec.structs.FieldInfo]) -> Iterator[tuple[str, _Path]]:
    """Every spelling of a column, with the field that it means: `line_item_sourced_id`, `lineItem.sourcedId`.

    Args:
        body: The body.
        written: The fields of the record by the wire names that the body has for them, where these differ.
    """
    for field in msgspec.structs.fields(body):
        named = written.get(field.encode_name, field)
        inner = shape_of(field.type).struct
        for name in {named.name, named.name.rstrip("_"), named.encode_name}:
            yield name, (field.name,)
            for part, wire in field_names(inner).items() if inner else ():
                for spelled in (f"{name}_{part}", f"{name}.{part}", f"{name}.{wire}"):
                    yield spelled, (field.name, part)


def _decoded(text: str) -> Any:
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return text


def _number_or_flag(text: str, kind: Any) -> Any:
    """The number or flag that a field reads a cell's text as, such as `9` of a CSV file; else the text."""
    try:
        found: object = convert(text, kind, strict=False)
    except msgspec.ValidationError:
        return text
    return found if isinstance(found, int | float) and math.isfinite(found) else text
