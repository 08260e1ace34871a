"""CASE: competency frameworks."""

from __future__ import annotations

from ..service import Service
from .errors import error_body
from .tables import BASE, TABLES

__all__ = ["SERVICE"]

SERVICE = Service("case", (BASE,), TABLES, error_body, __name__)
