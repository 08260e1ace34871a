"""What credentials, achievements and profiles share: images, proofs, identities, and texts in one language."""

from __future__ import annotations

from typing import Any, TypeAlias

from ..._json_types import is_object
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


def _one_language(value: Any) -> Any:
    if not is_object(value) or not value:
        return value
    return value.get("@value") or value.get("en") or next(iter(value.values()))


class ClrImage(Model, kw_only=True):
    """A picture: the id is its URI, or a data URI that holds it."""

    id: str
    type: Choice[ImageType]
    caption: str | None = None


class ClrProof(OpenModel, kw_only=True):
    """A signature. One of the type `JsonWebSignature2020` has its `jws` in `further`, and no `proof_value`."""

    type: str
    proof_purpose: str | None = None
    verification_method: str | None = None
    created: Timestamp | None = None
    proof_value: str | None = None
    cryptosuite: str | None = None
    challenge: str | None = None
    domain: str | None = None
    nonce: str | None = None


class ClrCredentialSchema(OpenModel, kw_only=True):
    """A schema that the credential keeps to."""

    id: str
    type: Choice[CredentialSchemaType]


class CredentialStatus(OpenModel, kw_only=True):
    """Where to see whether a credential was revoked."""

    type: str
    id: str | None = None


class RefreshService(OpenModel, kw_only=True):
    """Where to get a newer credential."""

    id: str
    type: str


class TermsOfUse(OpenModel, kw_only=True):
    """Under which terms a credential may be used."""

    type: str
    id: str | None = None


class Evidence(Named, kw_only=True):
    """Work that shows an achievement."""

    type: list[str]
    id: str | None = None
    narrative: str | None = None
    name: str | None = None
    description: str | None = None
    genre: str | None = None
    audience: str | None = None


class IdentityObject(Model, kw_only=True):
    """Who somebody is; `identity_hash` is the identity itself unless `hashed`."""

    type: Choice[IdentityObjectType]
    identity_hash: str
    identity_type: Choice[IdentityType]
    hashed: bool
    salt: str | None = None


class IdentifierEntry(Model, kw_only=True):
    """An identifier of another system."""

    type: Choice[IdentifierEntryType]
    identifier: str
    identifier_type: Choice[IdentityType]


class Association(Model, kw_only=True):
    """What one achievement or credential of a record is to another."""

    type: Choice[AssociationKind]
    association_type: Choice[AssociationType]
    source_id: str
    target_id: str


class Alignment(OpenModel, kw_only=True):
    """A statement of a framework that an achievement meets; `target_code` is its human coding scheme."""

    type: list[str]
    target_name: str
    target_url: str
    target_code: str | None = None
    target_description: str | None = None
    target_framework: str | None = None
    target_type: Choice[AlignmentTargetType] | None = None


class Related(OpenModel, kw_only=True):
    """The same achievement in another language or version."""

    id: str
    type: list[str]
    in_language: str | None = None
    version: str | None = None
