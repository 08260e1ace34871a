"""The turnstile of requests: within the limit of the client, outside of the pauses of its servers."""

from __future__ import annotations

from .._concurrency_async import AsyncClock, AsyncTurn
from .._http.operation import Operation
from .._http.rates import CALLED_OR_PATIENT, PATIENCE, UNTIL_CALLED, Gate, RateLimit
from .._http.watching import log_wait
from ..errors import APITimeoutError

__all__ = ["AsyncThrottle"]


class AsyncThrottle:
    """The gates of a client: one for all it sends, if it has a limit, and one for each server."""

    def __init__(self, limit: RateLimit | None) -> None:
        self._limit = Gate(limit) if limit else None
        self._servers: dict[str, Gate] = {}

    def gate(self, url: str) -> Gate:
        """The gate of the server at this URL."""
        origin = url[: url.find("/", 8)]
        return self._servers.get(origin) or self._servers.setdefault(origin, Gate())

    async def enter(self, call: Operation, clock: AsyncClock) -> None:
        """Wait until the call's request may go.

        Raises:
            APITimeoutError: Its turn does not come before its deadline.
            APIStatusError: The server has asked for a pause, and the deadline ends before its turn comes.
        """
        while True:
            await _pass(call.gate, call, clock)
            if self._limit is None:
                return
            try:
                await _pass(self._limit, call, clock)
            except BaseException:
                call.gate.leave()
                raise
            if not call.gate.pause_left(clock.now()):
                return
            self.leave(call)  # another call met a refusal meanwhile

    def leave(self, call: Operation) -> None:
        """The request that was let through is over."""
        call.gate.leave()
        if self._limit is not None:
            self._limit.leave()


async def _pass(gate: Gate, call: Operation, clock: AsyncClock) -> None:
    if gate.enter(clock.now()):
        return
    turn = AsyncTurn()
    gate.join(turn)
    since = clock.now()
    try:
        call.check_pause()
        if pause := call.gate.pause_left(since):
            log_wait(call, pause)
        while wait := gate.wait(turn, clock.now()):
            left = call.remaining_at(gate)
            if wait is UNTIL_CALLED:
                await turn.wait(left)
            elif wait is CALLED_OR_PATIENT:
                await turn.wait(min(left, PATIENCE))
            elif wait < left:
                await clock.sleep(wait)
            else:
                raise _no_turn()
            call.check_pause()
    finally:
        gate.quit(turn)
        if call.telemetry is not None:
            call.telemetry.waited(call, clock.now() - since)


def _no_turn() -> APITimeoutError:
    error = APITimeoutError("the deadline passes before rate_limit= lets the request go")
    error.request_sent = False
    return error
