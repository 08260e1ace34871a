# Generated from src/timeback/_async/masterytrack/auth.py by setup_unasync.py; do not edit.
"""MasteryTrack's tokens: an API key and a registered address, exchanged at the service itself."""

from __future__ import annotations

import dataclasses
import threading

from ...concurrency import Clock
from ...errors import APIStatusError, AuthenticationError
from ...messages import Request, Response
from ...retry import RetryPolicy
from ...settings import KeyPair
from ...tokens import Token, key_token_request, read_key_token, refusal
from ..auth import FetchedToken, Send

__all__ = ["KeyToken"]


class KeyToken(FetchedToken):
    """The token of one address; the sources of the other addresses of the same key are kept beside it."""

    def __init__(self, pair: KeyPair, send: Send, retry: RetryPolicy, clock: Clock) -> None:
        super().__init__(send, retry, clock)
        self._pair = pair
        self._others: dict[str, KeyToken] = {pair.email: self}
        self._others_lock = threading.Lock()

    def of(self, email: str) -> KeyToken:
        """The source of another address's tokens."""
        with self._others_lock:
            if email not in self._others:
                pair = dataclasses.replace(self._pair, email=email)
                other = KeyToken(pair, self._send, self._retry, self._clock)
                other._others, other._others_lock = self._others, self._others_lock
                self._others[email] = other
            return self._others[email]

    def _request(self, timeout: float) -> Request:
        return key_token_request(self._pair, timeout, self._retry)

    def _read(self, response: Response, asked_at: float) -> Token:
        return read_key_token(response, asked_at)

    def _refusal(self, error: APIStatusError) -> AuthenticationError:
        return refusal(error, "the authorizer", "code", "the API key and the e-mail address")
