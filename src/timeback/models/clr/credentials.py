"""Learner records: credentials that contain credentials. Unknown fields are kept at every depth."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, field

from ..base import UNSET, InstantInput, OpenInput, OpenModel, Timestamp, Unset
from .achievements import Achievement, AchievementSubject
from .common import (
    Association,
    ClrCredentialSchema,
    ClrImage,
    ClrProof,
    Contexts,
    CredentialStatus,
    Evidence,
    IdentityObject,
    Named,
    RefreshService,
    Signable,
    TermsOfUse,
)
from .profiles import ClrProfile, EndorsementCredential

__all__ = [
    "CONTEXT",
    "ClrCredential",
    "ClrCredentialInput",
    "ClrCredentialSubject",
    "ClrCredentialsResult",
    "ServiceDescription",
    "VerifiableCredential",
]

CONTEXT = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/clr/v2p0/context.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
)
"""What the terms of a learner record mean, in the order of the standard."""

_TYPES = ("VerifiableCredential", "ClrCredential")


class VerifiableCredential(Signable, kw_only=True):
    """A credential in a learner record, such as a badge."""

    context: Contexts = field(name="@context")
    """JSON-LD contexts that give the keys their meaning; the first is the W3C's."""
    id: str | None = None
    """URI of the credential; None if it has none."""
    type: list[str]
    """JSON-LD types, `VerifiableCredential` and often `AchievementCredential` among them."""
    issuer: ClrProfile
    """Person or organization that attests it."""
    valid_from: Timestamp | None = None
    """Start of the credential's validity; None if not stated."""
    credential_subject: AchievementSubject
    """Learner and achievement that the credential is about."""
    valid_until: Timestamp | None = None
    """End of its validity; None if it has none."""
    proof: list[ClrProof] | None = None
    """Signatures that cover the credential; None for an unsigned one."""
    name: str | None = None
    """Name of the credential for people; None if it has none."""
    description: str | None = None
    """Short description of the credential; None if there are none."""
    image: ClrImage | None = None
    """Picture for the credential; None if there is none."""
    awarded_date: Timestamp | None = None
    """Time of the award, if it differs from the start of validity."""
    endorsement: list[EndorsementCredential] | None = None
    """Endorsements by others, each a credential; None if there are none."""
    endorsement_jwt: list[str] | None = None
    """The same as compact JWS; None if there are none."""
    credential_schema: list[ClrCredentialSchema] | None = None
    """Schemas that the credential follows; None if there are none."""
    credential_status: CredentialStatus | None = None
    """Place to find out whether it was revoked; None if it cannot be."""
    refresh_service: RefreshService | None = None
    """Service for fetching a newer credential; None if there is none."""
    terms_of_use: list[TermsOfUse] | None = None
    """Conditions for using it; None if there are none."""
    evidence: list[Evidence] | None = None
    """Work that shows the achievement; None if there is none."""


class ClrCredentialSubject(OpenModel, kw_only=True):
    """The learner of a record, their credentials, and the relations between these."""

    type: list[str]
    """JSON-LD types, `ClrSubject` among them."""
    verifiable_credential: list[VerifiableCredential]
    """Credentials of the learner, one at least, each with its own proof."""
    id: str | None = None
    """URI of the learner; None if an `identifier` names them."""
    identifier: list[IdentityObject] | None = None
    """The learner's identities, at times hashed; None if the `id` is enough."""
    achievement: list[Achievement] | None = None
    """Achievements of the record, including those without a credential; None if not listed."""
    association: list[Association] | None = None
    """Relations between the record's achievements and credentials; None if there are none."""


