"""The Case client: one attribute a resource."""

from __future__ import annotations

from ..service import AsyncServiceClient

__all__ = ["AsyncCaseClient"]


class AsyncCaseClient(AsyncServiceClient, service="case"):
    """CASE: competency frameworks and academic standards.

    Use it with `async with`, or close it; tasks and threads may share one.
    """
