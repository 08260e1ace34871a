"""Many districts in one run: one after another or side by side, within what their platform bears."""

from __future__ import annotations

import contextlib
import functools
import inspect
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias
from urllib.parse import quote

import msgspec

from .._concurrency import Prefetch
from .._fork import new_lock
from .._http.rates import RateLimit
from .._option_checks import check_number
from .._query.arguments import check_integer
from .._secrets import Guarded
from ..errors import ExportError, InvalidInputError, TimebackError
from ..models.base import Timestamp
from .files import write_whole
from .manifest import Manifest, TableEntry
from .places import Layout, StoreOptions, destination
from .progress import Progress, ProgressListener
from .pseudonyms import Pseudonyms
from .run import export_oneroster, kept_place, settings_of

if TYPE_CHECKING:
    from .._sync.throttle import Throttle

DistrictSettings: TypeAlias = Mapping[str, Any] | Callable[[], Mapping[str, Any]]

__all__ = ["DistrictExport", "DistrictsReport", "Outcome", "export_districts"]

Outcome: TypeAlias = Literal["done", "failed", "interrupted", "left"]

_LOGGER = logging.getLogger("timeback.export")

_SIDE_BY_SIDE = 8
_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


class DistrictExport(Guarded, frozen=True, kw_only=True, omit_defaults=True):
    """The outcome for one district.

    Attributes:
        district: Its name.
        outcome: `"done"`; `"failed"`, with the `error`; `"interrupted"` at the deadline, to be continued; or
            `"left"`, because there was no time for it.
        place: The folder or URL of its export.
        current_to: The time up to which the present export has all changes, whichever run made it; None if there
            is none.
        rows: Records in its tables, if it is done.
        tables: The tables, if it is done.
        seconds: The time that it took in this run.
        error: The kind of error, and its message.
    """

    district: str
    outcome: Outcome
    place: str
    current_to: Timestamp | None = None
    rows: int = 0
    tables: Mapping[str, TableEntry] = msgspec.field(default_factory=dict[str, TableEntry])
    seconds: float = 0.0
    error: str | None = None

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        shown = ("outcome", "rows", "seconds", "current_to", "error")
        told = [(name, getattr(self, name)) for name in shown]
        return [("district", self.district), *((name, value) for name, value in told if value)]


class DistrictsReport(Guarded, frozen=True, kw_only=True):
    """The outcome of a run over many districts.

    Attributes:
        started_at: When it began.
        finished_at: When the last district was finished; None while it runs.
        districts: The outcome for each, in the order in which they were started.
    """

    started_at: datetime
    finished_at: datetime | None
    districts: tuple[DistrictExport, ...]

    @property
    def counts(self) -> dict[str, int]:
        """The number of districts with each outcome."""
        found: dict[str, int] = {"done": 0, "failed": 0, "interrupted": 0, "left": 0}
        for each in self.districts:
            found[each.outcome] += 1
        return found

    @property
    def is_complete(self) -> bool:
        """Whether all districts are done."""
        return all(each.outcome == "done" for each in self.districts)

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        """A summary, since a run may have hundreds of districts with dozens of tables each."""
        counts = [(outcome, number) for outcome, number in self.counts.items() if number]
        told = [
            ("districts", len(self.districts)),
            *counts,
            ("rows", sum(each.rows for each in self.districts)),
        ]
        if self.finished_at is None:
            return told
        return [*told, ("seconds", round((self.finished_at - self.started_at).total_seconds(), 1))]


class _Stopped(Exception):
    """The time is over: what was fetched is kept."""


