"""MasteryTrack: test inventory and assignments."""

from __future__ import annotations

from ..service import Service, TokenCheck
from .errors import error_body
from .tables import ASSIGNMENTS, AUDIENCE, BASE, INVENTORY

__all__ = ["SERVICE"]

SERVICE = Service(
    "masterytrack",
    (BASE,),
    (INVENTORY, ASSIGNMENTS),
    error_body,
    __name__,
    TokenCheck("x-auth-token", AUDIENCE),
)
