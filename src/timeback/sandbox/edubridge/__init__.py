"""EduBridge: course-centric enrollments, analytics, subject tracks, goals."""

from __future__ import annotations

from ..service import Service
from .errors import error_body
from .routes import ROUTES
from .seed import seed
from .tables import BASE, GOALS, SCOPES, TABLES

__all__ = ["SERVICE"]

SERVICE = Service("edubridge", (BASE, GOALS), TABLES, ROUTES, error_body, scopes=SCOPES, seed=seed)
