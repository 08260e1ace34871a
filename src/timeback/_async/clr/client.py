"""The Clr client: one attribute a resource."""

from __future__ import annotations

from ..service import AsyncServiceClient

__all__ = ["AsyncClrClient"]


class AsyncClrClient(AsyncServiceClient, service="clr"):
    """CLR: verifiable learner records.

    Use it with `async with`, or close it; tasks and threads may share one.
    """
