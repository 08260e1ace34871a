"""What may be sent again, and when. Pure decisions: no I/O, no clock of its own."""

from __future__ import annotations

import enum
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from .._facade import of_root
from ..errors import APIConnectionError, APIError, APIStatusError, APITimeoutError, RateLimitError

__all__ = [
    "Resend",
    "RetryBudget",
    "RetryPolicy",
    "is_ambiguous",
    "may_resend",
    "parse_retry_after",
    "retry_after_of",
]

_TRANSIENT = frozenset({408, 500, 502, 503, 504})


class Resend(enum.Enum):
    """How far an operation may be repeated."""

    SAFELY = "after any passing fault: the operation can be repeated without harm"
    IF_REFUSED = "only when the server cannot have acted on it"


@of_root
@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How often and how patiently a failed request is sent again.

    Attributes:
        max_retries: Attempts after the first; 0 sends once.
        initial_delay: Upper bound of the first wait, in seconds; it doubles with each attempt.
        max_delay: Upper bound of any wait, in seconds. A server's `Retry-After` is not cut to it.
    """

    max_retries: int = 3
    initial_delay: float = 0.5
    max_delay: float = 8.0

    def backoff(self, attempt: int, jitter: Callable[[], float] = random.random) -> float:
        """Seconds to wait after attempt number `attempt` (from 1): exponential, full jitter."""
        ceiling = min(self.max_delay, self.initial_delay * 2.0 ** min(attempt - 1, 32))
        return ceiling * jitter()


class RetryBudget:
    """Caps what retries add to the load: each call earns a part of a retry, each retry costs one.

    A client that mostly succeeds can always retry; in an outage the extra requests
    settle at `ratio` of the calls, whatever the policy of a single call allows.
    """

    def __init__(self, ratio: float = 0.1, reserve: float = 10.0) -> None:
        self._ratio = ratio
        self._reserve = reserve
        self._balance = reserve
        self._lock = threading.Lock()

    def earn(self) -> None:
        """Count one call."""
        with self._lock:
            self._balance = min(self._reserve, self._balance + self._ratio)

    def spend(self) -> bool:
        """Take one retry out; false when the budget is used up."""
        with self._lock:
            if self._balance < 1.0:
                return False
            self._balance -= 1.0
            return True


def may_resend(error: Exception, resend: Resend) -> bool:
    """Whether a request that failed with `error` may be sent again."""
    if isinstance(error, APITimeoutError):
        return False
    if isinstance(error, APIConnectionError):
        return not error.request_sent or resend is Resend.SAFELY
    if isinstance(error, RateLimitError):
        return True
    if not isinstance(error, APIStatusError):
        return False
    if error.status == 503 and "retry-after" in error.headers:
        return True
    return error.status in _TRANSIENT and resend is Resend.SAFELY


def is_ambiguous(error: APIError) -> bool:
    """Whether the server may have carried out a request that failed with `error`."""
    if isinstance(error, APIConnectionError):
        return error.request_sent
    return isinstance(error, APIStatusError) and error.status in _TRANSIENT


def retry_after_of(error: Exception) -> float | None:
    """The wait in seconds that the server asked for, if it did."""
    return parse_retry_after(error.headers.get("retry-after")) if isinstance(error, APIStatusError) else None


def parse_retry_after(value: str | None, now: datetime | None = None) -> float | None:
    """Read a `Retry-After` header (RFC 9110 10.2.3): seconds or an HTTP date; None if unreadable."""
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())
