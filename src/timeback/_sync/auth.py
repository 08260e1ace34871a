# Generated from src/timeback/_async/auth.py by setup_unasync.py; do not edit.
"""The sources of access tokens."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any, Protocol

from .._concurrency import Clock, Latch, Scope, deadline, result_of, scope
from .._config.options import Options
from .._config.settings import DEFAULT, ApiKey, OAuthCredentials, Settings
from .._fork import new_lock
from .._http.messages import Request, Response
from .._http.retry import RetryPolicy
from .._secrets import Secret
from .._tokens import Token, check_token, postponed, read_token, token_error, token_request, too_late
from ..errors import APIError, APIStatusError, APITimeoutError

__all__ = ["ClientCredentials", "TokenFunction", "TokenSource", "renew", "token_source"]


class TokenSource(Protocol):
    """Gives the token that authorizes a request."""

    def token(self, timeout: float) -> str:
        """A token that is valid now, within `timeout` seconds."""
        ...

    def discard(self, token: str) -> None:
        """Forget `token`: the server refused it."""
        ...


class Send(Protocol):
    """The function through which a token source sends its request."""

    def __call__(self, request: Request, /) -> Response:
        """Send it, with retries, and without a token."""
        ...


class TokenFunction:
    """A token source around a user's own function, which does its own caching."""

    def __init__(self, function: Callable[[], Any]) -> None:
        self._function = function

    def token(self, timeout: float) -> str:
        """Call the function."""
        try:
            with deadline(timeout):
                token = Secret(result_of(self._function()))
        except TimeoutError:
            raise too_late() from None
        return check_token(token)

    def discard(self, token: str) -> None:
        """Nothing is kept here; the function is called again."""


class _Flight:
    """A fetch under way: those who wait for it share its outcome."""

    def __init__(self) -> None:
        self.landed = Latch()
        self.error: APIError | None = None


class ClientCredentials:
    """OAuth 2 client credentials, or an API key: one cached token, one fetch at a time however many wait.

    The state is shared by all threads and loops; the lock is held only to look and to set.
    Those who wait do so in their own event loop, since a lock cannot be shared across loops.
    """

    def __init__(
        self,
        credentials: OAuthCredentials | ApiKey,
        send: Send,
        retry: RetryPolicy,
        clock: Clock,
    ) -> None:
        self._credentials = credentials
        self._send = send
        self._retry = retry
        self._clock = clock
        self._lock = new_lock()
        self._token: Token | None = None
        self._flights: dict[Scope, _Flight] = {}

    def token(self, timeout: float) -> str:
        """The cached token, or a new one.

        Near the end of its life one caller fetches the next while the others go on with the old.

        Raises:
            AuthenticationError: The token endpoint refused; it carries status and OAuth error code.
        """
        current, now = self._token, self._clock.now()
        if current and now < current.refresh_at:  # without the lock, at which all threads would meet
            return current.value
        where, until = scope(), now + timeout
        while True:
            with self._lock:
                now = self._clock.now()
                current = self._token if self._token and now < self._token.expires_at else None
                if current and now < current.refresh_at:
                    return current.value
                flight = self._flights.get(where)
                leads = flight is None
                if flight is None:
                    flight = self._flights[where] = _Flight()
                elif current:
                    return current.value
            if leads:
                return self._lead(flight, where, current, until - now)
            if not flight.landed.wait(max(0.0, until - now)):
                raise too_late()
            if flight.error is not None:
                raise copy.copy(flight.error)

    def discard(self, token: str) -> None:
        """Forget `token`, unless another has taken its place already."""
        with self._lock:
            if self._token and self._token.value == token:
                self._token = None

    def _lead(self, flight: _Flight, where: Scope, current: Token | None, timeout: float) -> str:
        try:
            # With a token that is still good the call must not be spent on waiting for the next.
            token = self._fetch(timeout if current is None else timeout / 2)
            with self._lock:
                self._token = token
            return token.value
        except APIError as error:
            if current is not None:
                with self._lock:
                    if self._token is current:
                        self._token = postponed(current, self._clock.now())
                return current.value
            # One caller's short deadline says nothing about the others'.
            if not isinstance(error, APITimeoutError):
                flight.error = error
            raise
        finally:
            with self._lock:
                del self._flights[where]
            flight.landed.set()

    def _fetch(self, timeout: float) -> Token:
        request = token_request(self._credentials, timeout, self._retry)
        asked_at = self._clock.now()
        try:
            response = self._send(request)
        except APIStatusError as error:
            raise token_error(error) from None
        return read_token(response, asked_at)


def renew(source: TokenSource, timeout: float) -> None:
    """Drop the token that there is, and fetch one."""
    source.discard(source.token(timeout))
    source.token(timeout)


class TokenTransport(Protocol):
    """The part of a transport that a token source uses."""

    clock: Clock

    def send(self, request: Request, /) -> Response:
        """Send a request, with retries, and without a token."""
        ...


def token_source(
    settings: Settings, transport: TokenTransport, options: Options
) -> TokenSource | None:
    """The token source of a service; None if it takes no token."""
    if settings.credentials is not None:
        return ClientCredentials(settings.credentials, transport.send, options.retry, transport.clock)
    if settings.auth in (None, DEFAULT):
        return None
    source: TokenSource = TokenFunction(settings.auth) if callable(settings.auth) else settings.auth
    return source
