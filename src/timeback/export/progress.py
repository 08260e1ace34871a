"""Two ways to show the progress of an export."""

from __future__ import annotations

import contextlib
import functools
import logging
import sys
import time
from collections.abc import Callable, Generator
from datetime import timedelta
from importlib.util import find_spec
from typing import IO, Any

from .._progress import Progress, ProgressListener, Stage, Tally

__all__ = ["LogProgress", "Progress", "ProgressListener", "Stage", "Tally", "line_of", "show_progress"]

_LOGGER = logging.getLogger("timeback.export")


class LogProgress:
    """Writes a line every few seconds, at each resource, and at the end; by default to the logger `timeback.export`.

    Args:
        every: Seconds between two lines.
        write: A function that takes a line.
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
        self._at: dict[Stage, str] = {}

    def __call__(self, progress: Progress, /) -> None:
        """Write a line if it is time, or another resource has begun."""
        begins = self._at.get(progress.stage) != progress.resource
        is_done = progress.rows == progress.total
        if not begins and self._clock() < self._next and not is_done:
            return
        self._at[progress.stage], self._next = progress.resource, self._clock() + self._every
        self._write(line_of(progress))


def line_of(progress: Progress) -> str:
    """The progress in a line: what is done, how fast, and the time that is left."""
    total = "" if progress.total is None else f" of {progress.total}"
    left = f", {left}" if (left := _left(progress)) else ""
    return f"{progress.stage} {progress.resource}: {progress.rows}{total} {progress.unit}, {_rate(progress)}{left}"


def _rate(progress: Progress) -> str:
    unit = " rows" if progress.unit == "rows" else ""
    return f"{progress.rate:,.0f}{unit}/s"


def _left(progress: Progress) -> str:
    """The time that the rest will take."""
    if progress.seconds_left is None:
        return ""
    if progress.seconds_left < 100:
        return f"{progress.seconds_left:.0f} s left"
    return f"{timedelta(seconds=round(progress.seconds_left))} left"


@contextlib.contextmanager
def show_progress(stream: IO[str] | None = None) -> Generator[ProgressListener]:
    """Show progress on a terminal as bars, with rates and time left; elsewhere as lines with the time.

    Bars need the extra `cli`; without it a terminal gets lines too.

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
            self._tasks[progress.stage] = self._bars.add_task(progress.stage, resource="", rate="", left="")
        self._bars.update(
            self._tasks[progress.stage],
            completed=progress.rows,
            total=progress.total,
            resource=progress.resource,
            rate=_rate(progress),
            left=_left(progress),
        )


def _console(stream: IO[str]) -> Any:
    from rich.console import Console

    return Console(file=stream)


def _bar_columns() -> list[Any]:
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn

    return [
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn("{task.fields[left]}"),
        TextColumn("{task.fields[resource]}"),
    ]
