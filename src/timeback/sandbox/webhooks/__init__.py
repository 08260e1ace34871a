"""Webhooks: who is told when events are stored, and the filters on them."""

from __future__ import annotations

from timeback.sandbox.router import Router
from timeback.sandbox.services import Service

__all__ = ["SERVICE"]


def _register(router: Router) -> None:
    """Nothing is served yet."""


SERVICE = Service("webhooks", ("/webhooks", "/webhook-filters"), (), _register)
