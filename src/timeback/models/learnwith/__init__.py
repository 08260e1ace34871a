"""The models of LEARNWITH_AI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._facade import late
from ..oneroster.common import HrefRef, InputRef
from ..webhooks import LwaiSubscription, LwaiSubscriptionInput, LwaiSubscriptionStatus
from .applications import Application, Draft, DraftInput
from .enums import ApplicationType, GradeLabel, OnOff, RecordStatus
from .insights import Insight, InsightReport, InsightSession, InsightsOverview, SubjectInsight
from .rostering import (
    Demographics,
    DemographicsInput,
    Org,
    ProfileCredential,
    StudentInput,
    User,
    UserProfile,
    UserProfileInput,
    UserRole,
)

if TYPE_CHECKING:
    from . import bodies as bodies
else:
    bodies = late(f"{__name__}.bodies")

__all__ = [
    "Application",
    "ApplicationType",
    "Demographics",
    "DemographicsInput",
    "Draft",
    "DraftInput",
    "GradeLabel",
    "HrefRef",
    "InputRef",
    "Insight",
    "InsightReport",
    "InsightSession",
    "InsightsOverview",
    "LwaiSubscription",
    "LwaiSubscriptionInput",
    "LwaiSubscriptionStatus",
    "OnOff",
    "Org",
    "ProfileCredential",
    "RecordStatus",
    "StudentInput",
    "SubjectInsight",
    "User",
    "UserProfile",
    "UserProfileInput",
    "UserRole",
]
