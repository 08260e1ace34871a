"""CLR: learner records as verifiable credentials."""

from __future__ import annotations

from ..service import Service
from .errors import error_body
from .tables import BASE, SCOPES, TABLES

__all__ = ["SERVICE"]

SERVICE = Service("clr", (BASE,), TABLES, error_body, __name__, scopes=SCOPES, seeded=False)