def export_districts(
    districts: Mapping[str, DistrictSettings],
    *,
    to: str | os.PathLike[str],
    budget: int = 10,
    side_by_side: int = 1,
    deadline: float | None = None,
    report: str | os.PathLike[str] | None = None,
    layout: Layout = "district",
    working: str | os.PathLike[str] | None = None,
    progress: Callable[[str, Progress], object] | None = None,
    **options: Any,
) -> DistrictsReport:
    """Export the rosters and gradebooks of many districts, each into `district=NAME/` below `to`.

    A district that fails does not affect the others. Districts with the oldest export, or none, come first, so that
    runs with a deadline get to all of them in turn. The next run continues an interrupted one.

    Args:
        districts: By name, the arguments of `TimebackClient` for each, such as `{"env": "production", ...}`, or a
            function that returns them, called when its turn comes. `budget` replaces any `rate_limit`.
        to: The folder or URL below which they are all stored.
        budget: Requests in flight at a time per platform, for all districts together; BEYOND_AI takes ten.
        side_by_side: Districts at a time. More is faster for small districts, whose lists have few pages.
        deadline: Seconds after which no district is started, and those in progress are interrupted.
        report: A file for the report as JSON, rewritten whenever a district is finished.
        layout: `"district"`, or `"district/date"`.
        working: With a URL, the local folder in which exports are prepared.
        progress: Called with the name of a district and its progress, from several threads.
        **options: Other arguments of `export_oneroster()`, for all of them.

    Returns:
        The outcome for each: how current its export is, counts, and errors.

    Raises:
        InvalidInputError: An argument is not valid.
    """
    check_integer("budget", budget, minimum=1)
    check_integer("side_by_side", side_by_side, minimum=1, maximum=budget)
    if deadline is not None:
        check_number("deadline", deadline, above=0)
    if layout not in ("district", "district/date"):
        raise InvalidInputError.of("layout", "must be district or district/date")
    if not isinstance(districts, Mapping) or not all(districts):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise InvalidInputError.of("districts", "must be settings by the names of districts")
    inspect.signature(export_oneroster).bind_partial(to=to, working=working, layout=layout, **options)
    options["pseudonymize"] = Pseudonyms.by(options.pop("pseudonymize", None))
    if options.get("storage_options") is not None:
        options["storage_options"] = StoreOptions(options["storage_options"])
    options = {"concurrency": budget, **options, "layout": layout}
    run = _Run(
        dict(districts), to, budget, deadline, None if report is None else Path(report), working, options
    )
    run.progress = progress
    run.carry_out(side_by_side)
    return run.report


