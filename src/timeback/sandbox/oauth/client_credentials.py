"""The grant of client credentials (RFC 6749, 4.4): by Basic, or in the form."""

from __future__ import annotations

import base64
import binascii
from urllib.parse import parse_qsl

from ..context import RequestContext
from ..messages import Response, json_response
from ..scopes import short_scope
from .errors import OAuthError
from .sign_in import token_of_code

__all__ = ["issue_token"]


def _basic_credentials(header: str) -> tuple[str, str] | None:
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        decoded = base64.b64decode(encoded.strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    client_id, _, secret = decoded.partition(":")
    return client_id, secret


def issue_token(call: RequestContext) -> Response:
    """Exchange the client's credentials for a token."""
    request = call.request
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != "application/x-www-form-urlencoded":
        raise OAuthError(400, "invalid_request", "The body must be a URL-encoded form.")
    form = dict(parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True))
    basic = _basic_credentials(request.headers.get("authorization", ""))
    given = basic or (form.get("client_id", ""), form.get("client_secret", ""))
    if not call.tokens.knows(*given):
        challenge = [("www-authenticate", 'Basic realm="timeback-sandbox"')] if basic else []
        raise OAuthError(401, "invalid_client", "Unknown client or wrong secret.", headers=challenge)
    grant = form.get("grant_type")
    if not grant:
        raise OAuthError(400, "invalid_request", "grant_type is required.")
    if grant == "authorization_code":
        return token_of_code(call, form, given[0])
    if grant != "client_credentials":
        raise OAuthError(400, "unsupported_grant_type", "The grant is none that is supported.")
    life = call.tokens.life
    asked = form.get("scope", "").split()
    answer = {
        "access_token": call.tokens.new_token(
            call.session, _granted(asked, strict=call.tokens.scopes == "strict")
        ),
        "expires_in": int(life) if life == int(life) else life,
        "token_type": "Bearer",
    }
    return json_response(200, answer, [("cache-control", "no-store")])


def _granted(asked: list[str], *, strict: bool) -> list[str]:
    """The scopes of a token, as they are compared; one that nobody knows is refused where scopes are strict."""
    short = [short_scope(scope) for scope in asked]
    if strict and None in short:
        raise OAuthError(400, "invalid_scope", f"{asked[short.index(None)]!r} is no scope of the platform.")
    return [scope or asked[number] for number, scope in enumerate(short)]
