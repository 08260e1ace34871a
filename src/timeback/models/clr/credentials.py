"""Learner records: credentials that hold credentials. Fields that are not known here are kept at every depth."""

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


class VerifiableCredential(Named, kw_only=True):
    """A credential in a learner record, such as a badge."""

    context: Contexts = field(name="@context")
    id: str | None = None
    type: list[str]
    issuer: ClrProfile
    valid_from: Timestamp
    credential_subject: AchievementSubject
    valid_until: Timestamp | None = None
    proof: list[ClrProof] | None = None
    name: str | None = None
    description: str | None = None
    image: ClrImage | None = None
    awarded_date: Timestamp | None = None
    endorsement: list[EndorsementCredential] | None = None
    endorsement_jwt: list[str] | None = None
    credential_schema: list[ClrCredentialSchema] | None = None
    credential_status: CredentialStatus | None = None
    refresh_service: RefreshService | None = None
    terms_of_use: list[TermsOfUse] | None = None
    evidence: list[Evidence] | None = None


class ClrCredentialSubject(OpenModel, kw_only=True):
    """Whose record it is, their credentials, and how these belong together."""

    type: list[str]
    verifiable_credential: list[VerifiableCredential]
    id: str | None = None
    identifier: list[IdentityObject] | None = None
    achievement: list[Achievement] | None = None
    association: list[Association] | None = None


class ClrCredential(Named, kw_only=True):
    """A learner record, signed. `timeback.clr` reads what was achieved in it."""

    context: Contexts = field(name="@context")
    id: str
    type: list[str]
    issuer: ClrProfile
    name: str
    valid_from: Timestamp
    credential_subject: ClrCredentialSubject
    description: str | None = None
    valid_until: Timestamp | None = None
    proof: list[ClrProof] | None = None
    credential_schema: list[ClrCredentialSchema] | None = None
    image: ClrImage | None = None
    partial: bool | None = None
    awarded_date: Timestamp | None = None
    endorsement: list[EndorsementCredential] | None = None
    endorsement_jwt: list[str] | None = None
    credential_status: CredentialStatus | None = None
    refresh_service: RefreshService | None = None
    terms_of_use: list[TermsOfUse] | None = None
    evidence: list[Evidence] | None = None


class ClrCredentialInput(OpenInput, kw_only=True):
    """A learner record to store. Its contexts and types are filled in, and the platform signs it."""

    context: Annotated[Contexts, Meta(min_length=3)] = field(
        default_factory=lambda: list(CONTEXT), name="@context"
    )
    id: str
    type: Annotated[list[str], Meta(min_length=1)] = field(default_factory=lambda: list(_TYPES))
    issuer: ClrProfile
    name: str
    valid_from: InstantInput
    credential_subject: ClrCredentialSubject
    description: Unset[str] = UNSET
    valid_until: Unset[InstantInput] = UNSET
    proof: Unset[list[ClrProof]] = UNSET
    credential_schema: Unset[list[ClrCredentialSchema]] = UNSET
    image: Unset[ClrImage] = UNSET
    partial: Unset[bool] = UNSET
    awarded_date: Unset[InstantInput] = UNSET
    endorsement: Unset[list[EndorsementCredential]] = UNSET
    endorsement_jwt: Unset[list[str]] = UNSET
    credential_status: Unset[CredentialStatus] = UNSET
    refresh_service: Unset[RefreshService] = UNSET
    terms_of_use: Unset[list[TermsOfUse]] = UNSET
    evidence: Unset[list[Evidence]] = UNSET


class ClrCredentialsResult(OpenModel, kw_only=True):
    """A page of learner records; those signed as compact JWS are texts, which `timeback.clr.read_jws` reads."""

    credential: list[ClrCredential] | None = None
    compact_jws_string: list[str] | None = None


class ServiceDescription(OpenModel, kw_only=True):
    """What the service says of itself: an OpenAPI document, nothing of which is guaranteed."""

    openapi: str | None = None
    info: dict[str, Any] | None = None
    servers: list[dict[str, Any]] | None = None
    paths: dict[str, Any] | None = None
    components: dict[str, Any] | None = None
