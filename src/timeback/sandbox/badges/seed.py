"""Achievements of a new district."""

from __future__ import annotations

from ..records import Doc, Records, keyed
from ..service import SeedPlan
from .tables import ACHIEVEMENTS

__all__ = ["seed"]

_CHANGED = "2025-08-04T08:00:00.000Z"
# Id, name, kind, how it is earned, and words to find it by.
_KNOWN = (
    ("badge-fractions", "Fraction Master", "Badge", "Master every fraction lesson of grade 4.", ["math"]),
    ("badge-reader", "Thousand Pages", "Badge", "Read a thousand pages in one term.", ["reading"]),
    (
        "badge-streak",
        "Thirty Days",
        "Badge",
        "Reach the daily goal on thirty school days in a row.",
        ["habit"],
    ),
    ("course-algebra-1", "Algebra I", "Course", "Complete the course with 90 percent.", ["math", "course"]),
    ("service-hours", "Good Neighbor", "CommunityService", "Give twenty hours to the town.", ["service"]),
)


def seed(plan: SeedPlan, known: Records) -> Records:
    """The achievements; the same in every district."""
    return {ACHIEVEMENTS.name: keyed([_achievement(*each) for each in _KNOWN])}


def _achievement(sourced_id: str, name: str, kind: str, criteria: str, tag: list[str]) -> Doc:
    return {
        "sourcedId": sourced_id,
        "status": "active",
        "dateLastModified": _CHANGED,
        "metadata": None,
        "name": name,
        "description": f"Awarded by Lakeview: {name}.",
        "achievementType": kind,
        "criteria": criteria,
        "tag": tag,
    }
