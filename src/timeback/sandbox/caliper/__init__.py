"""Caliper 1.2: learning events, and the jobs that process them."""

from __future__ import annotations

from ..service import Service
from .errors import error_body
from .tables import CALIPER, EVENTS, JOB_STATES, JOBS, SCOPES

__all__ = ["SERVICE"]

SERVICE = Service("caliper", (CALIPER, JOB_STATES), (EVENTS, JOBS), error_body, __name__, scopes=SCOPES)
