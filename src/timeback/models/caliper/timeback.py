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
    """A user of the platform; `id` is the URL of the OneRoster user where there is one."""

    id: str
    email: str
    name: str | None = None
    role: TimebackUserRole | None = None
    extensions: dict[str, Any] | None = None


class TimebackApp(CaliperObject, kw_only=True):
    """The application in which an activity took place."""

    id: str | None = None
    name: str
    extensions: dict[str, Any] | None = None


class TimebackCourse(CaliperObject, kw_only=True):
    """The course of an activity; `id` is the URL of the OneRoster course."""

    id: str | None = None
    name: str
    extensions: dict[str, Any] | None = None


class TimebackActivity(CaliperObject, kw_only=True):
    """The activity by name; `id` is the URL of the OneRoster component, or of the app."""

    id: str | None = None
    name: str
    extensions: dict[str, Any] | None = None


class TimebackActivityContext(CaliperEntity, kw_only=True, tag="TimebackActivityContext"):
    """The context of an activity: subject, app, course, activity. `process` also writes a OneRoster result."""

    id: str
    subject: TimebackSubject
    app: TimebackApp
    course: TimebackCourse | None = None
    activity: TimebackActivity | None = None
    process: bool | None = None
    extensions: dict[str, Any] | None = None


class TimebackActivityMetric(CaliperObject, kw_only=True):
    """One figure of a completed activity; a negative `xpEarned` takes XP back."""

    type: ActivityMetricType
    value: Number
    extensions: dict[str, Any] | None = None


class TimeSpentMetric(CaliperObject, kw_only=True):
    """Seconds spent in one way; `sub_type` narrows it in free words."""

    type: TimeSpentMetricType
    sub_type: str | None = None
    value: Number
    start_date: Instant | None = None
    end_date: Instant | None = None
    extensions: dict[str, Any] | None = None


class TimebackActivityMetricsCollection(CaliperEntity, kw_only=True, tag="TimebackActivityMetricsCollection"):
    """The figures of a completed activity; `id` is unique to this record."""

    id: str
    items: list[TimebackActivityMetric]
    attempt: int | None = None
    extensions: dict[str, Any] | None = None


class TimebackTimeSpentMetricsCollection(
    CaliperEntity, kw_only=True, tag="TimebackTimeSpentMetricsCollection"
):
    """The time spent on an activity; `id` is unique to this record."""

    id: str
    items: list[TimeSpentMetric]
    extensions: dict[str, Any] | None = None


class TimebackActivityCompletedEvent(CaliperEvent, kw_only=True, tag="ActivityEvent"):
    """A learner completed an activity."""

    actor: TimebackUser
    action: str = "Completed"
    object: TimebackActivityContext
    profile: str = "TimebackProfile"
    generated: TimebackActivityMetricsCollection
    target: Ref["CaliperEntity"] | None = None
    referrer: Ref["CaliperEntity"] | None = None


class TimebackTimeSpentEvent(CaliperEvent, kw_only=True, tag="TimeSpentEvent"):
    """A learner spent time on an activity."""

    actor: TimebackUser
    action: str = "SpentTime"
    object: TimebackActivityContext
    profile: str = "TimebackProfile"
    generated: TimebackTimeSpentMetricsCollection
    target: Ref["CaliperEntity"] | None = None
    referrer: Ref["CaliperEntity"] | None = None
