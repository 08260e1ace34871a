"""Webhooks: endpoints on this machine that are told about stored events, and filters on these."""

from __future__ import annotations

from ..service import Service
from .deliveries import Deliveries
from .errors import error_body
from .tables import FILTERS, FILTERS_PATH, HOOKS_PATH, SCOPES, WEBHOOKS

__all__ = ["SERVICE"]

SERVICE = Service(
    "webhooks",
    (HOOKS_PATH, FILTERS_PATH),
    (WEBHOOKS, FILTERS),
    error_body,
    __name__,
    scopes=SCOPES,
    seeded=False,
    observer=Deliveries,
)
