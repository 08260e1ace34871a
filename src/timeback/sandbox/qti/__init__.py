"""QTI 3.0: assessment items, tests, stimuli, scoring."""

from __future__ import annotations

from timeback.sandbox.router import Router
from timeback.sandbox.services import Service

__all__ = ["SERVICE"]


def _register(router: Router) -> None:
    """Nothing is served yet."""


SERVICE = Service("qti", ("/api",), (), _register)
