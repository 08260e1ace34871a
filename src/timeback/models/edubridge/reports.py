"""Learning reports: MAP profiles, and time saved."""

from __future__ import annotations

from typing import Any

from ..base import Model, Timestamp

__all__ = [
    "MapReport",
    "TimeSaved",
    "TimeSavedCalculation",
]


class MapReport(Model, kw_only=True):
    """A MAP report of a student.

    Some servers answer one profile object instead; then the second group of fields is filled.
    """

    title: str | None = None
    pdf_url: str | None = None
    tests: list[str] | None = None
    grade: str | None = None
    schoolname: str | None = None
    assessment_result_provider_system: str | None = None
    user_id: str | None = None
    rit_score: int | float | None = None
    percentile: int | float | None = None
    grade_level: str | None = None
    test_date: str | None = None
    subject: str | None = None
    metadata: dict[str, Any] | None = None


class TimeSavedCalculation(Model, kw_only=True):
    """The figures from which the time saved was reckoned."""

    standard_school_hours_per_day: int | float
    timeback_hours_per_day: int | float
    hours_saved_per_day: int | float
    formula: str


class TimeSaved(Model, kw_only=True):
    """School time that a student saved this year."""

    total_hours_saved: int | float
    total_days_saved: int | float
    school_days_elapsed: int | float
    earliest_start_date: Timestamp
    school_year_start_date: Timestamp
    calculation: TimeSavedCalculation
