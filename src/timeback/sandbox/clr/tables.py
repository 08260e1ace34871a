"""The tables of CLR: learner records, and the profile of their owner."""

from __future__ import annotations

from ..store import Table

__all__ = ["BASE", "PROFILES", "RECORDS", "TABLES"]

BASE = "/ims/clr/v2p0"

# What was sent, with its proof, stands under `credential`.
RECORDS = Table("clr_records", ("changed",))
PROFILES = Table("clr_profiles")

TABLES = (RECORDS, PROFILES)
