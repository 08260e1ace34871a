"""The figures of facts, as this API tells them."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from .. import instants
from ..caliper.documents import id_of
from ..edubridge.facts import Fact
from ..records import Doc

__all__ = ["entry_of", "fact_shown"]

_FIGURES = (
    "totalQuestions", "correctQuestions", "xpEarned", "masteredUnits", "activeSeconds", "inactiveSeconds",
    "wasteSeconds",
)  # fmt: skip


def entry_of(fact: Fact, number: int, user: Doc, course: Doc | None) -> Doc:
    """XP that was earned at once, as an entry."""
    shown = {
        "id": str(number),
        "value": _number(fact.figures["xpEarned"]),
        "userId": user["sourcedId"],
        "applicationId": id_of(fact.event.get("edApp")),
        "sourceEventId": fact.event.get("externalId"),
        "dateGenerated": _instant(fact),
        "subject": fact.subject,
        "courseName": course["title"] if course else None,
    }
    return {name: value for name, value in shown.items() if value is not None}


def fact_shown(fact: Fact, number: int, user: Doc, course: Doc | None, day: str) -> Doc:
    """A fact, with the figures that it has."""
    shown: dict[str, Any] = {
        "id": str(fact.event.get("externalId") or number),
        "email": user["email"],
        "date": day,
        "datetime": _instant(fact),
        "userId": user["sourcedId"],
        "subject": fact.subject,
        "app": fact.app,
        "courseId": fact.course_id,
        "courseName": course["title"] if course else None,
        "activityId": fact.activity_id,
        "activityName": fact.activity_name,
        "eventType": fact.kind,
        **{name: _number(fact.figures[name]) for name in _FIGURES if name in fact.figures},
    }
    return {name: value for name, value in shown.items() if value is not None}


def _instant(fact: Fact) -> str:
    return instants.from_epoch(fact.when.astimezone(UTC).timestamp())


def _number(value: float) -> float:
    return int(value) if value == int(value) else round(value, 6)
