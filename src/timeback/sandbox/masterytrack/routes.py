"""The operations of MasteryTrack; the player is the sandbox's own."""

from __future__ import annotations

from ..service import Route
from . import assignments, authorizer, inventory, player
from .tables import BASE

__all__ = ["ROUTES"]

ROUTES = (
    Route("POST", f"{BASE}/authorizer", authorizer.issue_token, needs_token=False),
    Route("GET", f"{BASE}/authoring/inventory/search", inventory.search_inventory),
    Route("POST", f"{BASE}/delivery/assignments/assign", assignments.assign_test),
    Route("POST", f"{BASE}/delivery/assignments/invalidate", assignments.invalidate_assignments),
    Route("POST", f"{BASE}/player/{{assignment_id}}", player.finish_test),
)
