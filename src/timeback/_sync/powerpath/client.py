# Generated from src/timeback/_async/powerpath/client.py by setup_unasync.py; do not edit.
"""The PowerPath client: one attribute a resource."""

from __future__ import annotations

from ..service import ServiceClient

__all__ = ["PowerPathClient"]


class PowerPathClient(ServiceClient, service="powerpath"):
    """PowerPath: adaptive paths, placement, lesson plans, test assignments.

    Use it with `with`, or close it; tasks and threads may share one.
    """
