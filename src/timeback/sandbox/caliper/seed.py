"""A school week of events: what some of the district's students completed, and the time that it took them."""

from __future__ import annotations

import random
import uuid
from collections.abc import Set
from datetime import UTC, datetime, timedelta
from typing import Any

from ...models.caliper.base import CONTEXT
from .. import instants
from ..records import Doc, Records
from ..service import SeedPlan
from .documents import stored

__all__ = ["seed"]

# The last week before the break in which the district stands.
_MONDAY = datetime(2025, 12, 15, tzinfo=UTC)
_SCHOOL_DAYS = 5
_STUDENTS = 36
_HOST = "https://lakeview.example"
_ROSTERING = f"{_HOST}/ims/oneroster/rostering/v1p2"
_SENSOR = f"{_HOST}/sensors/lakeview-learn"
_APP: Doc = {"id": f"{_HOST}/apps/lakeview-learn", "name": "Lakeview Learn"}
_QUESTIONS = 10


def seed(plan: SeedPlan, records: Records) -> Records:
    """The events of a new district, oldest first; the same for the same seed."""
    rng = random.Random(f"caliper-{plan.seed}")
    lessons = _lessons(records)
    students = [doc for _, doc in records["users"] if _is_student(doc)][:_STUDENTS]
    courses = _courses(records, {doc["sourcedId"] for doc in students})
    events: list[Doc] = []
    for student in students:
        taken = [course for course in courses.get(student["sourcedId"], []) if course in lessons]
        for day in range(_SCHOOL_DAYS if taken else 0):
            if rng.random() < 0.06:  # Absent.
                continue
            moment = _MONDAY + timedelta(days=day, hours=14, minutes=rng.randrange(45))
            for course in rng.sample(taken, k=min(len(taken), rng.choice((1, 2, 2, 3)))):
                seconds = rng.randrange(9 * 60, 26 * 60)
                moment += timedelta(seconds=seconds)
                events += _lesson(rng, student, rng.choice(lessons[course]), seconds, moment)
                moment += timedelta(minutes=rng.randrange(2, 9))
    events.sort(key=lambda event: (event["eventTime"], event["id"]))
    docs = [
        stored(event, number, _SENSOR, event["eventTime"], event["eventTime"])
        for number, event in enumerate(events, 1)
    ]
    return {"caliper_events": [(doc["externalId"], doc) for doc in docs]}


def _is_student(user: Doc) -> bool:
    return user["status"] == "active" and any(role["role"] == "student" for role in user["roles"])


def _courses(others: Records, students: Set[str]) -> dict[str, list[str]]:
    """The courses that each of some students is enrolled in."""
    found: dict[str, list[str]] = {}
    for _, doc in others["enrollments"]:
        user = doc["user"]["sourcedId"]
        if user in students and doc["role"] == "student" and doc["status"] == "active":
            found.setdefault(user, []).append(doc["course"]["sourcedId"])
    return found


def _lessons(others: Records) -> dict[str, list[Doc]]:
    """By course, the contexts of its lessons and tests."""
    courses = dict(others["courses"])
    components = dict(others["course_components"])
    found: dict[str, list[Doc]] = {}
    for resource_id, doc in others["component_resources"]:
        component = components[doc["courseComponent"]["sourcedId"]]
        course = courses[component["course"]["sourcedId"]]
        context: Doc = {
            "id": f"{_ROSTERING}/courses/component-resources/{resource_id}",
            "type": "TimebackActivityContext",
            "subject": course["subjects"][0],
            "app": _APP,
            "course": {"id": f"{_ROSTERING}/courses/{course['sourcedId']}", "name": course["title"]},
            "activity": {
                "id": f"{_ROSTERING}/courses/components/{component['sourcedId']}",
                "name": doc["title"],
            },
        }
        found.setdefault(course["sourcedId"], []).append(context)
    return found


def _lesson(rng: random.Random, student: Doc, context: Doc, seconds: int, ended: datetime) -> list[Doc]:
    """A lesson worked through: the time that it took, and what came of it."""
    correct = min(_QUESTIONS, max(3, round(rng.gauss(8.4, 1.3))))
    active = round(seconds * rng.uniform(0.72, 0.97))
    # One XP is a minute of focused work, given for mastery only.
    xp = round(active / 60, 1) if correct >= 8 else 0
    waste = rng.randrange(seconds - active + 1)
    figures: list[Doc] = [
        {"type": "xpEarned", "value": xp},
        {"type": "totalQuestions", "value": _QUESTIONS},
        {"type": "correctQuestions", "value": correct},
        {"type": "masteredUnits", "value": int(correct >= 9 and rng.random() < 0.25)},
    ]
    spent: list[Doc] = [
        {"type": "active", "value": active},
        {"type": "inactive", "value": seconds - active - waste},
        {"type": "waste", "value": waste},
    ]
    parts: tuple[tuple[str, str, str, list[Doc], dict[str, Any]], ...] = (
        ("TimeSpentEvent", "SpentTime", "TimebackTimeSpentMetricsCollection", spent, {}),
        ("ActivityEvent", "Completed", "TimebackActivityMetricsCollection", figures, {"attempt": 1}),
    )
    return [
        {
            "@context": CONTEXT,
            "id": _urn(rng),
            "type": kind,
            "action": action,
            "actor": {
                "id": f"{_ROSTERING}/users/{student['sourcedId']}",
                "type": "TimebackUser",
                "email": student["email"],
                "name": f"{student['givenName']} {student['familyName']}",
                "role": "student",
            },
            "object": context,
            "eventTime": instants.from_epoch(ended.timestamp()),
            "profile": "TimebackProfile",
            "generated": {"id": _urn(rng), "type": collection, "items": items, **more},
            "edApp": _APP["id"],
        }
        for kind, action, collection, items, more in parts
    ]


def _urn(rng: random.Random) -> str:
    return f"urn:uuid:{uuid.UUID(int=rng.getrandbits(128), version=4)}"
