"""Records as a server would answer them."""

from __future__ import annotations

from typing import Any


def user_row(number: int = 1, **fields: Any) -> dict[str, Any]:
    """A user in wire form, with every required field."""
    return {
        "sourcedId": f"u-{number}",
        "status": "active",
        "dateLastModified": "2026-03-13T14:30:00.000Z",
        "enabledUser": "true",
        "givenName": "Ada",
        "familyName": f"Lovelace {number}",
        "email": f"ada{number}@example.org",
        "roles": [
            {
                "roleType": "primary",
                "role": "student",
                "org": {"href": "/orgs/s-1", "sourcedId": "s-1", "type": "org"},
            }
        ],
        "agents": [],
        "userProfiles": [],
        **fields,
    }


def user_input(**fields: Any) -> dict[str, Any]:
    """A user to create."""
    return {
        "givenName": "Ada",
        "familyName": "Lovelace",
        "email": "ada@example.org",
        "enabledUser": True,
        "roles": [{"roleType": "primary", "role": "student", "org": {"sourcedId": "s-1"}}],
        **fields,
    }


def user_page(*rows: dict[str, Any], total: int | None = None) -> dict[str, Any]:
    """A page of users; the total goes into the body."""
    counters = {"totalCount": len(rows) if total is None else total, "pageCount": 1, "pageNumber": 1}
    return {"users": list(rows), **counters, "offset": 0, "limit": 100}


def imsx(status: int, description: str = "it failed") -> dict[str, Any]:
    """An error body in the 1EdTech shape."""
    return {
        "imsx_codeMajor": "failure",
        "imsx_severity": "error",
        "imsx_description": description,
        "imsx_CodeMinor": {
            "imsx_codeMinorField": [
                {"imsx_codeMinorFieldName": "TargetEndSystem", "imsx_codeMinorFieldValue": f"code{status}"}
            ]
        },
    }
