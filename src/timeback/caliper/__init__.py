"""Caliper events without any I/O: read, write and make them."""

from __future__ import annotations

from .._buffer.queue import RejectedEvent
from .arrival import EventReceipt
from .entity_names import LEARNWITH_NAMES, PARTNER_NAMES, EntityNames
from .factories import (
    QUESTION_RESULT,
    create_activity_event,
    create_question_answered_event,
    create_question_graded_event,
    create_question_seen_event,
    create_time_spent_event,
)
from .platform import (
    XP,
    create_lesson_event,
    create_question_result_event,
    create_session_event,
    create_xp_event,
)
from .reading import read_entity, read_event
from .writing import write

__all__ = [
    "LEARNWITH_NAMES",
    "PARTNER_NAMES",
    "QUESTION_RESULT",
    "XP",
    "EntityNames",
    "EventReceipt",
    "RejectedEvent",
    "create_activity_event",
    "create_lesson_event",
    "create_question_answered_event",
    "create_question_graded_event",
    "create_question_result_event",
    "create_question_seen_event",
    "create_session_event",
    "create_time_spent_event",
    "create_xp_event",
    "read_entity",
    "read_event",
    "write",
]
