# Generated from src/timeback/_async/qti/client.py by setup_unasync.py; do not edit.
"""The Qti client: one attribute a resource."""

from __future__ import annotations

from ..service import ServiceClient

__all__ = ["QtiClient"]


class QtiClient(ServiceClient, service="qti"):
    """QTI 3.0: assessment items, tests, stimuli, scoring.

    Use it with `with`, or close it; tasks and threads may share one.
    """
