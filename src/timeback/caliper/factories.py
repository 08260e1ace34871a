"""Makers of the events that Timeback apps send: each returns the event, and sends nothing."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import Enum
from functools import partial
from typing import Any, TypeVar, cast

from .._issues import Issues, hint
from .._json_types import is_list, is_mapping
from .._query.arguments import unlisted
from ..errors import InvalidInputError
from ..models.base import OpenEnum
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
from .writing import tagged_fields, write, write_checked

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
    if given is not None:
        _reject_unlisted(given, data, "", issues)
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


def _reject_unlisted(found: object, given: object, where: str, issues: Issues) -> None:
    """Refuse text that an enum does not list, such as a metric's `type`, which would count for nothing.

    Args:
        found: What was made of it.
        given: What it was made of; a member passes, one for a newer value included.
        where: The path of both.
        issues: What was found.
    """
    if isinstance(found, OpenEnum):
        if not found.is_known and not isinstance(given, Enum):
            issues.add(where, unlisted(found.value, type(found)))
    elif is_list(found):
        for index, pair in enumerate(zip(found, cast("Sequence[object]", given), strict=True)):
            _reject_unlisted(*pair, f"{where}[{index}]", issues)
    elif isinstance(found, CaliperObject):
        part = given.get if is_mapping(given) else partial(_attribute, given)
        for name, key in tagged_fields(type(found))[1]:
            inner = part(name)
            if inner is None:
                inner = part(key)
            if inner is not None:
                _reject_unlisted(getattr(found, name), inner, f"{where}.{key}".lstrip("."), issues)


def _attribute(given: object, name: str) -> object:
    return getattr(given, name, None)


def _item(given: QuestionObjectInput) -> AssessmentItem:
    return read_as({**write(given), "type": "AssessmentItem"}, AssessmentItem, "object")


def _urn() -> str:
    return f"urn:uuid:{uuid.uuid4()}"


def _now() -> datetime:
    return datetime.now(UTC)
