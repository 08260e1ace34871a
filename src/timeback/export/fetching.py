"""The first half of an export: every row of every list, in committed parts."""

from __future__ import annotations

import contextlib
import logging
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, cast

from .._keys import key_of
from .._query.filters import Where
from ..errors import APIStatusError, IncompleteListError
from ..models.oneroster import ScoreScale
from .ledger import check_strictly
from .manifest import Coverage
from .progress import ProgressListener, Tally
from .records import Records, Row, reader_of_pages
from .resources import Resource
from .roster_csv.schools import SchoolLookup
from .staging import Staging

if TYPE_CHECKING:
    from .._http.messages import Exchange
    from .._sync.keyed import KeyedPager
    from .._sync.listing import Listing
    from .._sync.oneroster import OneRosterClient

__all__ = ["NOT_SERVED", "Fetching", "changed_since", "date_of"]

_LOGGER = logging.getLogger("timeback.export")

_PASSES = 3
NOT_SERVED = frozenset({404, 405, 501})


def changed_since(since: datetime | None) -> Where | None:
    """The condition that a record has changed since then."""
    return None if since is None else {"date_last_modified": {"gte": since}}


class Fetching:
    """Brings the rows of resources into committed parts."""

    def __init__(
        self,
        client: OneRosterClient,
        staging: Staging,
        concurrency: int,
        checkpoint_rows: int,
        strict: bool,
    ) -> None:
        self.client = client
        self._staging = staging
        self.ahead = concurrency - 1
        self._checkpoint = checkpoint_rows
        self._strict = strict
        self._where = changed_since(staging.plan.since)
        self._schools = SchoolLookup(client)

    def all(
        self, resources: list[Resource], progress: ProgressListener | None, *, wants_all: bool
    ) -> tuple[str, ...]:
        """Fetch what is not there yet; the names of the resources that the server does not serve."""
        totals: dict[str, int | None] = {}
        absent: list[str] = []
        with self.client.record() as exchanges:
            for resource in resources:
                try:
                    totals[resource.name] = self._total(resource)
                except APIStatusError as error:
                    if wants_all or error.status not in NOT_SERVED:
                        raise
                    _LOGGER.warning("%s: not served (status %s), left out", resource.name, error.status)
                    absent.append(resource.name)
        self._staging.begin(next(filter(None, map(date_of, exchanges)), None))
        tally = Tally("fetch", totals, progress)
        for resource in resources:
            if resource.name in totals:
                self._resource(resource, totals[resource.name], tally)
        return tuple(absent)

    @property
    def reads_records(self) -> bool:
        """Whether records are made of the rows already, and their deviations told; else when they are written, once."""
        options = self.client._channel.options  # pyright: ignore[reportPrivateUsage]
        return self._strict or options.strict or self._staging.plan.format == "oneroster-csv"

    def coverage(self, name: str) -> Coverage | None:
        """Nothing: a list of OneRoster is read whole."""
        return None

    def _total(self, resource: Resource) -> int | None:
        return self._listing(resource).list(limit=1, where=self._where).total

    def _listing(self, resource: Resource) -> Listing[Any]:
        """The list of a resource, whose rows come with their JSON."""
        channel = self.client._channel  # pyright: ignore[reportPrivateUsage]
        identity = resource.identity
        records = Records(resource.model, identity) if self.reads_records else None
        return resource.listing(self.client)._read_by(  # pyright: ignore[reportPrivateUsage]
            reader_of_pages(channel, identity, records, resource.wire_names(self._staging.plan.without))
        )

    def _resource(self, resource: Resource, total: int | None, tally: Tally) -> None:
        name = resource.name
        received = sum(part.rows for part in self._staging.sound_parts(name))
        tally.skip(name, received)
        if self._staging.is_complete(name):
            return
        rows = self._listing(resource).stream(
            by_key=True, limit=self._staging.plan.page_size, where=self._where, prefetch=self.ahead
        )
        pager = cast("KeyedPager[Any]", rows)
        resumed = pager.resumed(self._staging.last_keys(name), received)
        self._take(name, resumed, tally)
        self._fill(resource, total, pager, tally)
        self._staging.complete(name)

    def _fill(self, resource: Resource, total: int | None, pager: KeyedPager[Any], tally: Tally) -> None:
        """Read a list again, as often as it takes until the rows are as many as the server says."""
        for remaining in reversed(range(_PASSES)):
            rows = self._staging.count(resource.name)
            if total is None or rows >= total:
                return
            now = self._total(resource)
            if now is None or rows >= now:  # some were deleted meanwhile
                return
            if not remaining:
                self._staging.forget(resource.name)
                raise IncompleteListError(rows, min(total, now), f"{resource.name} was read {_PASSES} times")
            _LOGGER.warning("%s: %d of %d rows, so the list is read again", resource.name, rows, now)
            self._take(resource.name, pager.by_offset(), tally)

    def _take(self, name: str, pager: KeyedPager[Any], tally: Tally) -> None:
        pages, after = pager.pages(), next(reversed(self._staging.last_keys(name)), None)
        page = next(pages, None)
        while page is not None:
            taken = 0
            with self._staging.part(name, after) as add:
                while page is not None and taken < self._checkpoint:
                    rows = page.data
                    self._check(name, rows, taken)
                    self._complete(rows)
                    add(rows)
                    taken, after = taken + len(rows), key_of(rows[-1])
                    tally.add(name, len(rows))
                    page = next(pages, None)

    def _check(self, name: str, rows: list[Row], taken: int) -> None:
        if not self._strict or not any(row.faults for row in rows):
            return
        before = sum(part.rows for part in self._staging.parts(name)) + taken
        for offset, row in enumerate(rows, start=before):
            check_strictly(name, offset, row)

    def _complete(self, rows: list[Row]) -> None:
        """Fetch what the format wants of score scales, where the export has no classes, or not all."""
        plan = self._staging.plan
        if plan.format != "oneroster-csv" or (plan.since is None and "classes" in plan.resources):
            return
        for row in rows:
            if isinstance(row.record, ScoreScale):
                self._schools.fill_in(row.record)


def date_of(exchange: Exchange) -> datetime | None:
    """The server's clock."""
    with contextlib.suppress(ValueError):
        moment = parsedate_to_datetime(exchange.headers.get("date", ""))
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None
