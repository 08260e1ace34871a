"""The Caliper client: one attribute a resource."""

from __future__ import annotations

from ..service import AsyncServiceClient

__all__ = ["AsyncCaliperClient"]


class AsyncCaliperClient(AsyncServiceClient, service="caliper"):
    """Caliper 1.2: learning events, and the jobs that process them.

    Use it with `async with`, or close it; tasks and threads may share one.
    """
