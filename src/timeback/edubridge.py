"""Helpers for EduBridge's analytics: the start and end of days as instants, and sums of facts. No I/O."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, tzinfo
from zoneinfo import ZoneInfo, available_timezones

from ._codec.scalars import own_scalar
from .errors import InvalidInputError
from .models.edubridge import AggregatedMetrics, SubjectMetrics

__all__ = [
    "Day",
    "aggregate_activity_metrics",
    "normalize_date",
    "normalize_end_date",
    "normalize_start_date",
]

Day = str | date | datetime

_BARE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DAY_BEGINS = time()
_DAY_ENDS = time(23, 59, 59, 999000)


def normalize_start_date(value: Day, timezone: str | None = None) -> str:
    """The start of a day as an instant, in the form that EduBridge takes.

    Args:
        value: A day, such as `"2025-09-01"` or a `date`; or an instant, which is kept. An instant
            without an offset is a time of day in `timezone`.
        timezone: The IANA name of the time zone; UTC by default.

    Returns:
        ISO 8601, such as `"2025-09-01T05:00:00.000Z"`.

    Raises:
        InvalidInputError: `value` is neither a day nor an instant, or the time zone is unknown.
    """
    return instant_of("start_date", value, timezone)


def normalize_end_date(value: Day, timezone: str | None = None) -> str:
    """The last millisecond of a day, in the form that EduBridge takes.

    Args:
        value: As in `normalize_start_date()`.
        timezone: As in `normalize_start_date()`.

    Returns:
        ISO 8601, such as `"2025-09-02T04:59:59.999Z"`.

    Raises:
        InvalidInputError: `value` is neither a day nor an instant, or the time zone is unknown.
    """
    return instant_of("end_date", value, timezone, at=_DAY_ENDS)


def days_between(start: Day | None, end: Day | None, timezone: str | None) -> dict[str, str | None]:
    """The query of a range of days, either end of which may be open.

    Raises:
        InvalidInputError: One is neither a day nor an instant, they are the wrong way round, or the time zone is
            unknown.
    """
    check_timezone(timezone)
    begins = None if start is None else normalize_start_date(start, timezone)
    ends = None if end is None else normalize_end_date(end, timezone)
    if begins is not None and ends is not None and begins > ends:
        raise InvalidInputError.of("start_date", "must not be after end_date")
    return {"startDate": begins, "endDate": ends, "timezone": timezone}


def normalize_date(value: Day) -> str:
    """A day as its midnight in UTC; an instant is kept.

    Raises:
        InvalidInputError: `value` is neither a day nor an instant.
    """
    return instant_of("date", value)


def aggregate_activity_metrics(facts: Mapping[str, Mapping[str, SubjectMetrics]]) -> AggregatedMetrics:
    """Add up facts by day and subject, such as `ActivityResult.facts`, over all days and subjects.

    Args:
        facts: Metrics by day, then subject.

    Returns:
        The sums; `day_count` counts days, `subject_count` counts pairs of a day and a subject.
    """
    cells = [cell for day in facts.values() for cell in day.values()]
    activity = [cell.activity_metrics for cell in cells]
    spent = [cell.time_spent_metrics for cell in cells]
    return AggregatedMetrics(
        total_xp=sum(each.xp_earned for each in activity),
        total_questions=sum(int(each.total_questions) for each in activity),
        correct_questions=sum(int(each.correct_questions) for each in activity),
        mastered_units=sum(int(each.mastered_units) for each in activity),
        active_seconds=sum(each.active_seconds for each in spent),
        inactive_seconds=sum(each.inactive_seconds for each in spent),
        waste_seconds=sum(each.waste_seconds for each in spent),
        day_count=len(facts),
        subject_count=len(cells),
    )


def check_timezone(name: str | None) -> tzinfo:
    """The zone of an IANA name; UTC if there is none.

    Raises:
        InvalidInputError: The zone is not known.
    """
    if name is None:
        return UTC
    try:
        return ZoneInfo(name)
    # Names of folders and of no file at all are told apart by the system, not by zoneinfo.
    except (KeyError, ValueError, TypeError, OSError):
        fault = "must be an IANA time zone such as 'America/Chicago'"
        if not available_timezones():
            fault = "this system has no time zones: pip install tzdata"
        raise InvalidInputError.of("timezone", fault) from None


def instant_of(name: str, value: Day, timezone: str | None = None, *, at: time = _DAY_BEGINS) -> str:
    """A day at a time of day in a zone, or an instant, as ISO 8601 text in UTC.

    Args:
        name: The argument, for the error.
        value: The day or instant.
        timezone: The IANA name of the zone; UTC without one.
        at: The time of day that a day stands for.
    """
    zone = check_timezone(timezone)
    try:
        moment = _read(value, at)
        moment = moment.replace(tzinfo=zone) if moment.tzinfo is None else moment
        return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    except (ValueError, OverflowError):
        raise InvalidInputError.of(name, "must be a date, YYYY-MM-DD, or an ISO 8601 instant") from None


def _read(value: object, at: time) -> datetime:
    value = own_scalar(value)
    if isinstance(value, datetime):
        return value
    if isinstance(value, str):
        if not _BARE_DAY.fullmatch(value):
            if "T" not in value:
                raise ValueError(value)
            return datetime.fromisoformat(value)
        value = date.fromisoformat(value)
    if isinstance(value, date):
        return datetime.combine(value, at)
    raise ValueError(value)
