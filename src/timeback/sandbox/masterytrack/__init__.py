"""MasteryTrack: test inventory and assignments."""

from __future__ import annotations

from ..service import Service, TokenCheck
from .errors import error_body
from .routes import ROUTES
from .seed import seed
from .tables import ASSIGNMENTS, AUDIENCE, BASE, INVENTORY

__all__ = ["SERVICE"]

SERVICE = Service(
    "masterytrack",
    (BASE,),
    (INVENTORY, ASSIGNMENTS),
    ROUTES,
    error_body,
    TokenCheck("x-auth-token", AUDIENCE),
    seed=seed,
)
