"""Profiles: the issuers of credentials, the creators of achievements, and the holders of both."""

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
    Signable,
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
    """A person or an organization, as credentials name it."""

    id: str
    """URI of the person or organization."""
    type: list[str]
    """JSON-LD types, `Profile` among them."""
    name: str | None = None
    """Name of the person or organization; None if not stated."""
    url: str | None = None
    """Address of its homepage; None if there is none."""
    phone: str | None = None
    """Phone number; None if not stated."""
    description: str | None = None
    """Short description; None if there are none."""
    image: ClrImage | None = None
    """Picture or logo; None if there is none."""
    email: str | None = None
    """Email address; None if not stated."""


class GeoCoordinates(OpenModel, kw_only=True):
    """A point on the earth."""

    type: Choice[GeoCoordinatesType]
    """Always `GeoCoordinates`, its type in JSON-LD."""
    latitude: int | float
    """Degrees north of the equator, negative for south."""
    longitude: int | float
    """Degrees east of Greenwich, negative for west."""


class Address(OpenModel, kw_only=True):
    """A postal address."""

    type: list[str]
    """JSON-LD types, `Address` among them."""
    address_country: str | None = None
    """Country in words, such as `United States`; None if not stated."""
    address_country_code: str | None = None
    """Country by ISO 3166 code, such as `US`; None if not stated."""
    address_region: str | None = None
    """State or region; None if not stated."""
    address_locality: str | None = None
    """Town; None if not stated."""
    street_address: str | None = None
    """Street and number; None if not stated."""
    post_office_box_number: str | None = None
    """Post office box, in place of a street; None if there is none."""
    postal_code: str | None = None
    """ZIP code or its like in other countries; None if not stated."""
    geo: GeoCoordinates | None = None
    """Point on the earth; None if not stated."""


class ClrFullProfile(Profiled, kw_only=True):
    """A person or an organization, with all fields of the standard."""

    id: str
    """URI of the person or organization."""
    type: list[str]
    """JSON-LD types, `Profile` among them."""
    name: str | None = None
    """Name of the person or organization; None if not stated."""
    url: str | None = None
    """Address of its homepage; None if there is none."""
    phone: str | None = None
    """Phone number; None if not stated."""
    description: str | None = None
    """Short description; None if there are none."""
    image: ClrImage | None = None
    """Picture or logo; None if there is none."""
    email: str | None = None
    """Email address; None if not stated."""
    endorsement: list[EndorsementCredential] | None = None
    """Endorsements by others, each a credential; None if there are none."""
    endorsement_jwt: list[str] | None = None
    """The same as compact JWS; None if there are none."""
    address: Address | None = None
    """Postal address; None if not stated."""
    other_identifier: list[IdentifierEntry] | None = None
    """Identifiers that it has in other systems; None if there are none."""
    official: str | None = None
    """Name of the person who signs for an organization; None if there is none."""
    parent_org: ClrFullProfile | None = None
    """Organization that contains this one; None at the top."""
    family_name: str | None = None
    """Last name of a person; None for an organization."""
    given_name: str | None = None
    """First name of a person; None for an organization."""
    additional_name: str | None = None
    """Additional name of a person, such as a middle name; None if there is none."""
    patronymic_name: str | None = None
    """Patronymic of a person; None if there is none."""
    honorific_prefix: str | None = None
    """Title before the name, such as `Dr`; None if there is none."""
    honorific_suffix: str | None = None
    """Title after the name, such as `M.D.`; None if there is none."""
    family_name_prefix: str | None = None
    """Word before the last name, such as `von`; None if there is none."""
    date_of_birth: date | None = None
    """Day of a person's birth; None if not stated."""


class EndorsementSubject(OpenModel, kw_only=True):
    """The subject of an endorsement, and its words."""

    id: str
    """URI of the person, organization, achievement or credential that is endorsed."""
    type: list[str]
    """JSON-LD types, `EndorsementSubject` among them."""
    endorsement_comment: str | None = None
    """Text of the endorsement, as Markdown; None if there are none."""


class EndorsementCredential(Signable, kw_only=True):
    """A credential in which somebody endorses something."""

    context: Contexts = field(name="@context")
    """JSON-LD contexts that give the keys their meaning; the first is the W3C's."""
    id: str
    """URI of the endorsement."""
    type: list[str]
    """JSON-LD types, `VerifiableCredential` and `EndorsementCredential` among them."""
    name: str
    """Name of the endorsement for people."""
    issuer: ClrFullProfile
    """Person or organization that endorses."""
    valid_from: Timestamp
    """Start of the credential's validity."""
    credential_subject: EndorsementSubject
    """Thing that is endorsed, and the words for it."""
    description: str | None = None
    """Short description of the endorsement; None if there are none."""
    awarded_date: Timestamp | None = None
    """Time of the award, if it differs from the start of validity."""
    valid_until: Timestamp | None = None
    """End of its validity; None if it has none."""
    proof: list[ClrProof] | None = None
    """Signatures that cover the credential; None for an unsigned one."""
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
