"""A student's activity: XP, questions, units and time, by day and subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._extras import require_extra
from ..base import Model, Timestamp

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = [
    "ActivityMetricsData",
    "ActivityResponse",
    "AggregatedMetrics",
    "EnrollmentFactsResponse",
    "GradeMasteryData",
    "HighestGradeMastered",
    "SubjectMetrics",
    "TimeSpentMetricsData",
    "WeeklyFactRecord",
    "WeeklyFactsResponse",
]


class ActivityMetricsData(Model, kw_only=True):
    """Earnings and answers. XP may be fractional, and negative where it was taken back."""

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
    """One cell of a table of facts: the activity, and the applications that it happened in."""

    activity_metrics: ActivityMetricsData
    time_spent_metrics: TimeSpentMetricsData
    apps: list[str]


class ActivityResponse(Model, kw_only=True):
    """A student's activity in a range of days.

    `facts` is by day, then subject. `facts_by_app` has three levels: day, subject, app on production (2026-09),
    though the published client names them app, day, subject. Days without activity are missing.
    """

    message: str
    start_date: Timestamp
    end_date: Timestamp
    facts: dict[str, dict[str, SubjectMetrics]]
    facts_by_app: dict[str, dict[str, dict[str, SubjectMetrics]]]

    def plot(self, figure: Figure | None = None) -> Figure:
        """Draw active minutes and XP a day, by subject.

        Args:
            figure: The figure to draw on, such as `pyplot.figure()`; without it, a new one, which a notebook
                shows and `savefig()` writes.

        Raises:
            ConfigurationError: The extra `notebook` is not installed.
        """
        require_extra("matplotlib", extra="notebook", purpose="a plot")
        from ..._tables.plots import cells_of_facts, plot_activity

        return plot_activity(cells_of_facts(self.facts), self.start_date, self.end_date, figure)


class EnrollmentFactsResponse(Model, kw_only=True):
    """The activity that belongs to one enrollment, in the tables of `ActivityResponse`."""

    message: str
    enrollment_id: str
    start_date: Timestamp | None = None
    end_date: Timestamp | None = None
    facts: dict[str, dict[str, SubjectMetrics]]
    facts_by_app: dict[str, dict[str, dict[str, SubjectMetrics]]]

    def plot(self, figure: Figure | None = None) -> Figure:
        """Draw active minutes and XP a day, by subject.

        Args:
            figure: The figure to draw on, such as `pyplot.figure()`; without it, a new one, which a notebook
                shows and `savefig()` writes.

        Raises:
            ConfigurationError: The extra `notebook` is not installed.
        """
        require_extra("matplotlib", extra="notebook", purpose="a plot")
        from ..._tables.plots import cells_of_facts, plot_activity

        return plot_activity(cells_of_facts(self.facts), self.start_date, self.end_date, figure)


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


class WeeklyFactsResponse(Model, kw_only=True):
    """The events of a week, which runs from Sunday to Saturday."""

    message: str
    start_date: Timestamp
    end_date: Timestamp
    facts: list[WeeklyFactRecord]

    def plot(self, figure: Figure | None = None) -> Figure:
        """Draw active minutes and XP a day, by subject.

        Args:
            figure: The figure to draw on, such as `pyplot.figure()`; without it, a new one, which a notebook
                shows and `savefig()` writes.

        Raises:
            ConfigurationError: The extra `notebook` is not installed.
        """
        require_extra("matplotlib", extra="notebook", purpose="a plot")
        from ..._tables.plots import cells_of_events, plot_activity

        return plot_activity(cells_of_events(self.facts), self.start_date, self.end_date, figure)


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
