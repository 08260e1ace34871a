"""The EduBridge client: one attribute a resource."""

from __future__ import annotations

from ..service import AsyncServiceClient

__all__ = ["AsyncEduBridgeClient"]


class AsyncEduBridgeClient(AsyncServiceClient, service="edubridge"):
    """EduBridge: course-centric enrolments, analytics, subject tracks, goals.

    Use it with `async with`, or close it; tasks and threads may share one.
    """
