"""The Partner API, over the records of OneRoster, Caliper and EduBridge."""

from __future__ import annotations

from ..service import Service
from .errors import error_body
from .routes import ROUTES
from .tables import PREFIXES, SCOPES

__all__ = ["SERVICE"]

SERVICE = Service("partner", PREFIXES, (), ROUTES, error_body, scopes=SCOPES)
