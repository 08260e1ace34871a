"""The authorizer: a key and a registered address for a token."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
import uuid
from typing import Any

import msgspec

from ..._config.settings import EMBEDDED_EMAIL
from ..._json_types import is_object
from ..context import RequestContext
from ..messages import Response, json_response
from ..tokens import TokenIssuer
from .errors import MasteryTrackError
from .tables import AUDIENCE

__all__ = ["issue_token"]


def issue_token(call: RequestContext) -> Response:
    """Exchange the key and a registered address for a token."""
    if not call.tokens.knows_key(call.request.headers.get("x-api-key", "")):
        raise MasteryTrackError(401, "The API key is unknown.", "UNAUTHORIZED")
    body = call.body()
    email = body.get("email") if is_object(body) else None
    if not isinstance(email, str) or not email.strip():
        raise MasteryTrackError(400, "email is required.", "MISSING_PARAMETER")
    if email.lower() != EMBEDDED_EMAIL:
        raise MasteryTrackError(403, "The address has no access.", "ACCESS_DENIED")
    token = _jwt(email, call.tokens)
    call.tokens.register(call.session, token, AUDIENCE)
    return json_response(200, {"success": True, "jwt": token})


def _jwt(email: str, tokens: TokenIssuer) -> str:
    """A JSON Web Token (RFC 7519), of which the sandbox itself minds the text alone."""
    now = int(time.time())
    claims = {
        "sub": email,
        "email": email,
        "iat": now,
        "exp": now + int(tokens.life),
        "jti": uuid.uuid4().hex,
    }
    signed = f"{_part({'alg': 'HS256', 'typ': 'JWT'})}.{_part(claims)}"
    digest = hmac.new(tokens.api_key.encode(), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{_base64(digest)}"


def _part(value: dict[str, Any]) -> str:
    return _base64(msgspec.json.encode(value))


def _base64(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()
