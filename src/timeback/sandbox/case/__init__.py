"""CASE: competency frameworks."""

from __future__ import annotations

from ..service import Service
from .errors import error_body
from .routes import ROUTES
from .seed import seed
from .tables import BASE, TABLES

__all__ = ["SERVICE"]

SERVICE = Service("case", (BASE,), TABLES, ROUTES, error_body, seed=seed)
