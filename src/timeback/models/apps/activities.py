"""Activities that an application reports, and the records of them."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta

from ..base import UNSET, InputModel, InstantInput, Model, Unset

__all__ = [
    "ActivityCourseInput",
    "ActivityInput",
    "ActivityMetricsInput",
    "ActivitySubjectInput",
    "ActivityTimeInput",
    "ActivityUserInput",
    "RecordedActivity",
]

Count = Annotated[int, Meta(ge=0)]
Amount = Count | Annotated[float, Meta(ge=0)]


class ActivityCourseInput(InputModel, kw_only=True):
    """The course of an activity: its subject and grade, or its code."""

    subject: Unset[str] = UNSET
    """Subject of the course, as the configuration spells it."""
    grade: Unset[int] = UNSET
    """Grade level of the course, as the configuration has it."""
    code: Unset[str] = UNSET
    """Code of the course, which wins over subject and grade."""


class ActivityUserInput(InputModel, kw_only=True):
    """The student. Give one of the two; the id saves a request."""

    email: Unset[str] = UNSET
    """Email address; the OneRoster user is looked up by it."""
    timeback_id: Unset[str] = UNSET
    """OneRoster id of the user."""


class ActivitySubjectInput(InputModel, kw_only=True):
    """The activity that was done."""

    id: str
    """Slug of the activity, the same for every attempt and student; any text that is not blank."""
    name: str
    """Title of the activity, for people."""
    course: ActivityCourseInput
    """Course that it belongs to."""


class ActivityMetricsInput(InputModel, kw_only=True):
    """The figures of an activity."""

    xp_earned: Amount
    """XP earned, 0 or more."""
    total_questions: Unset[Count] = UNSET
    """Number of questions asked; goes with `correct_questions`."""
    correct_questions: Unset[Count] = UNSET
    """Number of questions answered correctly; goes with `total_questions`."""
    mastered_units: Unset[Count] = UNSET
    """Number of units mastered."""
    pct_complete: Unset[Amount] = UNSET
    """Percentage of the course that is done, cut to 0 to 100; without it, it is computed from mastered units."""


class ActivityTimeInput(InputModel, kw_only=True):
    """The time of an activity."""

    started_at: Unset[InstantInput] = UNSET
    """Time of the beginning, with its zone."""
    ended_at: Unset[InstantInput] = UNSET
    """Time of the end, with its zone; the present one by default. Sending the same again is harmless with it."""
    active_ms: Unset[Count] = UNSET
    """Milliseconds at work."""
    inactive_ms: Unset[Count] = UNSET
    """Milliseconds with nothing done."""


class ActivityInput(InputModel, kw_only=True):
    """An activity that a student completed."""

    user: ActivityUserInput
    """Student who did it."""
    activity: ActivitySubjectInput
    """Activity that was done."""
    metrics: ActivityMetricsInput
    """Figures of the activity: XP, questions and units."""
    time: Unset[ActivityTimeInput] = UNSET
    """Time that it took; without it no time is recorded."""
    run_id: Unset[str] = UNSET
    """Identifier of this run of the activity, a UUID, which heartbeats and the completion share."""
    process: Unset[bool] = UNSET
    """Whether the platform is to write a OneRoster result too; yes unless this is False."""


class RecordedActivity(Model, kw_only=True):
    """An activity that was recorded, or would be."""

    user_id: str
    """OneRoster id of the student."""
    activity_id: str
    """IRI of the activity, the `object.id` of its events."""
    course_id: str
    """OneRoster id of the course."""
    attempt: int
    """Number of the attempt, from 1."""
    pct_complete: int | float | None = None
    """Percentage of the course that is done; None if none was given and none could be computed."""
    event_ids: list[str]
    """URNs of the events: the completion, and the time spent if there is any."""
    sent: bool
    """Whether the platform has taken the events; False for a preview, or while they wait in the background."""
    mastery_error: str | None = None
    """Reason why the course's completion could not be written; None if it was, or none was due."""
    envelope: dict[str, Any]
    """Envelope with the events as they are sent."""
