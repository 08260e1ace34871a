"""The client of Open Badges: one attribute per resource."""

from __future__ import annotations

from ..clr.discovery import AsyncDiscovery
from ..service import AsyncServiceClient
from .achievements import AsyncAchievements
from .credentials import AsyncBadgeCredentials

__all__ = ["AsyncBadgesClient"]


class AsyncBadgesClient(AsyncServiceClient, service="badges"):
    """Open Badges 3.0: achievements, and credentials that attest them, issued and verified by the platform.

    Use it with `async with`, or close it; tasks and threads may share one.
    """

    __module__ = "timeback"

    @property
    def achievements(self) -> AsyncAchievements:
        """Achievements that can be awarded."""
        return AsyncAchievements(self._channel)

    @property
    def credentials(self) -> AsyncBadgeCredentials:
        """Credentials: stored, issued, verified."""
        return AsyncBadgeCredentials(self._channel)

    @property
    def discovery(self) -> AsyncDiscovery:
        """The service's description of itself."""
        return AsyncDiscovery(self._channel)
