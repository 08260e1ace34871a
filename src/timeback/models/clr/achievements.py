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
    """URI of a page that states the criteria; None if the narrative does."""
    narrative: str | None = None
    """Criteria in words, as Markdown; None if the page states them."""


class RubricCriterionLevel(Named, kw_only=True):
    """A level of a rubric."""

    id: str
    """URI of the level; results refer to it."""
    type: list[str]
    """JSON-LD types, `RubricCriterionLevel` among them."""
    name: str
    """Name of the level, such as `Proficient`."""
    alignment: list[Alignment] | None = None
    """Statements of frameworks that the level meets; None if there are none."""
    description: str | None = None
    """Work that earns the level, in words; None if there is none."""
    level: str | None = None
    """Short mark of the level; None if it has none."""
    points: str | None = None
    """Points that the level is worth, as text; None if it is not scored."""


class ResultDescription(Named, kw_only=True):
    """A result that an achievement can have."""

    id: str
    """URI of the description; results refer to it."""
    type: list[str]
    """JSON-LD types, `ResultDescription` among them."""
    name: str
    """Name of the kind of result, such as `Final grade`."""
    result_type: Choice[ResultType]
    """Kind of result, such as `LetterGrade`, or a name that begins with `ext:`."""
    alignment: list[Alignment] | None = None
    """Statements of frameworks that such results meet; None if there are none."""
    allowed_value: list[str] | None = None
    """Values that a result may have, from lowest to highest; None for any."""
    required_level: str | None = None
    """URI of the level that must be reached for the achievement; None if none is."""
    required_value: str | None = None
    """Value that must be reached for the achievement, as text; None if none is."""
    rubric_criterion_level: list[RubricCriterionLevel] | None = None
    """Levels that a result may reach; None if it has values instead."""
    value_min: str | None = None
    """Lowest value that a result may have, as text; None for any."""
    value_max: str | None = None
    """Highest value that a result may have, as text; None for any."""


class Achievement(Named, kw_only=True):
    """Something that can be achieved: a course, a badge, a degree."""

    id: str
    """URI of the achievement, the same in every credential for it."""
    type: list[str]
    """JSON-LD types, `Achievement` among them."""
    name: str
    """Title for people, such as `Algebra I`."""
    description: str
    """Short description of the achievement."""
    criteria: AchievementCriteria
    """Requirements for earning it."""
    image: ClrImage | None = None
    """Picture for it, such as a badge; None if there is none."""
    achievement_type: Choice[AchievementType] | None = None
    """Kind of achievement, such as `Badge` or `Course`, or a name that begins with `ext:`."""
    creator: ClrProfile | None = None
    """Person or organization that designed it, not always the one that awards it."""
    alignment: list[Alignment] | None = None
    """Statements of frameworks that it meets; None if there are none."""
    credits_available: int | float | None = None
    """Credit hours that it can earn; None if it earns none."""
    endorsement: list[EndorsementCredential] | None = None
    """Endorsements by others, each a credential; None if there are none."""
    endorsement_jwt: list[str] | None = None
    """The same as compact JWS; None if there are none."""
    field_of_study: str | None = None
    """Field that it belongs to, such as a degree's; None if not stated."""
    human_code: str | None = None
    """Code that people use, such as a course number; None if it has none."""
    in_language: str | None = None
    """Language of the achievement, as a tag such as `en-US`; None if not stated."""
    other_identifier: list[IdentifierEntry] | None = None
    """Identifiers that it has in other systems; None if there are none."""
    related: list[Related] | None = None
    """The same achievement in other languages or versions; None if there are none."""
    result_description: list[ResultDescription] | None = None
    """Results that it can have; None if there are none."""
    specialization: str | None = None
    """Narrower subject within the field; None if there is none."""
    tag: list[str] | None = None
    """Search terms; None if there are none."""
    version: str | None = None
    """Version of the achievement; None if it has none."""


class Result(OpenModel, kw_only=True):
    """A result of the learner; `result_description` is the id of the one in the achievement."""

    type: list[str]
    """JSON-LD types, `Result` among them."""
    achieved_level: str | None = None
    """URI of the level that was reached; None if the result is a value."""
    alignment: list[Alignment] | None = None
    """Statements of frameworks that the result meets; None if there are none."""
    result_description: str | None = None
    """URI of the description in the achievement that the result is of."""
    status: Choice[ResultStatus] | None = None
    """Progress toward the achievement, such as `Completed`; None if the result is a value."""
    value: str | None = None
    """Value that was reached, as text such as `A` or `92`; None if it is a level or a status."""


class NestedCredentialSubject(OpenModel, kw_only=True):
    """The subject of a nested credential, as far as the platform documents it."""

    id: str | None = None
    """URI of the learner; None if an `identifier` names them."""


class AchievementSubject(NestedCredentialSubject, kw_only=True):
    """The subject of a credential, and their achievement. A credential of another kind has no `achievement`."""

    type: list[str] | None = None
    """JSON-LD types, `AchievementSubject` among them; None if not stated."""
    achievement: Achievement | None = None
    """Thing that was achieved; None in a credential of another kind."""
    activity_start_date: Timestamp | None = None
    """Time when the learner began to work for it; None if not stated."""
    activity_end_date: Timestamp | None = None
    """Time when the learner was done; None if not stated."""
    credits_earned: int | float | None = None
    """Credit hours that the learner got for it; None if there are none."""
    identifier: list[IdentityObject] | None = None
    """The learner's identities, at times hashed; None if the `id` is enough."""
    image: ClrImage | None = None
    """Picture for this award alone; None if there is none."""
    license_number: str | None = None
    """Number of the license that was granted; None if none was."""
    narrative: str | None = None
    """Work of the learner in words; None if there is none."""
    result: list[Result] | None = None
    """Results that the learner reached; None if there are none."""
    role: str | None = None
    """Part that the learner had in it, such as `Author`; None if not stated."""
    source: ClrFullProfile | None = None
    """Person or organization that assessed the learner; None if it is the issuer."""
    term: str | None = None
    """Academic term of the achievement, by name; None if there is none."""
