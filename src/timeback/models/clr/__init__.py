"""The models of CLR."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..._facade import late
from .achievements import (
    Achievement,
    AchievementCriteria,
    AchievementSubject,
    NestedCredentialSubject,
    Result,
    ResultDescription,
    RubricCriterionLevel,
)
from .common import (
    Alignment,
    Association,
    ClrCredentialSchema,
    ClrImage,
    ClrProof,
    CredentialStatus,
    Evidence,
    IdentifierEntry,
    IdentityObject,
    RefreshService,
    Related,
    TermsOfUse,
)
from .credentials import (
    CONTEXT,
    ClrCredential,
    ClrCredentialInput,
    ClrCredentialsResult,
    ClrCredentialSubject,
    ServiceDescription,
    VerifiableCredential,
)
from .enums import (
    AchievementType,
    AlignmentTargetType,
    AssociationKind,
    AssociationType,
    CredentialSchemaType,
    GeoCoordinatesType,
    IdentifierEntryType,
    IdentityObjectType,
    IdentityType,
    ImageType,
    ResultStatus,
    ResultType,
)
from .profiles import (
    Address,
    ClrFullProfile,
    ClrProfile,
    EndorsementCredential,
    EndorsementSubject,
    GeoCoordinates,
)

if TYPE_CHECKING:
    from . import bodies as bodies
else:
    bodies = late(f"{__name__}.bodies")

__all__ = [
    "CONTEXT",
    "Achievement",
    "AchievementCriteria",
    "AchievementSubject",
    "AchievementType",
    "Address",
    "Alignment",
    "AlignmentTargetType",
    "Association",
    "AssociationKind",
    "AssociationType",
    "ClrCredential",
    "ClrCredentialInput",
    "ClrCredentialSchema",
    "ClrCredentialSubject",
    "ClrCredentialsResult",
    "ClrFullProfile",
    "ClrImage",
    "ClrProfile",
    "ClrProof",
    "CredentialSchemaType",
    "CredentialStatus",
    "EndorsementCredential",
    "EndorsementSubject",
    "Evidence",
    "GeoCoordinates",
    "GeoCoordinatesType",
    "IdentifierEntry",
    "IdentifierEntryType",
    "IdentityObject",
    "IdentityObjectType",
    "IdentityType",
    "ImageType",
    "NestedCredentialSubject",
    "RefreshService",
    "Related",
    "Result",
    "ResultDescription",
    "ResultStatus",
    "ResultType",
    "RubricCriterionLevel",
    "ServiceDescription",
    "TermsOfUse",
    "VerifiableCredential",
]
