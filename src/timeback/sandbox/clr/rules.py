"""The proofs of CLR: others' stay, the platform's own is made anew with each write."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Any

import msgspec

from ..._json_types import is_list, is_object

__all__ = ["is_ours", "new_proof", "proofs_of", "signed", "unsigned"]

# Known to nobody else, so that a proof can only have been made here.
_KEY = hashlib.sha256(b"timeback sandbox clr").digest()


def signed(credential: dict[str, Any], created: str, method: str) -> dict[str, Any]:
    """A credential with the platform's proof made anew; proofs of others stay."""
    others = [each for each in proofs_of(credential) if not is_ours(each, method)]
    bare = unsigned(credential)
    return bare | {"proof": [*others, new_proof(bare, created, method)]}


def proofs_of(credential: dict[str, Any]) -> list[Any]:
    """The proofs of a credential, which may have one without a list."""
    given: Any = credential.get("proof") or []
    return given if is_list(given) else [given]


def unsigned(credential: dict[str, Any]) -> dict[str, Any]:
    """A credential without its proofs."""
    return {name: value for name, value in credential.items() if name != "proof"}


def is_ours(proof: Any, method: str) -> bool:
    """Whether a proof is the platform's own."""
    return is_object(proof) and proof.get("verificationMethod") == method


def new_proof(credential: dict[str, Any], created: str, method: str) -> dict[str, str]:
    """A proof in the form of the standard. It covers every field, but only the sandbox can check it."""
    signed = msgspec.json.encode(credential, order="deterministic")
    digest = hmac.new(_KEY, signed, hashlib.sha256).digest()
    return {
        "type": "DataIntegrityProof",
        "cryptosuite": "sandbox-hmac-sha256",
        "created": created,
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
        "proofValue": "u" + base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
    }
