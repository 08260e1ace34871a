# Generated from src/timeback/_async/caliper/client.py by setup_unasync.py; do not edit.
"""The Caliper client: one attribute per resource."""

from __future__ import annotations

from ..service import ServiceClient
from .events import Events
from .jobs import Jobs

__all__ = ["CaliperClient"]


class CaliperClient(ServiceClient, service="caliper"):
    """Caliper 1.2: learning events, and the jobs that process them.

    Use it with `with`, or close it; tasks and threads may share one.
    """

    __module__ = "timeback"

    @property
    def events(self) -> Events:
        """Events: send, check, list and read them."""
        return Events(self._channel)

    @property
    def jobs(self) -> Jobs:
        """The jobs that store events."""
        return Jobs(self._channel)
