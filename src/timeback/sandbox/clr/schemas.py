"""The bodies of CLR, field by field."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from ..._json_types import is_list, is_object
from .. import instants
from ..fields import Checking, Field, Kind, array, boolean, nonblank, object_of, one_of

__all__ = ["PROFILE", "RECORD"]

_ENVELOPE = "EnvelopedVerifiableCredential"
_W3C = "https://www.w3.org/ns/credentials/v2"


def _is_uri(value: Any, at: str, check: Checking) -> Any:
    if isinstance(value, str) and urlsplit(value).scheme:
        return value
    return check.fail(at, "Must be a URI.")


def _is_moment(value: Any, at: str, check: Checking) -> Any:
    # It is kept as it was written: a proof may cover it.
    if isinstance(value, str) and "T" in value and instants.parse(value):
        return value
    return check.fail(at, "Must be an ISO 8601 datetime.")


def _is_context(value: Any, at: str, check: Checking) -> Any:
    if not is_list(value) or len(value) < 3 or value[0] != _W3C:
        return check.fail(at, f"Must hold at least 3, the first of which is {_W3C}.")
    return value


_uri, _moment = Kind(_is_uri), Kind(_is_moment)

_types = Field(array(nonblank, least=1), required=True)

_profile = Field(object_of({"id": Field(_uri, required=True), "type": _types}), required=True)

_text = Field(nonblank, required=True)

_unsigned = object_of(
    {
        "@context": Field(array(nonblank, least=1), required=True),
        "id": _text,
        "type": _types,
        "issuer": _profile,
        "validFrom": Field(_moment),
        "credentialSubject": Field(object_of({}), required=True),
    }
)


def _is_credential(value: Any, at: str, check: Checking) -> Any:
    """A credential: a compact JWS, one in an envelope, or an object, which has its fields unless it is signed."""
    if isinstance(value, str) and value.count(".") == 2:
        return value
    if is_object(value) and value.get("type") in (_ENVELOPE, [_ENVELOPE]):
        return value
    # Other platforms sign with one type, and with the address of an issuer, in the place of a list and an object.
    if is_object(value) and is_object(value.get("proof")):
        return value
    return _unsigned.check(value, at, check)


_nested = Kind(_is_credential, "object")

_identity = object_of(
    {
        "type": Field(one_of("IdentityObject"), required=True),
        "identityHash": _text,
        "identityType": _text,
        "hashed": Field(boolean, required=True),
    }
)

_achievement = object_of(
    {
        "id": Field(_uri, required=True),
        "type": _types,
        "name": _text,
        "description": _text,
        "criteria": Field(object_of({}), required=True),
    }
)

_association = object_of(
    {
        "type": Field(one_of("Association"), required=True),
        "associationType": Field(
            one_of(
                "exactMatchOf",
                "isChildOf",
                "isParentOf",
                "isPartOf",
                "isPeerOf",
                "isRelatedTo",
                "precedes",
                "replacedBy",
            ),
            required=True,
        ),
        "sourceId": Field(_uri, required=True),
        "targetId": Field(_uri, required=True),
    }
)

RECORD = {
    "@context": Field(Kind(_is_context), required=True),
    "id": Field(_uri, required=True),
    "type": _types,
    "issuer": _profile,
    "name": _text,
    "validFrom": Field(_moment),
    "validUntil": Field(_moment),
    "credentialSubject": Field(
        object_of(
            {
                "type": _types,
                "verifiableCredential": Field(array(_nested, least=1), required=True),
                "identifier": Field(array(_identity)),
                "achievement": Field(array(_achievement)),
                "association": Field(array(_association)),
            }
        ),
        required=True,
    ),
}
PROFILE = {"id": Field(nonblank, required=True), "type": Field(array(nonblank, least=1), required=True)}
