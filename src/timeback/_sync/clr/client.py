# Generated from src/timeback/_async/clr/client.py by setup_unasync.py; do not edit.
"""The Clr client: one attribute a resource."""

from __future__ import annotations

from ..service import ServiceClient

__all__ = ["ClrClient"]


class ClrClient(ServiceClient, service="clr"):
    """CLR: verifiable learner records.

    Use it with `with`, or close it; tasks and threads may share one.
    """
