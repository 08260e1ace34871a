"""Achievements, and what somebody achieved."""

from __future__ import annotations

from ..base import Choice, OpenModel, Timestamp
from .common import Alignment, ClrImage, IdentifierEntry, IdentityObject, Named, Related
from .enums import AchievementType, ResultStatus, ResultType
from .profiles import ClrFullProfile, ClrProfile, EndorsementCredential

__all__ = [
    "Achievement",
    "AchievementCriteria",
    "AchievementSubject",
    "NestedCredentialSubject",
    "Result",
    "ResultDescription",
    "RubricCriterionLevel",
]


class AchievementCriteria(OpenModel, kw_only=True):
    """The criteria by which an achievement is earned."""

    id: str | None = None
    narrative: str | None = None


class RubricCriterionLevel(Named, kw_only=True):
    """A level of a rubric."""

    id: str
    type: list[str]
    name: str
    alignment: list[Alignment] | None = None
    description: str | None = None
    level: str | None = None
    points: str | None = None


class ResultDescription(Named, kw_only=True):
    """A result that an achievement can have."""

    id: str
    type: list[str]
    name: str
    result_type: Choice[ResultType]
    alignment: list[Alignment] | None = None
    allowed_value: list[str] | None = None
    required_level: str | None = None
    required_value: str | None = None
    rubric_criterion_level: list[RubricCriterionLevel] | None = None
    value_min: str | None = None
    value_max: str | None = None


class Achievement(Named, kw_only=True):
    """Something that can be achieved: a course, a badge, a degree."""

    id: str
    type: list[str]
    name: str
    description: str
    criteria: AchievementCriteria
    image: ClrImage | None = None
    achievement_type: Choice[AchievementType] | None = None
    creator: ClrProfile | None = None
    alignment: list[Alignment] | None = None
    credits_available: int | float | None = None
    endorsement: list[EndorsementCredential] | None = None
    endorsement_jwt: list[str] | None = None
    field_of_study: str | None = None
    human_code: str | None = None
    in_language: str | None = None
    other_identifier: list[IdentifierEntry] | None = None
    related: list[Related] | None = None
    result_description: list[ResultDescription] | None = None
    specialization: str | None = None
    tag: list[str] | None = None
    version: str | None = None


class Result(OpenModel, kw_only=True):
    """A result that the learner reached; `result_description` is the id of the one in the achievement."""

    type: list[str]
    achieved_level: str | None = None
    alignment: list[Alignment] | None = None
    result_description: str | None = None
    status: Choice[ResultStatus] | None = None
    value: str | None = None


class NestedCredentialSubject(OpenModel, kw_only=True):
    """Of whom a credential speaks: all that the platform describes of a nested one."""

    id: str | None = None


class AchievementSubject(NestedCredentialSubject, kw_only=True):
    """Of whom a credential speaks, and what they achieved. A credential of another kind has no `achievement`."""

    type: list[str] | None = None
    achievement: Achievement | None = None
    activity_start_date: Timestamp | None = None
    activity_end_date: Timestamp | None = None
    credits_earned: int | float | None = None
    identifier: list[IdentityObject] | None = None
    image: ClrImage | None = None
    license_number: str | None = None
    narrative: str | None = None
    result: list[Result] | None = None
    role: str | None = None
    source: ClrFullProfile | None = None
    term: str | None = None
