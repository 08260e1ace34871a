"""A source for dlt: `dlt.pipeline(...).run(timeback_source(env="staging"))`.

It needs the extra `dlt`, and the extra of dlt for the destination, such as `dlt[postgres]`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec

from .._extras import require_extra
from .._sync.client import TimebackClient
from .._tables.arrays import arrays_of
from .._tables.columns import Column, Kind, columns
from ..edubridge import check_timezone
from ..errors import InvalidInputError
from ..export.catalog import chosen
from ..export.connection import Connection
from ..export.fetching import changed_since
from ..export.records import Records, reader_of_pages
from ..export.resources import Resource, left_out
from ..export.rows import Row
from ..export.services.fetching import parts_of
from ..export.services.journal import Position
from ..export.services.lists import LISTS, ServiceList
from ..export.services.raw import RawServices
from ..export.services.reading import ListReader, page_size_of, students_of
from ..export.services.slices import Scope
from ..export.since import instant
from ..models._documentation import field_docs

__all__ = ["timeback_source"]

_LOGGER = logging.getLogger("timeback.dlt")
_QUARANTINE = "quarantine"
_EXTRA = "extra"
# The server stamps changes by its clock, and stores some a little later than it stamps them.
_OVERLAP = timedelta(minutes=5)
# Facts and events are filed by the time at which they happened, and may arrive days later.
_LATE = timedelta(days=7)
_AHEAD = 3


def timeback_source(
    *,
    resources: Iterable[str] | None = None,
    services: Iterable[str] = ("oneroster",),
    since: datetime | date | str | None = None,
    students: Iterable[str] | None = None,
    timezone: str | None = None,
    without: Iterable[str] = (),
    page_size: int | None = None,
    name: str = "timeback",
    **connection: Any,
) -> Any:
    """The lists of a platform as a `dlt` source, with a table for each; later loads fetch only changes.

    Tables have the columns of an export: days are dates, instants timestamps, lists and free objects JSON, and
    `extra` has what fits no column. Rows are merged by their key. A record that is marked as deleted stays, with
    the status `tobedeleted`. Lists without a way to fetch changes are replaced. A record that fits no
    table goes to the table `quarantine`, as JSON with the reason.

    Args:
        resources: Names of tables: those of `timeback.export.RESOURCES`, and other services' lists with the service
            in front: `["users", "edubridge_weekly_facts", "caliper_events"]`.
        services: Without `resources`, the services whose lists are all loaded, from
            `("oneroster", *timeback.export.SERVICES)`.
        since: The start of the first load: an instant, a day, or ISO 8601 text of either; by default everything is
            loaded. Facts of EduBridge need it.
        students: OneRoster ids of the students whose facts are read; by default all students of the platform.
        timezone: The IANA name of the time zone of EduBridge's days; UTC by default.
        without: Fields to leave out, such as `["birth_date", "email"]`.
        page_size: Rows per page; 1,000, or as many as the platform allows.
        name: The name of the source, for dlt's state and schema.
        **connection: Arguments of `TimebackClient`, such as `env="staging"`; by default credentials come from
            environment variables.

    Returns:
        A `DltSource`; `source.with_resources("users")` takes some of its tables.

    Raises:
        ConfigurationError: dlt is not installed: it needs the extra `dlt`.
        InvalidInputError: An argument is not valid or unknown.
    """
    dlt = require_extra("dlt", extra="dlt", purpose="a source of dlt")
    check_timezone(timezone)
    place = Connection(connection, kind="timeback")
    place.check()
    wanted = _wanted(services, resources)
    begin = instant(since)
    left = left_out(without, [each for _, each in wanted])
    by_days = [each.name for _, each in wanted if isinstance(each, ServiceList) and each.needs_since]
    if begin is None and by_days:
        raise InvalidInputError.of("since", f"is missing: {' and '.join(by_days)} have no beginning")
    ids = None if students is None else sorted(set(students))
    loaders = [
        _Loader(
            service=service, each=each, place=place, begin=begin, students=ids, timezone=timezone, without=left,
            page_size=page_size,
        )
        for service, each in wanted
    ]  # fmt: skip

    def source() -> list[Any]:
        return [loader.resource(dlt) for loader in loaders]

    return dlt.source(source, name=name, max_table_nesting=0)()


def _wanted(services: Iterable[str], names: Iterable[str] | None) -> list[tuple[str, Resource]]:
    """The lists of these names, or all of the services, each with its service."""
    if isinstance(services, str):
        raise InvalidInputError.of("services", "must be names of services, in a list")
    if isinstance(names, str):
        raise InvalidInputError.of("resources", "must be names of tables, in a list")
    known = {
        _table_name(service, each.name): (service, each)
        for service in ("oneroster", *LISTS)
        for each in chosen(None, service)
    }
    if names is None:
        named = list(services)
        for service in named:
            if service not in LISTS and service != "oneroster":
                raise InvalidInputError.of(
                    "services", f"{service!r} is none of oneroster, {', '.join(LISTS)}"
                )
        return [(service, each) for service, each in known.values() if service in named]
    wanted = set(names)
    if unknown := sorted(wanted - known.keys()):
        raise InvalidInputError.of("resources", f"{unknown[0]!r} is none of {', '.join(known)}")
    return [found for name, found in known.items() if name in wanted]


def _table_name(service: str, name: str) -> str:
    return name if service == "oneroster" else f"{service}_{name}"


@dataclass(kw_only=True)
class _Loader:
    """Loads one list."""

    service: str
    each: Resource
    place: Connection
    begin: datetime | None
    students: Sequence[str] | None
    timezone: str | None
    without: Sequence[str]
    page_size: int | None

    def __post_init__(self) -> None:
        left = {*self.each.unfilled, *self.without}
        self.columns = [column for column in columns(self.each.model) if column.attribute not in left]

    @property
    def name(self) -> str:
        """The name of its table."""
        return _table_name(self.service, self.each.name)

    @property
    def cursor(self) -> str | None:
        """The column that says when a record changed, or happened; None if the list is read whole."""
        return self.each.cursor if isinstance(self.each, ServiceList) else "date_last_modified"

    def resource(self, dlt: Any) -> Any:
        """The resource of dlt."""
        traits: dict[str, Any] = {"name": self.name, "columns": self._hints()}
        traits["write_disposition"] = "merge" if self.cursor else "replace"
        if self.each.key:
            traits["primary_key"] = list(self.each.key)
        if self.cursor is None:

            def whole() -> Iterator[Any]:
                yield from self._items(dlt, self.begin)

            return dlt.resource(whole, **traits)
        kind = next(column.shape.kind for column in self.columns if column.name == self.cursor)
        incremental = dlt.sources.incremental(
            self.cursor, initial_value=self._initial(kind), lag=self._lag(kind), on_cursor_value_missing="include"
        )  # fmt: skip

        def changed(since: Any = incremental) -> Iterator[Any]:
            yield from self._items(dlt, self._instant(since.last_value))

        return dlt.resource(changed, **traits)

    # -- how far it was loaded ------------------------------------------------------------------

    def _initial(self, kind: Kind) -> Any:
        if self.begin is None or kind is not Kind.DAY:
            return self.begin
        return self.begin.astimezone(check_timezone(self.timezone)).date()

    def _lag(self, kind: Kind) -> float:
        if kind is Kind.DAY:
            return _LATE.days
        return (_LATE if self.service == "caliper" else _OVERLAP).total_seconds()

    def _instant(self, last: Any) -> datetime | None:
        """The instant from which on to read, whatever dlt keeps it as."""
        if last is None:
            return self.begin
        found = datetime.fromisoformat(last if isinstance(last, str) else last.isoformat())
        return found if found.tzinfo else found.replace(tzinfo=check_timezone(self.timezone))

    # -- what is loaded -------------------------------------------------------------------------

    def _items(self, dlt: Any, since: datetime | None) -> Iterator[Any]:
        """Tables of Arrow, and the records that stand in none."""
        with self.place.platform() as client:
            for rows in self._rows(client, since):
                kept = [row for row in rows if row.record is not None]
                if kept:
                    yield self._table(kept)
                if aside := [self._aside(row) for row in rows if row.record is None]:
                    _LOGGER.warning("%s: %d records are in %s", self.name, len(aside), _QUARANTINE)
                    hints = dlt.mark.make_hints(
                        table_name=_QUARANTINE,
                        write_disposition="append",
                        columns=[],
                        primary_key=(),
                    )
                    yield dlt.mark.with_hints(aside, hints, create_table_variant=True)

    def _rows(self, client: TimebackClient, since: datetime | None) -> Iterator[list[Row]]:
        each, on = self.each, getattr(client, self.service)
        size, without = page_size_of(on, self.page_size), each.left_out_names(self.without)
        if not isinstance(each, ServiceList):
            channel, records = on._channel, Records(each.model, each.identity)
            listing = each.listing(on)._read_by(  # pyright: ignore[reportPrivateUsage]
                reader_of_pages(channel, each.identity, records, without)
            )
            pages = listing.stream(
                by_key=True, limit=size, where=changed_since(since), prefetch=_AHEAD
            ).pages()
            return (page.data for page in pages)
        reader = ListReader(each, RawServices(client), size, _AHEAD, without, reads_records=True)
        students = self.students or ()
        if "student" in each.by and self.students is None:
            students = sorted(students_of(client))
        scope = Scope(students, since, datetime.now(UTC), self.timezone)
        return (
            rows
            for rows, _ in reader.rows(
                parts_of(each, scope, list(reader.parents(LISTS[self.service]))), Position()
            )
        )

    def _table(self, rows: Sequence[Row]) -> Any:
        arrow = require_extra("pyarrow", extra="dlt", purpose="a source of dlt")
        records = [row.record for row in rows]
        plain = [column for column in self.columns if not _is_json(column)]
        arrays = dict(zip((column.name for column in plain), arrays_of(records, plain), strict=True))
        for column in self.columns:
            if _is_json(column):
                values = [_text(column, record) for record in records]
                arrays[column.name] = arrow.array(values, type=arrow.string())
        arrays[_EXTRA] = arrow.array([row.extra for row in rows], type=arrow.string())
        return arrow.table(arrays)

    def _aside(self, row: Row) -> dict[str, Any]:
        reason = "; ".join(map(str, row.faults))
        return {
            "service": self.service,
            "resource": self.each.name,
            "reason": reason,
            "record": row.json.decode(),
        }

    def _hints(self) -> list[dict[str, Any]]:
        """The types that Arrow does not tell, and the meanings of the columns."""
        docs = field_docs(self.each.model)
        hints: list[dict[str, Any]] = [{"name": _EXTRA, "data_type": "json", "nullable": True}]
        for column in self.columns:
            hint: dict[str, Any] = {"name": column.name, "nullable": column.name not in self.each.key}
            if _is_json(column):
                hint["data_type"] = "json"
            if column.attribute in docs:
                hint["description"] = docs[column.attribute]
            hints.append(hint)
        return hints


def _is_json(column: Column) -> bool:
    return column.shape.kind in (Kind.JSON, Kind.LIST, Kind.RECORD)


def _text(column: Column, record: Any) -> str | None:
    value: Any = column.read(record)
    if value is None or isinstance(value, str):  # JSON already
        return value
    return msgspec.json.encode(value).decode()
