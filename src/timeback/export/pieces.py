"""A resource cut into pieces that can be read apart, on other machines too."""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from .._concurrency import Prefetch
from .._extras import require_extra
from .._keys import KEY, NOT_FILTERED, KeySpan, key_of
from .._query.arguments import check_integer
from .._query.filters import Where, all_of
from .._tables.arrays import arrays_of, schema_of
from .._tables.columns import Column, Nested, columns
from .._tables.frames import to_arrow
from ..errors import BadRequestError, InvalidInputError
from .catalog import chosen
from .connection import Connection
from .doubles import each_once
from .fetching import changed_since
from .resources import Resource
from .run import page_size_for, settings_of
from .since import instant

if TYPE_CHECKING:
    from .._sync.listing import Listing

__all__ = ["Partition", "columns_named", "partitions"]

_ROWS = 10_000
_SIDE_BY_SIDE = 4


@dataclass(frozen=True, slots=True)
class Partition:
    """A piece of a resource: the rows with ids in a range, sorted by id. It can be pickled.

    Attributes:
        resource: The resource's name.
        after: Its ids are above this one; None for the first piece.
        until: Its ids go up to this one; None for the last piece, which also gets new rows at the end.
        rows: How many there were when the resource was cut.
        page_size: Rows to ask for at a time.
        where: The condition for all pieces.
        connection: How to reach the platform.
    """

    resource: str
    after: str | None
    until: str | None
    rows: int
    page_size: int
    where: Where | None
    connection: Connection

    @property
    def model(self) -> type[msgspec.Struct]:
        """The type of a row."""
        return self._resource.model

    def read(self, fields: Sequence[str] | None = None) -> Iterator[Any]:
        """Fetch the rows, page after page, through this process's shared client.

        Args:
            fields: Fetch these fields only, and the id.
        """
        with self.connection.client() as client:
            span = KeySpan(self.after, self.until, 0, self.page_size)
            rows = self._resource.listing(client).stream(
                by_key=True,
                limit=self.page_size,
                where=all_of(self.where, span.where),
                prefetch=0,
                fields=fields,
            )
            yield from each_once(rows, key_of)

    def to_arrow(self, nested: Nested = "flatten", columns: Sequence[str] | None = None) -> Any:
        """Fetch the rows as a `pyarrow.Table`.

        Args:
            nested: See `PageResult.to_dicts()`.
            columns: Fetch these columns only, in this order.

        Raises:
            InvalidInputError: There is no such column.
        """
        if columns is None:
            return to_arrow(self.read(), self.model, nested)
        found = columns_named(self.model, nested, columns)
        rows = self._rows(sorted({column.attribute for column in found}))
        arrow = require_extra("pyarrow", extra="export", purpose="a table of records")
        if not found:
            return arrow.table({"": arrow.nulls(len(rows))}).select([])
        return arrow.Table.from_arrays(arrays_of(rows, found), schema=schema_of(found))

    def _rows(self, fields: Sequence[str]) -> list[Any]:
        """The rows with these fields at least."""
        if len(fields) < len(self.model.__struct_fields__):
            with contextlib.suppress(BadRequestError):  # it lacks one of these fields
                return list(self.read(fields))
        return list(self.read())

    @property
    def _resource(self) -> Resource:
        (resource,) = chosen([self.resource])
        return resource


def columns_named(model: type[msgspec.Struct], nested: Nested, names: Sequence[str] | None) -> list[Column]:
    """The columns of these names, or all.

    Raises:
        InvalidInputError: There is no such column.
    """
    found = {column.name: column for column in columns(model, nested)}
    if names is None:
        return list(found.values())
    if isinstance(names, str):
        raise InvalidInputError.of("columns", "must be names of columns, in a list")
    for name in names:
        if name not in found:
            raise InvalidInputError.of("columns", f"{name!r} is none of {', '.join(found)}")
    return [found[name] for name in names]


def partitions(
    resource: str,
    *,
    rows: int = _ROWS,
    where: Where | None = None,
    since: datetime | date | str | None = None,
    page_size: int | None = None,
    processes: int = 1,
    **connection: Any,
) -> list[Partition]:
    """Cut a resource into pieces of about `rows` rows, by the ids at the cuts; a small request for each learns it.

    The pieces can be pickled and read anywhere, in any order, at the same time. A row that exists all the
    while is in one of them, whatever rows come and go meanwhile. From a server that does not filter and sort
    by id there is a single piece, which is read by offsets that overlap.

    Args:
        resource: A name out of `RESOURCES`, such as `"users"`.
        rows: Rows per piece; 10,000 by default.
        where: Conditions, as in the client's `list()`.
        since: Only records changed since then: an instant, a day, or ISO 8601 text of either.
        page_size: Rows per page; by default as many as the platform allows.
        processes: How many processes will read at the same time; each keeps to its share of `rate_limit`.
        **connection: Arguments of `OneRosterClient`, such as `env="staging"`. Credentials are better left
            to the environment variables of the processes that read. All pieces that a process reads share one
            token and one `rate_limit`.

    Returns:
        The pieces; none where no row meets the conditions.

    Raises:
        InvalidInputError: An argument is not valid, or the server gives no total to cut by.
    """
    check_integer("rows", rows, minimum=1)
    (wanted,) = chosen([resource])
    condition = all_of(where, changed_since(instant(since)))
    place = Connection(connection, processes)
    place.check()
    with place.client() as client:
        listing = wanted.listing(client)
        page = listing.list(limit=1, where=condition)
        size = page_size_for(settings_of(client), page_size)
        total = len(page) if page.total is None and not page.has_more else page.total
        if total is None:
            raise InvalidInputError.of("resource", f"the server does not say how many {resource} it has")
        bounds = _bounds(listing, condition, range(rows - 1, total - 1, rows))
    cuts = [None, *bounds, None] if total else []
    sizes = [*[rows] * len(bounds), total - rows * len(bounds)]
    return [
        Partition(resource, after, until, count, min(size, rows), condition, place)
        for after, until, count in zip(cuts, cuts[1:], sizes, strict=False)
    ]


def _bounds(listing: Listing[Any], where: Where | None, offsets: Sequence[int]) -> list[str]:
    """The ids at offsets, if the server filters and sorts by id; else none."""

    def probe(offset: int, condition: Where | None) -> str | None:
        page = listing.list(limit=1, offset=offset, sort=KEY, order_by="asc", where=condition, fields=[KEY])
        return next(map(key_of, page), None)

    with Prefetch((functools.partial(probe, each, where) for each in offsets), _SIDE_BY_SIDE) as keys:
        found = list(keys)
    bounds = [key for key in found if key is not None]
    if len(bounds) < len(found) or not all(map(str.__lt__, bounds, bounds[1:])):
        return []
    try:
        after = probe(0, all_of(where, KeySpan(bounds[-1], None, 0, 1).where)) if bounds else None
    except NOT_FILTERED:
        return []
    return bounds if after is None or after > bounds[-1] else []
