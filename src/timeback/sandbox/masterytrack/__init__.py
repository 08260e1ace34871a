"""MasteryTrack: the test inventory and the assignment of tests."""

from __future__ import annotations

from timeback.sandbox.router import Router
from timeback.sandbox.services import Service

__all__ = ["SERVICE"]


def _register(router: Router) -> None:
    """Nothing is served yet."""


SERVICE = Service("masterytrack", ("/masterytrack",), (), _register, bearer=False)
