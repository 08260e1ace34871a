"""The proofs of CLR: others' stay, the platform's own is made anew with each write."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Any

import msgspec

from ..._json_types import is_object

__all__ = ["is_ours", "new_proof"]

# Known to nobody else, so that a proof can only have been made here.
_KEY = hashlib.sha256(b"timeback sandbox clr").digest()


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