class ClrCredential(Named, kw_only=True):
    """A learner record, signed. `timeback.clr` reads the achievements in it."""

    context: Contexts = field(name="@context")
    """JSON-LD contexts that give the keys their meaning; the first is the W3C's."""
    id: str
    """URI of the record, chosen by its issuer."""
    type: list[str]
    """JSON-LD types, `VerifiableCredential` and `ClrCredential` among them."""
    issuer: ClrProfile
    """Person or organization that attests it."""
    name: str
    """Name of the record for people."""
    valid_from: Timestamp
    """Start of the credential's validity."""
    credential_subject: ClrCredentialSubject
    """Learner, their credentials, and the relations between these."""
    description: str | None = None
    """Short description of the record; None if there are none."""
    valid_until: Timestamp | None = None
    """End of its validity; None if it has none."""
    proof: list[ClrProof] | None = None
    """Signatures that cover the credential; None for an unsigned one."""
    credential_schema: list[ClrCredentialSchema] | None = None
    """Schemas that the credential follows; None if there are none."""
    image: ClrImage | None = None
    """Picture for the credential; None if there is none."""
    partial: bool | None = None
    """Whether the record leaves out achievements that the issuer knows of; None if not stated."""
    awarded_date: Timestamp | None = None
    """Time of the award, if it differs from the start of validity."""
    endorsement: list[EndorsementCredential] | None = None
    """Endorsements by others, each a credential; None if there are none."""
    endorsement_jwt: list[str] | None = None
    """The same as compact JWS; None if there are none."""
    credential_status: CredentialStatus | None = None
    """Place to find out whether it was revoked; None if it cannot be."""
    refresh_service: RefreshService | None = None
    """Service for fetching a newer credential; None if there is none."""
    terms_of_use: list[TermsOfUse] | None = None
    """Conditions for using it; None if there are none."""
    evidence: list[Evidence] | None = None
    """Work that shows the achievement; None if there is none."""


class ClrCredentialInput(OpenInput, kw_only=True):
    """A learner record to store. Its contexts and types are filled in, and the platform signs it."""

    context: Annotated[Contexts, Meta(min_length=3)] = field(
        default_factory=lambda: list(CONTEXT), name="@context"
    )
    """JSON-LD contexts, three at least and in order; filled in."""
    id: str
    """URI of the record, a URN or URL of your own; the same one again replaces the record."""
    type: Annotated[list[str], Meta(min_length=1)] = field(default_factory=lambda: list(_TYPES))
    """JSON-LD types; filled in."""
    issuer: ClrProfile
    """Person or organization that attests the record."""
    name: str
    """Name of the record for people."""
    valid_from: Unset[InstantInput | None] = UNSET
    """Start of the record's validity; left out, the time of signing."""
    credential_subject: ClrCredentialSubject
    """Learner, their credentials, and the relations between these."""
    description: Unset[str | None] = UNSET
    """Short description of the record."""
    valid_until: Unset[InstantInput | None] = UNSET
    """End of its validity; left out if it has none."""
    proof: Unset[list[ClrProof] | None] = UNSET
    """Signatures of your own; left out, the platform signs."""
    credential_schema: Unset[list[ClrCredentialSchema] | None] = UNSET
    """Schemas that the record follows."""
    image: Unset[ClrImage | None] = UNSET
    """Picture for the record."""
    partial: Unset[bool | None] = UNSET
    """Whether the record leaves out achievements that the issuer knows of."""
    awarded_date: Unset[InstantInput | None] = UNSET
    """Time of the award, if it differs from the start of validity."""
    endorsement: Unset[list[EndorsementCredential] | None] = UNSET
    """Endorsements by others, each a credential."""
    endorsement_jwt: Unset[list[str] | None] = UNSET
    """The same as compact JWS."""
    credential_status: Unset[CredentialStatus | None] = UNSET
    """Place to find out whether the record was revoked."""
    refresh_service: Unset[RefreshService | None] = UNSET
    """Service that gives a newer record."""
    terms_of_use: Unset[list[TermsOfUse] | None] = UNSET
    """Terms under which the record may be used."""
    evidence: Unset[list[Evidence] | None] = UNSET
    """Work that shows the achievements."""


class ClrCredentialsResult(OpenModel, kw_only=True):
    """A page of learner records; those signed as compact JWS are texts, which `timeback.clr.read_jws` reads."""

    credential: list[ClrCredential] | None = None
    """Records that hold their proof; None if there are none."""
    compact_jws_string: list[str] | None = None
    """Records signed as compact JWS; None if there are none."""


class ServiceDescription(OpenModel, kw_only=True):
    """The service's description of itself: an OpenAPI document, nothing of which is guaranteed."""

    openapi: str | None = None
    """Version of OpenAPI, such as `3.0.1`; None if the service leaves it out."""
    info: dict[str, Any] | None = None
    """Title, terms and contact of the service, and the image and privacy policy of its owner."""
    servers: list[dict[str, Any]] | None = None
    """Base URLs of the service."""
    paths: dict[str, Any] | None = None
    """Endpoints of the service, by path."""
    components: dict[str, Any] | None = None
    """Schemas and security schemes that the endpoints refer to."""
