"""The tables of MasteryTrack: the inventory and the assignments."""

from __future__ import annotations

from ..sql import Table

__all__ = ["ASSIGNMENTS", "AUDIENCE", "BASE", "INVENTORY"]

BASE = "/masterytrack"
# Its tokens are its own.
AUDIENCE = "masterytrack"

# `subject` and `name` are found in any case, as the service does.
INVENTORY = Table("masterytrack_inventory", ("timeback_id", "subject", "grade_rank"))
ASSIGNMENTS = Table("masterytrack_assignments", ("student_email", "test"))
