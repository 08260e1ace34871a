# Generated from src/timeback/_async/clr/client.py by setup_unasync.py; do not edit.
"""The CLR client: one attribute per resource."""

from __future__ import annotations

from ..service import ServiceClient
from .credentials import Credentials
from .discovery import Discovery
from .profile import OwnerProfile

__all__ = ["ClrClient"]


class ClrClient(ServiceClient, service="clr"):
    """CLR: learner records as verifiable credentials, signed by the platform.

    Use it with `with`, or close it; tasks and threads may share one.
    """

    __module__ = "timeback"

    @property
    def credentials(self) -> Credentials:
        """Learner records."""
        return Credentials(self._channel)

    @property
    def discovery(self) -> Discovery:
        """The service's description of itself."""
        return Discovery(self._channel)

    @property
    def profile(self) -> OwnerProfile:
        """The profile of the token's owner."""
        return OwnerProfile(self._channel)
