"""PowerPath: adaptive paths, placement, lesson plans, test assignments."""

from __future__ import annotations

from timeback.sandbox.powerpath.assessments import register_assessments
from timeback.sandbox.powerpath.assignments import register_assignments
from timeback.sandbox.powerpath.courses import register_courses
from timeback.sandbox.powerpath.external import register_external
from timeback.sandbox.powerpath.lesson_plans import register_lesson_plans
from timeback.sandbox.powerpath.making import register_making
from timeback.sandbox.powerpath.placement import register_placement
from timeback.sandbox.powerpath.progress import register_progress
from timeback.sandbox.powerpath.screening import register_screening
from timeback.sandbox.powerpath.seed import seed
from timeback.sandbox.powerpath.tables import TABLES
from timeback.sandbox.router import Router
from timeback.sandbox.services import Service

__all__ = ["SERVICE"]

_BASE = "/powerpath"


def _register(router: Router) -> None:
    for register in (
        register_assessments,
        register_making,
        register_external,
        register_lesson_plans,
        register_progress,
        register_placement,
        register_screening,
        register_assignments,
        register_courses,
    ):
        register(router, _BASE)


SERVICE = Service("powerpath", (_BASE,), TABLES, _register, seed=seed)
