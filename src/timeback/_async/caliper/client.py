"""The Caliper client: one attribute per resource."""

from __future__ import annotations

from ..service import AsyncServiceClient
from .events import AsyncEvents
from .jobs import AsyncJobs

__all__ = ["AsyncCaliperClient"]


class AsyncCaliperClient(AsyncServiceClient, service="caliper"):
    """Caliper 1.2: learning events, and the jobs that process them.

    Use it with `async with`, or close it; tasks and threads may share one.
    """

    __module__ = "timeback"

    @property
    def events(self) -> AsyncEvents:
        """Events: send, check, list and read them."""
        return AsyncEvents(self._channel)

    @property
    def jobs(self) -> AsyncJobs:
        """The jobs that store events."""
        return AsyncJobs(self._channel)
