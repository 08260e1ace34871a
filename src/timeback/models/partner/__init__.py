"""The models of the Partner API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._facade import late
from ..learnwith.enums import RecordStatus
from ..learnwith.insights import (
    Insight,
    InsightReport,
    InsightSession,
    InsightsOverview,
    SubjectInsight,
)
from .measures import ActivityReport, Fact, WeeklyFacts, XpEntry
from .rostering import (
    Class,
    Course,
    Enrollment,
    Lesson,
    Org,
    Ref,
    RefInput,
    Resource,
    Term,
    Unit,
    UnitInput,
    User,
    UserInput,
    UserRole,
    UserRoleInput,
)

if TYPE_CHECKING:
    from . import bodies as bodies
else:
    bodies = late(f"{__name__}.bodies")

__all__ = [
    "ActivityReport",
    "Class",
    "Course",
    "Enrollment",
    "Fact",
    "Insight",
    "InsightReport",
    "InsightSession",
    "InsightsOverview",
    "Lesson",
    "Org",
    "RecordStatus",
    "Ref",
    "RefInput",
    "Resource",
    "SubjectInsight",
    "Term",
    "Unit",
    "UnitInput",
    "User",
    "UserInput",
    "UserRole",
    "UserRoleInput",
    "WeeklyFacts",
    "XpEntry",
]
