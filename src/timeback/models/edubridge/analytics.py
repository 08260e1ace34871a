"""What a student did: XP, questions, units and time, by day and subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias

from ..._extras import require_extra
from ..base import Model, Timestamp

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from ..._tables.plots import Cell

    # What was done, by day and subject, and the range that was asked for.
    _Activity: TypeAlias = tuple[Iterable[Cell], datetime | None, datetime | None]

__all__ = [
    "ActivityMetricsData",
    "ActivityResult",
    "AggregatedMetrics",
    "EnrollmentFactsResult",
    "GradeMasteryData",
    "HighestGradeMastered",
    "SubjectMetrics",
    "TimeSpentMetricsData",
    "WeeklyFactRecord",
    "WeeklyFactsResult",
]


class ActivityMetricsData(Model, kw_only=True):
    """What was earned and answered. XP may be fractional, and negative where it was taken back."""

    xp_earned: int | float
    total_questions: int | float
    correct_questions: int | float
    mastered_units: int | float


class TimeSpentMetricsData(Model, kw_only=True):
    """Time at work, in seconds."""

    active_seconds: int | float
    inactive_seconds: int | float
    waste_seconds: int | float


class SubjectMetrics(Model, kw_only=True):
    """What was done in one cell of a table of facts, and in which applications."""

    activity_metrics: ActivityMetricsData
    time_spent_metrics: TimeSpentMetricsData
    apps: list[str]


_NO_SUBJECT = "no subject"


class _Plotted(Model):
    """An answer that can be drawn."""

    def _activity(self) -> _Activity:
        raise NotImplementedError

    def plot(self, figure: Figure | None = None) -> Figure:
        """Draw active minutes and XP a day, by subject.

        Args:
            figure: The figure to draw on, such as `pyplot.figure()`; without it, a new one, which a notebook
                shows and `savefig()` writes.

        Raises:
            ConfigurationError: The extra `notebook` is not installed.
        """
        require_extra("matplotlib", extra="notebook", purpose="a plot")
        from ..._tables.plots import plot_activity

        return plot_activity(*self._activity(), figure)


class ActivityResult(_Plotted, kw_only=True):
    """A student's activity in a range of days.

    `facts` is by day, then subject. `facts_by_app` has three levels; servers were seen to nest them as app, day,
    subject and as day, subject, app. Days without activity are missing.
    """

    message: str
    start_date: Timestamp
    end_date: Timestamp
    facts: dict[str, dict[str, SubjectMetrics]]
    facts_by_app: dict[str, dict[str, dict[str, SubjectMetrics]]]

    def _activity(self) -> _Activity:
        return _cells_of_facts(self.facts), self.start_date, self.end_date


class EnrollmentFactsResult(_Plotted, kw_only=True):
    """The activity that belongs to one enrolment, in the tables of `ActivityResult`."""

    message: str
    enrollment_id: str
    start_date: Timestamp | None = None
    end_date: Timestamp | None = None
    facts: dict[str, dict[str, SubjectMetrics]]
    facts_by_app: dict[str, dict[str, dict[str, SubjectMetrics]]]

    def _activity(self) -> _Activity:
        return _cells_of_facts(self.facts), self.start_date, self.end_date


class AggregatedMetrics(Model, kw_only=True):
    """Facts summed over days and subjects; see `timeback.edubridge.aggregate_activity_metrics`."""

    total_xp: int | float
    total_questions: int
    correct_questions: int
    mastered_units: int
    active_seconds: int | float
    inactive_seconds: int | float
    waste_seconds: int | float
    day_count: int
    subject_count: int


class WeeklyFactRecord(Model, kw_only=True):
    """One event of a week. Seconds are decimal text.

    XP and questions stand in rows of the type `ActivityEvent`, seconds in rows of the type `TimeSpentEvent`.
    """

    id: int
    email: str
    date: str
    datetime: str
    username: str | None = None
    user_grade: str | None = None
    user_family_name: str | None = None
    user_given_name: str | None = None
    user_id: str | None = None
    subject: str | None = None
    app: str | None = None
    course_id: str | None = None
    course_name: str | None = None
    campus_id: str | None = None
    campus_name: str | None = None
    enrollment_id: str | None = None
    activity_id: str | None = None
    activity_name: str | None = None
    total_questions: int | float | None = None
    correct_questions: int | float | None = None
    xp_earned: int | float | None = None
    mastered_units: int | float | None = None
    active_seconds: str | None = None
    inactive_seconds: str | None = None
    waste_seconds: str | None = None
    source: str
    alpha_level: str | None = None
    generated_at: str | None = None
    send_time: str | None = None
    sensor: str | None = None
    event_type: str | None = None
    year: int
    month: int
    day: int
    day_of_week: int


class WeeklyFactsResult(_Plotted, kw_only=True):
    """The events of a week, which runs from Sunday to Saturday."""

    message: str
    start_date: Timestamp
    end_date: Timestamp
    facts: list[WeeklyFactRecord]

    def _activity(self) -> _Activity:
        return _cells_of_events(self.facts), self.start_date, self.end_date


class GradeMasteryData(Model, kw_only=True):
    """The highest grade mastered by each measure; empty where nothing is known."""

    rit_grade: int | float | str | None = None
    edulastic_grade: int | float | str | None = None
    placement_grade: int | float | str | None = None
    test_out_grade: int | float | str | None = None
    highest_grade_overall: int | float | str | None = None


class HighestGradeMastered(Model, kw_only=True):
    """The highest grade that a student has mastered in a subject."""

    student_id: str
    subject: str
    grades: GradeMasteryData


def _cells_of_facts(facts: Mapping[str, Mapping[str, SubjectMetrics]]) -> Iterator[Cell]:
    for day, subjects in facts.items():
        for subject, done in subjects.items():
            minutes = done.time_spent_metrics.active_seconds / 60
            yield _day(day), subject, minutes, done.activity_metrics.xp_earned


def _cells_of_events(events: Iterable[WeeklyFactRecord]) -> Iterator[Cell]:
    """Some events hold XP, others seconds."""
    for event in events:
        minutes = float(event.active_seconds or 0) / 60
        yield _day(event.date), event.subject or _NO_SUBJECT, minutes, event.xp_earned or 0


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])
