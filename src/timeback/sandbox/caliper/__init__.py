"""Caliper 1.2: learning events, and the jobs that process them."""

from __future__ import annotations

from timeback.sandbox.caliper.tables import EVENTS
from timeback.sandbox.router import Router
from timeback.sandbox.services import Service

__all__ = ["SERVICE"]


def _register(router: Router) -> None:
    """Nothing is served yet."""


SERVICE = Service("caliper", ("/caliper", "/jobs"), (EVENTS,), _register)
