# Generated from tests/_async/apps/conftest.py by setup_unasync.py; do not edit.
"""An application with two courses of the sandbox, and the student who uses it."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from timeback import TimebackClient
from timeback.models.oneroster import User
from timeback.sandbox import Sandbox

CONFIG: dict[str, Any] = {
    "name": "Fraction Farm",
    "sensor": "https://farm.example/play?v=1",
    "courses": [
        {
            "subject": "Math",
            "grade": 4,
            "ids": {"staging": "course-mth-04", "production": "elsewhere"},
            "metadata": {"metrics": {"totalLessons": 40}},
        },
        {"subject": "Reading", "grade": 4, "courseCode": "CS 101", "ids": {"staging": "course-rdg-04"}},
        {"subject": "Science", "grade": 13},
    ],
}
STUDENT = "student-00001"
LINK = "course-mth-04-cr"


@pytest.fixture
def config() -> dict[str, Any]:
    return copy.deepcopy(CONFIG)


@pytest.fixture
def timeback(sandbox: Sandbox, config: dict[str, Any]) -> Iterator[TimebackClient]:
    with TimebackClient(**sandbox.credentials, app=config) as client:
        yield client


@pytest.fixture
def student(timeback: TimebackClient) -> User:
    return timeback.oneroster.users.get(STUDENT)


@pytest.fixture
def done(student: User) -> dict[str, Any]:
    """An activity, as an application tells of it."""
    return {
        "user": {"email": student.email},
        "activity": {"id": "halves & quarters", "name": "Halves", "course": {"subject": "Math", "grade": 4}},
        "metrics": {"xp_earned": 12.5, "total_questions": 10, "correct_questions": 8, "mastered_units": 1},
        "time": {"ended_at": "2026-03-10T15:00:00Z", "active_ms": 60_000, "inactive_ms": 500},
        "run_id": "0b0e3c1c-6f0c-4a53-9e6f-0d7f9d1f7a11",
    }
