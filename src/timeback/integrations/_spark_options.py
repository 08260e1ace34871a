"""The options of the Spark data source, which are all text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import msgspec

from .._query.filters import Where, all_of
from .._tables.columns import Nested
from ..errors import InvalidInputError
from ..export.catalog import chosen
from ..export.connection import Connection
from ..export.pieces import Partition, partitions
from ..export.resources import Resource
from ..export.since import instant

__all__ = ["Asked", "asked_by"]

_CONNECTION = ("env", "platform", "base_url", "auth_url", "client_id", "client_secret", "scope")
_OWN = (
    "resource", "rows", "columns", "where", "since", "nested", "pushdown", "page_size", "lag", "rate_limit",
    "processes",
)  # fmt: skip
_NESTED: dict[str, Nested] = {"flatten": "flatten", "keep": "keep", "json": "json"}
_LAG = 60
# Where there is no `since`: below every instant, as text too.
_BEGINNING = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The table that options ask for."""

    resource: Resource
    nested: Nested
    columns: Sequence[str] | None
    rows: int
    where: Where | None
    since: datetime | None
    page_size: int | None
    lag: int
    pushdown: bool
    processes: int
    connection: Mapping[str, Any] = field(repr=False)

    def pieces(self, condition: Where | None) -> list[Partition]:
        """The pieces of the rows that hold a condition."""
        return partitions(
            self.resource.name, rows=self.rows, where=all_of(self.where, condition), since=self.since,
            page_size=self.page_size, processes=self.processes, **self.connection,
        )  # fmt: skip

    def beginning(self) -> str:
        """The instant from which on a stream reads, as text; empty for all."""
        if self.since is None:
            return _BEGINNING
        # What changed at this very instant is part of it.
        return (self.since.astimezone(UTC) - timedelta(milliseconds=1)).isoformat()

    def newest(self) -> datetime | None:
        """The instant of the last change that lies `lag` seconds back at least; None if there is none."""
        with Connection(self.connection, self.processes).client() as client:
            listing = self.resource.listing(client)
            with client.record() as exchanges:
                listing.list(limit=1, where=self.where, fields=["sourced_id"])
            now = _server_time(exchanges[-1].headers.get("date"))
            until: Where = {"date_last_modified": {"lte": now - timedelta(seconds=self.lag)}}
            found = listing.first(
                sort="date_last_modified", order_by="desc", where=all_of(self.where, until)
            )  # fmt: skip
        changed: datetime | None = None if found is None else found.date_last_modified
        return None if changed is None else changed.astimezone(UTC)


def asked_by(options: Mapping[str, str]) -> Asked:
    """The table that options ask for.

    Raises:
        InvalidInputError: An option is not known, or its text cannot be read.
    """
    given = {name.lower(): value for name, value in options.items()}
    for name in given:
        if name not in _OWN and name not in _CONNECTION:
            raise InvalidInputError.of(name, f"is none of {', '.join((*_OWN, *_CONNECTION))}")
    if "resource" not in given:
        raise InvalidInputError.of("resource", "is missing: .option('resource', 'users')")
    nested = _NESTED.get(given.get("nested", "flatten"))
    if nested is None:
        raise InvalidInputError.of("nested", "must be flatten, keep or json")
    (resource,) = chosen([given["resource"]])
    connection: dict[str, Any] = {name: given[name] for name in _CONNECTION if name in given}
    if "rate_limit" in given:
        connection["rate_limit"] = _rate_limit(given["rate_limit"])
    columns = [name.strip() for name in given["columns"].split(",")] if "columns" in given else None
    return Asked(
        resource=resource,
        nested=nested,
        columns=columns,
        rows=_number(given, "rows", 10_000),
        where=_condition(given.get("where")),
        since=instant(given.get("since")),
        page_size=_number(given, "page_size", 0) or None,
        lag=_number(given, "lag", _LAG),
        pushdown=_flag(given, "pushdown"),
        processes=_number(given, "processes", 1),
        connection=connection,
    )


def _condition(text: str | None) -> Where | None:
    try:
        return None if text is None else msgspec.json.decode(text, type=dict[str, Any])
    except msgspec.MsgspecError as error:
        raise InvalidInputError.of("where", f"must be conditions as JSON: {error}") from None


def _number(given: Mapping[str, str], name: str, default: int) -> int:
    text = given.get(name, str(default))
    if not text.isascii() or not text.isdigit():
        raise InvalidInputError.of(name, "must be a whole number")
    return int(text)


def _flag(given: Mapping[str, str], name: str) -> bool:
    text = given.get(name, "false").lower()
    if text not in ("true", "false"):
        raise InvalidInputError.of(name, "must be true or false")
    return text == "true"


def _rate_limit(text: str) -> Any:
    if text == "platform":
        return text
    rate, _, in_flight = text.partition(",")
    try:
        return (float(rate) if rate.strip() else None, int(in_flight) if in_flight.strip() else None)
    except ValueError:
        raise InvalidInputError.of(
            "rate_limit", "must be requests a second, these and requests in flight as 20,10, or platform"
        ) from None


def _server_time(text: str | None) -> datetime:
    """The server's clock; ours where it does not tell the time."""
    try:
        return parsedate_to_datetime(text or "").astimezone(UTC)
    except ValueError:
        return datetime.now(UTC)
