"""The Timeback profile: what learners completed, and the time that they spent."""

# ruff: noqa: UP037 - `Ref` takes the names of classes that may stand in modules not yet imported.

from __future__ import annotations

from typing import Any

from .base import CaliperObject, Instant, Number
from .entities import CaliperEntity
from .enums import ActivityMetricType, TimebackSubject, TimebackUserRole, TimeSpentMetricType
from .events import CaliperEvent
from .references import Ref

__all__ = [
    "TimeSpentMetric",
    "TimebackActivity",
    "TimebackActivityCompletedEvent",
    "TimebackActivityContext",
    "TimebackActivityMetric",
    "TimebackActivityMetricsCollection",
    "TimebackApp",
    "TimebackCourse",
    "TimebackTimeSpentEvent",
    "TimebackTimeSpentMetricsCollection",
    "TimebackUser",
]


class TimebackUser(CaliperEntity, kw_only=True, tag="TimebackUser"):
    """A user of the platform; `id` is the URL of the OneRoster user if there is one."""

    id: str
    """URL of the OneRoster user if there is one, else an IRI of the application."""
    email: str
    """Email address that the platform uses to find the user."""
    name: str | None = None
    """Name for people; None if not reported."""
    role: TimebackUserRole | None = None
    """Function of the user, such as `student`; None if not reported."""
    extensions: dict[str, Any] | None = None
    """Additional data under free keys; None if there are none."""


class TimebackApp(CaliperObject, kw_only=True):
    """The application in which an activity took place."""

    id: str | None = None
    """IRI of the application; None if the name is enough."""
    name: str
    """Name of the application, as figures are grouped by it."""
    extensions: dict[str, Any] | None = None
    """Additional data under free keys; None if there are none."""


class TimebackCourse(CaliperObject, kw_only=True):
    """The course of an activity; `id` is the URL of the OneRoster course."""

    id: str | None = None
    """URL of the OneRoster course, which files the event under an enrollment."""
    name: str
    """Title of the course, for people."""
    extensions: dict[str, Any] | None = None
    """Additional data under free keys; None if there are none."""


class TimebackActivity(CaliperObject, kw_only=True):
    """The activity by name; `id` is the URL of the OneRoster component, or of the app."""

    id: str | None = None
    """URL of the OneRoster component, or an IRI of the application; None if the name is enough."""
    name: str
    """Title of the activity, for people."""
    extensions: dict[str, Any] | None = None
    """Additional data under free keys; None if there are none."""


class TimebackActivityContext(CaliperEntity, kw_only=True, tag="TimebackActivityContext"):
    """The context of an activity: subject, app, course, activity. `process` also writes a OneRoster result."""

    id: str
    """IRI of the activity, the same for each attempt at it."""
    subject: TimebackSubject
    """Subject worked on, of the platform's list."""
    app: TimebackApp
    """Application that it was done in."""
    course: TimebackCourse | None = None
    """Course that it belongs to, with an id so that it can be filed; None if there is none."""
    activity: TimebackActivity | None = None
    """Activity by name; None if the course is enough."""
    process: bool | None = None
    """Whether to write a OneRoster result too; None counts as no."""
    extensions: dict[str, Any] | None = None
    """Additional data under free keys; None if there are none."""


class TimebackActivityMetric(CaliperObject, kw_only=True):
    """One figure of a completed activity; a negative `xpEarned` takes XP back."""

    type: ActivityMetricType
    """Kind of figure, such as `xpEarned` or `totalQuestions`."""
    value: Number
    """The figure; negative to take XP back."""
    extensions: dict[str, Any] | None = None
    """Additional data under free keys; None if there are none."""


class TimeSpentMetric(CaliperObject, kw_only=True):
    """Seconds spent in one way; `sub_type` narrows it in free words."""

    type: TimeSpentMetricType
    """Use of the time: active, inactive, waste, or two other kinds."""
    sub_type: str | None = None
    """Narrower kind, in the application's own words; None if there is none."""
    value: Number
    """Time spent, in seconds."""
    start_date: Instant | None = None
    """Time of its beginning; None if not reported."""
    end_date: Instant | None = None
    """Time of its end; None if not reported."""
    extensions: dict[str, Any] | None = None
    """Additional data under free keys; None if there are none."""


class TimebackActivityMetricsCollection(CaliperEntity, kw_only=True, tag="TimebackActivityMetricsCollection"):
    """The figures of a completed activity; `id` is unique to this record."""

    id: str
    """URN of this record, which no other has."""
    items: list[TimebackActivityMetric]
    """XP, questions and units."""
    attempt: int | None = None
    """Number of the attempt, counted from 1; None counts as the first."""
    extensions: dict[str, Any] | None = None
    """Additional data under free keys; None if there are none."""


class TimebackTimeSpentMetricsCollection(
    CaliperEntity, kw_only=True, tag="TimebackTimeSpentMetricsCollection"
):
    """The time spent on an activity; `id` is unique to this record."""

    id: str
    """URN of this record, which no other has."""
    items: list[TimeSpentMetric]
    """Seconds, by the way they were spent."""
    extensions: dict[str, Any] | None = None
    """Additional data under free keys; None if there are none."""


class TimebackActivityCompletedEvent(CaliperEvent, kw_only=True, tag="ActivityEvent"):
    """A learner completed an activity."""

    actor: TimebackUser
    """Learner, by email and the URL of the OneRoster user."""
    action: str = "Completed"
    """Always `Completed`."""
    object: TimebackActivityContext
    """Subject, application, course and activity worked on."""
    profile: str = "TimebackProfile"
    """Always `TimebackProfile`."""
    generated: TimebackActivityMetricsCollection
    """Figures of the activity."""
    target: Ref["CaliperEntity"] | None = None
    """Place in the object where it happened; None if there is none."""
    referrer: Ref["CaliperEntity"] | None = None
    """Page or application that the actor came from; None if there is none."""


class TimebackTimeSpentEvent(CaliperEvent, kw_only=True, tag="TimeSpentEvent"):
    """A learner spent time on an activity."""

    actor: TimebackUser
    """Learner, by email and the URL of the OneRoster user."""
    action: str = "SpentTime"
    """Always `SpentTime`."""
    object: TimebackActivityContext
    """Subject, application, course and activity that the time was spent on."""
    profile: str = "TimebackProfile"
    """Always `TimebackProfile`."""
    generated: TimebackTimeSpentMetricsCollection
    """Seconds, by the way they were spent."""
    target: Ref["CaliperEntity"] | None = None
    """Place in the object where it happened; None if there is none."""
    referrer: Ref["CaliperEntity"] | None = None
    """Page or application that the actor came from; None if there is none."""
