"""The tests of a new district: every grade and subject, some in a newer version, some that cannot be taken yet."""

from __future__ import annotations

import hashlib
import random

from timeback.sandbox.masterytrack.common import GRADES
from timeback.sandbox.masterytrack.tables import INVENTORY
from timeback.sandbox.seed.records import Records
from timeback.sandbox.store import Doc

__all__ = ["seed_masterytrack"]

_SUBJECTS = ("Language", "Math", "Reading", "Science")
_FORMS = ("A", "B")
_CREATED = "2025-06-02T09:00:00.000Z"
_UPDATED = "2025-08-04T15:30:00.000Z"
_UNSUPPORTED_SHARE = 0.15


def seed_masterytrack(seed: int, known: Records) -> Records:
    """MasteryTrack's inventory; the same for the same seed."""
    rng = random.Random(f"masterytrack {seed}")
    tests: list[Doc] = []
    for subject in _SUBJECTS:
        for rank in range(len(GRADES)):
            for form in _FORMS:
                # The first form of each grade can always be taken.
                supported = form == _FORMS[0] or rng.random() >= _UNSUPPORTED_SHARE
                tests += [
                    _test(len(tests) + each, subject, rank, form, each, supported)
                    for each in range(1, rng.randrange(2, 4))
                ]
    return {INVENTORY.name: [(test["timeback_id"], test) for test in tests]}


def _test(number: int, subject: str, rank: int, form: str, version: int, supported: bool) -> Doc:
    name = f"{GRADES[rank]} {subject} Mastery Test {form}"
    digest = hashlib.sha256(f"{name} {version}".encode()).hexdigest()
    return {
        "id": number,
        "timeback_id": f"_{digest[:24]}",
        "name": name,
        "subject": subject,
        "grade": GRADES[rank],
        "grade_rank": rank,
        "version": version,
        "active": True,
        "metadata": {
            "url": f"https://tests.lakeview.example/{digest[:12]}.xml",
            "type": "qti",
            "subType": "qti-test",
            "year": "2025",
            "format": "digital",
            "questionTypes": ["choice", "text-entry"] if supported else ["choice", "drawing"],
        },
        "supported": supported,
        "created_at": _CREATED,
        "updated_at": _UPDATED,
        "invalidated_on": None,
    }
