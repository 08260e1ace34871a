# Generated from src/timeback/_async/apps/services.py by setup_unasync.py; do not edit.
"""The services that an application's calls go to, as the unified client has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ..caliper import CaliperClient
    from ..edubridge import EduBridgeClient
    from ..oneroster import OneRosterClient
    from ..powerpath import PowerPathClient

__all__ = ["AppServices"]


class AppServices(Protocol):
    """The part of the unified client that an application's calls need."""

    @property
    def oneroster(self) -> OneRosterClient:
        """Users, courses, gradebook."""
        ...

    @property
    def edubridge(self) -> EduBridgeClient:
        """Enrollments, analytics."""
        ...

    @property
    def caliper(self) -> CaliperClient:
        """Events."""
        ...

    @property
    def powerpath(self) -> PowerPathClient:
        """Lessons."""
        ...
