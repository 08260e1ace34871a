"""The rules of sending again. Pure decisions: no I/O, no clock of its own."""

from __future__ import annotations

import enum
import math
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import msgspec

from .._facade import of_root
from .._fork import late_imports, new_lock
from .._option_checks import check_number, check_whole
from .._patterns import pattern
from ..errors import (
    APIConnectionError,
    APIError,
    APIStatusError,
    APITimeoutError,
    FailureReason,
)

__all__ = [
    "Resend",
    "RetryBudget",
    "RetryPolicy",
    "asks_for_pause",
    "is_ambiguous",
    "is_refusal",
    "may_resend",
    "parse_retry_after",
    "retry_after_of",
]

_SECONDS = pattern(r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_TRANSIENT = frozenset({408, 500, 502, 503, 504})
# Not until somebody changes a setting.
_LASTING = frozenset(
    {FailureReason.CERTIFICATE, FailureReason.TLS, FailureReason.PROXY, FailureReason.TOO_LARGE}
)


class Resend(enum.Enum):
    """The safety of repeating an operation."""

    SAFELY = "after any passing fault: the operation can be repeated without harm"
    IF_REFUSED = "only when the server cannot have acted on it"


@of_root
class RetryPolicy(msgspec.Struct, frozen=True):
    """Rules for trying again after a failure: how often, and after which waits.

    Attributes:
        max_retries: Attempts after the first; 0 sends once.
        initial_delay: Upper bound of the first wait, in seconds; it doubles with each attempt.
        max_delay: Upper bound of any such wait, in seconds.
        budget_ratio: Retries that each call of the client earns. In a long outage, retries add this
            share to its requests, whatever `max_retries` allows a single call.
        budget_reserve: The most retries that are saved up; a client starts with this many.

    Waits that a server asks for, by 429 or by 503 with `Retry-After`, are separate: the whole client
    observes them, they use up no retries, and only a call's deadline ends them.
    With `max_retries=0` a refusal is raised at once.
    """

    max_retries: int = 3
    initial_delay: float = 0.5
    max_delay: float = 8.0
    budget_ratio: float = 0.1
    budget_reserve: float = 10.0

    def __post_init__(self) -> None:
        check_whole("max_retries", self.max_retries)
        for name in ("initial_delay", "max_delay", "budget_ratio", "budget_reserve"):
            check_number(name, getattr(self, name))

    def backoff(self, attempt: int, jitter: Callable[[], float] | None = None) -> float:
        """Seconds to wait after attempt number `attempt` (from 1): exponential, full jitter."""
        if jitter is None:
            with late_imports:
                import random  # most calls are sent once

            jitter = random.random
        ceiling = min(self.max_delay, self.initial_delay * 2.0 ** min(attempt - 1, 32))
        return ceiling * jitter()


class RetryBudget:
    """Caps what retries add to the load: each call earns a part of a retry, each retry costs one.

    A client that mostly succeeds can always retry; in an outage the extra requests
    settle at the policy's ratio of the calls, whatever it allows a single call.
    """

    def __init__(self, policy: RetryPolicy) -> None:
        self._ratio = policy.budget_ratio
        self._reserve = self._balance = policy.budget_reserve
        self._lock = new_lock()

    def earn(self) -> None:
        """Count one call."""
        if self._balance == self._reserve:  # as long as nothing goes wrong
            return
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
        return error.reason not in _LASTING and (not error.request_sent or resend is Resend.SAFELY)
    if not isinstance(error, APIStatusError):
        return False
    return is_refusal(error) or (error.status in _TRANSIENT and resend is Resend.SAFELY)


def is_refusal(error: Exception) -> bool:
    """Whether the server did nothing but ask for a pause: it answered 429, or 503 with `Retry-After`."""
    return isinstance(error, APIStatusError) and asks_for_pause(error.status, error.headers)


def asks_for_pause(status: int, headers: Mapping[str, str]) -> bool:
    """Whether a response is a refusal and nothing more."""
    return status == 429 or (status == 503 and "retry-after" in headers)


def is_ambiguous(error: APIError) -> bool:
    """Whether the server may have carried out a request that failed with `error`."""
    if isinstance(error, APIConnectionError):
        return error.request_sent
    return isinstance(error, APIStatusError) and error.status in _TRANSIENT and not is_refusal(error)


def retry_after_of(error: Exception) -> float | None:
    """The wait in seconds that the server asked for, if it did; a date is read by the server's own clock."""
    if not isinstance(error, APIStatusError):
        return None
    return parse_retry_after(error.headers.get("retry-after"), _moment(error.headers.get("date")))


def parse_retry_after(value: str | None, now: datetime | None = None) -> float | None:
    """Read a `Retry-After` header (RFC 9110 10.2.3): seconds, fractions too, or an HTTP date.

    Args:
        value: The header.
        now: What a date counts from; this machine's clock by default.

    Returns:
        Seconds; None if it is unreadable.
    """
    if value is None:
        return None
    text = value.strip()
    if _SECONDS.fullmatch(text):
        seconds = float(text)
        return seconds if math.isfinite(seconds) else None
    moment = _moment(text)
    if moment is None:
        return None
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())


def _moment(value: str | None) -> datetime | None:
    """An HTTP date."""
    with late_imports:
        from email.utils import parsedate_to_datetime  # rarely needed

    try:
        moment = parsedate_to_datetime(value or "")
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
