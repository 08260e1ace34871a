"""Rows as dicts, and as tables of Arrow, polars and pandas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, get_args

import msgspec

from .._codec.plain import plain
from .._extras import require_extra
from ..errors import InvalidInputError
from .arrays import arrays_of, schema_of
from .columns import Mode, Names, Nested, columns

__all__ = [
    "Growing",
    "arrow_schema",
    "arrow_to_pandas",
    "arrow_to_polars",
    "rows_to_arrow",
    "rows_to_dicts",
    "rows_to_pandas",
    "rows_to_polars",
    "to_arrow",
]


def rows_to_dicts(
    rows: Sequence[Any], nested: Nested = "flatten", names: Names = "python", mode: Mode = "python"
) -> list[dict[str, Any]]:
    """Each record as a dict of plain values, all of which JSON holds where the mode is `"json"`."""
    if mode not in get_args(Mode):
        raise InvalidInputError.of("mode", "must be 'python' or 'json'")
    dicts: list[dict[str, Any]] = [
        {column.name: column.read(row) for column in columns(type(row), nested, names)}
        if isinstance(row, msgspec.Struct)
        else row
        for row in rows
    ]
    return plain(dicts) if mode == "json" else dicts


def rows_to_arrow(
    rows: Sequence[Any], model: Any, nested: Nested = "flatten", names: Names = "python"
) -> Any:
    """A `pyarrow.Table`."""
    arrow = require_extra("pyarrow", extra="notebook", purpose="a table of records")
    kinds: set[Any] = {type(row) for row in rows} or {model}
    if len(kinds) == 1 and _is_record(kind := kinds.pop()):
        return to_arrow(rows, kind, nested, names)
    # Records of several types have the columns of all, whose types are found in the values.
    dicts = rows_to_dicts(rows, nested, names)
    found = dict.fromkeys(name for row in dicts for name in row)
    return arrow.table({name: [row.get(name) for row in dicts] for name in found})


def rows_to_polars(
    rows: Sequence[Any], model: Any, nested: Nested = "flatten", names: Names = "python"
) -> Any:
    """A `polars.DataFrame`."""
    return arrow_to_polars(rows_to_arrow(rows, model, nested, names))


def rows_to_pandas(
    rows: Sequence[Any], model: Any, nested: Nested = "flatten", names: Names = "python"
) -> Any:
    """A `pandas.DataFrame`; see `arrow_to_pandas()`."""
    return arrow_to_pandas(rows_to_arrow(rows, model, nested, names))


def arrow_to_polars(table: Any) -> Any:
    """A `pyarrow.Table` as a `polars.DataFrame`."""
    polars = require_extra("polars", extra="notebook", purpose="a polars data frame")
    return polars.from_arrow(table)


def arrow_to_pandas(table: Any) -> Any:
    """A `pyarrow.Table` as a `pandas.DataFrame`: whole numbers and flags stay so, days are midnights."""
    pandas = require_extra("pandas", extra="notebook", purpose="a pandas data frame")
    arrow = require_extra("pyarrow", extra="notebook", purpose="a pandas data frame")
    with_missing = {arrow.int64(): pandas.Int64Dtype(), arrow.bool_(): pandas.BooleanDtype()}
    return table.to_pandas(types_mapper=with_missing.get, date_as_object=False)


class Growing:
    """A table of Arrow that grows page by page, so that no record is kept; see `rows_to_arrow()`."""

    def __init__(self, model: Any, nested: Nested, names: Names) -> None:
        self._model = model
        self._nested: Nested = nested
        self._names: Names = names
        self._tables: list[Any] = []
        self._rows: list[Any] = []

    def add(self, rows: Sequence[Any], model: Any) -> None:
        """Take the rows of a page, and the type of these."""
        self._model = model
        if _is_record(model):
            self._tables.append(to_arrow(rows, model, self._nested, self._names))
        else:
            self._rows += rows

    def table(self) -> Any:
        """All rows in a table."""
        if self._tables:
            arrow = require_extra("pyarrow", extra="notebook", purpose="a table of records")
            return arrow.concat_tables(self._tables)
        return rows_to_arrow(self._rows, self._model, self._nested, self._names)


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


# -- Arrow --------------------------------------------------------------------------------------


def arrow_schema(model: type[msgspec.Struct], nested: Nested = "flatten", names: Names = "python") -> Any:
    """The `pyarrow.Schema` of a table of `model`; see `columns()`.

    Raises:
        ConfigurationError: pyarrow is not installed.
    """
    return schema_of(columns(model, nested, names))


def to_arrow(
    rows: Iterable[Any],
    model: type[msgspec.Struct],
    nested: Nested = "flatten",
    names: Names = "python",
) -> Any:
    """A `pyarrow.Table` of records.

    Args:
        rows: Records of the type `model`; a field that was not asked for is null.
        model: The type of a row, which decides the columns.
        nested: What becomes of records inside a row; see `columns()`.
        names: How the columns are spelled; see `columns()`.

    Raises:
        ConfigurationError: pyarrow is not installed.
    """
    found = columns(model, nested, names)
    rows = rows if isinstance(rows, Sequence) else list(rows)
    arrow = require_extra("pyarrow", extra="export", purpose="a table of records")
    return arrow.Table.from_arrays(arrays_of(rows, found), schema=schema_of(found))
