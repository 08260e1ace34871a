"""The bodies of CLR, field by field: what the standard's schema of a learner record demands.

Other fields pass, but in the few objects that the standard closes. What a proof covers is kept as it was written.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from ..._json_types import is_list, is_object
from .. import instants
from ..fields import Checking, Field, Fields, Kind, array, boolean, nonblank, number, object_of, one_of, text

__all__ = [
    "ACHIEVEMENT",
    "CREDENTIAL",
    "ID",
    "IDENTITY",
    "ISSUER",
    "NAMES",
    "PROFILE",
    "PROOF",
    "RECORD",
    "TEXT",
    "URI",
    "types_in",
]

_ENVELOPE = "EnvelopedVerifiableCredential"
_W3C = "https://www.w3.org/ns/credentials/v2"
_STANDARD = "https://purl.imsglobal.org/spec"
# The contexts of a record in their order: the pattern of each, and how it is told.
_CONTEXTS = (
    (re.compile(re.escape(_W3C)), _W3C),
    (re.compile(rf"{_STANDARD}/clr/v2p0/context(-2\.\d+\.\d+)*\.json"), f"{_STANDARD}/clr/v2p0/context.json"),
    (re.compile(rf"{_STANDARD}/ob/v3p0/context(-3\.\d+\.\d+)*\.json"), f"{_STANDARD}/ob/v3p0/context.json"),
)


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
    if not is_list(value) or len(value) < len(_CONTEXTS):
        return check.fail(at, f"Must hold at least {len(_CONTEXTS)}, the first of which is {_W3C}.")
    for place, (pattern, name) in enumerate(_CONTEXTS):
        if not (isinstance(value[place], str) and pattern.fullmatch(value[place])):
            check.fail(f"{at}.{place}", f"Must be {name}.")
    return value


URI, _moment = Kind(_is_uri), Kind(_is_moment)
TEXT = Field(nonblank, required=True)
ID = Field(URI, required=True)
NAMES = array(nonblank, least=1)


def types_in(*wanted: str) -> Field:
    """A list of types in which these are."""

    def check(value: Any, at: str, checking: Checking) -> Any:
        kept = NAMES.check(value, at, checking)
        if is_list(value) and (missing := [name for name in wanted if name not in value]):
            return checking.fail(at, f"Must hold {missing[0]}.")
        return kept

    return Field(Kind(check, NAMES.query), required=True)


def _known(*values: str) -> Kind:
    """One of a list of texts, or a term of one's own that begins with `ext:`."""
    listed = one_of(*values)

    def check(value: Any, at: str, checking: Checking) -> Any:
        own = isinstance(value, str) and re.fullmatch(r"ext:[A-Za-z0-9.\-_]+", value)
        return value if own else listed.check(value, at, checking)

    return Kind(check)


def _one_or_more(kind: Kind) -> Kind:
    several = array(kind)

    def check(value: Any, at: str, checking: Checking) -> Any:
        return (several if is_list(value) else kind).check(value, at, checking)

    return Kind(check, several.query)


def _optional(kind: Kind, *names: str) -> Fields:
    return {name: Field(kind) for name in names}


