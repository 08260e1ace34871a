# Generated from src/timeback/_async/case/client.py by setup_unasync.py; do not edit.
"""The Case client: one attribute a resource."""

from __future__ import annotations

from ..service import ServiceClient

__all__ = ["CaseClient"]


class CaseClient(ServiceClient, service="case"):
    """CASE: competency frameworks and academic standards.

    Use it with `with`, or close it; tasks and threads may share one.
    """
