"""Errors of Caliper."""

from __future__ import annotations

from typing import Any

from ..errors import ApiError

__all__ = ["error_body"]


def error_body(error: ApiError) -> dict[str, Any]:
    """A message, and each place that is at fault."""
    return {
        "status": "error",
        "message": error.text,
        "errors": [{"path": path, "message": message} for path, message in error.details],
    }