IMAGE = object_of(
    {"id": ID, "type": Field(one_of("Image"), required=True), "caption": Field(text)}, closed=True
)
ISSUER = Field(
    object_of(
        {
            "id": ID,
            "type": types_in("Profile"),
            "image": Field(IMAGE),
            **_optional(URI, "url"),
            **_optional(text, "name", "phone", "description", "email"),
        }
    ),
    required=True,
)
_identity_types = (
    "name",
    "sourcedId",
    "systemId",
    "productId",
    "userName",
    "accountId",
    "emailAddress",
    "nationalIdentityNumber",
    "isbn",
    "issn",
    "lisSourcedId",
    "oneRosterSourcedId",
    "sisSourcedId",
    "ltiContextId",
    "ltiDeploymentId",
    "ltiToolId",
    "ltiPlatformId",
    "ltiUserId",
    "identifier",
)
IDENTITY = object_of(
    {
        "type": Field(one_of("IdentityObject"), required=True),
        "identityHash": TEXT,
        "identityType": Field(_known(*_identity_types), required=True),
        "hashed": Field(boolean, required=True),
        "salt": Field(text),
    },
    closed=True,
)
_alignment = object_of(
    {
        "type": types_in("Alignment"),
        "targetName": TEXT,
        "targetUrl": ID,
        **_optional(text, "targetCode", "targetDescription", "targetFramework", "targetType"),
    }
)
_rubric_level = object_of(
    {
        "id": ID,
        "type": types_in("RubricCriterionLevel"),
        "name": TEXT,
        "alignment": Field(array(_alignment)),
        **_optional(text, "description", "level", "points"),
    }
)
_result_types = (
    "GradePointAverage",
    "LetterGrade",
    "Percent",
    "PerformanceLevel",
    "PredictedScore",
    "RawScore",
    "Result",
    "RubricCriterion",
    "RubricCriterionLevel",
    "RubricScore",
    "ScaledScore",
    "Status",
)
_result_description = object_of(
    {
        "id": ID,
        "type": types_in("ResultDescription"),
        "name": TEXT,
        "resultType": Field(_known(*_result_types), required=True),
        "alignment": Field(array(_alignment)),
        "allowedValue": Field(array(text)),
        "requiredLevel": Field(URI),
        "rubricCriterionLevel": Field(array(_rubric_level)),
        **_optional(text, "requiredValue", "valueMin", "valueMax"),
    }
)
ACHIEVEMENT = object_of(
    {
        "id": ID,
        "type": types_in("Achievement"),
        "name": TEXT,
        "description": TEXT,
        "criteria": Field(object_of({"id": Field(URI), "narrative": Field(text)}), required=True),
        "image": Field(IMAGE),
        "achievementType": Field(text),
        "alignment": Field(array(_alignment)),
        "creditsAvailable": Field(number),
        "resultDescription": Field(array(_result_description)),
        "tag": Field(array(text)),
        **_optional(text, "fieldOfStudy", "humanCode", "inLanguage", "specialization", "version"),
    }
)
_result = object_of(
    {
        "type": types_in("Result"),
        "achievedLevel": Field(URI),
        "alignment": Field(array(_alignment)),
        "resultDescription": Field(URI),
        "status": Field(
            one_of("Completed", "Enrolled", "Failed", "InProgress", "OnHold", "Provisional", "Withdrew")
        ),
        "value": Field(text),
    }
)
# The platform describes the subject of a credential inside a record by its id alone; what stands there has its form.
_nested_subject = object_of(
    {
        "id": Field(text),
        "achievement": Field(ACHIEVEMENT),
        "activityStartDate": Field(_moment),
        "activityEndDate": Field(_moment),
        "creditsEarned": Field(number),
        "identifier": Field(array(IDENTITY)),
        "image": Field(IMAGE),
        "result": Field(array(_result)),
        **_optional(text, "licenseNumber", "narrative", "role", "term"),
    }
)
PROOF = _one_or_more(object_of({"type": TEXT, "created": Field(_moment)}))
_schemas = _one_or_more(object_of({"id": ID, "type": TEXT}))
_evidence = _one_or_more(
    object_of(
        {
            "type": types_in("Evidence"),
            "id": Field(URI),
            **_optional(text, "narrative", "name", "description", "genre", "audience"),
        }
    )
)
_status = Field(object_of({"id": Field(URI), "type": TEXT}))
# Of every credential, the record itself and those in it.
CREDENTIAL: Fields = {
    "validFrom": Field(_moment, required=True),
    "validUntil": Field(_moment),
    "awardedDate": Field(_moment),
    "description": Field(text),
    "image": Field(IMAGE),
    "credentialSchema": Field(_schemas),
    "credentialStatus": _status,
    "refreshService": Field(object_of({"id": ID, "type": TEXT})),
    "termsOfUse": Field(_one_or_more(object_of({"id": Field(URI), "type": TEXT}))),
    "evidence": Field(_evidence),
    "endorsementJwt": Field(array(nonblank)),
}

_unsigned = object_of(
    {
        **CREDENTIAL,
        "@context": Field(NAMES, required=True),
        "id": TEXT,
        "type": types_in("VerifiableCredential"),
        "issuer": ISSUER,
        "name": Field(text),
        "credentialSubject": Field(_nested_subject, required=True),
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
        "sourceId": ID,
        "targetId": ID,
    },
    closed=True,
)
_subject = object_of(
    {
        "id": Field(URI),
        "type": types_in("ClrSubject"),
        "verifiableCredential": Field(array(_nested, least=1), required=True),
        "identifier": Field(array(IDENTITY)),
        "achievement": Field(array(ACHIEVEMENT)),
        "association": Field(array(_association)),
    }
)

RECORD: Fields = {
    **CREDENTIAL,
    "@context": Field(Kind(_is_context), required=True),
    "id": ID,
    "type": types_in("VerifiableCredential", "ClrCredential"),
    "issuer": ISSUER,
    "name": TEXT,
    "proof": Field(PROOF),
    "partial": Field(boolean),
    "credentialSubject": Field(_subject, required=True),
}
PROFILE: Fields = {"id": Field(nonblank, required=True), "type": Field(NAMES, required=True)}
