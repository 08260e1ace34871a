"""The rules of MasteryTrack: which tests a query asks for, and which assignments a body speaks of."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ..records import Doc
from .errors import MasteryTrackError

__all__ = ["ACTIVE", "criterion", "matches_query"]


def matches_query(test: Doc, query: dict[str, str]) -> bool:
    """Whether a test is one that a query asks for."""
    if query.get("all") != "true" and not test["supported"]:
        return False
    grade = query.get("grade", "").lower()
    return (
        query.get("name", "").lower() in test["name"].lower()
        and query.get("timeback_id") in (None, "", test["timeback_id"])
        and query.get("subject", "").lower() in ("", test["subject"].lower())
        and grade in ("", test["grade"].lower(), str(test["grade_rank"]))
    )


ACTIVE = ("ASSIGNED", "IN_PROGRESS", "PAUSED")


def criterion(body: Doc) -> Callable[[Doc], bool]:
    """Tells whether an assignment is one that a body speaks of.

    Raises:
        MasteryTrackError: 400, it speaks of none.
    """
    if "assignment_id" in body:
        wanted = body["assignment_id"]
        if isinstance(wanted, bool) or not isinstance(wanted, int) or wanted < 1:
            raise MasteryTrackError(400, "assignment_id must be a positive number.")
        return partial(_has, "id", wanted)
    if "timeback_id" in body:
        return partial(_has, "test", body["timeback_id"])
    if isinstance(body.get("subject"), str) and "grade_rank" in body:
        return partial(_is_of, body["subject"].lower(), body["grade_rank"])
    raise MasteryTrackError(400, "assignment_id, timeback_id, or subject with grade_rank is required.")


def _has(name: str, value: object, made: Doc) -> bool:
    return bool(made[name] == value)


def _is_of(subject: str, rank: int, made: Doc) -> bool:
    return (made["subject"].lower(), made["grade_rank"]) == (subject, rank)
