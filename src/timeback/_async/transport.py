"""The one place where a request is sent: authentication, retries, deadline, errors, hooks, recording."""

from __future__ import annotations

import contextlib
import contextvars
import os
from collections import defaultdict
from collections.abc import Callable, Generator
from typing import TypeAlias

import msgspec

from .._codec.deviations import DeviationLog
from .._concurrency_async import (
    AsyncClock,
    AsyncLifetime,
    Scope,
    async_close_there,
    async_deadline,
    async_scope,
    scope_is_over,
)
from .._fork import late_imports, new_lock
from .._http.exchange import USER_AGENT, AsyncConnections, async_exchange, outgoing
from .._http.failures import connection_errors
from .._http.messages import CallEvent, Exchange, Hooks, Request, RequestEvent, Response, ResponseEvent
from .._http.network import Network, origin_of
from .._http.operation import Operation
from .._http.rates import RateLimit
from .._http.recorders import RECORD_VARIABLE, recorders
from .._http.retry import RetryBudget, RetryPolicy, asks_for_pause, retry_after_of
from .._http.watching import log_attempt, logger
from .._secrets import Headers, Secret
from .._status_info import is_failure
from .._totals import TotalsSeen
from ..errors import APIError, APIStatusError, ClientClosedError
from .auth import AsyncTokenSource
from .throttle import AsyncThrottle

__all__ = ["AsyncTransport", "Place"]

# A service, its base URL, and the template of a path.
Place: TypeAlias = tuple[str, str, str]

_recordings: contextvars.ContextVar[tuple[tuple[int, list[Exchange]], ...]] = contextvars.ContextVar(
    "timeback_recordings", default=()
)


