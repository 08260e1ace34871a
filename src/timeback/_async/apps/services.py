"""The services that an application's calls go to, as the unified client has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ..caliper import AsyncCaliperClient
    from ..edubridge import AsyncEduBridgeClient
    from ..oneroster import AsyncOneRosterClient
    from ..powerpath import AsyncPowerPathClient

__all__ = ["AsyncAppServices"]


class AsyncAppServices(Protocol):
    """The part of the unified client that an application's calls need."""

    @property
    def oneroster(self) -> AsyncOneRosterClient:
        """Users, courses, gradebook."""
        ...

    @property
    def edubridge(self) -> AsyncEduBridgeClient:
        """Enrollments, analytics."""
        ...

    @property
    def caliper(self) -> AsyncCaliperClient:
        """Events."""
        ...

    @property
    def powerpath(self) -> AsyncPowerPathClient:
        """Lessons."""
        ...
