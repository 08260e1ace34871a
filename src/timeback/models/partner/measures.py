"""XP and facts of the Partner API."""

from __future__ import annotations

from ..base import Model, OpenModel, Timestamp

__all__ = ["ActivityReport", "Fact", "WeeklyFacts", "XpEntry"]


class XpEntry(Model, kw_only=True):
    """XP that a user earned at once."""

    id: str | int
    """Identifier of the entry, as text or a number."""
    value: int | float
    """XP earned."""
    user_id: str | None = None
    """User who earned it; None if not stated."""
    application_id: str | None = None
    """Application where it was earned; None if not stated."""
    source_event_id: str | None = None
    """Event that earned it; None if there is none."""
    date_generated: Timestamp | None = None
    """Time when it was earned; None if not stated."""
    subject: str | None = None
    """Subject that the time or XP counts for, such as `Math`; None if there is none."""
    course_name: str | None = None
    """Title of the course; None if there is none."""


class Fact(Model, kw_only=True):
    """One thing that a student did."""

    id: str
    """Identifier of the fact."""
    email: str | None = None
    """Address of the student; None if not stated."""
    date: str | None = None
    """Day, `YYYY-MM-DD`; None if not stated."""
    datetime: Timestamp | None = None
    """Time; None if not stated."""
    user_id: str | None = None
    """Student; None if not stated."""
    subject: str | None = None
    """Subject that the time or XP counts for, such as `Math`; None if there is none."""
    app: str | None = None
    """Application; None if not stated."""
    course_id: str | None = None
    """Id of the course that it happened in; None if there is none."""
    course_name: str | None = None
    """Title of the course; None if there is none."""
    enrollment_id: str | None = None
    """Enrollment in the course; None if there is none."""
    activity_id: str | None = None
    """Id of the activity worked on; None if there is none."""
    activity_name: str | None = None
    """Title of the activity; None if there is none."""
    total_questions: int | float | None = None
    """Questions in all; None if not counted."""
    correct_questions: int | float | None = None
    """Questions answered rightly; None if not counted."""
    xp_earned: int | float | None = None
    """XP earned; None if not counted."""
    mastered_units: int | float | None = None
    """Units mastered; None if not counted."""
    active_seconds: int | float | None = None
    """Seconds at work; None if not counted."""
    inactive_seconds: int | float | None = None
    """Seconds of inactivity; None if not counted."""
    waste_seconds: int | float | None = None
    """Seconds wasted; None if not counted."""
    event_type: str | None = None
    """Kind of event that reported it; None if not stated."""


class WeeklyFacts(Model, kw_only=True):
    """The facts of one week."""

    start_date: str | None = None
    """First day of the week; None if not stated."""
    end_date: str | None = None
    """Last day of the week; None if not stated."""
    facts: list[Fact] = []
    """Facts of the week."""


class ActivityReport(OpenModel, kw_only=True):
    """Totals of facts between two days. We have not seen the format: everything but the days is in `further`."""

    start_date: str | None = None
    """First day; None if not stated."""
    end_date: str | None = None
    """Last day; None if not stated."""
