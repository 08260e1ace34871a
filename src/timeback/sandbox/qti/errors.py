"""Errors of QTI."""

from __future__ import annotations

from typing import Any

from ..errors import ApiError

__all__ = ["error_body"]


def error_body(error: ApiError) -> dict[str, Any]:
    """A message; faults of single fields are joined in `details`."""
    details = "; ".join(f"{path}: {message}" for path, message in error.details)
    return {"error": error.text} | ({"details": details} if details else {})
