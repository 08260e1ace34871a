"""One operation under way: what has been tried, whether to try again, what its error says. No I/O."""

from __future__ import annotations

import contextlib
import copy
import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from .._secrets import Headers
from ..errors import APIError, APIStatusError, APITimeoutError, RateLimitError
from .messages import Hooks, Request, RetryEvent
from .rates import Gate
from .retry import RetryBudget, is_ambiguous, is_refusal, may_resend
from .watching import log_retry, telemetry

if TYPE_CHECKING:
    from tenacity import RetryCallState

__all__ = ["Operation"]

_UNWATCHED = contextlib.nullcontext()


def new_id() -> str:
    """A random UUID (RFC 9562 5.4); `uuid` takes five times as long for one."""
    digits = os.urandom(16).hex()
    variant = "89ab"[int(digits[16], 16) & 3]
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"


class Operation:
    """One operation under way: what has been tried, and whether to try again."""

    def __init__(
        self, request: Request, now: Callable[[], float], budget: RetryBudget, gate: Gate, hooks: Hooks
    ) -> None:
        self.request = request
        self.gate = gate
        self.id = new_id()
        self.attempts = 0
        self.status: int | None = None
        self.telemetry = telemetry()
        self.replayed = False
        self._delay = 0.0
        self._failures = 0
        self._now = now
        self._budget = budget
        self._hooks = hooks
        self._started = self._sent_at = now()
        self._ambiguous = False
        # What holds it up: an answer to it, or to another call of the client.
        self._refusal: APIStatusError | None = None

    def watched(self) -> contextlib.AbstractContextManager[None]:
        """The block in which the operation is carried out."""
        return _UNWATCHED if self.telemetry is None else self.telemetry.operation(self)

    def attempt_watched(self, headers: Headers) -> contextlib.AbstractContextManager[None]:
        """The block in which it is sent once, with headers that may be added to."""
        return _UNWATCHED if self.telemetry is None else self.telemetry.attempt(self, headers)

    @property
    def elapsed(self) -> float:
        return self._now() - self._started

    @property
    def _left(self) -> float:
        return self.request.timeout - self.elapsed

    @property
    def remaining(self) -> float:
        """Seconds until the deadline; past it the call ends here."""
        left = self._left
        if left > 0:
            return left
        if self._refusal is not None:
            raise self._refused(self._refusal)
        late = APITimeoutError(f"the deadline of {self.request.timeout:g} s passed")
        late.request_sent = False
        raise late

    def remaining_at(self, gate: Gate) -> float:
        """Seconds that it may wait at a gate; past the deadline the call ends here."""
        # Nobody waits at the gate of a server that has refused nothing.
        self._refusal = gate.refusal or self._refusal
        return self.remaining

    def begin_attempt(self) -> float:
        """Count an attempt; the seconds that it has."""
        left = self.remaining
        self.attempts += 1
        self._sent_at = self._now()
        return left

    def should_retry(self, error: APIError) -> bool:
        """Whether another attempt follows one that ended in `error`; fixes the wait before it."""
        # An error that knows its place comes from the token endpoint, and was retried there.
        if error.method:
            return False
        self._ambiguous |= is_ambiguous(error)
        if not may_resend(error, self.request.resend):
            return False
        policy, left, now = self.request.retry, self._left, self._now()
        self._refusal = error if isinstance(error, APIStatusError) and is_refusal(error) else None
        if self._refusal is not None:
            # Waited for at the gate, by every call alike.
            self._delay, delay = 0.0, self.gate.pause_left(now)
            # With less time than this refusal took to come, the next would be cut off unheard.
            goes_on = policy.max_retries > 0 and delay + (now - self._sent_at) < left
        else:
            self._failures += 1
            self._delay = delay = policy.backoff(self._failures)
            goes_on = self._failures <= policy.max_retries and delay < left and self._budget.spend()
        if goes_on:
            request = self.request
            self._hooks.on_retry(
                RetryEvent(request.method, request.path, self.attempts, self.id, delay, error)
            )
            log_retry(self, delay, error)
            if self.telemetry is not None:
                self.telemetry.retried(self, error)
        return goes_on

    def wait(self, state: RetryCallState) -> float:
        """The wait that `should_retry` fixed."""
        return self._delay

    def check_pause(self) -> None:
        """Go on only if the pause that the server asked for ends before the deadline.

        Raises:
            APIStatusError: It does not; the refusal in which the server asked for it.
        """
        refusal, pause = self.gate.refusal, self.gate.pause_left(self._now())
        if refusal is not None and pause and pause >= self._left:
            raise self._refused(refusal)

    def _refused(self, refusal: APIStatusError) -> APIStatusError:
        """The refusal of a server as this call's error."""
        error = copy.copy(refusal)
        error.method = ""
        if isinstance(error, RateLimitError) and error.retry_after is not None:
            error.retry_after = self.gate.pause_left(self._now()) or error.retry_after
        return error

    def describe(self, error: APIError) -> None:
        """Write on an error where it happened; one of the token endpoint keeps its own place."""
        if error.method:
            return
        request = self.request
        error.method, error.path = request.method, request.path
        error.request_id, error.attempts, error.elapsed = self.id, self.attempts, self.elapsed
        is_write = request.authenticate and request.method not in ("GET", "HEAD")
        error.outcome_unknown = is_write and self._ambiguous
