"""EduBridge: course-centric enrollments, analytics, subject tracks, goals."""

from __future__ import annotations

from ..service import Service
from .errors import error_body
from .tables import BASE, GOALS, SCOPES, TABLES

__all__ = ["SERVICE"]

SERVICE = Service("edubridge", (BASE, GOALS), TABLES, error_body, __name__, scopes=SCOPES)
