"""The seeded inventory: a test for each subject and grade, an older version of some, and some not yet playable."""

from __future__ import annotations

import hashlib

from ..records import Doc, Records
from ..service import SeedPlan
from .tables import INVENTORY

__all__ = ["seed"]

_SUBJECTS = ("Math", "Reading", "Language", "Science")

_GRADES = (
    "Kindergarten", "First Grade", "Second Grade", "Third Grade", "Fourth Grade", "Fifth Grade", "Sixth Grade",
    "Seventh Grade", "Eighth Grade", "Ninth Grade", "Tenth Grade", "Eleventh Grade", "Twelfth Grade",
)  # fmt: skip

_MADE = "2026-01-15T09:00:00.000Z"


def seed(plan: SeedPlan, records: Records) -> Records:
    """MasteryTrack's records of a new district."""
    tests: list[Doc] = []
    for subject in _SUBJECTS:
        for rank, grade in enumerate(_GRADES):
            for version in (2, 1) if rank % 4 == 3 else (1,):
                tests.append(_test(len(tests) + 1, subject, grade, rank, version))
    return {INVENTORY.name: [(str(test["id"]), test) for test in tests]}


def _test(number: int, subject: str, grade: str, rank: int, version: int) -> Doc:
    digest = hashlib.sha256(f"{subject}/{rank}/{version}".encode()).hexdigest()
    questions = ["choice", "text-entry"] if rank % 5 else ["choice", "drawing"]
    return {
        "id": number,
        "timeback_id": f"_{digest[:24]}",
        "name": f"{subject} mastery, {grade}",
        "subject": subject,
        "grade": grade,
        "grade_rank": rank,
        "version": version,
        "active": version == 2 or rank % 4 != 3,
        "metadata": {
            "url": f"https://tests.example/{number}",
            "type": "qti",
            "subType": "qti-test",
            "year": "2026",
            "format": "digital",
            "questionTypes": questions,
        },
        # Drawings cannot be played yet.
        "supported": "drawing" not in questions,
        "created_at": _MADE,
        "updated_at": _MADE,
        "invalidated_on": None,
    }
