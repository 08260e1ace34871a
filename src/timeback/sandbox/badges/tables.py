"""The tables of Open Badges: achievements, and credentials."""

from __future__ import annotations

from ..scopes import Scopes
from ..sql import Table

__all__ = ["ACHIEVEMENTS", "BASE", "CREDENTIALS", "SCOPES", "TABLES"]

BASE = "/ims/ob/v3p0"

ACHIEVEMENTS = Table("badge_achievements")
# By the ids of issuer and credential.
CREDENTIALS = Table("badge_credentials")

TABLES = (ACHIEVEMENTS, CREDENTIALS)


def _scopes(*ends: str) -> frozenset[str]:
    return frozenset(f"ob/credential.{end}" for end in (*ends, "admin"))


SCOPES = {
    BASE: Scopes(_scopes("readonly"), _scopes("upsert"), _scopes("delete")),
    # It changes nothing.
    f"{BASE}/issue-badge/verify": Scopes(write=_scopes("readonly")),
}
