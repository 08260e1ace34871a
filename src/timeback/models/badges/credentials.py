"""Credentials that attest to one achievement. Unknown fields are kept at every depth."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, field

from ..base import UNSET, InstantInput, OpenInput, Unset
from ..clr import (
    AchievementSubject,
    ClrCredentialSchema,
    ClrImage,
    ClrProfile,
    ClrProof,
    CredentialStatus,
    EndorsementCredential,
    Evidence,
    RefreshService,
    TermsOfUse,
    VerifiableCredential,
)
from ..clr.common import Contexts

__all__ = ["CONTEXT", "AchievementCredential", "AchievementCredentialInput"]

CONTEXT = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
"""What the terms of a badge mean, in the order of the standard."""

_TYPES = ("VerifiableCredential", "AchievementCredential")


class AchievementCredential(VerifiableCredential, kw_only=True):
    """A badge: a credential for somebody's achievement. `timeback.clr.verify` checks its proof."""


class AchievementCredentialInput(OpenInput, kw_only=True):
    """A badge to store. Its contexts and types are filled in."""

    context: Annotated[Contexts, Meta(min_length=2)] = field(
        default_factory=lambda: list(CONTEXT), name="@context"
    )
    """JSON-LD contexts, two at least and in order; filled in."""
    id: str
    """URI of the credential, a URN or URL of your own; with the issuer's, it says which one is replaced."""
    type: Annotated[list[str], Meta(min_length=1)] = field(default_factory=lambda: list(_TYPES))
    """JSON-LD types; filled in."""
    issuer: ClrProfile
    """Person or organization that attests it."""
    valid_from: InstantInput
    """Start of the credential's validity."""
    credential_subject: AchievementSubject
    """Learner and achievement that it is about."""
    name: Unset[str | None] = UNSET
    """Name of the credential for people."""
    description: Unset[str | None] = UNSET
    """Short description."""
    image: Unset[ClrImage | None] = UNSET
    """Picture for it."""
    valid_until: Unset[InstantInput | None] = UNSET
    """End of its validity; left out if it has none."""
    credential_schema: Unset[list[ClrCredentialSchema] | None] = UNSET
    """Schemas that it follows."""
    proof: Unset[list[ClrProof] | None] = UNSET
    """Signatures that cover it."""
    awarded_date: Unset[InstantInput | None] = UNSET
    """Time of the award, if it differs from the start of validity."""
    endorsement: Unset[list[EndorsementCredential] | None] = UNSET
    """Endorsements by others, each a credential."""
    endorsement_jwt: Unset[list[str] | None] = UNSET
    """The same as compact JWS."""
    credential_status: Unset[CredentialStatus | None] = UNSET
    """Place to find out whether it was revoked."""
    refresh_service: Unset[RefreshService | None] = UNSET
    """Service for fetching a newer credential."""
    terms_of_use: Unset[list[TermsOfUse] | None] = UNSET
    """Conditions for using it."""
    evidence: Unset[list[Evidence] | None] = UNSET
    """Work that shows the achievement."""
