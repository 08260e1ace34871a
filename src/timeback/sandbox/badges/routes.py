"""The operations of Open Badges."""

from __future__ import annotations

from ..service import Route
from . import achievements, credentials, discovery
from .tables import BASE

__all__ = ["ROUTES"]

_ONE = f"{BASE}/achievements/{{achievement}}"

ROUTES = (
    Route("GET", f"{BASE}/achievements/", achievements.list_achievements),
    Route("POST", f"{BASE}/achievements/", achievements.create_achievement),
    Route("GET", _ONE, achievements.get_achievement),
    Route("PUT", _ONE, achievements.update_achievement),
    Route("DELETE", _ONE, achievements.delete_achievement),
    Route("POST", f"{BASE}/credentials/", credentials.upsert_credential),
    Route("POST", f"{BASE}/issue-badge/", credentials.issue_credential),
    Route("POST", f"{BASE}/issue-badge/verify", credentials.verify_credential),
    Route("GET", f"{BASE}/discovery/", discovery.describe, needs_token=False),
)
