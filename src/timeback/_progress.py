"""The progress of long work: what is told, and how it is counted."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Literal, Protocol, TypeAlias

import msgspec

__all__ = ["Progress", "ProgressListener", "Stage", "Tally"]

Stage: TypeAlias = Literal["fetch", "sweep", "write", "upload", "import", "create"]


class Progress(msgspec.Struct, frozen=True):
    """The progress of an export, an import or a frame that is created, after each page, batch or row.

    Attributes:
        stage: `"fetch"` while rows come in, `"sweep"` while ids do, `"write"` while files are made, `"upload"` while
            they go to the cloud, `"import"` for an import, `"create"` for the rows of a frame.
        resource: The current resource.
        rows: Rows of this stage that are done, including those of an earlier, interrupted run.
        total: Rows of the whole stage, if servers say; None otherwise.
        rate: Rows per second, in this run.
        elapsed: Seconds since the stage began, in this run.
        seconds_left: Seconds that the rest of the stage will take at this rate, or None.
        resource_rows: Rows of the resource that are done.
        resource_total: Rows of the resource, or None.
        unit: What is counted, if not rows: items, tests and stimuli of a package, or bytes.
    """

    stage: Stage
    resource: str
    rows: int
    total: int | None
    rate: float
    elapsed: float
    seconds_left: float | None
    resource_rows: int
    resource_total: int | None
    unit: str = "rows"


class ProgressListener(Protocol):
    """A function that is called with the progress. It must not raise, and should be quick."""

    def __call__(self, progress: Progress, /) -> object:
        """Take note."""
        ...


class Tally:
    """Counts the rows of a stage and tells a listener.

    Args:
        stage: The stage.
        totals: Rows of each resource, None if it is not known.
        listener: Who is told.
        clock: Seconds on the monotonic clock.
        unit: What is counted.
    """

    def __init__(
        self,
        stage: Stage,
        totals: Mapping[str, int | None],
        listener: ProgressListener | None,
        clock: Callable[[], float] = time.monotonic,
        *,
        unit: str = "rows",
    ) -> None:
        self._unit = unit
        self._stage: Stage = stage
        self._totals = dict(totals)
        self._listener = listener
        self._clock = clock
        self._began = clock()
        self._done: dict[str, int] = {}
        self._here = 0

    def skip(self, resource: str, rows: int) -> None:
        """Count rows that an earlier run has done."""
        self._done[resource] = self._done.get(resource, 0) + rows

    def settle(self, resource: str, total: int) -> None:
        """Take note that a resource is done, and of its rows: servers may say otherwise, or nothing."""
        done = self._done.get(resource)
        is_new = done is not None and (done, self._totals.get(resource)) != (total, total)
        self._done[resource] = self._totals[resource] = total
        if self._listener is not None and is_new:
            self._listener(self._progress(resource))

    def restart(self, resource: str) -> None:
        """Take note that a resource is gone through again, from its beginning."""
        self._done[resource] = 0

    def add(self, resource: str, rows: int, total: int | None = None) -> None:
        """Count rows that were done now; `total` is what is now known of the resource."""
        self.skip(resource, rows)
        self._here += rows
        if total is not None:
            self._totals[resource] = total
        if self._listener is not None:
            self._listener(self._progress(resource))

    def _progress(self, resource: str) -> Progress:
        elapsed = self._clock() - self._began
        rate = self._here / elapsed if elapsed > 0 else 0.0
        rows = sum(self._done.values())
        known = [total for total in self._totals.values() if total is not None]
        total = max(sum(known), rows) if len(known) == len(self._totals) else None
        left = (total - rows) / rate if total is not None and rate else None
        return Progress(
            self._stage, resource, rows, total, rate, elapsed, left,
            self._done[resource], self._totals.get(resource), self._unit,
        )  # fmt: skip
