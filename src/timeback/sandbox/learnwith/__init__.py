"""LEARNWITH_AI: what this platform has of its own, over the records of OneRoster, Caliper and EduBridge."""

from __future__ import annotations

from ..service import Service
from .errors import error_body
from .tables import PREFIXES, SCOPES, TABLES

__all__ = ["SERVICE"]

SERVICE = Service("learnwith", PREFIXES, TABLES, error_body, __name__, scopes=SCOPES, seeded=False)
