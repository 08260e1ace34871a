"""A believable district, out of a seed: every record of OneRoster."""

from __future__ import annotations

from ...records import Records, Seeded
from ...service import SeedPlan
from .district import build

__all__ = ["seed"]


def seed(plan: SeedPlan, records: Records) -> Seeded:
    """OneRoster's records of a new district; the same for the same plan."""
    return build(plan)
