"""MasteryTrack: the test inventory and the assignment of tests, with tokens of its own."""

from __future__ import annotations

from timeback.sandbox.masterytrack.assigning import register_assignments
from timeback.sandbox.masterytrack.common import PREFIX, error_body
from timeback.sandbox.masterytrack.desk import register_desk
from timeback.sandbox.masterytrack.inventory import register_inventory
from timeback.sandbox.masterytrack.seeding import seed_masterytrack
from timeback.sandbox.masterytrack.tables import TABLES
from timeback.sandbox.masterytrack.taking import register_tests
from timeback.sandbox.router import Router
from timeback.sandbox.services import Service

__all__ = ["SERVICE"]


def _register(router: Router) -> None:
    register_desk(router)
    register_inventory(router)
    register_assignments(router)
    register_tests(router)


SERVICE = Service(
    "masterytrack", (PREFIX,), TABLES, _register, error_body, bearer=False, seed=seed_masterytrack
)
