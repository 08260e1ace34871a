"""Makers of the events that Timeback apps send: each returns the event, and sends nothing."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from .._issues import Issues, hint
from .._json_types import is_mapping
from ..errors import InvalidInputError
from ..models.caliper.actions import AssessmentItemEventAction
from ..models.caliper.attempts import Response, Score
from ..models.caliper.base import CaliperObject
from ..models.caliper.events import AssessmentItemEvent, GradeEvent
from ..models.caliper.inputs import (
    ActivityCompletedInput,
    EventInput,
    QuestionAnsweredInput,
    QuestionGradedInput,
    QuestionObjectInput,
    QuestionSeenInput,
    ScoreGeneratedInput,
    TimeSpentInput,
)
from ..models.caliper.resources import AssessmentItem
from ..models.caliper.timeback import (
    TimebackActivityCompletedEvent,
    TimebackActivityMetricsCollection,
    TimebackTimeSpentEvent,
    TimebackTimeSpentMetricsCollection,
)
from .kinds import plan_of
from .reading import read_as
from .writing import write, write_checked

__all__ = [
    "QUESTION_RESULT",
    "create_activity_event",
    "create_question_answered_event",
    "create_question_graded_event",
    "create_question_seen_event",
    "create_time_spent_event",
]

QUESTION_RESULT = "QUESTION_RESULT"

I = TypeVar("I", bound=EventInput)  # noqa: E741


def create_activity_event(data: ActivityCompletedInput | Mapping[str, Any]) -> TimebackActivityCompletedEvent:
    """Make the event for a learner who completed an activity.

    Args:
        data: The input Struct, or a mapping in Python or wire names.

    Raises:
        InvalidInputError: Names the field that is not valid.
    """
    given = _given(data, ActivityCompletedInput)
    return TimebackActivityCompletedEvent(
        id=given.id or _urn(),
        actor=given.actor,
        object=given.object,
        event_time=given.event_time or _now(),
        generated=TimebackActivityMetricsCollection(
            id=given.metrics_id or _urn(),
            items=given.metrics,
            attempt=given.attempt,
            extensions=given.generated_extensions,
        ),
        ed_app=given.ed_app,
        session=given.session,
        extensions=given.extensions,
    )


def create_time_spent_event(data: TimeSpentInput | Mapping[str, Any]) -> TimebackTimeSpentEvent:
    """Make the event for the time that a learner spent on an activity.

    Args:
        data: The input Struct, or a mapping in Python or wire names; values are seconds.

    Raises:
        InvalidInputError: Names the field that is not valid.
    """
    given = _given(data, TimeSpentInput)
    return TimebackTimeSpentEvent(
        id=given.id or _urn(),
        actor=given.actor,
        object=given.object,
        event_time=given.event_time or _now(),
        generated=TimebackTimeSpentMetricsCollection(id=given.metrics_id or _urn(), items=given.metrics),
        ed_app=given.ed_app,
        session=given.session,
        extensions=given.extensions,
    )


def create_question_seen_event(data: QuestionSeenInput | Mapping[str, Any]) -> AssessmentItemEvent:
    """Make the event for a learner who was shown a question.

    Args:
        data: The input Struct, or a mapping in Python or wire names.

    Raises:
        InvalidInputError: Names the field that is not valid.
    """
    given = _given(data, QuestionSeenInput)
    return AssessmentItemEvent(
        id=given.id or _urn(),
        action=AssessmentItemEventAction.STARTED,
        actor=given.actor,
        object=_item(given.object),
        event_time=given.event_time or _now(),
        ed_app=given.ed_app,
        session=given.session,
        extensions=given.extensions,
    )


def create_question_answered_event(data: QuestionAnsweredInput | Mapping[str, Any]) -> AssessmentItemEvent:
    """Make the event for a learner who answered a question.

    Args:
        data: The input Struct, or a mapping in Python or wire names.

    Raises:
        InvalidInputError: Names the field that is not valid.
    """
    given = _given(data, QuestionAnsweredInput)
    response = given.generated
    return AssessmentItemEvent(
        id=given.id or _urn(),
        action=AssessmentItemEventAction.COMPLETED,
        actor=given.actor,
        object=_item(given.object),
        event_time=given.event_time or _now(),
        generated=None
        if response is None
        else read_as({**write(response), "type": "Response"}, Response, "generated"),
        ed_app=given.ed_app,
        session=given.session,
        extensions=given.extensions,
    )


def create_question_graded_event(data: QuestionGradedInput | Mapping[str, Any]) -> GradeEvent:
    """Make the event for an answer that was graded.

    Args:
        data: The input Struct, or a mapping in Python or wire names.

    Raises:
        InvalidInputError: Names the field that is not valid.
    """
    given = _given(data, QuestionGradedInput)
    score = given.generated
    return GradeEvent(
        id=given.id or _urn(),
        actor=given.actor,
        object=given.object,
        event_time=given.event_time or _now(),
        generated=Score(
            context=None,
            id=score.id or _urn(),
            score_given=score.score_given,
            max_score=score.max_score,
            attempt=score.attempt,
            comment=score.comment,
            extensions=score.extensions,
            further={"scoreType": QUESTION_RESULT},
        ),
        ed_app=given.ed_app,
        session=given.session,
        extensions=given.extensions,
    )


def _given(data: I | Mapping[str, Any], model: type[I]) -> I:
    # Through JSON and back: the constructors of Structs check nothing.
    if not isinstance(data, model | Mapping):
        raise InvalidInputError.of(
            "data", f"must be {model.__name__} or a mapping, not {type(data).__name__}"
        )
    wire, issues, given = write_checked(data), Issues(), None
    with issues:
        given = read_as(wire, model)
    _reject_unknown(wire, model, "", issues)
    score = wire.get("generated")
    if model is QuestionGradedInput and is_mapping(score):
        _reject_unknown(score, ScoreGeneratedInput, "generated.", issues)
    issues.check()
    assert given is not None  # else there was an issue
    return given


def _reject_unknown(wire: Mapping[str, Any], model: type[CaliperObject], where: str, issues: Issues) -> None:
    """Refuse keys that nothing is made of."""
    plan = plan_of(model)
    known = {*plan.fields, *plan.spellings}
    for name, value in wire.items():
        if name not in known and value is not None:
            issues.add(where + name, f"unknown field{hint(name, known)}")


def _item(given: QuestionObjectInput) -> AssessmentItem:
    return read_as({**write(given), "type": "AssessmentItem"}, AssessmentItem, "object")


def _urn() -> str:
    return f"urn:uuid:{uuid.uuid4()}"


def _now() -> datetime:
    return datetime.now(UTC)
