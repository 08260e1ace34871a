"""Resources as Dask DataFrames."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from .._extras import require_extra
from .._query.filters import Where
from .._tables.columns import Nested
from .._tables.frames import arrow_schema
from ..export.catalog import chosen
from ..export.pieces import Partition, partitions

__all__ = ["read"]

_ROWS = 10_000


def read(
    resource: str,
    *,
    rows: int = _ROWS,
    where: Where | None = None,
    since: datetime | date | str | None = None,
    nested: Nested = "flatten",
    **connection: Any,
) -> Any:
    """A resource as a `dask.dataframe.DataFrame`, each partition of which fetches its own rows when it is computed.

    Columns have Arrow's types: days are dates, instants timestamps in UTC, a missing number is null.

    Args:
        resource: A name out of `timeback.export.RESOURCES`, such as `"users"`.
        rows: Rows a partition.
        where: Conditions, as the client's `list()` takes them.
        since: Only what changed since: an instant, a day, or ISO 8601 text of either.
        nested: What becomes of records inside a row; see `PageResult.to_dicts()`.
        **connection: Arguments of `OneRosterClient`, such as `env="staging"`. They travel to the workers,
            so leave credentials to the workers' environment variables.

    Raises:
        ConfigurationError: Dask is not installed: `pip install 'timeback-clients[dask]'`.
        InvalidInputError: An argument cannot be used.
    """
    frames = require_extra("dask.dataframe", extra="dask", purpose="a Dask DataFrame")
    (wanted,) = chosen([resource])
    empty = _frame(arrow_schema(wanted.model, nested).empty_table())
    pieces = partitions(resource, rows=rows, where=where, since=since, **connection)
    if not pieces:
        return frames.from_pandas(empty, npartitions=1)
    return frames.from_map(_fetch, pieces, nested=nested, meta=empty, label=f"timeback-{resource}")


def _fetch(piece: Partition, nested: Nested) -> Any:
    return _frame(piece.to_arrow(nested))


def _frame(table: Any) -> Any:
    pandas = require_extra("pandas", extra="dask", purpose="a Dask DataFrame")
    return table.to_pandas(types_mapper=pandas.ArrowDtype)
