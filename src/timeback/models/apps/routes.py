"""The bodies that browsers post to the routes of an application."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta

from ..base import UNSET, InputModel, InstantInput, Unset
from .activities import ActivityCourseInput

__all__ = [
    "AttemptDetailsBody",
    "HeartbeatBody",
    "LessonBody",
    "LessonListBody",
    "LessonNextBody",
    "LessonStartBody",
    "LessonSubmitBody",
    "SubmitBody",
    "SubmitMetrics",
]

NonEmpty = Annotated[str, Meta(min_length=1)]
Count = Annotated[int, Meta(ge=0)]


class HeartbeatBody(InputModel, kw_only=True):
    """The time that a window of an activity took."""

    id: NonEmpty
    """Slug of the activity."""
    name: NonEmpty
    """Title of the activity, for people."""
    course: ActivityCourseInput
    """Course that it belongs to."""
    run_id: NonEmpty
    """Identifier of this run of the activity, a UUID."""
    started_at: InstantInput
    """Time when the window began, with its zone; with the run it names the window."""
    ended_at: InstantInput
    """Time when the window ended, with its zone."""
    elapsed_ms: Count
    """Milliseconds at work."""
    paused_ms: Count
    """Milliseconds with nothing done."""


class SubmitMetrics(InputModel, kw_only=True):
    """The figures of a completed activity."""

    xp_earned: int | float
    """XP earned; negative to take XP back."""
    total_questions: Unset[Count] = UNSET
    """Number of questions asked; goes with `correct_questions`."""
    correct_questions: Unset[Count] = UNSET
    """Number of questions answered correctly; goes with `total_questions`."""
    mastered_units: Unset[Count] = UNSET
    """Number of units mastered."""


class SubmitBody(InputModel, kw_only=True):
    """A completed activity."""

    id: NonEmpty
    """Slug of the activity."""
    name: NonEmpty
    """Title of the activity, for people."""
    course: ActivityCourseInput
    """Course that it belongs to."""
    run_id: NonEmpty
    """Identifier of this run of the activity, a UUID."""
    ended_at: InstantInput
    """Time of the end, with its zone."""
    metrics: SubmitMetrics
    """Figures of the activity: XP, questions and units."""
    pct_complete: Unset[int | float] = UNSET
    """Percentage of the course that is done, cut to 0 to 100."""
    process: Unset[bool] = UNSET
    """Whether the platform is to write a OneRoster result too; yes unless this is False."""


class LessonListBody(InputModel, kw_only=True):
    """The course whose lessons are wanted."""

    course: Unset[ActivityCourseInput] = UNSET
    """Course of the configuration; all of them without it."""


class LessonBody(InputModel, kw_only=True):
    """A lesson."""

    lesson_id: NonEmpty
    """Identifier of the lesson."""


class LessonStartBody(LessonBody, kw_only=True):
    """A lesson to start, or to go on with."""

    force_new: Unset[bool] = UNSET
    """Whether to begin another attempt."""


class LessonNextBody(LessonBody, kw_only=True):
    """A lesson to ask on in."""

    lesson_type: Unset[NonEmpty] = UNSET
    """Kind of lesson, if known; this saves a request."""


class LessonSubmitBody(LessonBody, kw_only=True):
    """An answer to a question."""

    question_id: NonEmpty
    """Identifier of the question."""
    response: Any
    """Answer: a text, a list of texts, or a mapping of these by response variable."""


class AttemptDetailsBody(LessonBody, kw_only=True):
    """An attempt at a lesson."""

    attempt: Annotated[int, Meta(ge=1)]
    """Number of the attempt, from 1."""
