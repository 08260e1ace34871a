"""Open Badges: achievements, and the credentials that attest them."""

from __future__ import annotations

from ..service import Service
from .errors import error_body
from .tables import BASE, SCOPES, TABLES

__all__ = ["SERVICE"]

SERVICE = Service("badges", (BASE,), TABLES, error_body, __name__, scopes=SCOPES)
