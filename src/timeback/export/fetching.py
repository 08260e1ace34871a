"""The rows of lists on their way in: each page goes into committed parts, and on to who reads them."""

from __future__ import annotations

import contextlib
import functools
import logging
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, cast

from .._concurrency import Prefetch
from .._keys import key_of
from .._query.filters import Where
from ..errors import APIStatusError, IncompleteListError
from ..models.oneroster import ScoreScale
from .ledger import check_strictly
from .manifest import Coverage
from .progress import ProgressListener, Tally
from .pseudonyms import Pseudonyms
from .records import Records, Row, reader_of_pages
from .resources import Resource
from .roster_csv.schools import SchoolLookup
from .staging import Staging, UnorderedError

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

    def lines(self, resource: Resource) -> Iterator[bytes]:
        """The rows of a resource in JSON: those of an earlier run, then those of each page once it is staged.

        Raises:
            UnorderedError: All are staged now, but not in order: go through them again.
        """
        name, staging = resource.name, self._staging
        if not staging.is_sorted(name):
            self._exhaust(resource)
        is_complete = staging.is_complete(name)
        yield from staging.lines(name)
        if not is_complete:
            for lines in self._pages(resource):
                yield from lines
            if not staging.is_sorted(name):
                raise UnorderedError(name)

    def _exhaust(self, resource: Resource) -> None:
        if not self._staging.is_complete(resource.name):
            for _ in self._pages(resource):
                pass

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
        without = resource.wire_names(self._staging.plan.without)
        replaced = None
        if self._pseudonyms is not None and self._pseudonyms.replaces(resource.name):
            replaced = functools.partial(self._pseudonyms.row, resource.name)
        return resource.listing(self.client)._read_by(  # pyright: ignore[reportPrivateUsage]
            reader_of_pages(channel, identity, records, without, replaced)
        )

    def known_as(self, resource: Resource, key: str) -> str:
        """The id under which a record stands in the files."""
        is_replaced = self._pseudonyms is not None and self._pseudonyms.replaces(resource.name)
        return self._pseudonyms.of(key) if self._pseudonyms is not None and is_replaced else key

    def _pages(self, resource: Resource) -> Iterator[list[bytes]]:
        """Fetch what is not staged yet; the lines of each page, as long as ids ascend."""
        name, staging = resource.name, self._staging
        rows = self._listing(resource).stream(
            by_key=True, limit=staging.plan.page_size, where=self._where, prefetch=self.ahead
        )
        pager = cast("KeyedPager[Any]", rows)
        received = sum(part.rows for part in staging.parts(name))
        yield from self._take(name, pager.resumed(staging.last_keys(name), received))
        for remaining in reversed(range(_PASSES)):
            missing = self._missing(resource)
            if missing is None:
                break
            if not remaining:
                staging.forget(name)
                raise IncompleteListError(*missing, f"{name} was read {_PASSES} times")
            _LOGGER.warning("%s: %d of %d rows, so the list is read again", name, *missing)
            yield from self._take(name, pager.by_offset())
        self._tally.settle(name, staging.count(name))
        staging.complete(name)

    def _missing(self, resource: Resource) -> tuple[int, int] | None:
        """The rows that are staged and those that the server tells of, where these are more."""
        rows, total = self._staging.count(resource.name), self._totals[resource.name]
        if total is None or rows >= total:
            return None
        now = self._total(resource)
        return (
            None if now is None or rows >= now else (rows, min(total, now))
        )  # some may be deleted meanwhile

    def _take(self, name: str, pager: KeyedPager[Any]) -> Iterator[list[bytes]]:
        pages, after = pager.pages(), next(reversed(self._staging.last_keys(name)), None)
        page = next(pages, None)
        while page is not None:
            taken, last = 0, list[Row]()
            with self._staging.part(name, after) as part:
                while page is not None and taken < self._checkpoint:
                    rows = page.data
                    self._check(name, rows, taken)
                    self._complete(rows)
                    lines = part.add(rows)
                    taken, after, last = taken + len(rows), key_of(rows[-1]), rows
                    self._tally.add(name, len(rows))
                    if part.ascends and self._staging.is_sorted(name):
                        yield lines
                    page = next(pages, None)
                if self._pseudonyms is not None:
                    self._staging.keep_keys(name, taken, last)

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
