"""The forms that pages, streams and records can take: dicts, Arrow, polars, pandas, a table in a notebook."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from .._extras import require_extra
from .._json_types import is_list, is_mapping

if TYPE_CHECKING:
    from .columns import Nested

__all__ = [
    "html_of_record",
    "html_of_rows",
    "rows_to_arrow",
    "rows_to_dicts",
    "rows_to_pandas",
    "rows_to_polars",
]

_SHOWN_ROWS = 20
_SHOWN_TEXT = 60
_NAMES = ("sourced_id", "id", "identifier", "role", "name", "title", "type")


def rows_to_dicts(rows: Sequence[Any], nested: Nested = "flatten") -> list[dict[str, Any]]:
    """Each record as a dict of plain values, under Python's names."""
    from .columns import columns

    return [
        {column.name: column.read(row) for column in columns(type(row), nested)}
        if isinstance(row, msgspec.Struct)
        else row
        for row in rows
    ]


def rows_to_arrow(rows: Sequence[Any], model: Any, nested: Nested = "flatten") -> Any:
    """A `pyarrow.Table`."""
    arrow = require_extra("pyarrow", extra="notebook", purpose="a table of records")
    from .columns import to_arrow

    kinds: set[Any] = {type(row) for row in rows} or {model}
    if len(kinds) == 1 and _is_record(kind := kinds.pop()):
        return to_arrow(rows, kind, nested)
    # Records of several types have the columns of all, whose types are found in the values.
    dicts = rows_to_dicts(rows, nested)
    names = dict.fromkeys(name for row in dicts for name in row)
    return arrow.table({name: [row.get(name) for row in dicts] for name in names})


def rows_to_polars(rows: Sequence[Any], model: Any, nested: Nested = "flatten") -> Any:
    """A `polars.DataFrame`."""
    polars = require_extra("polars", extra="notebook", purpose="a polars data frame")
    return polars.from_arrow(rows_to_arrow(rows, model, nested))


def rows_to_pandas(rows: Sequence[Any], model: Any, nested: Nested = "flatten") -> Any:
    """A `pandas.DataFrame`; whole numbers and flags stay so where some are missing."""
    pandas = require_extra("pandas", extra="notebook", purpose="a pandas data frame")
    arrow = require_extra("pyarrow", extra="notebook", purpose="a pandas data frame")
    with_missing = {arrow.int64(): pandas.Int64Dtype(), arrow.bool_(): pandas.BooleanDtype()}
    return rows_to_arrow(rows, model, nested).to_pandas(types_mapper=with_missing.get)


def html_of_rows(rows: Sequence[Any], caption: str) -> str:
    """A table of the first rows, with the columns that one of them fills; every value is escaped."""
    shown = rows_to_dicts(rows[:_SHOWN_ROWS])
    named = dict.fromkeys(name for row in shown for name in row if not name.endswith("href"))
    filled = [name for name in named if any(row.get(name) not in (None, "", []) for row in shown)]
    head = "".join(f"<th>{html.escape(name)}</th>" for name in filled)
    body = "".join(
        f"<tr>{''.join(f'<td>{_cell(row.get(name))}</td>' for name in filled)}</tr>" for row in shown
    )
    more = f" (the first {len(shown)} are shown)" if len(rows) > len(shown) else ""
    return (
        f"<table><caption>{html.escape(caption)}{more}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def html_of_record(name: str, fields: Mapping[str, Any]) -> str:
    """A table of one record's fields; every value is escaped."""
    rows = "".join(
        f"<tr><th>{html.escape(field)}</th><td>{_cell(value)}</td></tr>"
        for field, value in fields.items()
        if value is not None and value is not msgspec.UNSET
    )
    return f"<table><caption>{html.escape(name)}</caption><tbody>{rows}</tbody></table>"


def _cell(value: Any) -> str:
    if value is None:
        return ""
    text = ", ".join(map(_brief, value)) if is_list(value) else _brief(value)
    return html.escape(text if len(text) <= _SHOWN_TEXT else f"{text[: _SHOWN_TEXT - 1]}…")


def _brief(value: Any) -> str:
    """A nested record by what names it."""
    plain = msgspec.structs.asdict(value) if isinstance(value, msgspec.Struct) else value
    if is_mapping(plain):
        return str(next((plain[name] for name in _NAMES if plain.get(name)), plain))
    return str(value)


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)
