"""MasteryTrack: a key is exchanged for a JSON Web Token, a test found, assigned, taken back."""

from __future__ import annotations

import base64
import json

from .conftest import Wire

BASE = "/masterytrack"


def test_a_test_is_found_assigned_and_taken_back(wire: Wire) -> None:
    key = {"x-api-key": wire.about["api_key"]}
    email = {"email": wire.about["email"]}
    assert wire.http.post(f"{BASE}/authorizer", json=email).status_code == 401
    token = wire.http.post(f"{BASE}/authorizer", json=email, headers=key).json()["jwt"]
    head, claims, _ = token.split(".")
    said = [json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))) for part in (head, claims)]
    assert said[0]["typ"] == "JWT" and said[1]["email"] == email["email"] and said[1]["exp"] > said[1]["iat"]

    wire("GET", f"{BASE}/authoring/inventory/search", expect=401)
    bearer, wire.headers = wire.headers, {"x-auth-token": f"Bearer {token}"}
    found = wire.get(f"{BASE}/authoring/inventory/search", subject="Math", grade="4")
    test = found["data"][0]["timeback_id"]
    student = {"student_email": wire.about["email"], "timeback_id": test}
    wire("POST", f"{BASE}/delivery/assignments/assign", student, expect=404)
    rostered = wire.http.get("/ims/oneroster/rostering/v1p2/users/student-00001", headers=bearer).json()[
        "user"
    ]
    student["student_email"] = rostered["email"]
    made = wire("POST", f"{BASE}/delivery/assignments/assign", student, expect=201).json()["data"][
        "assignment"
    ]
    taken = wire("POST", f"{BASE}/delivery/assignments/assign", student, expect=409).json()
    assert taken["data"]["existing_assignment"]["id"] == made["id"]
    back = {"student_email": student["student_email"], "assignment_id": made["id"]}
    gone = wire("POST", f"{BASE}/delivery/assignments/invalidate", back).json()["data"]
    assert gone["total_invalidated"] == 1
