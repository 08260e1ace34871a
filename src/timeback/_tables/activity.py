"""A student's activity as rows: one for each day, subject and application."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

import msgspec

from .._rows import Rows
from .columns import day_of

__all__ = ["ActivityRow", "rows_of_events", "rows_of_facts"]

# Metrics, as of one subject, and events are typed by the models, which know this module.
Facts: TypeAlias = Mapping[str, Mapping[str, Any]]
FactsByApp: TypeAlias = Mapping[str, Mapping[str, Mapping[str, Any]]]
_Cell: TypeAlias = tuple[str, str | None, str | None]


class ActivityRow(msgspec.Struct, kw_only=True):
    """The work of a student on one day, in one subject and application."""

    date: datetime.date | None
    subject: str | None
    app: str | None
    xp_earned: float = 0
    total_questions: float = 0
    correct_questions: float = 0
    mastered_units: float = 0
    active_seconds: float = 0
    inactive_seconds: float = 0
    waste_seconds: float = 0


_SUMMED = ActivityRow.__struct_fields__[3:]


def rows_of_facts(facts: Facts, by_app: FactsByApp) -> Rows[ActivityRow]:
    """A row for each cell of `by_app`; one without an application for what stands in `facts` alone."""
    cells: dict[_Cell, Any] = dict(_cells(by_app))
    known = {(day, subject) for day, subject, _ in cells}
    for day, subjects in facts.items():
        cells |= {(day, of, None): done for of, done in subjects.items() if (day, of) not in known}
    rows = Rows[ActivityRow](model=ActivityRow)
    for (day, subject, app), done in sorted(cells.items(), key=_place):
        values = msgspec.structs.asdict(done.activity_metrics) | msgspec.structs.asdict(
            done.time_spent_metrics
        )
        rows.append(ActivityRow(date=day_of(day), subject=subject, app=app, **values))
    return rows


def _cells(by_app: FactsByApp) -> Iterator[tuple[_Cell, Any]]:
    """The cells by day, subject and app; the published client has the app outermost, production the day."""
    for outer, middle in by_app.items():
        for second, inner in middle.items():
            for third, done in inner.items():
                is_by_day = day_of(outer) is not None or day_of(second) is None
                yield ((outer, second, third) if is_by_day else (second, third, outer)), done


def _place(item: tuple[Any, ...]) -> tuple[str, ...]:
    return tuple(each or "" for each in item[0])


def rows_of_events(events: Iterable[Any]) -> Rows[ActivityRow]:
    """The sums of events by day, subject and app. Some hold XP and questions, others seconds; none counts twice."""
    sums: dict[_Cell, ActivityRow] = {}
    for event in {msgspec.json.encode(event): event for event in events}.values():
        cell = (event.date, event.subject, event.app)
        if cell not in sums:
            sums[cell] = ActivityRow(date=day_of(event.date), subject=event.subject, app=event.app)
        for name in _SUMMED:
            setattr(sums[cell], name, getattr(sums[cell], name) + _number(getattr(event, name)))
    return Rows((row for _, row in sorted(sums.items(), key=_place)), ActivityRow)


def _number(value: Any) -> float:
    """A number that may travel as text; what is none counts for nothing."""
    try:
        return float(value or 0)
    except (TypeError, ValueError):
        return 0.0
