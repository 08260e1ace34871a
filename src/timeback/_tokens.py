"""Client credentials (RFC 6749 4.4) and API keys: the request for a token, what its answer means. No I/O."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias
from urllib.parse import quote_plus, urlencode

import msgspec

from ._codec.preview import body_of
from ._config.settings import ApiKey, OAuthCredentials
from ._fork import late_imports
from ._http.messages import Request, Response
from ._http.retry import Resend, RetryPolicy
from ._json_types import is_object
from ._option_checks import fits_header
from ._patterns import pattern
from ._secrets import Secret
from .errors import APIStatusError, APITimeoutError, AuthenticationError

__all__ = ["Token", "check_token", "postponed", "read_token", "token_error", "token_request", "too_late"]

# As the codes of RFC 6749 5.2 look; anything else may quote the request.
_CODE = pattern(r"[A-Za-z_]{1,40}")
_DEFAULT_LIFE = 3600.0
_MAX_MARGIN = 60.0
_KEY_MARGIN = 600.0


class Token(NamedTuple):
    """An access token, and the moments from which it should, and must, be replaced."""

    value: str
    refresh_at: float
    expires_at: float

    def __repr__(self) -> str:
        return "Token(***)"


def token_request(credentials: OAuthCredentials | ApiKey, timeout: float, retry: RetryPolicy) -> Request:
    """The request for a token; it changes nothing, so it may be sent again like a read."""
    kind, secrets, content = (
        _key_exchange(credentials) if isinstance(credentials, ApiKey) else _client_grant(credentials)
    )
    return Request(
        method="POST",
        url=credentials.token_url,
        path="(token endpoint)",
        headers={"content-type": kind, "accept": "application/json"},
        secrets=secrets,
        content=content,
        resend=Resend.SAFELY,
        timeout=timeout,
        retry=retry,
        authenticate=False,
        service="auth",
        operation="token",
    )


# The type of the body, the headers that sign in, and the body.
_SignIn: TypeAlias = tuple[str, dict[str, Secret], bytes]


def _key_exchange(key: ApiKey) -> _SignIn:
    return "application/json", {"x-api-key": key.api_key}, msgspec.json.encode({"email": key.email})


def _client_grant(credentials: OAuthCredentials) -> _SignIn:
    form = {"grant_type": "client_credentials"}
    if credentials.scope:
        form["scope"] = credentials.scope
    kind = "application/x-www-form-urlencoded"
    if credentials.token_auth == "body":
        sign_in = {"client_id": credentials.client_id, "client_secret": credentials.client_secret.reveal()}
        return kind, {}, urlencode({**form, **sign_in}).encode()
    # RFC 6749 2.3.1 has them form-encoded, which many servers do not undo.
    encode = quote_plus if credentials.token_auth == "basic" else str
    pair = f"{encode(credentials.client_id)}:{encode(credentials.client_secret.reveal())}"
    with late_imports:
        import base64

    signed = Secret("Basic " + base64.b64encode(pair.encode()).decode("ascii"))
    return kind, {"authorization": signed}, urlencode(form).encode()


def token_error(error: APIStatusError) -> AuthenticationError:
    """The error for a caller when the token endpoint answers with an error status."""
    code, said = _error_code(error.body)
    words = error.message.removeprefix(str(error.status)).strip()
    if words and words != code:
        said += f": {words}"
    denied = AuthenticationError(
        f"no access token: the token endpoint answered {error.status}{said}; check the credentials and the token URL",
        status=error.status,
        headers=error.headers,
        body=error.body,
    )
    denied.oauth_error = code
    denied.__dict__.update(
        {name: value for name, value in error.__dict__.items() if name not in denied.__dict__}
    )
    return denied


def _error_code(body: object) -> tuple[str | None, str]:
    """The code of an error that a token endpoint answered, and how a message tells it."""
    fields = body if is_object(body) else {}
    # MasteryTrack has a code of its own, and free text, which may quote the request, as its error.
    code = fields.get("code", fields.get("error"))
    if not isinstance(code, str):
        return None, ""
    return code, f" ({code})" if _CODE.fullmatch(code) else ""


def read_token(response: Response, asked_at: float) -> Token:
    """The token of an answer. It is due for renewal a tenth of its life, at most a minute, before its end."""
    token = _token_in(response.content, asked_at)
    if token is None:
        code, said = _error_code(body_of(response.content))
        check = "the credentials and the token URL" if code else "the token URL"
        missing = AuthenticationError(
            f"no access token: the token endpoint answered {response.status}{said} without one; check {check}",
            status=response.status,
            headers=response.headers,
        )
        missing.oauth_error = code
        raise missing
    return token


def _token_in(content: bytes, asked_at: float) -> Token | None:
    body = body_of(content)
    fields = body if is_object(body) else {}
    # MasteryTrack calls it `jwt`, and says beside it whether it counts.
    is_key_token = "jwt" in fields and fields.get("success") is True
    value = fields.get("jwt" if is_key_token else "access_token")
    value = value.strip() if isinstance(value, str) else ""
    if not value or not fits_header(value):
        return None
    life = _seconds(fields.get("expires_in"))
    # It says nothing of its life, which is an hour, of which it is to be used for fifty minutes.
    margin = _KEY_MARGIN if is_key_token else min(_MAX_MARGIN, life / 10)
    return Token(value, asked_at + life - margin, asked_at + life)


def check_token(token: Secret) -> str:
    """A token of the user's own, if it can be sent; the message never repeats it."""
    if _is_usable(token.reveal()):
        return token.reveal()
    raise AuthenticationError(f"the auth function gave no usable token, but {type(token.reveal()).__name__}")


def _is_usable(token: object) -> bool:
    return isinstance(token, str) and bool(token) and fits_header(token)


def postponed(token: Token, now: float) -> Token:
    """The token with its next renewal put off, since one has just failed."""
    return token._replace(refresh_at=now + (token.expires_at - now) / 4)


def too_late() -> APITimeoutError:
    """The error of a call whose deadline passed before it had a token; nothing was sent."""
    error = APITimeoutError("the deadline passed while waiting for an access token")
    error.request_sent = False
    return error


def _seconds(value: object) -> float:
    try:
        seconds = float(value) if isinstance(value, str | int | float) else _DEFAULT_LIFE
    except ValueError:
        return _DEFAULT_LIFE
    return seconds if 0 < seconds < float("inf") else _DEFAULT_LIFE
