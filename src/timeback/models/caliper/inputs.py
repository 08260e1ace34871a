"""The inputs of the functions that make events; none of it is sent as such."""

# ruff: noqa: UP037 - `Ref` takes the names of classes that may stand in modules not yet imported.

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from msgspec import Meta

from .base import CaliperObject, Instant
from .references import Ref
from .timeback import TimebackActivityContext, TimebackActivityMetric, TimebackUser, TimeSpentMetric

if TYPE_CHECKING:
    from .agents import Person, Session, SoftwareApplication
    from .attempts import Attempt
    from .entities import CaliperEntity

__all__ = [
    "ActivityCompletedInput",
    "QuestionAnsweredInput",
    "QuestionGradedInput",
    "QuestionObjectInput",
    "QuestionSeenInput",
    "ResponseGeneratedInput",
    "ScoreGeneratedInput",
    "TimeSpentInput",
]


class EventInput(CaliperObject, kw_only=True):
    """The inputs that every maker of an event takes."""

    id: str | None = None
    """URN of the event, `urn:uuid:` and a UUID; a new one unless given."""
    event_time: Instant | None = None
    """Time when it happened; now, unless given."""
    session: Ref["Session"] | None = None
    """Session in which it happened; None if not stated."""
    extensions: dict[str, Any] | None = None
    """Additional data under free keys; None if there are none."""


class ActivityCompletedInput(EventInput, kw_only=True):
    """A learner completed an activity."""

    actor: TimebackUser
    """Learner, by email and the URL of the OneRoster user."""
    object: TimebackActivityContext
    """Subject, application, course and activity worked on."""
    metrics: list[TimebackActivityMetric]
    """XP, questions and units; may be empty."""
    attempt: Annotated[int, Meta(ge=1)] | None = None
    """Number of the attempt, counted from 1; None if not counted."""
    metrics_id: str | None = None
    """URN of the figures; a new one unless given."""
    ed_app: Ref["SoftwareApplication"] | None = None
    """Application where it happened; None if the `object` is enough."""
    generated_extensions: dict[str, Any] | None = None
    """Further data about the figures, under free keys."""


class TimeSpentInput(EventInput, kw_only=True):
    """A learner spent time on an activity."""

    actor: TimebackUser
    """Learner, by email and the URL of the OneRoster user."""
    object: TimebackActivityContext
    """Subject, application, course and activity that the time was spent on."""
    metrics: list[TimeSpentMetric]
    """Seconds, by the way they were spent; may be empty."""
    metrics_id: str | None = None
    """URN of the figures; a new one unless given."""
    ed_app: Ref["SoftwareApplication"] | None = None
    """Application where it happened; None if the `object` is enough."""


class QuestionObjectInput(CaliperObject, kw_only=True):
    """A question: further keys become fields of the `AssessmentItem`."""

    id: str
    """IRI of the question, the same at every event about it."""
    name: str | None = None
    """Name or wording of the question; None if it has none."""
    is_part_of: Ref["CaliperEntity"] | None = None
    """Test that the question is a part of; None if it is in none."""
    extensions: dict[str, Any] | None = None
    """Additional data about the question under free keys; None if there are none."""


class ResponseGeneratedInput(CaliperObject, kw_only=True):
    """An answer: further keys become fields of the `Response`; `duration` is an ISO 8601 duration."""

    id: str
    """IRI of the answer."""
    attempt: Ref["Attempt"] | None = None
    """Attempt that the answer belongs to; None if not stated."""
    started_at_time: Instant | None = None
    """Time when the learner began to answer; None if not recorded."""
    ended_at_time: Instant | None = None
    """Time when the learner was done; None if not recorded."""
    duration: str | None = None
    """Time taken, as an ISO 8601 duration such as `PT30S`; None if not recorded."""
    extensions: dict[str, Any] | None = None
    """Additional data about the answer under free keys; None if there are none."""


class ScoreGeneratedInput(CaliperObject, kw_only=True):
    """A score; `id` is a new URN unless given."""

    id: str | None = None
    """IRI of the score; a new URN unless given."""
    score_given: float
    """Points that were given."""
    max_score: float | None = None
    """Greatest number of points that could be given; None if not stated."""
    attempt: Ref["Attempt"] | None = None
    """Attempt that was scored; None if not stated."""
    comment: str | None = None
    """The grader's remark; None if there is none."""
    extensions: dict[str, Any] | None = None
    """Additional data about the score under free keys; None if there are none."""


class QuestionSeenInput(EventInput, kw_only=True):
    """A learner was shown a question."""

    actor: Ref["Person | TimebackUser"]
    """Learner who saw the question."""
    object: QuestionObjectInput
    """Question that was shown."""
    ed_app: Ref["SoftwareApplication"]
    """Application where it happened."""


class QuestionAnsweredInput(EventInput, kw_only=True):
    """A learner answered a question."""

    actor: Ref["Person | TimebackUser"]
    """Learner who answered."""
    object: QuestionObjectInput
    """Question by its IRI, with the name and test that it has."""
    ed_app: Ref["SoftwareApplication"]
    """Application where it happened."""
    generated: ResponseGeneratedInput | None = None
    """Answer that was given; None if it is not reported."""


class QuestionGradedInput(EventInput, kw_only=True):
    """An answer was graded; `object` is the IRI of the attempt."""

    actor: Ref["Person | SoftwareApplication | TimebackUser"]
    """Person or program that graded."""
    object: str
    """IRI of the attempt that was graded."""
    generated: ScoreGeneratedInput
    """Score that was given."""
    ed_app: Ref["SoftwareApplication"]
    """Application where it happened."""
