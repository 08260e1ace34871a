"""Open Badges: an achievement is defined, awarded, verified, and given up."""

from __future__ import annotations

from .conftest import Wire

BASE = "/ims/ob/v3p0"


def test_an_achievement_is_defined_awarded_and_verified(wire: Wire) -> None:
    defined = {
        "sourcedId": "a-1",
        "name": "Reader",
        "description": "Reads ten books.",
        "criteria": "Ten books.",
    }
    made = wire("POST", f"{BASE}/achievements/", {"achievement": defined}, expect=201).json()["achievement"]
    assert (made["sourcedId"], made["status"]) == ("a-1", "active")
    wire("PUT", f"{BASE}/achievements/a-1", {"achievement": {"tag": ["books"]}}, expect=204)
    assert wire.get(f"{BASE}/achievements/a-1")["achievement"]["tag"] == ["books"]
    refused = wire("POST", f"{BASE}/achievements/", {"achievement": {"name": "x"}}, expect=422)
    assert "criteria" in refused.text

    award = {"achievementId": "a-1", "userId": "student-00001"}
    credential = wire("POST", f"{BASE}/issue-badge/", award).json()
    assert credential["credentialSubject"]["achievement"]["name"] == "Reader"
    assert wire("POST", f"{BASE}/issue-badge/verify", credential).json()["valid"] is True
    forged = {**credential, "name": "Writer"}
    assert wire("POST", f"{BASE}/issue-badge/verify", forged).json()["valid"] is False
    assert wire("POST", f"{BASE}/credentials/", credential).json()["id"] == credential["id"]

    wire("DELETE", f"{BASE}/achievements/a-1", expect=204)
    wire("POST", f"{BASE}/issue-badge/", award, expect=404)
    assert wire.http.get(f"{BASE}/discovery/").status_code == 200
