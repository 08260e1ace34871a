"""The parts that a list is read by, where a service gives it by student, by days or below a parent only."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Literal, TypeAlias, overload

from ...edubridge import check_timezone
from ...models.edubridge import Subject

__all__ = ["Axis", "Scope", "Slice", "slices"]

Axis: TypeAlias = Literal["student", "subject", "parent", "days", "week", "window"]

# A range of months can take the analytics a minute.
_DAYS = timedelta(days=28)
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a list: whose rows, below what, and of which days; what does not apply is empty."""

    student: str = ""
    subject: str = ""
    parent: str = ""
    first: date = date.min
    last: date = date.min
    start: datetime | None = None
    until: datetime | None = None
    timezone: str | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of a service that is read.

    Attributes:
        students: Ids of students.
        since: The instant from which on; None for all.
        until: The instant up to which.
        timezone: The zone whose days are counted; UTC if there is none.
    """

    students: Sequence[str]
    since: datetime | None
    until: datetime
    timezone: str | None = None


def slices(by: Sequence[Axis], scope: Scope, parents: Sequence[str] = ()) -> Sequence[Slice]:
    """The parts of a list, in order: each value of the first axis with each of the second."""
    return _Product([list(_AXES[axis](scope, parents)) for axis in by], scope.timezone)


class _Product(Sequence[Slice]):
    """All combinations of the axes' values, each made when it is asked for: there are millions of them."""

    def __init__(self, axes: list[list[Mapping[str, Any]]], timezone: str | None) -> None:
        self._axes = axes
        self._whole = Slice(timezone=timezone)

    def __len__(self) -> int:
        length = 1
        for axis in self._axes:
            length *= len(axis)
        return length

    @overload
    def __getitem__(self, index: int) -> Slice: ...
    @overload
    def __getitem__(self, index: slice) -> list[Slice]: ...
    def __getitem__(self, index: int | slice) -> Slice | list[Slice]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        found: dict[str, Any] = {}
        for axis in reversed(self._axes):
            index, at = divmod(index, len(axis))
            found |= axis[at]
        if index:
            raise IndexError
        return replace(self._whole, **found)


def _days(scope: Scope, length: timedelta, first: date, last: date) -> Iterator[dict[str, Any]]:
    zone = check_timezone(scope.timezone)
    for day in itertools.takewhile(lambda day: day <= last, (first + n * length for n in itertools.count())):
        end = min(day + length - _DAY, last)
        start, until = (datetime.combine(each, time(), zone) for each in (day, end + _DAY))
        yield {"first": day, "last": end, "start": start, "until": until}


def _local(scope: Scope) -> tuple[date, date]:
    """The first and the last day."""
    zone = check_timezone(scope.timezone)
    since = scope.since or scope.until
    return since.astimezone(zone).date(), (scope.until - timedelta.resolution).astimezone(zone).date()


def _ranges_of_days(scope: Scope, _: object) -> Iterator[dict[str, Any]]:
    return _days(scope, _DAYS, *_local(scope))


def _weeks(scope: Scope, _: object) -> Iterator[dict[str, Any]]:
    """Weeks from Sunday to Saturday, those that the range begins and ends in whole."""
    first, last = _local(scope)
    sunday = first - _DAY * ((first.weekday() + 1) % 7)
    return _days(scope, _WEEK, sunday, last)


def _windows(scope: Scope, _: object) -> Iterator[dict[str, Any]]:
    """Instants from week to week; all at once where there is no beginning."""
    if scope.since is None:
        yield {"until": scope.until}
        return
    start = scope.since
    while start < scope.until:
        until = min(start + _WEEK, scope.until)
        yield {"start": start, "until": until}
        start = until


_AXES: Mapping[Axis, Callable[[Scope, Sequence[str]], Any]] = {
    "student": lambda scope, _: [{"student": each} for each in scope.students],
    "subject": lambda _, __: [{"subject": str(each)} for each in Subject],
    "parent": lambda _, parents: [{"parent": each} for each in parents],
    "days": _ranges_of_days,
    "week": _weeks,
    "window": _windows,
}
