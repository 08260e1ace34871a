"""What pages, streams and records can turn themselves into: dicts, Arrow, polars, pandas, a table in a notebook."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

import msgspec

from .narrowing import is_list

if TYPE_CHECKING:
    from .tables import Nested

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


def rows_to_dicts(rows: Sequence[Any], nested: Nested = "flatten") -> list[dict[str, Any]]:
    """Each record as a dict of plain values, under Python's names."""
    if not rows:
        return []
    from .tables import columns

    found = columns(_model(rows), nested)
    return [{column.name: column.read(row) for column in found} for row in rows]


def rows_to_arrow(rows: Sequence[Any], nested: Nested = "flatten") -> Any:
    """A `pyarrow.Table`."""
    from .extras import needed
    from .tables import to_arrow

    if not rows:
        return needed("pyarrow", extra="notebook", purpose="a table of records").table({})
    return to_arrow(rows, _model(rows), nested)


def rows_to_polars(rows: Sequence[Any], nested: Nested = "flatten") -> Any:
    """A `polars.DataFrame`."""
    from .extras import needed

    polars = needed("polars", extra="notebook", purpose="a polars data frame")
    return polars.from_arrow(rows_to_arrow(rows, nested))


def rows_to_pandas(rows: Sequence[Any], nested: Nested = "flatten") -> Any:
    """A `pandas.DataFrame`."""
    from .extras import needed

    needed("pandas", extra="notebook", purpose="a pandas data frame")
    return rows_to_arrow(rows, nested).to_pandas()


def _model(rows: Sequence[Any]) -> type[msgspec.Struct]:
    return cast("type[msgspec.Struct]", type(rows[0]))


def html_of_rows(rows: Sequence[Any], caption: str) -> str:
    """A table of the first rows, with the columns that one of them fills; every value is escaped."""
    shown = rows_to_dicts(rows[:_SHOWN_ROWS]) if rows and isinstance(rows[0], msgspec.Struct) else []
    filled = [
        name for name in (shown[0] if shown else {}) if any(row[name] not in (None, "", []) for row in shown)
    ]
    head = "".join(f"<th>{html.escape(name)}</th>" for name in filled)
    body = "".join(f"<tr>{''.join(f'<td>{_cell(row[name])}</td>' for name in filled)}</tr>" for row in shown)
    left = len(rows) - len(shown)
    more = f" (the first {len(shown)} are shown)" if left else ""
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
    if is_list(value):
        value = ", ".join(str(_brief(each)) for each in value[:5])
    text = str(_brief(value))
    cut = text if len(text) <= _SHOWN_TEXT else f"{text[: _SHOWN_TEXT - 1]}…"
    return html.escape(cut)


def _brief(value: Any) -> Any:
    """A nested record by its id or its name."""
    for name in ("sourced_id", "id", "name"):
        if isinstance(value, msgspec.Struct) and isinstance(getattr(value, name, None), str):
            return getattr(value, name)
    return value
