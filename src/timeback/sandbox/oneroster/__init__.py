"""OneRoster: rostering, the gradebook, courses' components and resources."""

from __future__ import annotations

from ..service import Service
from .errors import error_body
from .tables import SCOPES, TABLES

__all__ = ["SERVICE"]

SERVICE = Service(
    "oneroster", ("/ims/oneroster",), tuple(TABLES.values()), error_body, __name__, scopes=SCOPES
)
