"""The MasteryTrack client: one attribute a resource."""

from __future__ import annotations

from ..service import AsyncServiceClient

__all__ = ["AsyncMasteryTrackClient"]


class AsyncMasteryTrackClient(AsyncServiceClient, service="masterytrack"):
    """MasteryTrack: the test inventory and the assignment of tests.

    Use it with `async with`, or close it; tasks and threads may share one.
    """
