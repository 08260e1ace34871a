"""The rows of lists on their way in: each page goes into committed parts, and on to who reads them."""

from __future__ import annotations

import contextlib
import functools
import logging
from collections.abc import Generator, Iterable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, cast

import msgspec

from .._concurrency import Prefetch
from .._keys import KEY, key_of
from .._query.filters import Where
from ..errors import APIStatusError, IncompleteListError
from ..models.oneroster import ScoreScale
from .doubles import Doubles, borders_of
from .ledger import check_strictly
from .manifest import Coverage
from .progress import ProgressListener, Tally
from .pseudonyms import Pseudonyms
from .records import Records, reader_of_pages
from .resources import Resource
from .roster_csv.schools import SchoolLookup
from .rows import Row
from .staging import Staging, UnorderedError

if TYPE_CHECKING:
    from .._http.messages import Exchange
    from .._sync.keyed import KeyedPager
    from .._sync.listing import Listing
    from .._sync.oneroster import OneRosterClient
    from .._sync.pager import Pager

__all__ = ["NOT_SERVED", "Fetching", "changed_since", "date_of"]

_LOGGER = logging.getLogger("timeback.export")

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
        pseudonyms: Pseudonyms | None = None,
    ) -> None:
        self.client = client
        self._pseudonyms = pseudonyms
        self._staging = staging
        self.ahead = concurrency - 1
        self._checkpoint = checkpoint_rows
        self._strict = strict
        self._where = changed_since(staging.plan.since)
        self._schools = SchoolLookup(client)
        self._doubles: dict[str, Doubles[Row]] = {}
        self._under_way: Generator[list[Row]] = _none()

    def begin(
        self, resources: Iterable[Resource], progress: ProgressListener | None, *, wants_all: bool
    ) -> dict[str, int | None]:
        """The rows that each resource has, None if the server does not say; what it does not serve is left out."""
        totals: dict[str, int | None] = {}
        wanted = list(resources)
        counts = (functools.partial(self._counted, each, wants_all) for each in wanted)
        with self.client.record() as exchanges, Prefetch(counts, self.ahead) as counted:
            for resource, (is_served, total) in zip(wanted, counted, strict=True):
                if is_served:
                    totals[resource.name] = total
        self._staging.begin(next(filter(None, map(date_of, exchanges)), None))
        self._totals, self._tally = totals, Tally("fetch", totals, progress)
        for name in totals:
            self._tally.skip(name, sum(part.rows for part in self._staging.sound_parts(name)))
        return totals

    def _counted(self, resource: Resource, wants_all: bool) -> tuple[bool, int | None]:
        """Ask whether the server serves a resource, and how many rows it has; None if it does not say."""
        try:
            return True, self._total(resource)
        except APIStatusError as error:
            if wants_all or error.status not in NOT_SERVED:
                raise
            _LOGGER.warning("%s: not served (status %s), left out", resource.name, error.status)
            return False, None

    def rows(self, resource: Resource, records: Records) -> Iterator[list[Row]]:
        """The rows of a resource: those of an earlier run, then those of each page once it is staged.

        Args:
            resource: Whose rows.
            records: What they are read with later on; outlines of them are read already.

        Raises:
            UnorderedError: All are staged now, but not in order: go through them again.
        """
        name, staging = resource.name, self._staging
        if not staging.is_sorted(name):
            self._exhaust(resource)
        is_complete = staging.is_complete(name)
        yield from staging.rows(name)
        if not is_complete:
            self._under_way = self._pages(resource, records)
            yield from self._under_way
            if not staging.is_sorted(name):
                raise UnorderedError(name)

    def close(self) -> None:
        """Commit what came last, where the rows are left in the middle."""
        self._under_way.close()

    def _exhaust(self, resource: Resource) -> None:
        if not self._staging.is_complete(resource.name):
            self._under_way = self._pages(resource)
            for _ in self._under_way:
                pass

    @property
    def reads_records(self) -> bool:
        """Whether records are made of the rows already, and their deviations told; else when they are written, once."""
        options = self.client._channel.options  # pyright: ignore[reportPrivateUsage]
        return self._strict or options.strict or self._staging.plan.format == "oneroster-csv"

    def coverage(self, name: str) -> Coverage | None:
        """Nothing: a list of OneRoster is read whole."""
        return None

    def doubled(self, name: str) -> int:
        """The rows that came under the id of another."""
        return self._staging.came_again(name)

    def _total(self, resource: Resource) -> int | None:
        return self._listing(resource).list(limit=1, where=self._where).total

    def _listing(self, resource: Resource, outlines: Records | None = None) -> Listing[Any]:
        """The list of a resource, whose rows come with their JSON, and with outlines where these are all it takes."""
        channel = self.client._channel  # pyright: ignore[reportPrivateUsage]
        identity = resource.identity
        records = Records(resource.model, identity) if self.reads_records else None
        without = resource.left_out_names(self._staging.plan.without)
        replaced = None
        if self._pseudonyms is not None and self._pseudonyms.replaces(resource.name):
            replaced = functools.partial(self._pseudonyms.row, resource.name)
        if records is not None or replaced is not None:
            outlines = None
        return resource.listing(self.client)._read_by(  # pyright: ignore[reportPrivateUsage]
            reader_of_pages(channel, identity, records, without, replaced, outlines)
        )

    def known_as(self, resource: Resource, key: str) -> str:
        """The id under which a record stands in the files."""
        is_replaced = self._pseudonyms is not None and self._pseudonyms.replaces(resource.name)
        return self._pseudonyms.of(key) if self._pseudonyms is not None and is_replaced else key

    def _pages(self, resource: Resource, records: Records | None = None) -> Generator[list[Row]]:
        """Fetch what is not staged yet; the rows of each page, as long as ids ascend."""
        name, staging = resource.name, self._staging
        missing: tuple[int, int] | None = None
        for pages in self._readings(resource, records):
            if missing is not None:
                _LOGGER.warning("%s: %d of %d rows, so the list is read again", name, *missing)
                self._tally.restart(name)
            yield from self._take(name, pages)
            missing = self._missing(resource)
            if missing is None:
                break
        if missing is not None:
            staging.forget(name)
            raise IncompleteListError(*missing, f"{name} was read by ids and by offsets")
        self._tally.settle(name, staging.count(name))
        doubled = self._doubles[name].rows
        staging.complete(name, doubled)
        if doubled:
            _LOGGER.warning("%s: %d rows have the id of another one, which stands for both", name, doubled)

    def _readings(self, resource: Resource, records: Records | None) -> Iterator[Iterator[list[Row]]]:
        """The ways to read a list, one after another while rows are missing; each gives its pages.

        The first two lose no row to those that come and go. The others tell rows that the server has twice.
        """
        name, staging, size = resource.name, self._staging, self._staging.plan.page_size
        listing, doubles = self._listing(resource, records), Doubles[Row]()
        self._doubles[name] = doubles
        rows = listing.stream(by_key=True, limit=size, where=self._where, prefetch=self.ahead)
        pager = cast("KeyedPager[Any]", rows)
        received = staging.committed(name)
        yield _rows_of(pager.resumed(staging.last_keys(name), received))
        yield _rows_of(pager.by_offset())
        for borders in borders_of(size):
            plain = listing.stream(
                limit=borders, where=self._where, sort=KEY, order_by="asc", prefetch=self.ahead
            )
            yield doubles.once(
                ([resource.identity.of_line(row.json) for row in rows], rows) for rows in _rows_of(plain)
            )

    def _missing(self, resource: Resource) -> tuple[int, int] | None:
        """The rows that are staged and those that the server tells of, where these are more."""
        name = resource.name
        doubles, rows, total = self._doubles[name], self._staging.count(name), self._totals[name]
        doubles.prove(self._staging.doubled(name))
        rows += doubles.rows
        if total is None or rows >= total:
            return None
        now = self._total(resource)
        return (
            None if now is None or rows >= now else (rows, min(total, now))
        )  # some may be deleted meanwhile

    def _take(self, name: str, pages: Iterator[list[Row]]) -> Iterator[list[Row]]:
        after = next(reversed(self._staging.last_keys(name)), None)
        rows = next(pages, None)
        while rows is not None:
            last = list[Row]()
            with self._staging.part(name, after) as part:
                try:
                    while rows is not None and part.rows < self._checkpoint:
                        self._check(name, rows, part.rows)
                        rows = self._staged(rows)
                        rows = part.add(rows)
                        after, last = key_of(rows[-1]), rows
                        self._tally.add(name, len(rows))
                        if part.ascends and self._staging.is_sorted(name):
                            yield rows
                        rows = next(pages, None)
                finally:
                    if self._pseudonyms is not None and last:
                        self._staging.keep_keys(name, part.rows, last)

    def _check(self, name: str, rows: list[Row], taken: int) -> None:
        if not self._strict or not any(row.faults for row in rows):
            return
        before = self._staging.committed(name) + taken
        for offset, row in enumerate(rows, start=before):
            check_strictly(name, offset, row)

    def _staged(self, rows: list[Row]) -> list[Row]:
        """The rows as they are staged: for a bundle as the model has them, since it has nothing else."""
        plan = self._staging.plan
        if plan.format != "oneroster-csv":
            return rows
        if plan.since is not None or "classes" not in plan.resources:
            # What the format wants of score scales is fetched where the export has no classes, or not all.
            for row in rows:
                if isinstance(row.record, ScoreScale):
                    self._schools.fill_in(row.record)
        return [
            row if row.record is None else Row(msgspec.json.encode(row.record), None, row.sourced_id)
            for row in rows
        ]


def _none() -> Generator[list[Row]]:
    yield from ()


def _rows_of(pager: Pager[Any]) -> Iterator[list[Row]]:
    """The rows of each page."""
    return (page.data for page in pager.pages() if page)


def date_of(exchange: Exchange) -> datetime | None:
    """The server's clock."""
    with contextlib.suppress(ValueError):
        moment = parsedate_to_datetime(exchange.headers.get("date", ""))
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None
