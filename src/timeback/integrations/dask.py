"""Resources as Dask DataFrames."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypeAlias

from .._extras import require_extra
from .._query.filters import Where, all_of
from .._tables.arrays import schema_of
from .._tables.columns import Nested
from ..errors import InvalidInputError
from ..export.catalog import chosen
from ..export.pieces import Partition, columns_named, partitions
from ._conditions import condition_of

__all__ = ["Filter", "read"]

_ROWS = 10_000
_NESTED = ("flatten", "keep", "json")

Filter: TypeAlias = tuple[str, str, Any]
"""A comparison, such as `("status", "==", "active")`, as in `dask.dataframe.read_parquet()`."""


def read(
    resource: str,
    *,
    rows: int = _ROWS,
    where: Where | None = None,
    since: datetime | date | str | None = None,
    nested: Nested = "flatten",
    columns: Sequence[str] | None = None,
    filters: Sequence[Filter] | None = None,
    page_size: int | None = None,
    processes: int = 1,
    **connection: Any,
) -> Any:
    """A resource as a `dask.dataframe.DataFrame`. Each partition fetches its own rows when it is computed.

    Columns have Arrow's types: days are dates, instants timestamps in UTC, a missing number is null. Only the
    columns that a computation uses are fetched: `frame[["status"]]` fetches only that field.

    Args:
        resource: One of `timeback.export.RESOURCES`, such as `"users"`.
        rows: Rows per partition; 10,000 by default.
        where: Conditions, as in the client's `list()`.
        since: Only records changed since then: an instant, a day, or ISO 8601 text of either.
        nested: How to store records inside a row; see `PageResult.to_dicts()`.
        columns: These columns only.
        filters: Comparisons that all rows meet: `[("status", "==", "active"), ("role", "in", ["student"])]`, with
            `== != < <= > >= in` and `not in`. The server applies those it treats the same way, the partition the rest.
        page_size: Rows per page; see `partitions()`.
        processes: How many workers read at the same time; they share `rate_limit`.
        **connection: Arguments of `OneRosterClient`, such as `env="staging"`. They are sent to the workers,
            so leave credentials to the workers' environment variables.

    Raises:
        ConfigurationError: Dask is not installed: it needs the extra `dask`.
        InvalidInputError: An argument is not valid or unknown.
    """
    frames = require_extra("dask.dataframe", extra="dask", purpose="a Dask DataFrame")
    (wanted,) = chosen([resource])
    if nested not in _NESTED:
        raise InvalidInputError.of("nested", f"must be {', '.join(_NESTED)}")
    found = columns_named(wanted.model, nested, columns)
    compared = _checked(filters or ())
    columns_named(wanted.model, nested, [name for name, _, _ in compared])
    pushed = [condition_of(wanted.model, *each) for each in compared]
    pieces = partitions(
        resource, rows=rows, where=all_of(where, *pushed), since=since, page_size=page_size, processes=processes,
        **connection,
    )  # fmt: skip
    empty = _frame(schema_of(found).empty_table())
    if not pieces:
        return frames.from_pandas(empty, npartitions=1)
    return frames.from_map(
        _fetch, pieces, nested=nested, filters=compared, meta=empty, label=f"timeback-{resource}"
    )


def _checked(filters: Sequence[Filter]) -> list[Filter]:
    parquet = require_extra("pyarrow.parquet", extra="dask", purpose="a Dask DataFrame")
    try:
        found = [(str(name), str(operator), value) for name, operator, value in filters]
        if found:
            parquet.filters_to_expression(found)
    except (TypeError, ValueError) as error:
        raise InvalidInputError.of(
            "filters", f"must be comparisons such as ('status', '==', 'active'): {error}"
        ) from None
    return found


def _fetch(piece: Partition, columns: list[str], nested: Nested, filters: list[Filter]) -> Any:
    """The rows of a piece; Dask gives the columns that a computation needs."""
    parquet = require_extra("pyarrow.parquet", extra="dask", purpose="a Dask DataFrame")
    compared = [name for name, _, _ in filters if name not in columns]
    table = piece.to_arrow(nested, [*columns, *dict.fromkeys(compared)])
    if filters:
        table = table.filter(parquet.filters_to_expression(filters))
    return _frame(table.select(columns))


def _frame(table: Any) -> Any:
    pandas = require_extra("pandas", extra="dask", purpose="a Dask DataFrame")
    return table.to_pandas(types_mapper=pandas.ArrowDtype)