class AsyncTransport:
    """Connections and policy that a client, its views, and the services of a unified client share."""

    def __init__(
        self,
        *,
        hooks: Hooks,
        clock: AsyncClock,
        connect: Callable[[], AsyncConnections],
        network: Network,
        own: bool = True,
        limit: RateLimit | None = None,
    ) -> None:
        self.totals_seen: defaultdict[str, TotalsSeen] = defaultdict(TotalsSeen)
        self.head_served: set[Place] = set()
        self.head_not_served: set[Place] = set()
        self.deviations = DeviationLog()
        # Whether a root collection ends in a slash, where that was seen.
        self.slashed: dict[Place, bool] = {}
        self.clock = clock
        self._hooks = hooks
        self._connect = connect
        self._network = network if own else None
        self._max_body = network.max_body
        self._throttle = AsyncThrottle(limit)
        self._budgets: dict[tuple[float, float], RetryBudget] = {}
        self._pools: dict[Scope, AsyncConnections] = {}
        self._lifetimes: dict[Scope, AsyncLifetime | AsyncConnections] = {}
        self._lock = new_lock()
        self._closed = False
        if RECORD_VARIABLE in os.environ:
            from ..sandbox.recordings import begin_by_variable

            begin_by_variable()

    def keep_pace(self, throttle: AsyncThrottle) -> None:
        """Go through a turnstile that other clients go through as well: one limit, and the same pauses."""
        self._throttle = throttle

    async def send(self, request: Request, auth: AsyncTokenSource | None = None) -> Response:
        """Carry out one operation within its deadline, with a token of `auth`.

        Raises:
            APIError: The operation failed; the class says how.
            ClientClosedError: The client was closed.
        """
        if self._closed:
            raise _closed_error()
        if request.authenticate:
            self._hooks.on_call(_call_event(request))
        budget = self._budget(request.retry)
        budget.earn()
        call = Operation(request, self.clock.now, budget, self._throttle.gate(request.url), self._hooks)
        with call.watched():
            try:
                response = await self._with_retries(call, auth)
            except APIError as error:
                call.describe(error)
                self._record(call, None, error)
                raise
        response = msgspec.structs.replace(
            response, request_id=call.id, attempts=call.attempts, elapsed=call.elapsed
        )
        self._record(call, response, None)
        return response

    async def _with_retries(self, call: Operation, auth: AsyncTokenSource | None) -> Response:
        outcome = await self._tried(call, auth)
        if isinstance(outcome, Response):
            return outcome
        # Most calls end above. Tenacity drives what is sent again, and is imported then.
        with late_imports:
            from tenacity import AsyncRetrying

        async for attempt in AsyncRetrying(wait=call.wait, sleep=self._sleep):
            if attempt.retry_state.attempt_number > 1:
                outcome = await self._tried(call, auth)
            if isinstance(outcome, Response):
                return outcome
            with attempt:
                raise outcome
        raise AssertionError("unreachable: an error that is the last is raised where it happened")

    async def _tried(self, call: Operation, auth: AsyncTokenSource | None) -> Response | APIError:
        """The response, or an error after which the call is sent again; any other is raised from here."""
        try:
            return await self._attempt(call, auth)
        except APIError as error:
            if not call.should_retry(error):
                raise
            return error

    async def _sleep(self, seconds: float) -> None:
        if seconds:
            await self.clock.sleep(seconds)

    def _budget(self, policy: RetryPolicy) -> RetryBudget:
        """The budget that all calls with such a policy share."""
        key = policy.budget_ratio, policy.budget_reserve
        return self._budgets.get(key) or self._budgets.setdefault(key, RetryBudget(policy))

    async def _attempt(self, call: Operation, auth: AsyncTokenSource | None) -> Response:
        token = Secret(await auth.token(call.remaining)) if auth else None
        response = await self._exchange(call, token)
        if response.status == 401 and auth and token:
            auth.discard(token.reveal())
            if not call.replayed:
                call.replayed = True
                token = Secret(await auth.token(call.remaining))
                response = await self._exchange(call, token)
        if not 200 <= response.status < 300 or is_failure(response.content):
            raise _refusal(call, response, token)
        return response

    async def _exchange(self, call: Operation, token: Secret | None) -> Response:
        """Send the request once, when its turn has come; a pause that the server asks for is raised."""
        await self._throttle.enter(call, self.clock)
        try:
            age = call.gate.age
            timeout = call.begin_attempt()
            headers = _headers(call, token)
            with call.attempt_watched(headers):
                response = await self._sent(call, headers, timeout)
            if asks_for_pause(response.status, response.headers):
                error = _refusal(call, response, token)
                call.gate.refused(error, retry_after_of(error), age, self.clock.now())
                raise error
            if response.status < 500:
                call.gate.accepted(age)
            return response
        finally:
            self._throttle.leave(call)

    async def _sent(self, call: Operation, headers: Headers, timeout: float) -> Response:
        request = call.request
        self._hooks.on_request(RequestEvent(request.method, request.path, call.attempts, call.id))
        started = self.clock.now()
        try:
            async with async_deadline(timeout):
                response = await async_exchange(
                    self._pool(),
                    outgoing(request.method, request.url, headers, request.content, timeout, self._max_body),
                )
        except connection_errors as error:
            log_attempt(call, self.clock.now() - started, error=type(error).__name__)
            with late_imports:
                from .._http.faults import to_api_error, without_frames

            without_frames(error)
            ours = to_api_error(error, request.url, self._proxy_to(request.url))
            raise ours from error.__cause__ or error
        except RuntimeError:
            if self._closed:  # by another thread, between here and there
                raise _closed_error() from None
            raise
        took = self.clock.now() - started
        call.status = response.status
        self._hooks.on_response(
            ResponseEvent(request.method, request.path, call.attempts, call.id, response.status, took)
        )
        log_attempt(call, took, status=response.status)
        # Without a tunnel the proxy answers in the place of the server.
        if response.status == 407 and (proxy := self._proxy_to(request.url)):
            with late_imports:
                from .._http.faults import proxy_error

            raise proxy_error(request.url, proxy)
        return response

    def _proxy_to(self, url: str) -> str | None:
        """Host and port of the proxy on the way there."""
        proxy = self._network.proxies.to(origin_of(url)) if self._network else None
        return proxy.place if proxy else None

    def _pool(self) -> AsyncConnections:
        """The connections of this event loop and process."""
        where = async_scope()
        pool = self._pools.get(where)
        if pool is None:
            with self._lock:
                if self._closed:
                    raise _closed_error()
                for each in [each for each in self._pools if scope_is_over(each)]:
                    del self._pools[each], self._lifetimes[each]
                if where not in self._pools:
                    self._pools[where] = pool = self._connect()
                    # What the user brought does not end with a loop of the user's.
                    self._lifetimes[where] = pool if self._network is None else AsyncLifetime(pool.aclose)
                pool = self._pools[where]
        return pool

    @contextlib.contextmanager
    def record(self) -> Generator[list[Exchange]]:
        """Collect the exchanges of this task or thread, and of those it starts, inside the block."""
        exchanges: list[Exchange] = []
        mine = _recordings.set((*_recordings.get(), (id(self), exchanges)))
        try:
            yield exchanges
        finally:
            _recordings.reset(mine)

    def _record(self, call: Operation, response: Response | None, error: APIError | None) -> None:
        listeners = [*(kept.append for owner, kept in _recordings.get() if owner == id(self)), *recorders]
        if not listeners or not call.request.authenticate:
            return
        request = call.request
        refused = error if isinstance(error, APIStatusError) else None
        exchange = Exchange(
            method=request.method,
            path=request.path,
            status=response.status if response else refused.status if refused else None,
            request_id=call.id,
            attempts=call.attempts,
            elapsed=call.elapsed,
            url=request.url,
            request_headers={**request.headers, "x-request-id": call.id},
            request_content=request.content,
            headers=response.headers if response else refused.headers if refused else {},
            content=response.content if response else _content_of(refused),
        )
        for listener in listeners:
            listener(exchange)

    async def aclose(self) -> None:
        """Close the connections of every event loop; later calls raise `ClientClosedError`.

        A client of the user's stays open.
        """
        with self._lock:
            self._closed = True
            self._pools, open_ones, self._lifetimes = {}, self._lifetimes, {}
        for where, lifetime in open_ones.items():
            if not await async_close_there(where, lifetime.aclose):
                logger.warning("connections of an event loop that is not running could not be closed")


def _call_event(request: Request) -> CallEvent:
    return CallEvent(request.service, request.method, request.path, request.url, request.content)


def _headers(call: Operation, token: Secret | None) -> Headers:
    """The headers of an attempt; no frame has their values."""
    secrets = {**call.request.secrets}
    if token is not None:
        secrets[call.request.token_header] = Secret(f"Bearer {token.reveal()}")
    headers = Headers({"user-agent": USER_AGENT, **call.request.headers}, secrets)
    headers["x-request-id"] = call.id
    return headers


def _refusal(call: Operation, response: Response, token: Secret | None) -> APIStatusError:
    """The error for an answer that is no success."""
    with late_imports:
        from .._http.error_responses import error_from_response  # most clients meet none

    return error_from_response(call.request, response, token)


def _content_of(refused: APIStatusError | None) -> bytes:
    body = refused.body if refused else None
    if body is None:
        return b""
    return body.encode() if isinstance(body, str) else msgspec.json.encode(body)


def _closed_error() -> ClientClosedError:
    return ClientClosedError("the client is closed; make a new one")
