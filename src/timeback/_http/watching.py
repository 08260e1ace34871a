"""Log records with fields, and OpenTelemetry where a program uses it: what is seen of operations from outside."""

from __future__ import annotations

import functools
import logging
import sys
from typing import TYPE_CHECKING, Any

from .messages import UnderWay

if TYPE_CHECKING:
    from .telemetry import Telemetry

__all__ = ["log_attempt", "log_retry", "log_wait", "logger", "telemetry"]

logger = logging.getLogger("timeback.http")


def telemetry() -> Telemetry | None:
    """OpenTelemetry, if the program has set it up, which nobody can who has not imported it."""
    found = _telemetry() if "opentelemetry.trace" in sys.modules else None
    return found if found is not None and found.is_wanted() else None


@functools.cache
def _telemetry() -> Telemetry | None:
    try:
        from .telemetry import Telemetry
    except ImportError:  # older than what the extra asks for
        return None
    return Telemetry()


def log_attempt(call: UnderWay, duration: float, *, status: int | None = None, error: str = "") -> None:
    """Write down an attempt at level DEBUG."""
    if logger.isEnabledFor(logging.DEBUG):
        request = call.request
        logger.debug(
            "%s %s -> %s in %.0f ms, attempt %d (request %s)",
            request.method, request.path, status or error, duration * 1000, call.attempts, call.id,
            extra=_fields(call, status, duration),
        )  # fmt: skip


def log_retry(call: UnderWay, delay: float, error: Exception) -> None:
    """Write down at level INFO that another attempt follows."""
    if logger.isEnabledFor(logging.INFO):
        status = getattr(error, "status", None)
        request = call.request
        logger.info(
            "%s %s is sent again in %.2f s: attempt %d ended in %s (request %s)",
            request.method, request.path, delay, call.attempts, status or type(error).__name__, call.id,
            extra={**_fields(call, status, call.elapsed), "delay": delay},
        )  # fmt: skip


def log_wait(call: UnderWay, pause: float) -> None:
    """Write down at level INFO that a request waits for its server's pause."""
    if logger.isEnabledFor(logging.INFO):
        request = call.request
        logger.info(
            "%s %s waits %.2f s, as the server asked (request %s)",
            request.method, request.path, pause, call.id,
            extra={**_fields(call, None, call.elapsed), "delay": pause},
        )  # fmt: skip


def _fields(call: UnderWay, status: int | None, duration: float) -> dict[str, Any]:
    request = call.request
    return {
        "service": request.service,
        "operation": request.operation,
        "method": request.method,
        "template": request.template,
        "status": status,
        "attempt": call.attempts,
        "duration": duration,
        "request_id": call.id,
    }
