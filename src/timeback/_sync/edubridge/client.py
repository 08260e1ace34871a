# Generated from src/timeback/_async/edubridge/client.py by setup_unasync.py; do not edit.
"""The EduBridge client: one attribute a resource."""

from __future__ import annotations

from ..service import ServiceClient

__all__ = ["EduBridgeClient"]


class EduBridgeClient(ServiceClient, service="edubridge"):
    """EduBridge: course-centric enrolments, analytics, subject tracks, goals.

    Use it with `with`, or close it; tasks and threads may share one.
    """
