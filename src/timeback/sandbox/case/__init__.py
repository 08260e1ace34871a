"""CASE: competency frameworks."""

from __future__ import annotations

from timeback.sandbox.case.reading import register_reading
from timeback.sandbox.case.seeding import seed_case
from timeback.sandbox.case.tables import BASE, TABLES
from timeback.sandbox.case.uploading import register_uploads
from timeback.sandbox.router import Router
from timeback.sandbox.services import Service

__all__ = ["SERVICE"]


def _register(router: Router) -> None:
    register_reading(router)
    register_uploads(router)


SERVICE = Service("case", (BASE,), TABLES, _register, seed=seed_case)
