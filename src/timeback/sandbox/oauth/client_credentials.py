"""The grant of client credentials (RFC 6749, 4.4): by Basic, or in the body."""

from __future__ import annotations

import base64
import binascii
from typing import Any, NamedTuple

from ..._json_types import is_object
from ..context import RequestContext
from ..learnwith.tables import DRAFTS
from ..messages import Response, json_response
from ..scopes import short_scope
from ..sql import Clause
from ..tokens import digest_of, same_text
from .errors import OAuthError
from .sign_in import token_of_code

__all__ = ["issue_scoped_token", "issue_token"]

_FORM = "application/x-www-form-urlencoded"
# What the client of a draft may do: read.
_STEM = "https://purl.imsglobal.org/spec/"
_DRAFT_TIER = [
    f"{_STEM}or/v1p2/scope/roster.readonly",
    f"{_STEM}lti/v1p3/scope/lti.readonly",
    f"{_STEM}caliper/v1p2/scope/events.readonly",
]


class _Client(NamedTuple):
    """A client that signed in, and whether it is that of an application which is a draft."""

    id: str
    is_draft: bool


def issue_token(call: RequestContext) -> Response:
    """Exchange the client's credentials, or a code of the sign-in, for a token."""
    if _media_type(call) != _FORM:
        raise OAuthError(400, "invalid_request", "The body must be a URL-encoded form.")
    form = call.form()
    client = _client(call, form)
    if form.get("grant_type") == "authorization_code":
        return token_of_code(call, form, client.id)
    return _answer(_token(call, form, client))


def issue_scoped_token(call: RequestContext) -> Response:
    """Exchange the client's credentials, which may stand in JSON, for a token; the answer names its scopes."""
    media_type = _media_type(call)
    if media_type not in (_FORM, "application/json"):
        raise OAuthError(400, "invalid_request", "The body must be a URL-encoded form or JSON.")
    form = call.form() if media_type == _FORM else _json(call)
    return _answer(_token(call, form, _client(call, form)) | {"scope": form.get("scope", "")})


def _media_type(call: RequestContext) -> str:
    return call.request.headers.get("content-type", "").partition(";")[0].strip().lower()


def _json(call: RequestContext) -> dict[str, str]:
    body = call.body()
    return {name: value for name, value in body.items() if isinstance(value, str)} if is_object(body) else {}


def _answer(token: dict[str, Any]) -> Response:
    return json_response(200, token, [("cache-control", "no-store")])


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


def _is_draft(call: RequestContext, client_id: str, secret: str) -> bool:
    """Whether these are the credentials of an application that was registered as a draft."""
    found = call.session.find(DRAFTS, Clause('"clientId" = ?', (client_id,)))
    return any(same_text(digest_of(secret), each["secretDigest"]) for each in found)


def _client(call: RequestContext, form: dict[str, str]) -> _Client:
    """The client that asks for a token, by its credentials."""
    basic = _basic_credentials(call.request.headers.get("authorization", ""))
    given = basic or (form.get("client_id", ""), form.get("client_secret", ""))
    is_draft = _is_draft(call, *given)
    if not (is_draft or call.tokens.knows(*given)):
        challenge = [("www-authenticate", 'Basic realm="timeback-sandbox"')] if basic else []
        raise OAuthError(401, "invalid_client", "Unknown client or wrong secret.", headers=challenge)
    if not form.get("grant_type"):
        raise OAuthError(400, "invalid_request", "grant_type is required.")
    return _Client(given[0], is_draft)


def _token(call: RequestContext, form: dict[str, str], client: _Client) -> dict[str, Any]:
    """A token for a client, as it is answered."""
    if form["grant_type"] != "client_credentials":
        raise OAuthError(400, "unsupported_grant_type", "The grant is none that is supported.")
    life = call.tokens.life
    asked = form.get("scope", "").split() or (_DRAFT_TIER if client.is_draft else [])
    if client.is_draft and not all(each.endswith("readonly") for each in asked):
        raise OAuthError(400, "invalid_scope", "The application is a draft, which may only read.")
    return {
        "access_token": call.tokens.new_token(
            call.session, _granted(asked, strict=call.tokens.scopes == "strict")
        ),
        "expires_in": int(life) if life == int(life) else life,
        "token_type": "Bearer",
    }


def _granted(asked: list[str], *, strict: bool) -> list[str]:
    """The scopes of a token, as they are compared; one that nobody knows is refused where scopes are strict."""
    short = [short_scope(scope) for scope in asked]
    if strict and None in short:
        raise OAuthError(400, "invalid_scope", f"{asked[short.index(None)]!r} is no scope of the platform.")
    return [scope or asked[number] for number, scope in enumerate(short)]
