"""The operations of CLR."""

from __future__ import annotations

from ..service import Route
from . import credentials, discovery, profile
from .tables import BASE

__all__ = ["ROUTES"]

ROUTES = (
    Route("POST", f"{BASE}/credentials/", credentials.upsert_credential),
    Route("GET", f"{BASE}/credentials", credentials.list_credentials),
    Route("GET", f"{BASE}/profile", profile.get_profile),
    Route("PUT", f"{BASE}/profile", profile.put_profile),
    Route("GET", f"{BASE}/discovery/", discovery.describe),
)
