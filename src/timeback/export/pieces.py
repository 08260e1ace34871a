"""A resource cut into pieces that can be read apart, on other machines too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from .._query.encode import check_integer
from .._query.filters import Where
from .._tables.columns import Nested
from .._tables.frames import to_arrow
from ..errors import InvalidInputError
from .resources import Resource, chosen
from .run import changed_since, instant, page_size_for, settings_of

if TYPE_CHECKING:
    from .._sync.oneroster import OneRosterClient

__all__ = ["Connection", "Partition", "partitions"]

_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Connection:
    """The address of a platform and the credentials for it, in a form that can be sent to other processes.

    Args:
        options: Arguments of `OneRosterClient`, such as `env` and `base_url`. Better not the secret: what
            is not given comes from environment variables, those of the process that connects.
    """

    options: Mapping[str, Any] = field(default_factory=dict[str, Any], repr=False)

    def client(self) -> OneRosterClient:
        """A new client; close it."""
        from .._sync.oneroster import OneRosterClient

        return OneRosterClient(**self.options)


@dataclass(frozen=True, slots=True)
class Partition:
    """A piece of a resource: `rows` of them from `offset`, sorted by id. It can be pickled.

    Attributes:
        resource: The resource's name.
        offset: Rows that other pieces hold before it.
        rows: How many rows it has.
        page_size: Rows to ask for at a time.
        where: The condition on all pieces.
        connection: How to reach the platform.
    """

    resource: str
    offset: int
    rows: int
    page_size: int
    where: Where | None
    connection: Connection

    @property
    def model(self) -> type[msgspec.Struct]:
        """The type of a row."""
        return self._resource.model

    def read(self) -> Iterator[Any]:
        """Fetch the rows, page after page, through a client of its own."""
        with self.connection.client() as client:
            yield from self._resource.listing(client).stream(
                max_items=self.rows, limit=self.page_size, offset=self.offset, sort="sourced_id",
                order_by="asc", where=self.where, prefetch=1,
            )  # fmt: skip

    def to_arrow(self, nested: Nested = "flatten") -> Any:
        """Fetch the rows as a `pyarrow.Table`; see `PageResult.to_dicts()` for `nested`."""
        return to_arrow(self.read(), self.model, nested)

    @property
    def _resource(self) -> Resource:
        (resource,) = chosen([self.resource])
        return resource


def partitions(
    resource: str,
    *,
    rows: int = _ROWS,
    where: Where | None = None,
    since: datetime | date | str | None = None,
    page_size: int | None = None,
    **connection: Any,
) -> list[Partition]:
    """Cut a resource into pieces of up to `rows` rows; one request learns how many there are.

    The pieces can be pickled and read anywhere, in any order, at the same time. Rows that are added
    meanwhile can shift others from one piece to the next: with `since` the next read catches up.

    Args:
        resource: A name out of `RESOURCES`, such as `"users"`.
        rows: Rows a piece.
        where: Conditions, as the client's `list()` takes them.
        since: Only what changed since: an instant, a day, or ISO 8601 text of either.
        page_size: Rows a page; 1,000, or as many as the platform takes.
        **connection: Arguments of `OneRosterClient`, such as `env="staging"`. Credentials are better left
            to the environment variables of the processes that read.

    Returns:
        The pieces; none where no row meets the conditions.

    Raises:
        InvalidInputError: An argument cannot be used, or the server gives no total to cut by.
    """
    check_integer("rows", rows, minimum=1)
    (wanted,) = chosen([resource])
    conditions = [each for each in (where, changed_since(instant(since))) if each is not None]
    condition = {"AND": conditions} if len(conditions) > 1 else next(iter(conditions), None)
    place = Connection(connection)
    with place.client() as client:
        page = wanted.listing(client).list(limit=1, where=condition)
        size = page_size_for(settings_of(client), page_size)
    total = len(page) if page.total is None and not page.has_more else page.total
    if total is None:
        raise InvalidInputError.of("resource", f"the server does not say how many {resource} it has")
    return [
        Partition(resource, offset, min(rows, total - offset), min(size, rows), condition, place)
        for offset in range(0, total, rows)
    ]
