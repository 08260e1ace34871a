"""A thousand users as a district would have them: the same bytes for everybody. Standard library only."""

from __future__ import annotations

import json
from typing import Any

BASE = "https://sis.example/ims/oneroster/rostering/v1p2"
GIVEN = ["Ada", "Grace", "Zoë", "Muhammad", "Lucía", "Wei", "Olga", "Kwame", "Noor", "Søren"]
FAMILY = ["Lovelace", "Hopper", "Nguyễn", "Okafor", "García", "Chen", "Petrova", "Mensah"]


def user(index: int) -> dict[str, Any]:
    """One user, with roles, an organization, agents and metadata."""
    role = "teacher" if index % 25 == 0 else "student"
    school = f"school-{index % 12}"
    org = {"href": f"{BASE}/orgs/{school}", "sourcedId": school, "type": "org"}
    guardian = f"guardian-{index}"
    agents = [{"href": f"{BASE}/users/{guardian}", "sourcedId": guardian, "type": "user"}]
    return {
        "sourcedId": f"user-{index}",
        "status": "active",
        "dateLastModified": f"2026-0{1 + index % 9}-{10 + index % 18}T08:{10 + index % 50}:00.000Z",
        "metadata": {"homeroom": f"{1 + index % 12}{'ABC'[index % 3]}", "bus": index % 40},
        "username": f"user{index}",
        "enabledUser": True,
        "givenName": GIVEN[index % len(GIVEN)],
        "familyName": FAMILY[index % len(FAMILY)],
        "middleName": None,
        "email": f"user{index}@district.example",
        "identifier": f"{700000 + index}",
        "userIds": [{"type": "sis", "identifier": f"{90000 + index}"}],
        "roles": [{"roleType": "primary", "role": role, "org": org}],
        "agents": agents if role == "student" else [],
        "primaryOrg": org,
        "grades": [str(1 + index % 12)] if role == "student" else [],
        "sms": None,
        "phone": None,
    }


def encode(value: Any) -> bytes:
    """JSON as servers send it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


USERS = [user(index) for index in range(1000)]


def page_of_odd_users() -> bytes:
    """The same page from a server that leaves a required field null in every row."""
    return encode({"totalCount": len(USERS), "users": [{**each, "familyName": None} for each in USERS]})


def page_of_users() -> bytes:
    """A page of a thousand users, in its envelope."""
    return encode({"totalCount": len(USERS), "users": USERS})
