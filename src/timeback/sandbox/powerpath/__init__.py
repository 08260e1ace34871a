"""PowerPath: adaptive paths, placement, lesson plans, test assignments."""

from __future__ import annotations

from ..service import Service
from .errors import error_body
from .tables import BASE, SCOPES, TABLES

__all__ = ["SERVICE"]

SERVICE = Service("powerpath", (BASE,), TABLES, error_body, __name__, scopes=SCOPES)
