"""The first half of an export of a service: the rows of its lists in committed parts, from where it was left."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Sequence

from ..._sync.client import TimebackClient
from ..._sync.service import ServiceClient
from ...errors import APIStatusError, UnsupportedOperationError
from ..fetching import NOT_SERVED, date_of
from ..ledger import check_strictly
from ..manifest import Coverage
from ..progress import ProgressListener, Tally
from ..records import Records
from ..rows import Row
from ..staging import Staging
from .journal import Position, kept_ids, note, resume
from .lists import LISTS, ServiceList
from .raw import RawServices
from .reading import ListReader, students_of
from .slices import Scope, Slice, slices

__all__ = ["ServiceFetching", "parts_of"]

_LOGGER = logging.getLogger("timeback.export")
_STUDENTS = "students.json"
_PARENTS = "parents.json"
# Seconds of work that an interruption may cost, where rows are few.
_SECONDS = 5.0


def parts_of(each: ServiceList, scope: Scope, parents: Sequence[str] = ()) -> Sequence[Slice]:
    """The parts that a list is read by."""
    if each.changes:
        return [Slice(start=scope.since)]
    return slices(each.by, scope, parents)


class ServiceFetching:
    """Brings the rows of a service's lists into committed parts.

    Args:
        timeback: The platform.
        staging: Where the parts are.
        students: Whose rows are read; all students of the platform, without it.
        concurrency: Calls in flight at a time.
        checkpoint_rows: Rows after which a part is committed.
        strict: Whether a record at fault ends the export.
    """

    def __init__(
        self,
        timeback: TimebackClient,
        staging: Staging,
        students: Sequence[str] | None,
        concurrency: int,
        checkpoint_rows: int,
        strict: bool,
    ) -> None:
        self._timeback = timeback
        self._staging = staging
        self._given = students
        self.ahead = concurrency - 1
        self._checkpoint = checkpoint_rows
        self._strict = strict
        self._on = RawServices(timeback)
        self._coverage: dict[str, Coverage] = {}

    @property
    def client(self) -> ServiceClient:
        """The client of the service."""
        found: ServiceClient = getattr(self._timeback, self._staging.plan.service)
        return found

    @property
    def reads_records(self) -> bool:
        """Whether there is nothing more to tell of their deviations, since a secret is left out of them here."""
        plan = self._staging.plan
        return any("secret" in LISTS[plan.service][name].unfilled for name in plan.resources)

    def known_as(self, resource: object, key: str) -> str:
        """The id under which a record stands in the files: its own."""
        return key

    def coverage(self, name: str) -> Coverage | None:
        """The students and days that the rows of a list cover."""
        return self._coverage.get(name)

    def doubled(self, name: str) -> int:
        """The rows that came under the id of another."""
        return self._staging.came_again(name)

    def begin(
        self, resources: list[ServiceList], progress: ProgressListener | None, *, wants_all: bool
    ) -> dict[str, int | None]:
        """Fetch what is not there yet: the rows of each list, but of those that the server does not serve."""
        with self.client.record() as exchanges:
            self.client.check_auth()
        self._staging.begin(next(filter(None, map(date_of, exchanges)), None))
        scope = self._scope(resources)
        tally = Tally("fetch", dict.fromkeys((each.name for each in resources), None), progress)
        totals: dict[str, int | None] = {}
        for each in resources:
            try:
                self._list(each, scope, tally)
                totals[each.name] = self._staging.count(each.name)
            except (APIStatusError, UnsupportedOperationError) as error:
                status = error.status if isinstance(error, APIStatusError) else None
                if wants_all or (status is not None and status not in NOT_SERVED):
                    raise
                _LOGGER.warning("%s: not served (%s), left out", each.name, status or error)
                self._staging.forget(each.name)
        return totals

    def close(self) -> None:
        """Nothing is left to commit."""

    def rows(self, resource: ServiceList, records: Records) -> Iterator[list[Row]]:
        """The rows of a list."""
        return self._staging.rows(resource.name)

    def _scope(self, resources: Sequence[ServiceList]) -> Scope:
        plan, students = self._staging.plan, self._given or ()
        if self._given is None and any("student" in each.by for each in resources):
            students = kept_ids(self._staging.folder / _STUDENTS, students_of(self._timeback))
        return Scope(students, plan.since, plan.until or plan.started_at, plan.timezone)

    def _list(self, each: ServiceList, scope: Scope, tally: Tally) -> None:
        name, staging = each.name, self._staging
        at = resume(staging, name)
        tally.skip(name, at.rows)
        plan = staging.plan
        reader = ListReader(
            each, self._on, plan.page_size, self.ahead, each.left_out_names(plan.without),
            self._strict,
        )  # fmt: skip
        parents = (
            ()
            if each.parents is None
            else kept_ids(staging.folder / name / _PARENTS, reader.parents(LISTS[plan.service]))
        )
        parts = parts_of(each, scope, parents)
        if not staging.is_complete(name):
            at = self._take(reader, parts, at, tally)
            staging.complete(name, staging.committed(name) - staging.count(name))
        self._coverage[name] = _coverage(each, scope, len(parts), at.not_found)

    def _take(self, reader: ListReader, parts: Sequence[Slice], at: Position, tally: Tally) -> Position:
        name, waiting, held = reader.each.name, list[Row](), time.monotonic()
        try:
            for rows, reached in reader.rows(parts, at, self._staging.last_keys(name)):
                self._check(name, rows, reached.rows - len(rows))
                waiting += rows
                at = reached
                total = at.rows * len(parts) // at.slices if at.slices else None
                tally.add(name, len(rows), total)
                if len(waiting) >= self._checkpoint or time.monotonic() - held > _SECONDS:
                    self._hold(name, waiting, at)
                    waiting, held = [], time.monotonic()
        finally:
            self._hold(name, waiting, at)
        return at

    def _check(self, name: str, rows: Sequence[Row], before: int) -> None:
        if self._strict:
            for offset, row in enumerate(rows, start=before):
                check_strictly(name, offset, row)

    def _hold(self, name: str, rows: Sequence[Row], at: Position) -> None:
        """Commit rows up to a place, and that the list is read as far as this."""
        rows = rows[: at.rows - self._staging.committed(name)]
        if rows:
            last = next(reversed(self._staging.last_keys(name)), None)
            with self._staging.part(name, last) as part:
                part.add(rows)
        note(self._staging, name, at)


def _coverage(each: ServiceList, scope: Scope, parts: int, not_found: int) -> Coverage:
    return Coverage(
        by=" and ".join(each.by) or ("changes" if each.changes and scope.since else "list"),
        parts=parts,
        not_found=not_found,
        students=len(scope.students) if "student" in each.by else None,
        start=scope.since if each.is_partial else None,
        until=scope.until if each.is_timed else None,
    )
