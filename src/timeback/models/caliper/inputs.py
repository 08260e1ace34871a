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
    """The inputs that every maker of an event takes.

    Attributes:
        id: The event's own URN, `urn:uuid:…`; a new one unless given.
        event_time: When it happened; now, unless given.
    """

    id: str | None = None
    event_time: Instant | None = None
    session: Ref["Session"] | None = None
    extensions: dict[str, Any] | None = None


class ActivityCompletedInput(EventInput, kw_only=True):
    """A learner completed an activity.

    Attributes:
        metrics: XP and questions; may be empty.
        attempt: The number of the attempt, from 1.
        metrics_id: The URN of the figures; a new one unless given.
        generated_extensions: Further data about the figures.
    """

    actor: TimebackUser
    object: TimebackActivityContext
    metrics: list[TimebackActivityMetric]
    attempt: Annotated[int, Meta(ge=1)] | None = None
    metrics_id: str | None = None
    ed_app: Ref["SoftwareApplication"] | None = None
    generated_extensions: dict[str, Any] | None = None


class TimeSpentInput(EventInput, kw_only=True):
    """A learner spent time on an activity.

    Attributes:
        metrics: Seconds by the way in which they were spent; may be empty.
        metrics_id: The URN of the figures; a new one unless given.
    """

    actor: TimebackUser
    object: TimebackActivityContext
    metrics: list[TimeSpentMetric]
    metrics_id: str | None = None
    ed_app: Ref["SoftwareApplication"] | None = None


class QuestionObjectInput(CaliperObject, kw_only=True):
    """A question: further keys become fields of the `AssessmentItem`."""

    id: str
    name: str | None = None
    is_part_of: Ref["CaliperEntity"] | None = None
    extensions: dict[str, Any] | None = None


class ResponseGeneratedInput(CaliperObject, kw_only=True):
    """An answer: further keys become fields of the `Response`; `duration` is an ISO 8601 duration."""

    id: str
    attempt: Ref["Attempt"] | None = None
    started_at_time: Instant | None = None
    ended_at_time: Instant | None = None
    duration: str | None = None
    extensions: dict[str, Any] | None = None


class ScoreGeneratedInput(CaliperObject, kw_only=True):
    """A score; `id` is a new URN unless given."""

    id: str | None = None
    score_given: float
    max_score: float | None = None
    attempt: Ref["Attempt"] | None = None
    comment: str | None = None
    extensions: dict[str, Any] | None = None


class QuestionSeenInput(EventInput, kw_only=True):
    """A learner was shown a question."""

    actor: Ref["Person | TimebackUser"]
    object: QuestionObjectInput
    ed_app: Ref["SoftwareApplication"]


class QuestionAnsweredInput(EventInput, kw_only=True):
    """A learner answered a question."""

    actor: Ref["Person | TimebackUser"]
    object: QuestionObjectInput
    ed_app: Ref["SoftwareApplication"]
    generated: ResponseGeneratedInput | None = None


class QuestionGradedInput(EventInput, kw_only=True):
    """An answer was graded; `object` is the IRI of the attempt."""

    actor: Ref["Person | SoftwareApplication | TimebackUser"]
    object: str
    generated: ScoreGeneratedInput
    ed_app: Ref["SoftwareApplication"]
