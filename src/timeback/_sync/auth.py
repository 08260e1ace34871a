# Generated from src/timeback/_async/auth.py by setup_unasync.py; do not edit.
"""Where access tokens come from."""

from __future__ import annotations

import base64
import copy
import threading
from collections.abc import Callable
from typing import Any, Protocol
from urllib.parse import urlencode

import msgspec

from ..concurrency import Clock, Event, Scope, resolve, scope
from ..errors import APIError, APIStatusError, APITimeoutError, AuthenticationError
from ..messages import Request, Response
from ..narrowing import is_object
from ..retry import Resend, RetryPolicy
from ..settings import Credentials

__all__ = ["ClientCredentials", "TokenFunction", "TokenSource"]

_DEFAULT_LIFE = 3600.0
_MAX_MARGIN = 60.0


class TokenSource(Protocol):
    """Gives the token that authorises a request."""

    def token(self, timeout: float) -> str:
        """A token that is valid now, within `timeout` seconds."""
        ...

    def discard(self, token: str) -> None:
        """Forget `token`: the server refused it."""
        ...


class Send(Protocol):
    """How a token source sends its request."""

    def __call__(self, request: Request, /) -> Response:
        """Send it, with retries, and without a token."""
        ...


class TokenFunction:
    """A token source around a user's own function, which does its own caching."""

    def __init__(self, function: Callable[[], Any]) -> None:
        self._function = function

    def token(self, timeout: float) -> str:
        """Call the function."""
        token: str = resolve(self._function())
        return token

    def discard(self, token: str) -> None:
        """Nothing is kept here; the function is called again."""


class _Token(msgspec.Struct, frozen=True):
    value: str
    refresh_at: float
    expires_at: float


class _Flight:
    """A fetch under way: those who wait for it share its outcome."""

    def __init__(self) -> None:
        self.landed = Event()
        self.error: APIError | None = None


class ClientCredentials:
    """OAuth 2 client credentials: one cached token, one fetch at a time however many wait.

    The state is shared by all threads and loops; the lock is held only to look and to set.
    Those who wait do so in their own event loop, since a lock cannot be shared across loops.
    """

    def __init__(
        self,
        credentials: Credentials,
        send: Send,
        retry: RetryPolicy,
        clock: Clock,
    ) -> None:
        self._credentials = credentials
        self._send = send
        self._retry = retry
        self._clock = clock
        self._lock = threading.Lock()
        self._token: _Token | None = None
        self._flights: dict[Scope, _Flight] = {}

    def token(self, timeout: float) -> str:
        """The cached token, or a new one.

        Near the end of its life one caller fetches the next while the others go on with the old.

        Raises:
            AuthenticationError: The token endpoint refused; it carries status and OAuth error code.
        """
        where = scope()
        until = self._clock.now() + timeout
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
                raise APITimeoutError("the deadline passed while waiting for an access token")
            if flight.error is not None:
                raise copy.copy(flight.error)

    def discard(self, token: str) -> None:
        """Forget `token`, unless another has taken its place already."""
        with self._lock:
            if self._token and self._token.value == token:
                self._token = None

    def _lead(self, flight: _Flight, where: Scope, current: _Token | None, timeout: float) -> str:
        try:
            token = self._fetch(timeout)
            with self._lock:
                self._token = token
            return token.value
        except APIError as error:
            if current is not None:
                return current.value
            # One caller's short deadline says nothing about the others'.
            if not isinstance(error, APITimeoutError):
                flight.error = error
            raise
        finally:
            with self._lock:
                del self._flights[where]
            flight.landed.set()

    def _fetch(self, timeout: float) -> _Token:
        credentials = self._credentials
        pair = f"{credentials.client_id}:{credentials.client_secret.reveal()}"
        form = {"grant_type": "client_credentials"}
        if credentials.scope:
            form["scope"] = credentials.scope
        request = Request(
            method="POST",
            url=credentials.token_url,
            path="(token endpoint)",
            headers={
                "authorization": "Basic " + base64.b64encode(pair.encode()).decode("ascii"),
                "content-type": "application/x-www-form-urlencoded",
                "accept": "application/json",
            },
            content=urlencode(form).encode(),
            resend=Resend.SAFELY,
            timeout=timeout,
            retry=self._retry,
            authenticate=False,
        )
        asked_at = self._clock.now()
        try:
            response = self._send(request)
        except APIStatusError as error:
            raise _refused(error) from None
        return _read_token(response, asked_at)


def _refused(error: APIStatusError) -> AuthenticationError:
    code = error.body.get("error") if is_object(error.body) else None
    said = f" ({code})" if isinstance(code, str) and len(code) < 64 else ""
    refused = AuthenticationError(
        f"no access token: the token endpoint answered {error.status}{said}; check the client id, secret and token URL",
        status=error.status,
        headers=error.headers,
        body=error.body,
    )
    refused.oauth_error = code if isinstance(code, str) else None
    refused.__dict__.update(
        {name: value for name, value in error.__dict__.items() if name not in refused.__dict__}
    )
    return refused


def _read_token(response: Response, asked_at: float) -> _Token:
    try:
        body = msgspec.json.decode(response.content)
    except (msgspec.DecodeError, UnicodeDecodeError):
        body = None
    fields = body if is_object(body) else {}
    value = fields.get("access_token")
    if not isinstance(value, str) or not value or not value.isascii() or not value.isprintable():
        raise AuthenticationError(
            f"no access token: the token endpoint answered {response.status} without one; check the token URL",
            status=response.status,
            headers=response.headers,
        )
    life = _seconds(fields.get("expires_in"))
    margin = min(_MAX_MARGIN, life / 10)
    return _Token(value, asked_at + life - margin, asked_at + life)


def _seconds(value: object) -> float:
    try:
        seconds = float(value) if isinstance(value, str | int | float) else _DEFAULT_LIFE
    except ValueError:
        return _DEFAULT_LIFE
    return seconds if 0 < seconds < float("inf") else _DEFAULT_LIFE
