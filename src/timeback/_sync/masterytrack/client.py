# Generated from src/timeback/_async/masterytrack/client.py by setup_unasync.py; do not edit.
"""The MasteryTrack client: one attribute a resource."""

from __future__ import annotations

from ..service import ServiceClient

__all__ = ["MasteryTrackClient"]


class MasteryTrackClient(ServiceClient, service="masterytrack"):
    """MasteryTrack: the test inventory and the assignment of tests.

    Use it with `with`, or close it; tasks and threads may share one.
    """
