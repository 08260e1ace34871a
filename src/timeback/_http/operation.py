"""One operation under way: what has been tried, whether to try again, what its error says. No I/O."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TYPE_CHECKING

from ..errors import APIError, APITimeoutError
from .messages import Hooks, Request, RetryEvent
from .retry import RetryBudget, is_ambiguous, may_resend, retry_after_of

if TYPE_CHECKING:
    from tenacity import RetryCallState

__all__ = ["Operation"]


class Operation:
    """One operation under way: what has been tried, and whether to try again."""

    def __init__(self, request: Request, now: Callable[[], float], budget: RetryBudget, hooks: Hooks) -> None:
        self.request = request
        self.id = str(uuid.uuid4())
        self.attempts = 0
        self.replayed = False
        self.delay = 0.0
        self._now = now
        self._budget = budget
        self._hooks = hooks
        self._started = now()
        self._ambiguous = False

    @property
    def elapsed(self) -> float:
        return self._now() - self._started

    @property
    def remaining(self) -> float:
        """Seconds until the deadline; past it the call ends here."""
        left = self.request.timeout - self.elapsed
        if left <= 0:
            late = APITimeoutError(f"the deadline of {self.request.timeout:g} s passed")
            late.request_sent = False
            raise late
        return left

    def should_retry(self, error: APIError) -> bool:
        """Whether another attempt follows one that ended in `error`; fixes the wait before it."""
        # An error that knows its place comes from the token endpoint, and was retried there.
        if error.method:
            return False
        self._ambiguous |= is_ambiguous(error)
        if not may_resend(error, self.request.resend):
            return False
        policy = self.request.retry
        asked = retry_after_of(error)
        self.delay = policy.backoff(self.attempts) if asked is None else asked
        if self.attempts > policy.max_retries or self.delay >= self.request.timeout - self.elapsed:
            return False
        if not self._budget.spend():
            return False
        request = self.request
        self._hooks.on_retry(
            RetryEvent(request.method, request.path, self.attempts, self.id, self.delay, error)
        )
        return True

    def wait(self, state: RetryCallState) -> float:
        """The wait that `should_retry` fixed."""
        return self.delay

    def describe(self, error: APIError) -> None:
        """Write on an error where it happened; one of the token endpoint keeps its own place."""
        if error.method:
            return
        request = self.request
        error.method, error.path = request.method, request.path
        error.request_id, error.attempts, error.elapsed = self.id, self.attempts, self.elapsed
        is_write = request.authenticate and request.method not in ("GET", "HEAD")
        error.outcome_unknown = is_write and self._ambiguous
