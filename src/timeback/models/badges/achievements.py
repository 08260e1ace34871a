"""Achievements as the platform keeps them; awards and verdicts."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta

from ..base import UNSET, Choice, InputModel, InstantInput, Model, OpenInput, OpenModel, Timestamp, Unset
from ..clr import AchievementType
from ..vocabularies import Status

__all__ = [
    "AchievementChangesInput",
    "AchievementDefinition",
    "AchievementDefinitionInput",
    "CredentialVerification",
    "IssueInput",
    "Status",
    "VerificationDetails",
]

_Text = Annotated[str, Meta(min_length=1)]


class AchievementDefinition(Model, kw_only=True):
    """An achievement as the platform stores it; inside a credential it is the standard's `Achievement`."""

    sourced_id: str
    """Identifier for issuing it."""
    status: Choice[Status]
    """Whether it is in use: `active` or `tobedeleted`."""
    date_last_modified: Timestamp | None = None
    """Time of the last change; None if the server leaves it out."""
    metadata: dict[str, Any] | None = None
    """Additional facts under keys of your own; None if there are none."""
    name: str
    """Title for people."""
    description: str
    """Short description."""
    achievement_type: Choice[AchievementType]
    """Kind of achievement, such as `Badge` or `Course`."""
    criteria: str
    """Requirements for earning it, in words; an object in credentials."""
    image: str | None = None
    """URI of its picture; None if there is none."""
    tag: list[str]
    """Search terms."""


class AchievementDefinitionInput(InputModel, kw_only=True):
    """An achievement to create."""

    sourced_id: Unset[_Text | None] = UNSET
    """Identifier of your own; left out, the server makes one."""
    status: Unset[Choice[Status] | None] = UNSET
    """Whether it is in use; left out, it is."""
    metadata: Unset[dict[str, Any] | None] = UNSET
    """Further facts under keys of your own."""
    name: _Text
    """Title for people."""
    description: _Text
    """Short description."""
    achievement_type: Unset[Choice[AchievementType] | None] = UNSET
    """Kind of achievement; left out, `Achievement`."""
    criteria: _Text
    """Requirements for earning it, in words."""
    image: Unset[str | None] = UNSET
    """URI of its picture."""
    tag: Unset[list[str] | None] = UNSET
    """Search terms."""


class AchievementChangesInput(InputModel, kw_only=True):
    """Fields of an achievement to change."""

    name: Unset[_Text | None] = UNSET
    """Title for people."""
    description: Unset[_Text | None] = UNSET
    """Short description."""
    achievement_type: Unset[Choice[AchievementType] | None] = UNSET
    """Kind of achievement."""
    criteria: Unset[_Text | None] = UNSET
    """Requirements for earning it, in words."""
    image: Unset[str | None] = UNSET
    """URI of its picture."""
    tag: Unset[list[str] | None] = UNSET
    """Search terms."""


class IssueInput(OpenInput, kw_only=True):
    """An achievement to award to a user. The platform accepts more fields, which are not documented."""

    achievement_id: _Text
    """The achievement's `sourced_id`."""
    user_id: _Text
    """The user's `sourced_id` in OneRoster."""
    awarded_date: Unset[InstantInput | None] = UNSET
    """Time of the award; left out, now."""


class VerificationDetails(OpenModel, kw_only=True):
    """The platform's checks, in an undocumented format."""

    issuer: Any | None = None
    """Issuer of the credential; None if not stated."""
    subject: Any | None = None
    """Learner; None if not stated."""
    achievement: Any | None = None
    """Achievement of the credential; None if not stated."""
    signature_method: str | None = None
    """Way of signing; None if not stated."""
    credential_count: int | None = None
    """Number of credentials looked at; None if not stated."""


class CredentialVerification(OpenModel, kw_only=True):
    """The platform's verdict on a credential."""

    valid: bool
    """Whether the platform trusts the credential."""
    errors: list[Any]
    """Reasons why it does not, in a form that the platform does not describe."""
    warnings: list[Any]
    """Further remarks, likewise."""
    details: VerificationDetails | None = None
    """Things looked at; None if the platform leaves them out."""

    def __bool__(self) -> bool:
        return self.valid
