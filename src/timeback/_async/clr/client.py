"""The CLR client: one attribute per resource."""

from __future__ import annotations

from ..service import AsyncServiceClient
from .credentials import AsyncCredentials
from .discovery import AsyncDiscovery
from .profile import AsyncOwnerProfile

__all__ = ["AsyncClrClient"]


class AsyncClrClient(AsyncServiceClient, service="clr"):
    """CLR: learner records as verifiable credentials, signed by the platform.

    Use it with `async with`, or close it; tasks and threads may share one.
    """

    __module__ = "timeback"

    @property
    def credentials(self) -> AsyncCredentials:
        """Learner records."""
        return AsyncCredentials(self._channel)

    @property
    def discovery(self) -> AsyncDiscovery:
        """The service's description of itself."""
        return AsyncDiscovery(self._channel)

    @property
    def profile(self) -> AsyncOwnerProfile:
        """The profile of the token's owner."""
        return AsyncOwnerProfile(self._channel)
