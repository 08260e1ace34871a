"""Where MasteryTrack keeps its tests and their assignments."""

from __future__ import annotations

from timeback.sandbox.store import Table

__all__ = ["ASSIGNMENTS", "INVENTORY", "TABLES"]

INVENTORY = Table("masterytrack_inventory", ("subject", "grade_rank", "name", "version"), ("subject",))
ASSIGNMENTS = Table("masterytrack_assignments", ("student_email", "timeback_id"), ("student_email",))

TABLES = (INVENTORY, ASSIGNMENTS)
