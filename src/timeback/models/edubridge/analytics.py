"""A student's activity: XP, questions, units and time, by day and subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeAlias

from ..._extras import require_extra
from ..._rows import Rows, Tabular
from ..base import DayText, DecimalText, InstantText, Model, Timestamp

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from ..._tables.activity import ActivityRow
    from ..._tables.plots import Cell

    # What was done, by day and subject, and the range that was asked for.
    _Picture: TypeAlias = tuple[Iterable[Cell], datetime | None, datetime | None]

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
    """XP and answers. XP may be fractional, and negative if it was taken back."""

    xp_earned: int | float
    """XP earned; fractional at times, and negative where more was taken back than earned."""
    total_questions: int | float
    """Number of questions asked."""
    correct_questions: int | float
    """Number of questions answered correctly."""
    mastered_units: int | float
    """Number of units that the student mastered."""


class TimeSpentMetricsData(Model, kw_only=True):
    """Time at work, in seconds."""

    active_seconds: int | float
    """Seconds at work."""
    inactive_seconds: int | float
    """Seconds with the application open and nothing done."""
    waste_seconds: int | float
    """Seconds spent on something other than the work."""


class SubjectMetrics(Model, kw_only=True):
    """One cell of a table of facts: the activity, and the applications used."""

    activity_metrics: ActivityMetricsData
    """XP, questions and units."""
    time_spent_metrics: TimeSpentMetricsData
    """Seconds at work and elsewhere; a lower bound, as some activities report no time (production, 2026-09)."""
    apps: list[str]
    """Names of the applications that the activity happened in."""


_NO_SUBJECT = "no subject"


class _Activity(Model, Tabular):
    """An answer that can be drawn, and turned into a table with a row for each day, subject and application."""

    def _repr_html_(self) -> str:
        return Tabular._repr_html_(self)

    def _rows(self) -> Rows[ActivityRow]:
        raise NotImplementedError

    def _table(self) -> tuple[Sequence[Any], Any]:
        rows = self._rows()
        return rows, rows.model

    def __repr__(self) -> str:
        try:
            return f"{type(self).__name__}({len(self._rows()):,} rows of a day, a subject and an app)"
        except (AttributeError, TypeError):  # a server sent something else in place of the facts
            return super().__repr__()

    def _picture(self) -> _Picture:
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

        return plot_activity(*self._picture(), figure)


class ActivityResult(_Activity, kw_only=True):
    """A student's activity in a range of days.

    `facts` is by day, then subject. `facts_by_app` has three levels: day, subject, app on production (2026-09),
    though the published client names them app, day, subject. Days without activity are missing.
    """

    message: str
    """The server's words, meant for people."""
    start_date: Timestamp
    """First instant of the range, in UTC."""
    end_date: Timestamp
    """Last instant of the range, in UTC."""
    facts: dict[str, dict[str, SubjectMetrics]]
    """Activity by day, as `YYYY-MM-DD` in the timezone asked for, then by subject; days without activity are
    missing."""
    facts_by_app: dict[str, dict[str, dict[str, SubjectMetrics]]]
    """The same activity parted by application too: by day, subject and app on production (2026-09)."""

    def _rows(self) -> Rows[ActivityRow]:
        from ..._tables.activity import rows_of_facts

        return rows_of_facts(self.facts, self.facts_by_app)

    def _picture(self) -> _Picture:
        return _cells_of_facts(self.facts), self.start_date, self.end_date


class EnrollmentFactsResult(_Activity, kw_only=True):
    """The activity that belongs to one enrollment, in the tables of `ActivityResult`."""

    message: str
    """The server's words, meant for people."""
    enrollment_id: str
    """OneRoster id of the enrollment."""
    start_date: Timestamp | None = None
    """First instant of the range, in UTC; None if none was requested."""
    end_date: Timestamp | None = None
    """Last instant of the range, in UTC; None if none was requested."""
    facts: dict[str, dict[str, SubjectMetrics]]
    """Activity by day, as `YYYY-MM-DD` in the timezone asked for, then by subject; days without activity are
    missing."""
    facts_by_app: dict[str, dict[str, dict[str, SubjectMetrics]]]
    """The same activity parted by application too: by day, subject and app on production (2026-09)."""

    def _rows(self) -> Rows[ActivityRow]:
        from ..._tables.activity import rows_of_facts

        return rows_of_facts(self.facts, self.facts_by_app)

    def _picture(self) -> _Picture:
        return _cells_of_facts(self.facts), self.start_date, self.end_date


class AggregatedMetrics(Model, kw_only=True):
    """Facts summed over days and subjects; see `timeback.edubridge.aggregate_activity_metrics`."""

    total_xp: int | float
    """XP earned over all days and subjects."""
    total_questions: int
    """Number of questions asked over all days and subjects."""
    correct_questions: int
    """Number of questions answered correctly over all days and subjects."""
    mastered_units: int
    """Number of units mastered over all days and subjects."""
    active_seconds: int | float
    """Seconds at work over all days and subjects."""
    inactive_seconds: int | float
    """Seconds with an application open and nothing done, over all days and subjects."""
    waste_seconds: int | float
    """Seconds spent on something other than the work, over all days and subjects."""
    day_count: int
    """Number of days with activity."""
    subject_count: int
    """Number of subjects with activity, counted again on each day."""


