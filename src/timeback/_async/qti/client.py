"""The Qti client: one attribute a resource."""

from __future__ import annotations

from ..service import AsyncServiceClient

__all__ = ["AsyncQtiClient"]


class AsyncQtiClient(AsyncServiceClient, service="qti"):
    """QTI 3.0: assessment items, tests, stimuli, scoring.

    Use it with `async with`, or close it; tasks and threads may share one.
    """
