"""The PowerPath client: one attribute a resource."""

from __future__ import annotations

from ..service import AsyncServiceClient

__all__ = ["AsyncPowerPathClient"]


class AsyncPowerPathClient(AsyncServiceClient, service="powerpath"):
    """PowerPath: adaptive paths, placement, lesson plans, test assignments.

    Use it with `async with`, or close it; tasks and threads may share one.
    """
