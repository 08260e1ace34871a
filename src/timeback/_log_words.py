"""Errors as a log tells them: what failed and where, without words that may hold personal data."""

from __future__ import annotations

import traceback
from pathlib import Path

from .errors import APIError, ConfigurationError

__all__ = ["log_text"]


def log_text(error: BaseException) -> str:
    """The kind of an error, with the settings that are wrong, the request that failed, or the line that raised it.

    The words of a server, and those about a caller's input, are left out.
    """
    kind = type(error).__name__
    if isinstance(error, ConfigurationError):
        return f"{kind}: {error}"
    if isinstance(error, APIError) and error.method:
        outcome = getattr(error, "status", 0) or getattr(error, "reason", None) or "failed"
        return f"{kind}: {error.method} {error.path}: {outcome} (request {error.request_id})"
    frames = traceback.extract_tb(error.__traceback__)
    return f"{kind} ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else kind
