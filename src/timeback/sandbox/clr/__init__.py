"""CLR: learner records as verifiable credentials."""

from __future__ import annotations

from timeback.sandbox.clr.describing import register_discovery
from timeback.sandbox.clr.owner import register_profile
from timeback.sandbox.clr.records import register_records
from timeback.sandbox.clr.tables import BASE, TABLES
from timeback.sandbox.router import Router
from timeback.sandbox.services import Service

__all__ = ["SERVICE"]


def _register(router: Router) -> None:
    register_records(router)
    register_profile(router)
    register_discovery(router)


SERVICE = Service("clr", (BASE,), TABLES, _register)
