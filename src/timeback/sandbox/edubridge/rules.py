"""The rules of EduBridge: the days and years by which it counts, and the XP of a course."""

from __future__ import annotations

from datetime import date

from ..records import Doc, part

__all__ = ["school_days", "total_xp", "year_bounds"]


def school_days(first: date, last: date) -> int:
    """The weekdays from one day to another, both included."""
    days = (last - first).days + 1
    if days <= 0:
        return 0
    weeks, rest = divmod(days, 7)
    return 5 * weeks + sum((first.weekday() + offset) % 7 < 5 for offset in range(rest))


_FIRST_MONTH = 8


def year_bounds(today: date) -> tuple[date, date]:
    """The first and last day of the school year around a day: August to July."""
    first = today.year - (today.month < _FIRST_MONTH)
    return date(first, _FIRST_MONTH, 1), date(first + 1, _FIRST_MONTH - 1, 31)


def total_xp(course: Doc) -> float:
    """The XP that a course holds in all."""
    metrics = part(part(course, "metadata"), "metrics")
    return float(metrics.get("totalXp") or 0)
