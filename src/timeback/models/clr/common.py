"""The common parts of credentials, achievements and profiles: images, proofs, identities, texts."""

from __future__ import annotations

from typing import Any, TypeAlias

from ..._json_types import is_list, is_object
from ..base import Choice, Model, OpenModel, Timestamp
from .enums import (
    AlignmentTargetType,
    AssociationKind,
    AssociationType,
    CredentialSchemaType,
    IdentifierEntryType,
    IdentityObjectType,
    IdentityType,
    ImageType,
)

__all__ = [
    "Alignment",
    "Association",
    "ClrCredentialSchema",
    "ClrImage",
    "ClrProof",
    "Contexts",
    "CredentialStatus",
    "Evidence",
    "IdentifierEntry",
    "IdentityObject",
    "Named",
    "RefreshService",
    "Related",
    "Signable",
    "TermsOfUse",
]


# The standard allows objects after the third.
Contexts: TypeAlias = list[str | dict[str, Any]]


class Named(OpenModel, kw_only=True):
    """A record whose name and description may come in several languages."""

    @classmethod
    def __mend__(cls, value: Any) -> Any:
        """Of texts in several languages, take the English one, or else the first."""
        if not is_object(value):
            return value
        return {
            key: _one_language(each) if key in ("name", "description") else each
            for key, each in value.items()
        }


class Signable(Named, kw_only=True):
    """A credential. Once it is signed it must not be changed."""

    @classmethod
    def __sealed__(cls, value: Any) -> bool:
        """Whether a value is a signed credential: a compact JWS, one in an envelope, or one with its proof inside."""
        if isinstance(value, str):
            return value.count(".") == 2
        kinds = value.get("type")
        return value.get("proof") is not None or _ENVELOPE in (kinds if is_list(kinds) else [kinds])


_ENVELOPE = "EnvelopedVerifiableCredential"


def _one_language(value: Any) -> Any:
    if not is_object(value) or not value:
        return value
    return value.get("@value") or value.get("en") or next(iter(value.values()))


class ClrImage(Model, kw_only=True):
    """A picture: the id is its URI, or a data URI with its content."""

    @classmethod
    def __mend__(cls, value: Any) -> Any:
        """A bare URI stands for a picture of which nothing else is said."""
        return {"id": value, "type": "Image"} if isinstance(value, str) else value

    id: str
    """URI of the picture, or a `data:` URI with its content."""
    type: Choice[ImageType]
    """Always `Image`, its type in JSON-LD."""
    caption: str | None = None
    """Alternative text; None if there are none."""


class ClrProof(OpenModel, kw_only=True):
    """A signature. One of the type `JsonWebSignature2020` has its `jws` in `further`, and no `proof_value`."""

    type: str
    """Kind of proof: `DataIntegrityProof`, or `JsonWebSignature2020` with its `jws` in `further`."""
    proof_purpose: str | None = None
    """Purpose of the proof, such as `assertionMethod`; None if not stated."""
    verification_method: str | None = None
    """URI of the key that verifies it; None if not stated."""
    created: Timestamp | None = None
    """Time of the signing; None if not stated."""
    proof_value: str | None = None
    """Signature, as multibase text; None in a proof of another kind."""
    cryptosuite: str | None = None
    """Way of signing, such as `eddsa-rdfc-2022`; None in a proof of another kind."""
    challenge: str | None = None
    """Text that binds the proof to one request; None if there is none."""
    domain: str | None = None
    """Domain that the proof is meant for; None for any."""
    nonce: str | None = None
    """Text that makes the proof unique; None if there is none."""


class ClrCredentialSchema(OpenModel, kw_only=True):
    """A schema that the credential follows."""

    id: str
    """URI of the schema."""
    type: Choice[CredentialSchemaType]
    """Way of checking: `1EdTechJsonSchemaValidator2019`."""


class CredentialStatus(OpenModel, kw_only=True):
    """The place to find out whether a credential was revoked."""

    type: str
    """Way of telling, such as `1EdTechRevocationList`."""
    id: str | None = None
    """URI that answers whether the credential was revoked; None if the type implies it."""


class RefreshService(OpenModel, kw_only=True):
    """The service for fetching a newer credential."""

    id: str
    """URI that answers with the newer credential."""
    type: str
    """Way of asking, such as `1EdTechCredentialRefresh`."""


class TermsOfUse(OpenModel, kw_only=True):
    """The terms for using a credential."""

    type: str
    """Kind of terms."""
    id: str | None = None
    """URI of the terms; None if the type says all."""


class Evidence(Named, kw_only=True):
    """Work that shows an achievement."""

    type: list[str]
    """JSON-LD types, `Evidence` among them."""
    id: str | None = None
    """URI of the work; None if the narrative describes it."""
    narrative: str | None = None
    """Work and how it was done, as Markdown; None if the URI shows it."""
    name: str | None = None
    """Name of the work; None if it has none."""
    description: str | None = None
    """Short description of the work; None if there are none."""
    genre: str | None = None
    """Kind of work, such as `Photography`; None if not stated."""
    audience: str | None = None
    """People whom the work is meant for; None if not stated."""


class IdentityObject(Model, kw_only=True):
    """The identity of a person or an organization; `identity_hash` is the identity itself unless `hashed`."""

    type: Choice[IdentityObjectType]
    """Always `IdentityObject`, its type in JSON-LD."""
    identity_hash: str
    """The identity itself, or its salted hash with the algorithm's name before it."""
    identity_type: Choice[IdentityType]
    """Kind of identity, such as `emailAddress`, or a name that begins with `ext:`."""
    hashed: bool
    """Whether `identity_hash` hides the identity, rather than giving it in clear."""
    salt: str | None = None
    """Text joined to the identity before hashing; None if there is none."""


class IdentifierEntry(Model, kw_only=True):
    """An identifier of another system."""

    type: Choice[IdentifierEntryType]
    """Always `IdentifierEntry`, its type in JSON-LD."""
    identifier: str
    """Identifier in the other system."""
    identifier_type: Choice[IdentityType]
    """Kind of identifier, such as `sisSourcedId`, or a name that begins with `ext:`."""


class Association(Model, kw_only=True):
    """The relation of one achievement or credential of a record to another."""

    type: Choice[AssociationKind]
    """Always `Association`, its type in JSON-LD."""
    association_type: Choice[AssociationType]
    """Relation of the source to the target, such as `isChildOf`."""
    source_id: str
    """URI of the achievement or credential that the relation goes from."""
    target_id: str
    """URI of the achievement or credential that the relation goes to."""


class Alignment(OpenModel, kw_only=True):
    """A statement of a framework that an achievement meets; `target_code` is its human coding scheme."""

    type: list[str]
    """JSON-LD types, `Alignment` among them."""
    target_name: str
    """Name of the statement, such as that of a competency."""
    target_url: str
    """URI of the statement, such as that of a CASE item."""
    target_code: str | None = None
    """Code of the statement that people use; None if it has none."""
    target_description: str | None = None
    """Statement in words; None if there are none."""
    target_framework: str | None = None
    """Title of the framework, such as that of a CASE document; None if not stated."""
    target_type: Choice[AlignmentTargetType] | None = None
    """Kind of statement, such as `CFItem`, or a name that begins with `ext:`; None if not stated."""


class Related(OpenModel, kw_only=True):
    """The same achievement in another language or version."""

    id: str
    """URI of the other achievement."""
    type: list[str]
    """JSON-LD types, `Related` among them."""
    in_language: str | None = None
    """Language of the other achievement, as a tag; None if it is the same."""
    version: str | None = None
    """Version of the other achievement; None if it is the same."""
