"""Requests for a token, and what their answers mean: OAuth 2 client credentials (RFC 6749 4.4), API keys. No I/O."""

from __future__ import annotations

import base64
import re
from typing import Any, NamedTuple, TypeGuard
from urllib.parse import urlencode

import msgspec

from .errors import APIStatusError, APITimeoutError, AuthenticationError
from .messages import Request, Response, fits_header
from .narrowing import is_object
from .retry import Resend, RetryPolicy
from .settings import Credentials, KeyPair

__all__ = [
    "Token",
    "check_token",
    "key_token_request",
    "postponed",
    "read_key_token",
    "read_token",
    "refusal",
    "token_request",
    "too_late",
]

# As the codes of RFC 6749 5.2 look; anything else may quote the request.
_CODE = re.compile(r"[A-Za-z_]{1,40}")
_DEFAULT_LIFE = 3600.0
_MAX_MARGIN = 60.0
# MasteryTrack's tokens are good for an hour, and should be replaced after fifty minutes.
_KEY_TOKEN_REFRESH = 3000.0


class Token(NamedTuple):
    """An access token, and the moments from which it should, and must, be replaced."""

    value: str
    refresh_at: float
    expires_at: float

    def __repr__(self) -> str:
        return "Token(***)"


def token_request(credentials: Credentials, timeout: float, retry: RetryPolicy) -> Request:
    """The request for a token; it changes nothing, so it may be sent again like a read."""
    pair = f"{credentials.client_id}:{credentials.client_secret.reveal()}"
    form = {"grant_type": "client_credentials"}
    if credentials.scope:
        form["scope"] = credentials.scope
    return Request(
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
        retry=retry,
        authenticate=False,
    )


def refusal(
    error: APIStatusError,
    asked: str = "the token endpoint",
    key: str = "error",
    check: str = "the client id, secret and token URL",
) -> AuthenticationError:
    """What a caller is told when the token endpoint answers with an error status.

    Args:
        error: The refusal as the transport has it.
        asked: What was asked for a token.
        key: Where the body says which error it is.
        check: What may be wrong.
    """
    code = error.body.get(key) if is_object(error.body) else None
    said = f" ({code})" if isinstance(code, str) and _CODE.fullmatch(code) else ""
    refused = AuthenticationError(
        f"no access token: {asked} answered {error.status}{said}; check {check}",
        status=error.status,
        headers=error.headers,
        body=error.body,
    )
    refused.oauth_error = code if isinstance(code, str) else None
    refused.__dict__.update(
        {name: value for name, value in error.__dict__.items() if name not in refused.__dict__}
    )
    return refused


def read_token(response: Response, asked_at: float) -> Token:
    """The token of an answer. It is due for renewal a tenth of its life, at most a minute, before its end."""
    fields = _object(response)
    value = fields.get("access_token")
    if not _is_token(value):
        raise _none_in(response, "the token endpoint")
    life = _seconds(fields.get("expires_in"))
    margin = min(_MAX_MARGIN, life / 10)
    return Token(value, asked_at + life - margin, asked_at + life)


def key_token_request(pair: KeyPair, timeout: float, retry: RetryPolicy) -> Request:
    """MasteryTrack's request for a token: the key in a header, the address in the body."""
    return Request(
        method="POST",
        url=pair.token_url,
        path="/authorizer",
        headers={
            "x-api-key": pair.api_key.reveal(),
            "content-type": "application/json",
            "accept": "application/json",
        },
        content=msgspec.json.encode({"email": pair.email}),
        resend=Resend.SAFELY,
        timeout=timeout,
        retry=retry,
        authenticate=False,
    )


def read_key_token(response: Response, asked_at: float) -> Token:
    """The token in `{"success": true, "jwt": "..."}`, which does not say how long it is good."""
    fields = _object(response)
    value = fields.get("jwt")
    if fields.get("success") is not True or not _is_token(value):
        raise _none_in(response, "the authorizer")
    return Token(value, asked_at + _KEY_TOKEN_REFRESH, asked_at + _DEFAULT_LIFE)


def check_token(token: object) -> str:
    """A token of the user's own, if it can be sent; the message never repeats it."""
    if isinstance(token, str) and token and fits_header(token):
        return token
    raise AuthenticationError(f"the auth function gave no usable token, but {type(token).__name__}")


def postponed(token: Token, now: float) -> Token:
    """The token with its next renewal put off, since one has just failed."""
    return token._replace(refresh_at=now + (token.expires_at - now) / 4)


def too_late() -> APITimeoutError:
    """What a call is told whose deadline passed before it had a token; nothing was sent."""
    error = APITimeoutError("the deadline passed while waiting for an access token")
    error.request_sent = False
    return error


def _object(response: Response) -> dict[str, Any]:
    try:
        body = msgspec.json.decode(response.content)
    except (msgspec.DecodeError, UnicodeDecodeError):
        body = None
    return body if is_object(body) else {}


def _is_token(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and value != "" and fits_header(value)


def _none_in(response: Response, asked: str) -> AuthenticationError:
    return AuthenticationError(
        f"no access token: {asked} answered {response.status} without one; check the token URL",
        status=response.status,
        headers=response.headers,
    )


def _seconds(value: object) -> float:
    try:
        seconds = float(value) if isinstance(value, str | int | float) else _DEFAULT_LIFE
    except ValueError:
        return _DEFAULT_LIFE
    return seconds if 0 < seconds < float("inf") else _DEFAULT_LIFE