class WeeklyFactRecord(Model, kw_only=True):
    """One event of a week. Seconds are decimal text.

    XP and questions stand in rows of the type `ActivityEvent`, seconds in rows of the type `TimeSpentEvent`.
    """

    id: int
    """Number of the row in the store of facts."""
    email: str
    """Email address of the student."""
    date: DayText
    """Local day of the event, `YYYY-MM-DD`, in the timezone asked for."""
    datetime: InstantText
    """Time of the event, as ISO text."""
    username: str | None = None
    """Name that the student signs in with; None if not known."""
    user_grade: str | None = None
    """Grade level of the student at the time; None if not known."""
    user_family_name: str | None = None
    """Last name of the student; None if not known."""
    user_given_name: str | None = None
    """First name of the student; None if not known."""
    user_id: str | None = None
    """OneRoster id of the student; None if not known."""
    subject: str | None = None
    """Subject of the activity, sometimes one outside the platform's list; None if not stated."""
    app: str | None = None
    """Application where it happened; None if not stated."""
    course_id: str | None = None
    """OneRoster id of the course; None if the event fits none."""
    course_name: str | None = None
    """Title of the course; None if the event fits none."""
    campus_id: str | None = None
    """OneRoster id of the student's school; None if not known."""
    campus_name: str | None = None
    """Name of the student's school; None if not known."""
    enrollment_id: str | None = None
    """OneRoster id of the enrollment that the event was filed under; None if it fits none."""
    activity_id: str | None = None
    """URL of the activity on rows of time; None on rows of the type `ActivityEvent` (production, 2026-09)."""
    activity_name: str | None = None
    """Title of the activity; on rows of time before mid September 2026, of the course."""
    total_questions: int | float | None = None
    """Number of questions asked; in rows of the type `ActivityEvent`."""
    correct_questions: int | float | None = None
    """Number of questions answered correctly, in rows of the type `ActivityEvent`; None if none was
    (production, 2026-09)."""
    xp_earned: int | float | None = None
    """XP earned, fractional or negative at times; in rows of the type `ActivityEvent`."""
    mastered_units: int | float | None = None
    """Number of units mastered; in rows of the type `ActivityEvent`."""
    active_seconds: DecimalText | None = None
    """Seconds at work, as decimal text such as `0.00`; in rows of the type `TimeSpentEvent`."""
    inactive_seconds: DecimalText | None = None
    """Seconds with nothing done, as decimal text; in rows of the type `TimeSpentEvent`."""
    waste_seconds: DecimalText | None = None
    """Seconds spent on something else, as decimal text; in rows of the type `TimeSpentEvent`."""
    source: str
    """Origin of the row: an assessment result for `ActivityEvent`, a Caliper event for `TimeSpentEvent`."""
    alpha_level: str | None = None
    """Level of the student in Alpha's scheme; None if there is none."""
    generated_at: InstantText | None = None
    """Time when the row was computed, as ISO text; None if not stated."""
    send_time: InstantText | None = None
    """Time when the application sent the event, as ISO text; None if not stated."""
    sensor: str | None = None
    """Sensor that sent the event, an IRI of the application; None if not stated."""
    event_type: str | None = None
    """`ActivityEvent` for XP and questions, `TimeSpentEvent` for seconds; add up rows of one type only."""
    year: int
    """Year of the local day."""
    month: int
    """Month of the local day, 1 to 12."""
    day: int
    """Day of the month of the local day."""
    day_of_week: int
    """Weekday of the local day, as a number in a week that runs from Sunday to Saturday."""


class WeeklyFactsResult(_Activity, kw_only=True):
    """The events of a week, which runs from Sunday to Saturday."""

    message: str
    """The server's words, meant for people."""
    start_date: Timestamp
    """First instant of the week, a Sunday, in UTC."""
    end_date: Timestamp
    """Last instant of the week, a Saturday, in UTC."""
    facts: list[WeeklyFactRecord]
    """Events of the week, one a row; the same row may occur twice."""

    def _rows(self) -> Rows[ActivityRow]:
        from ..._tables.activity import rows_of_events

        return rows_of_events(self.facts)

    def _picture(self) -> _Picture:
        return _cells_of_rows(self._rows()), self.start_date, self.end_date


class GradeMasteryData(Model, kw_only=True):
    """The highest grade mastered by each measure; empty if nothing is known."""

    rit_grade: int | float | str | None = None
    """Grade level that the MAP score (RIT) corresponds to; None if there is no score."""
    edulastic_grade: int | float | str | None = None
    """Highest grade level mastered in tests of Edulastic; None if none was."""
    placement_grade: int | float | str | None = None
    """Highest grade level passed in placement tests; None if none was."""
    test_out_grade: int | float | str | None = None
    """Highest grade level that the student tested out of; None if there is none."""
    highest_grade_overall: int | float | str | None = None
    """Highest of the other grades; None if there are none."""


class HighestGradeMastered(Model, kw_only=True):
    """The highest grade that a student has mastered in a subject."""

    student_id: str
    """OneRoster id of the student."""
    subject: str
    """Subject asked for."""
    grades: GradeMasteryData
    """Highest grade level by each measure; empty if nothing is known of the student."""


def _cells_of_facts(facts: Mapping[str, Mapping[str, SubjectMetrics]]) -> Iterator[Cell]:
    for day, subjects in facts.items():
        for subject, done in subjects.items():
            minutes = done.time_spent_metrics.active_seconds / 60
            yield _day(day), subject, minutes, done.activity_metrics.xp_earned


def _cells_of_rows(rows: Iterable[ActivityRow]) -> Iterator[Cell]:
    for row in rows:
        if row.date is not None:
            yield row.date, row.subject or _NO_SUBJECT, row.active_seconds / 60, row.xp_earned


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])
