"""The rules of LEARNWITH_AI: whom and what an event speaks of, and which it loses."""

from __future__ import annotations

from ..caliper.documents import id_of
from ..context import RequestContext
from ..oneroster.tables import COURSES, USERS
from ..records import Doc, part

__all__ = ["is_placed", "student_of"]


def student_of(event: Doc) -> str | None:
    """The id of the student whom an event is about."""
    if event["type"] == "GradeEvent":
        return id_of(part(event, "object").get("assignee"))
    if event["action"] == "TimedOut":
        return id_of(part(event, "object").get("user"))
    return id_of(event["actor"])


def is_placed(call: RequestContext, event: Doc) -> bool:
    """Whether student and course are known: an event of others is taken, and then dropped without a word (2026-06)."""
    student = student_of(event)
    if student is None or not call.session.exists(USERS, student):
        return False
    named = part(event, "extensions").get("course")
    course = id_of(named)
    return named is None or (course is not None and call.session.exists(COURSES, course))
