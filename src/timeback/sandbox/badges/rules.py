"""Awards, and verdicts on credentials."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from ..._json_types import is_object
from .. import instants
from ..clr.rules import is_ours, new_proof, proofs_of, unsigned
from ..records import Doc
from ..tokens import same_text

__all__ = ["awarded", "verdict"]

_CONTEXT = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]


def awarded(achievement: Doc, user: Doc, issuer: Doc, url: str, date: str) -> Doc:
    """The credential, not yet signed, that a user has earned an achievement.

    Args:
        achievement: The platform's entry.
        user: The user.
        issuer: The profile of the district.
        url: Where the achievement can be read.
        date: When it was awarded.
    """
    earned: Doc = {
        "id": url,
        "type": ["Achievement"],
        "name": achievement["name"],
        "description": achievement["description"],
        "criteria": {"narrative": achievement["criteria"]},
        "achievementType": achievement["achievementType"],
        "creator": issuer,
    }
    if achievement.get("image"):
        earned["image"] = {"id": achievement["image"], "type": "Image"}
    identity = {
        "type": "IdentityObject", "identityHash": user["sourcedId"], "identityType": "sourcedId",
        "hashed": False,
    }  # fmt: skip
    return {
        "@context": _CONTEXT,
        "id": uuid.uuid4().urn,
        "type": ["VerifiableCredential", "AchievementCredential"],
        "name": achievement["name"],
        "issuer": issuer,
        "validFrom": date,
        "awardedDate": date,
        "credentialSubject": {
            "id": f"urn:timeback:user:{user['sourcedId']}",
            "type": ["AchievementSubject"],
            "identifier": [identity],
            "achievement": earned,
        },
    }


def verdict(credential: Doc, faults: list[str], now: str, method: str) -> Doc:
    """The answer to a credential that is to be verified; `faults` are those of its form."""
    errors = [*faults, *_errors(credential, now, method)]
    proofs = proofs_of(credential)
    foreign = [each for each in proofs if not is_ours(each, method)]
    warnings = ["proof: the signature of another issuer is not checked here"] if foreign else []
    details = {
        "issuer": _id(credential.get("issuer")),
        "subject": _id(credential.get("credentialSubject")),
        "achievement": _id(_part(credential.get("credentialSubject"), "achievement")),
        "signatureMethod": _part(proofs[0], "cryptosuite") if proofs else None,
        "credentialCount": 1,
    }
    return {
        "valid": not errors,
        "errors": errors,
        "warnings": warnings,
        "details": {name: value for name, value in details.items() if isinstance(value, str | int)},
    }


def _errors(credential: Doc, now: str, method: str) -> Iterator[str]:
    start, end = (_moment(credential.get(name)) for name in ("validFrom", "validUntil"))
    present = _moment(now)
    if start and present and start > present:
        yield "validFrom: the credential does not hold yet"
    if end and present and end < present:
        yield "validUntil: the credential has expired"
    proofs = proofs_of(credential)
    if not proofs:
        yield "proof: the credential is not signed"
    for each in proofs:
        if is_ours(each, method) and not _is_right(credential, each, method):
            yield "proof: the signature is not this credential's"


def _is_right(credential: Doc, proof: Doc, method: str) -> bool:
    made = new_proof(unsigned(credential), str(proof.get("created")), method)
    return same_text(str(proof.get("proofValue")), made["proofValue"])


def _moment(text: object) -> str | None:
    found = instants.parse(text) if isinstance(text, str) else None
    return found.text if found else None


def _part(value: Any, name: str) -> Any:
    return value.get(name) if is_object(value) else None


def _id(value: Any) -> Any:
    return value if isinstance(value, str) else _part(value, "id")
