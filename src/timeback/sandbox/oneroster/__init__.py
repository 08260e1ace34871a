"""OneRoster: rostering, the gradebook, courses' components and resources."""

from __future__ import annotations

from ..service import Service
from .errors import error_body
from .routes import ROUTES
from .seed import seed
from .tables import SCOPES, TABLES

__all__ = ["SERVICE"]

SERVICE = Service(
    "oneroster", ("/ims/oneroster",), tuple(TABLES.values()), ROUTES, error_body, scopes=SCOPES, seed=seed
)
