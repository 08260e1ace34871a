# Generated from the models beside it by setup_fields.py; do not edit.
"""Bodies of this service as typed dicts: what its calls take as keywords."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Required, TypeAlias, TypedDict
from ..clr.achievements import Achievement, AchievementCriteria, AchievementSubject, Result, ResultDescription, RubricCriterionLevel
from ..clr.common import Alignment, ClrCredentialSchema, ClrImage, ClrProof, CredentialStatus, Evidence, IdentifierEntry, IdentityObject, RefreshService, Related, TermsOfUse
from ..clr.enums import AchievementType, AlignmentTargetType, CredentialSchemaType, GeoCoordinatesType, IdentifierEntryType, IdentityObjectType, IdentityType, ImageType, ResultStatus, ResultType
from ..clr.profiles import Address, ClrFullProfile, ClrProfile, EndorsementCredential, EndorsementSubject, GeoCoordinates
from ..vocabularies import Status
from datetime import date, datetime

CredentialSchemaTypeText: TypeAlias = Literal['1EdTechJsonSchemaValidator2019']

GeoCoordinatesTypeText: TypeAlias = Literal['GeoCoordinates']

IdentifierEntryTypeText: TypeAlias = Literal['IdentifierEntry']

IdentityObjectTypeText: TypeAlias = Literal['IdentityObject']

ImageTypeText: TypeAlias = Literal['Image']

ResultStatusText: TypeAlias = Literal['Completed', 'Enrolled', 'Failed', 'InProgress', 'OnHold', 'Provisional', 'Withdrew']

StatusText: TypeAlias = Literal['active', 'tobedeleted']


class AchievementChangesFields(TypedDict, total=False):
    name: str | None
    description: str | None
    achievement_type: AchievementType | str | None
    criteria: str | None
    image: str | None
    tag: Sequence[str] | None


class AchievementCredentialFields(TypedDict, total=False):
    context: Sequence[str | Mapping[str, Any]]
    id: str
    type: Sequence[str]
    issuer: ClrProfile | ClrProfileFields
    valid_from: datetime | date | str
    credential_subject: AchievementSubject | AchievementSubjectFields
    name: str | None
    description: str | None
    image: ClrImage | ClrImageFields | None
    valid_until: datetime | date | str | None
    credential_schema: Sequence[ClrCredentialSchema | ClrCredentialSchemaFields] | None
    proof: Sequence[ClrProof | ClrProofFields] | None
    awarded_date: datetime | date | str | None
    endorsement: Sequence[EndorsementCredential | EndorsementCredentialFields] | None
    endorsement_jwt: Sequence[str] | None
    credential_status: CredentialStatus | CredentialStatusFields | None
    refresh_service: RefreshService | RefreshServiceFields | None
    terms_of_use: Sequence[TermsOfUse | TermsOfUseFields] | None
    evidence: Sequence[Evidence | EvidenceFields] | None


class AchievementCriteriaFields(TypedDict, total=False):
    id: str | None
    narrative: str | None


class AchievementDefinitionFields(TypedDict, total=False):
    sourced_id: str | None
    status: Status | StatusText | None
    metadata: Mapping[str, Any] | None
    name: str
    description: str
    achievement_type: AchievementType | str | None
    criteria: str
    image: str | None
    tag: Sequence[str] | None


class AchievementFields(TypedDict, total=False):
    id: Required[str]
    type: Required[Sequence[str]]
    name: Required[str]
    description: Required[str]
    criteria: Required[AchievementCriteria | AchievementCriteriaFields]
    image: ClrImage | ClrImageFields | None
    achievement_type: AchievementType | str | None
    creator: ClrProfile | ClrProfileFields | None
    alignment: Sequence[Alignment | AlignmentFields] | None
    credits_available: int | float | None
    endorsement: Sequence[EndorsementCredential | EndorsementCredentialFields] | None
    endorsement_jwt: Sequence[str] | None
    field_of_study: str | None
    human_code: str | None
    in_language: str | None
    other_identifier: Sequence[IdentifierEntry | IdentifierEntryFields] | None
    related: Sequence[Related | RelatedFields] | None
    result_description: Sequence[ResultDescription | ResultDescriptionFields] | None
    specialization: str | None
    tag: Sequence[str] | None
    version: str | None


class AchievementSubjectFields(TypedDict, total=False):
    id: str | None
    type: Sequence[str] | None
    achievement: Achievement | AchievementFields | None
    activity_start_date: datetime | None
    activity_end_date: datetime | None
    credits_earned: int | float | None
    identifier: Sequence[IdentityObject | IdentityObjectFields] | None
    image: ClrImage | ClrImageFields | None
    license_number: str | None
    narrative: str | None
    result: Sequence[Result | ResultFields] | None
    role: str | None
    source: ClrFullProfile | ClrFullProfileFields | None
    term: str | None


class AddressFields(TypedDict, total=False):
    type: Required[Sequence[str]]
    address_country: str | None
    address_country_code: str | None
    address_region: str | None
    address_locality: str | None
    street_address: str | None
    post_office_box_number: str | None
    postal_code: str | None
    geo: GeoCoordinates | GeoCoordinatesFields | None


class AlignmentFields(TypedDict, total=False):
    type: Required[Sequence[str]]
    target_name: Required[str]
    target_url: Required[str]
    target_code: str | None
    target_description: str | None
    target_framework: str | None
    target_type: AlignmentTargetType | str | None


class ClrCredentialSchemaFields(TypedDict, total=False):
    id: Required[str]
    type: Required[CredentialSchemaType | CredentialSchemaTypeText]


class ClrFullProfileFields(TypedDict, total=False):
    id: Required[str]
    type: Required[Sequence[str]]
    name: str | None
    url: str | None
    phone: str | None
    description: str | None
    image: ClrImage | ClrImageFields | None
    email: str | None
    endorsement: Sequence[EndorsementCredential | EndorsementCredentialFields] | None
    endorsement_jwt: Sequence[str] | None
    address: Address | AddressFields | None
    other_identifier: Sequence[IdentifierEntry | IdentifierEntryFields] | None
    official: str | None
    parent_org: ClrFullProfile | ClrFullProfileFields | None
    family_name: str | None
    given_name: str | None
    additional_name: str | None
    patronymic_name: str | None
    honorific_prefix: str | None
    honorific_suffix: str | None
    family_name_prefix: str | None
    date_of_birth: date | None


class ClrImageFields(TypedDict, total=False):
    id: Required[str]
    type: Required[ImageType | ImageTypeText]
    caption: str | None


class ClrProfileFields(TypedDict, total=False):
    id: Required[str]
    type: Required[Sequence[str]]
    name: str | None
    url: str | None
    phone: str | None
    description: str | None
    image: ClrImage | ClrImageFields | None
    email: str | None


class ClrProofFields(TypedDict, total=False):
    type: Required[str]
    proof_purpose: str | None
    verification_method: str | None
    created: datetime | None
    proof_value: str | None
    cryptosuite: str | None
    challenge: str | None
    domain: str | None
    nonce: str | None


class CredentialStatusFields(TypedDict, total=False):
    type: Required[str]
    id: str | None


class EndorsementCredentialFields(TypedDict, total=False):
    context: Sequence[str | Mapping[str, Any]]
    id: Required[str]
    type: Required[Sequence[str]]
    name: Required[str]
    issuer: Required[ClrFullProfile | ClrFullProfileFields]
    valid_from: Required[datetime]
    credential_subject: Required[EndorsementSubject | EndorsementSubjectFields]
    description: str | None
    awarded_date: datetime | None
    valid_until: datetime | None
    proof: Sequence[ClrProof | ClrProofFields] | None
    credential_schema: Sequence[ClrCredentialSchema | ClrCredentialSchemaFields] | None
    credential_status: CredentialStatus | CredentialStatusFields | None
    refresh_service: RefreshService | RefreshServiceFields | None
    terms_of_use: Sequence[TermsOfUse | TermsOfUseFields] | None
    evidence: Sequence[Evidence | EvidenceFields] | None


class EndorsementSubjectFields(TypedDict, total=False):
    id: Required[str]
    type: Required[Sequence[str]]
    endorsement_comment: str | None


class EvidenceFields(TypedDict, total=False):
    type: Required[Sequence[str]]
    id: str | None
    narrative: str | None
    name: str | None
    description: str | None
    genre: str | None
    audience: str | None


class GeoCoordinatesFields(TypedDict, total=False):
    type: Required[GeoCoordinatesType | GeoCoordinatesTypeText]
    latitude: Required[int | float]
    longitude: Required[int | float]


class IdentifierEntryFields(TypedDict, total=False):
    type: Required[IdentifierEntryType | IdentifierEntryTypeText]
    identifier: Required[str]
    identifier_type: Required[IdentityType | str]


class IdentityObjectFields(TypedDict, total=False):
    type: Required[IdentityObjectType | IdentityObjectTypeText]
    identity_hash: Required[str]
    identity_type: Required[IdentityType | str]
    hashed: Required[bool]
    salt: str | None


class IssueFields(TypedDict, total=False):
    achievement_id: str
    user_id: str
    awarded_date: datetime | date | str | None


class RefreshServiceFields(TypedDict, total=False):
    id: Required[str]
    type: Required[str]


class RelatedFields(TypedDict, total=False):
    id: Required[str]
    type: Required[Sequence[str]]
    in_language: str | None
    version: str | None


class ResultDescriptionFields(TypedDict, total=False):
    id: Required[str]
    type: Required[Sequence[str]]
    name: Required[str]
    result_type: Required[ResultType | str]
    alignment: Sequence[Alignment | AlignmentFields] | None
    allowed_value: Sequence[str] | None
    required_level: str | None
    required_value: str | None
    rubric_criterion_level: Sequence[RubricCriterionLevel | RubricCriterionLevelFields] | None
    value_min: str | None
    value_max: str | None


class ResultFields(TypedDict, total=False):
    type: Required[Sequence[str]]
    achieved_level: str | None
    alignment: Sequence[Alignment | AlignmentFields] | None
    result_description: str | None
    status: ResultStatus | ResultStatusText | None
    value: str | None


class RubricCriterionLevelFields(TypedDict, total=False):
    id: Required[str]
    type: Required[Sequence[str]]
    name: Required[str]
    alignment: Sequence[Alignment | AlignmentFields] | None
    description: str | None
    level: str | None
    points: str | None


class TermsOfUseFields(TypedDict, total=False):
    type: Required[str]
    id: str | None
