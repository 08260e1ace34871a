"""The tables of CLR: learner records, and the profile of their owner."""

from __future__ import annotations

from ..scopes import Scopes
from ..sql import Table

__all__ = ["BASE", "PROFILES", "RECORDS", "SCOPES", "TABLES"]

BASE = "/ims/clr/v2p0"

# What was sent, with its proof, stands under `credential`.
RECORDS = Table("clr_records", ("changed",))
PROFILES = Table("clr_profiles")

TABLES = (RECORDS, PROFILES)

_WRITE = frozenset({"clr/credential.upsert", "clr/credential.admin"})
SCOPES = {BASE: Scopes(frozenset({"clr/credential.readonly", "clr/credential.admin"}), _WRITE, _WRITE)}
