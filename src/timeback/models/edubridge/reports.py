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

    The published client reads one profile object instead: then the second group of fields is filled.
    """

    title: str | None = None
    """Heading of the report; None in an answer with one profile."""
    pdf_url: str | None = None
    """Address of the report as a PDF; None if there is no file."""
    tests: list[str] | None = None
    """Names of the tests that the report covers; None in an answer with one profile."""
    grade: str | None = None
    """Grade level of the student at the time of the report."""
    schoolname: str | None = None
    """Name of the school, in a field that the API spells all in lower case."""
    assessment_result_provider_system: str | None = None
    """System that the results come from, such as NWEA's."""
    user_id: str | None = None
    """OneRoster id of the student; only in an answer with one profile."""
    rit_score: int | float | None = None
    """MAP score on NWEA's RIT scale; only in an answer with one profile."""
    percentile: int | float | None = None
    """Share of the norm group that scored lower, in percent; only in an answer with one profile."""
    grade_level: str | None = None
    """Grade level that the score corresponds to; only in an answer with one profile."""
    test_date: str | None = None
    """Day of the test; only in an answer with one profile."""
    subject: str | None = None
    """Subject of the test; only in an answer with one profile."""
    metadata: dict[str, Any] | None = None
    """Further figures under free keys; only in an answer with one profile."""


class TimeSavedCalculation(Model, kw_only=True):
    """The figures used to calculate the time saved."""

    standard_school_hours_per_day: int | float
    """Hours of a school day elsewhere, taken to be 7."""
    timeback_hours_per_day: int | float
    """Hours of a school day with Timeback, taken to be 2."""
    hours_saved_per_day: int | float
    """Difference of the two, 5 hours."""
    formula: str
    """The calculation in words, meant for people."""


class TimeSaved(Model, kw_only=True):
    """School time that a student saved this year."""

    total_hours_saved: int | float
    """Hours saved in the school year so far."""
    total_days_saved: int | float
    """The same hours divided by 24, so whole days and not school days."""
    school_days_elapsed: int | float
    """Number of school days that the saving covers."""
    earliest_start_date: Timestamp
    """Time from which the student's school days are counted."""
    school_year_start_date: Timestamp
    """Time when the school year began."""
    calculation: TimeSavedCalculation
    """Figures that the reckoning takes for given."""
