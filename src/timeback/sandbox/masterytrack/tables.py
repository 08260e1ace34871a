"""The inventory, assignments, and what a new sandbox has of them."""

from __future__ import annotations

import hashlib

from timeback.sandbox.seed.records import Records
from timeback.sandbox.store import Doc, Table

__all__ = ["ASSIGNMENTS", "BASE", "INVENTORY", "seed"]

BASE = "/masterytrack"

# `subject` and `name` are found in any case, as the service does.
INVENTORY = Table("masterytrack_inventory", ("timeback_id", "subject", "grade_rank"))
ASSIGNMENTS = Table("masterytrack_assignments", ("student_email", "test"))

_SUBJECTS = ("Math", "Reading", "Language", "Science")
_GRADES = (
    "Kindergarten", "First Grade", "Second Grade", "Third Grade", "Fourth Grade", "Fifth Grade", "Sixth Grade",
    "Seventh Grade", "Eighth Grade", "Ninth Grade", "Tenth Grade", "Eleventh Grade", "Twelfth Grade",
)  # fmt: skip
_MADE = "2026-01-15T09:00:00.000Z"


def seed(number: int, records: Records) -> Records:
    """An inventory: a test for each subject and grade, an older version of some, and some not yet playable."""
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
