"""Profiles: those who issue credentials, make achievements, and hold them."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec import field

from ..base import Choice, OpenModel, Timestamp
from .common import (
    ClrCredentialSchema,
    ClrImage,
    ClrProof,
    Contexts,
    CredentialStatus,
    Evidence,
    IdentifierEntry,
    Named,
    RefreshService,
    TermsOfUse,
)
from .enums import GeoCoordinatesType

__all__ = [
    "Address",
    "ClrFullProfile",
    "ClrProfile",
    "EndorsementCredential",
    "EndorsementSubject",
    "GeoCoordinates",
    "Profiled",
]


class Profiled(Named, kw_only=True):
    """A profile, which may come as its bare URI."""

    @classmethod
    def __mend__(cls, value: Any) -> Any:
        """A bare URI stands for a profile of which nothing else is said."""
        return {"id": value, "type": ["Profile"]} if isinstance(value, str) else super().__mend__(value)


class ClrProfile(Profiled, kw_only=True):
    """A person or an organisation, as credentials name it."""

    id: str
    type: list[str]
    name: str | None = None
    url: str | None = None
    phone: str | None = None
    description: str | None = None
    image: ClrImage | None = None
    email: str | None = None


class GeoCoordinates(OpenModel, kw_only=True):
    """A point on the earth."""

    type: Choice[GeoCoordinatesType]
    latitude: int | float
    longitude: int | float


class Address(OpenModel, kw_only=True):
    """A postal address."""

    type: list[str]
    address_country: str | None = None
    address_country_code: str | None = None
    address_region: str | None = None
    address_locality: str | None = None
    street_address: str | None = None
    post_office_box_number: str | None = None
    postal_code: str | None = None
    geo: GeoCoordinates | None = None


class ClrFullProfile(Profiled, kw_only=True):
    """A person or an organisation, with all that the standard knows of it."""

    id: str
    type: list[str]
    name: str | None = None
    url: str | None = None
    phone: str | None = None
    description: str | None = None
    image: ClrImage | None = None
    email: str | None = None
    endorsement: list[EndorsementCredential] | None = None
    endorsement_jwt: list[str] | None = None
    address: Address | None = None
    other_identifier: list[IdentifierEntry] | None = None
    official: str | None = None
    parent_org: ClrFullProfile | None = None
    family_name: str | None = None
    given_name: str | None = None
    additional_name: str | None = None
    patronymic_name: str | None = None
    honorific_prefix: str | None = None
    honorific_suffix: str | None = None
    family_name_prefix: str | None = None
    date_of_birth: date | None = None


class EndorsementSubject(OpenModel, kw_only=True):
    """What is endorsed, and in which words."""

    id: str
    type: list[str]
    endorsement_comment: str | None = None


class EndorsementCredential(Named, kw_only=True):
    """A credential by which somebody endorses something."""

    context: Contexts = field(name="@context")
    id: str
    type: list[str]
    name: str
    issuer: ClrFullProfile
    valid_from: Timestamp
    credential_subject: EndorsementSubject
    description: str | None = None
    awarded_date: Timestamp | None = None
    valid_until: Timestamp | None = None
    proof: list[ClrProof] | None = None
    credential_schema: list[ClrCredentialSchema] | None = None
    credential_status: CredentialStatus | None = None
    refresh_service: RefreshService | None = None
    terms_of_use: list[TermsOfUse] | None = None
    evidence: list[Evidence] | None = None
