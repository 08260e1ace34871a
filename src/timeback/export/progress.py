"""The progress of an export: what is told, and two ways to show it."""

from __future__ import annotations

import contextlib
import functools
import logging
import sys
import time
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import IO, Any, Literal, Protocol, TypeAlias

__all__ = ["LogProgress", "Progress", "ProgressListener", "Stage", "Tally", "show_progress"]

Stage: TypeAlias = Literal["fetch", "write", "upload", "import"]

_LOGGER = logging.getLogger("timeback.export")


@dataclass(frozen=True, slots=True)
class Progress:
    """The progress of an export, after each page that was fetched or batch that was written.

    Attributes:
        stage: `"fetch"` while rows come in, `"write"` while files are made, `"upload"` while they
            go to the cloud, `"import"` for an import.
        resource: The resource at hand.
        rows: Rows of this stage that are done, with those of an earlier run that was interrupted.
        total: Rows of the whole stage, as far as servers say; None where they do not.
        rate: Rows a second, in this run.
        elapsed: Seconds since the stage began, in this run.
        seconds_left: Seconds that the rest of the stage will take at this rate, or None.
        resource_rows: Rows of the resource that are done.
        resource_total: Rows of the resource, or None.
        unit: What is counted, where it is no rows: the items, tests and stimuli of a package, or bytes.
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
    """A function that is called with the progress; it must not raise, and should be quick."""

    def __call__(self, progress: Progress, /) -> object:
        """Take note."""
        ...


class Tally:
    """Counts the rows of a stage and tells a listener.

    Args:
        stage: The stage.
        totals: Rows of each resource, None where it is not known.
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


class LogProgress:
    """A line every few seconds, as a resource begins, and when all is done; by default to the logger `timeback.export`.

    Args:
        every: Seconds between two lines.
        write: Takes a line.
        clock: Seconds on the monotonic clock.
    """

    def __init__(
        self,
        every: float = 5.0,
        write: Callable[[str], object] = _LOGGER.info,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._every = every
        self._write = write
        self._clock = clock
        self._next = clock()
        self._at: tuple[Stage, str] | None = None

    def __call__(self, progress: Progress, /) -> None:
        """Write a line if it is time, or another resource has begun."""
        at = (progress.stage, progress.resource)
        is_done = progress.rows == progress.total
        if at == self._at and self._clock() < self._next and not is_done:
            return
        self._at, self._next = at, self._clock() + self._every
        total = "" if progress.total is None else f" of {progress.total}"
        left = "" if progress.seconds_left is None else f", {progress.seconds_left:.0f} s left"
        self._write(
            f"{progress.stage} {progress.resource}: {progress.rows}{total} {progress.unit}, {_rate(progress)}{left}"
        )


def _rate(progress: Progress) -> str:
    unit = " rows" if progress.unit == "rows" else ""
    return f"{progress.rate:,.0f}{unit}/s"


@contextlib.contextmanager
def show_progress(stream: IO[str] | None = None) -> Generator[ProgressListener]:
    """Show progress on a terminal as bars, with rates and time left; elsewhere as lines with the time.

    Bars need `pip install 'timeback-clients[cli]'`; without it a terminal gets lines too.

    Args:
        stream: Where to; standard error, without one.
    """
    target: IO[str] = stream or sys.stderr
    if not target.isatty() or find_spec("rich") is None:
        yield LogProgress(write=functools.partial(_write_line, target))
        return
    from rich.progress import Progress as Bars

    with Bars(*_bar_columns(), console=_console(target)) as bars:
        yield _BarListener(bars)


def _write_line(stream: IO[str], line: str) -> None:
    stream.write(f"{time.strftime('%H:%M:%S')} {line}\n")
    stream.flush()


class _BarListener:
    """A bar for each stage."""

    def __init__(self, bars: Any) -> None:
        self._bars = bars
        self._tasks: dict[Stage, Any] = {}

    def __call__(self, progress: Progress, /) -> None:
        if progress.stage not in self._tasks:
            self._tasks[progress.stage] = self._bars.add_task(progress.stage, resource="", rate="")
        self._bars.update(
            self._tasks[progress.stage],
            completed=progress.rows,
            total=progress.total,
            resource=progress.resource,
            rate=_rate(progress),
        )


def _console(stream: IO[str]) -> Any:
    from rich.console import Console

    return Console(file=stream)


def _bar_columns() -> list[Any]:
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn

    return [
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[resource]}"),
    ]