class _Run:
    """One run: what is to do, what came of it, and the pace that all keep."""

    progress: Callable[[str, Progress], object] | None = None

    def __init__(
        self,
        districts: dict[str, DistrictSettings],
        to: str | os.PathLike[str],
        budget: int,
        deadline: float | None,
        path: Path | None,
        working: str | os.PathLike[str] | None,
        options: dict[str, Any],
    ) -> None:
        self._districts, self._to, self._working, self._options = districts, to, working, options
        self._budget, self._path = budget, path
        self._ends = None if deadline is None else time.monotonic() + deadline
        self._stop, self._lock = threading.Event(), new_lock()
        self._kept: list[str] = []
        self._paces: dict[str, Throttle] = {}
        with Prefetch((functools.partial(self._before, name) for name in districts), _SIDE_BY_SIDE) as states:
            found = list(states)
        found.sort(key=lambda each: each.current_to or _LONG_AGO)
        self._found = {each.district: each for each in found}
        self.report = DistrictsReport(started_at=datetime.now(UTC), finished_at=None, districts=tuple(found))

    def carry_out(self, side_by_side: int) -> None:
        """Export all, so many at a time."""
        self._write()
        waiting = iter(list(self._found))
        if side_by_side == 1:
            self._work(waiting)
        else:
            workers = [
                threading.Thread(target=self._work, args=(waiting,), daemon=True) for _ in range(side_by_side)
            ]
            for worker in workers:
                worker.start()
            try:
                for worker in workers:
                    worker.join()
            except BaseException as error:
                self._stop.set()
                for worker in workers:
                    worker.join()
                for note in self._kept:
                    error.add_note(note)
                raise
        self.report = msgspec.structs.replace(self.report, finished_at=datetime.now(UTC))
        self._write()

    def _work(self, waiting: Iterator[str]) -> None:
        while not self._is_over():
            with self._lock:
                name = next(waiting, None)
            if name is None:
                return
            self._keep(self._exported(name))

    def _is_over(self) -> bool:
        return self._stop.is_set() or (self._ends is not None and time.monotonic() >= self._ends)

    def _place_of(self, name: str) -> dict[str, Any]:
        working = None if self._working is None else Path(self._working) / quote(name, safe=" ")
        return {"to": self._to, "district": name, "working": working}

    def _before(self, name: str) -> DistrictExport:
        """The state of a district before the run."""
        target = destination(
            self._to,
            layout=self._options["layout"],
            district=name,
            options=self._options.get("storage_options"),
        )
        found = DistrictExport(district=name, outcome="left", place=str(target.root))
        # What is wrong with what is there is told when its turn comes.
        with contextlib.suppress(InvalidInputError, ExportError):
            place, manifest = kept_place(target, self._options.get("mode", "replace"))
            current_to = None if manifest is None else manifest.next_since
            found = msgspec.structs.replace(found, place=str(place), current_to=current_to)
        return found

    def _exported(self, name: str) -> DistrictExport:
        before, began = self._found[name], time.monotonic()
        outcome: Outcome = "failed"
        manifest, error = None, None
        try:
            manifest = self._export(name)
            outcome = "done"
        except _Stopped as stopped:
            outcome = "interrupted"
            self._kept += getattr(stopped, "__notes__", ())
        except KeyboardInterrupt:
            self._keep(msgspec.structs.replace(before, outcome="interrupted"))
            raise
        except TimebackError as failure:
            error = f"{type(failure).__name__}: {failure}"
        except Exception as failure:
            # What it says is not ours, and may hold anything.
            error = type(failure).__name__
            _LOGGER.exception("%s: an error that is none of ours", name)
        found = msgspec.structs.replace(
            before, outcome=outcome, error=error, seconds=round(time.monotonic() - began, 3)
        )
        if manifest is None:
            return found
        return msgspec.structs.replace(
            found,
            current_to=manifest.next_since,
            rows=sum(each.rows for each in manifest.tables.values()),
            tables=manifest.tables,
        )

    def _export(self, name: str) -> Manifest:
        from .._sync.client import TimebackClient

        def listen(progress: Progress) -> None:
            if self._is_over() and progress.stage in ("fetch", "sweep"):
                raise _Stopped
            if self.progress is not None:
                self.progress(name, progress)

        listener: ProgressListener = listen
        given = self._districts[name]
        with TimebackClient(**(given() if callable(given) else given)) as client:
            oneroster = client.oneroster
            transport = oneroster._channel.transport  # pyright: ignore[reportPrivateUsage]
            transport.keep_pace(self._pace(settings_of(oneroster).base_url))
            return export_oneroster(oneroster, **self._place_of(name), **self._options, progress=listener)

    def _pace(self, base_url: str) -> Throttle:
        """The turnstile that all districts of a platform go through."""
        from .._sync.throttle import Throttle

        with self._lock:
            if base_url not in self._paces:
                self._paces[base_url] = Throttle(RateLimit(in_flight=self._budget))
            return self._paces[base_url]

    def _keep(self, found: DistrictExport) -> None:
        with self._lock:
            self._found[found.district] = found
            self.report = msgspec.structs.replace(self.report, districts=tuple(self._found.values()))
            over = sum(each.outcome != "left" for each in self.report.districts)
            self._write()
        said = f"{found.rows:,} rows" if found.error is None else found.error
        _LOGGER.info(
            "%s: %s, %s, %.0f s (%d of %d)",
            found.district,
            found.outcome,
            said,
            found.seconds,
            over,
            len(self._found),
        )

    def _write(self) -> None:
        if self._path is not None:
            content = msgspec.json.encode(self.report)
            write_whole(self._path, msgspec.json.format(content, indent=2) + b"\n")
