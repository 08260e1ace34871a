"""CLR: a learner record is stored, changed, listed; the owner's profile is put."""

from __future__ import annotations

from typing import Any

from .conftest import Wire

BASE = "/ims/clr/v2p0"
CONTEXT = [
    "https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]  # fmt: skip
RECORD: dict[str, Any] = {
    "@context": CONTEXT, "id": "urn:uuid:8d3b5dd6-7f0a-4a52-8d5f-1f9f2f2a0009",
    "type": ["VerifiableCredential", "ClrCredential"], "name": "Record of Ada", "validFrom": "2026-01-05T09:00:00Z",
    "issuer": {"id": "https://hillside.example", "type": ["Profile"], "name": "Hillside"},
    "credentialSubject": {
        "id": "urn:learner:1", "type": ["ClrSubject"],
        "verifiableCredential": [{
            "@context": CONTEXT[:1], "id": "urn:credential:1", "type": ["VerifiableCredential"],
            "issuer": {"id": "https://hillside.example", "type": ["Profile"]}, "validFrom": "2026-01-05T09:00:00Z",
            "credentialSubject": {"id": "urn:learner:1"},
        }],
    },
}  # fmt: skip


def test_a_record_is_stored_changed_and_listed(wire: Wire) -> None:
    made = wire("POST", f"{BASE}/credentials/", RECORD, expect=201).json()
    assert made["proof"][0]["type"] == "DataIntegrityProof"
    changed = wire("POST", f"{BASE}/credentials/", {**RECORD, "name": "Ada's record"}).json()
    assert changed["proof"][0]["proofValue"] != made["proof"][0]["proofValue"]
    refused = wire("POST", f"{BASE}/credentials/", {**RECORD, "validFrom": "soon"}, expect=422)
    assert "validFrom" in refused.text
    (listed,) = wire.get(f"{BASE}/credentials")["credential"]
    assert (listed["id"], listed["name"]) == (RECORD["id"], "Ada's record")
    profile = {"id": "https://hillside.example", "type": ["Profile"], "name": "Hillside"}
    wire("PUT", f"{BASE}/profile", profile)
    assert wire.get(f"{BASE}/profile") == profile
    assert wire.get(f"{BASE}/discovery/")["openapi"].startswith("3.")
