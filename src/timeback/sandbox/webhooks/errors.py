"""Errors of webhooks."""

from __future__ import annotations

from ..errors import ApiError
from ..records import Doc

__all__ = ["error_body"]


def error_body(error: ApiError) -> Doc:
    """A message, and each place that is at fault."""
    errors = [{"path": path.split("."), "message": message} for path, message in error.details]
    return {"status": "error", "message": error.text, **({"errors": errors} if errors else {})}
