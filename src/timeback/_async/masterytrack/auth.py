"""MasteryTrack's tokens: an API key and a registered address, exchanged at the service itself."""

from __future__ import annotations

import dataclasses
import threading

from ...concurrency import AsyncClock
from ...errors import APIStatusError, AuthenticationError
from ...messages import Request, Response
from ...retry import RetryPolicy
from ...settings import KeyPair
from ...tokens import Token, key_token_request, read_key_token, refusal
from ..auth import AsyncFetchedToken, AsyncSend

__all__ = ["AsyncKeyToken"]


class AsyncKeyToken(AsyncFetchedToken):
    """The token of one address; the sources of the other addresses of the same key are kept beside it."""

    def __init__(self, pair: KeyPair, send: AsyncSend, retry: RetryPolicy, clock: AsyncClock) -> None:
        super().__init__(send, retry, clock)
        self._pair = pair
        self._others: dict[str, AsyncKeyToken] = {pair.email: self}
        self._others_lock = threading.Lock()

    def of(self, email: str) -> AsyncKeyToken:
        """The source of another address's tokens."""
        with self._others_lock:
            if email not in self._others:
                pair = dataclasses.replace(self._pair, email=email)
                other = AsyncKeyToken(pair, self._send, self._retry, self._clock)
                other._others, other._others_lock = self._others, self._others_lock
                self._others[email] = other
            return self._others[email]

    def _request(self, timeout: float) -> Request:
        return key_token_request(self._pair, timeout, self._retry)

    def _read(self, response: Response, asked_at: float) -> Token:
        return read_key_token(response, asked_at)

    def _refusal(self, error: APIStatusError) -> AuthenticationError:
        return refusal(error, "the authorizer", "code", "the API key and the e-mail address")
