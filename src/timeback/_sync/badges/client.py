# Generated from src/timeback/_async/badges/client.py by setup_unasync.py; do not edit.
"""The client of Open Badges: one attribute per resource."""

from __future__ import annotations

from ..clr.discovery import Discovery
from ..service import ServiceClient
from .achievements import Achievements
from .credentials import BadgeCredentials

__all__ = ["BadgesClient"]


class BadgesClient(ServiceClient, service="badges"):
    """Open Badges 3.0: achievements, and credentials that attest them, issued and verified by the platform.

    Use it with `with`, or close it; tasks and threads may share one.
    """

    __module__ = "timeback"

    @property
    def achievements(self) -> Achievements:
        """Achievements that can be awarded."""
        return Achievements(self._channel)

    @property
    def credentials(self) -> BadgeCredentials:
        """Credentials: stored, issued, verified."""
        return BadgeCredentials(self._channel)

    @property
    def discovery(self) -> Discovery:
        """The service's description of itself."""
        return Discovery(self._channel)
