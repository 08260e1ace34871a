"""Signing in by OpenID Connect: the authorization code flow with PKCE, and launches by LTI.

Who asks is sent a code or a token for whichever person is chosen on the page; only applications on this machine
are served.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from ..._fork import late_imports
from ...errors import ConfigurationError
from ..addresses import is_loopback
from ..context import RequestContext
from ..errors import ApiError
from ..messages import Response, json_response
from ..openid import ALGORITHM, Grant
from ..records import Doc
from ..tokens import TOKEN_PATH, same_text
from .errors import OAuthError
from .pages import form_page, people_page, refusal_page
from .people import claims_of, find_people, person, subject_of

__all__ = [
    "AUTHORIZE_PATH",
    "CONFIGURATION_PATH",
    "KEYS_PATH",
    "LAUNCH_PATH",
    "USER_INFO_PATH",
    "authorize",
    "choose_launch",
    "choose_person",
    "launch",
    "show_configuration",
    "show_keys",
    "show_user",
    "token_of_code",
]

CONFIGURATION_PATH = "/.well-known/openid-configuration"
KEYS_PATH = "/.well-known/jwks.json"
AUTHORIZE_PATH = "/oauth2/authorize"
USER_INFO_PATH = "/oauth2/userInfo"
LAUNCH_PATH = "/lti/launch"

_TOKEN_LIFE = 3600
_LAUNCH_LIFE = 300
_KEPT = (
    "response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "code_challenge",
    "code_challenge_method",
)  # fmt: skip


def show_configuration(call: RequestContext) -> Response:
    """Describe the OpenID provider (OpenID Connect Discovery 1.0)."""
    base = call.base_url
    return json_response(
        200,
        {
            "issuer": base,
            "authorization_endpoint": base + AUTHORIZE_PATH,
            "token_endpoint": base + TOKEN_PATH,
            "userinfo_endpoint": base + USER_INFO_PATH,
            "jwks_uri": base + KEYS_PATH,
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": [ALGORITHM],
            "scopes_supported": ["openid", "email", "profile"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": True,
        },
    )


def show_keys(call: RequestContext) -> Response:
    """The keys that ID tokens are signed by (RFC 7517)."""
    try:
        return json_response(200, call.openid.public_keys())
    except ConfigurationError as error:
        raise ApiError(501, str(error)) from None


def choose_person(call: RequestContext) -> Response:
    """A page on which the person is chosen who signs in."""
    query = call.query
    refused = _misdirected(call, query) or _refused(query)
    if refused is not None:
        return refused
    text = query.get("q", query.get("login_hint", ""))
    kept = {name: query[name] for name in _KEPT if name in query}
    target = query["redirect_uri"]
    return people_page(
        "Sign in at the sandbox",
        f"to go on at {_origin(target)}. Whoever is chosen is signed in, without a password.",
        find_people(call, text),
        kept,
        text=text,
        target=_origin(target),
    )


def authorize(call: RequestContext) -> Response:
    """Send the browser back with a code for the person who was chosen."""
    form = call.form()
    refused = _misdirected(call, form) or _refused(form)
    if refused is not None:
        return refused
    if person(call, form.get("user", "")) is None:
        return _sent_back(call, form, error="access_denied")
    grant = Grant(
        form["user"], form["client_id"], form["redirect_uri"], form["code_challenge"], form.get("nonce")
    )
    return _sent_back(call, form, code=call.openid.new_code(grant))


def _misdirected(call: RequestContext, given: Mapping[str, str]) -> Response | None:
    """The page for a request that must not be sent back to where it says."""
    if given.get("client_id") not in call.tokens.clients:
        return refusal_page(400, "client_id is not that of a client of this sandbox.")
    if not _is_served(given.get("redirect_uri", "")):
        return refusal_page(400, "redirect_uri must lead to an application on this machine.")
    return None


def _refused(given: Mapping[str, str]) -> Response | None:
    """The way back for a request that is not the flow that is served."""
    if given.get("response_type") != "code":
        return _back(given, error="unsupported_response_type")
    if "openid" not in given.get("scope", "").split():
        return _back(given, error="invalid_scope")
    if given.get("code_challenge_method") != "S256" or not given.get("code_challenge"):
        return _back(given, error="invalid_request")
    return None


def _sent_back(call: RequestContext, given: Mapping[str, str], **answer: str) -> Response:
    return _back(given, iss=call.base_url, **answer)


def _back(given: Mapping[str, str], **answer: str) -> Response:
    if "state" in given:
        answer["state"] = given["state"]
    target = given["redirect_uri"]
    joint = "&" if urlsplit(target).query else "?"
    headers = [("location", f"{target}{joint}{urlencode(answer)}"), ("content-length", "0")]
    return Response(303, [*headers, ("cache-control", "no-store")], b"")


def token_of_code(call: RequestContext, form: Mapping[str, str], client_id: str) -> Response:
    """Exchange a code for an ID token, and an access token for what is known of the person."""
    grant = call.openid.take_code(form.get("code", ""))
    verifier = form.get("code_verifier", "").encode()
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier).digest()).rstrip(b"=").decode()
    if (
        grant is None
        or grant.client_id != client_id
        or grant.redirect_uri != form.get("redirect_uri")
        or not same_text(challenge, grant.challenge)
    ):
        raise OAuthError(400, "invalid_grant", "The code is unknown, used, or another's.")
    access_token = call.openid.new_token(grant.user_id)
    half = hashlib.sha256(access_token.encode()).digest()[:16]
    claims = {
        **_claims(call, _known(call, grant.user_id), client_id, _TOKEN_LIFE),
        "sub": subject_of(grant.user_id),
        "at_hash": base64.urlsafe_b64encode(half).rstrip(b"=").decode(),
        **({"nonce": grant.nonce} if grant.nonce is not None else {}),
    }
    answer = {
        "access_token": access_token,
        "id_token": _signed(call, claims),
        "expires_in": _TOKEN_LIFE,
        "token_type": "Bearer",
    }
    return json_response(200, answer, [("cache-control", "no-store")])


def show_user(call: RequestContext) -> Response:
    """The claims about the person whom an access token stands for."""
    scheme, _, token = call.request.headers.get("authorization", "").partition(" ")
    user_id = call.openid.user_of(token.strip()) if scheme.lower() == "bearer" else None
    user = None if user_id is None else person(call, user_id)
    if user is None or user_id is None:
        challenge = [("www-authenticate", 'Bearer error="invalid_token"')]
        raise OAuthError(401, "invalid_token", "The access token is unknown or expired.", headers=challenge)
    return json_response(200, {"sub": subject_of(user_id), **claims_of(user)})


def choose_launch(call: RequestContext) -> Response:
    """A page on which the person is chosen for whom an application is launched: `?launch_url=…`."""
    query = call.query
    target, audience = _launched(call, query)
    if not _is_served(target):
        return refusal_page(400, "launch_url must lead to an application on this machine.")
    return people_page(
        "Launch an application",
        f"at {target} by LTI, for whoever is chosen.",
        find_people(call, query.get("q", "")),
        {"launch_url": target, "client_id": audience},
        text=query.get("q", ""),
        target=_origin(target),
    )


def launch(call: RequestContext) -> Response:
    """A page that posts the ID token of a launch to the application."""
    form = call.form()
    target, audience = _launched(call, form)
    user = person(call, form.get("user", ""))
    if not _is_served(target) or user is None:
        return refusal_page(400, "launch_url must lead to this machine, and user be one of the district.")
    claims = {
        **_claims(call, user, audience, _LAUNCH_LIFE),
        "sub": user["sourcedId"],
        "nonce": secrets.token_urlsafe(16),
        "https://purl.imsglobal.org/spec/lti/claim/message_type": "LtiResourceLinkRequest",
        "https://purl.imsglobal.org/spec/lti/claim/version": "1.3.0",
        "https://purl.imsglobal.org/spec/lti/claim/target_link_uri": target,
    }
    fields = {"id_token": _signed(call, claims)}
    return form_page("Launching the application", target, fields, target=_origin(target))


def _launched(call: RequestContext, given: Mapping[str, str]) -> tuple[str, str]:
    """The URL of a launch, and the audience of its token."""
    default = [*call.tokens.clients][-1]
    return given.get("launch_url", ""), given.get("client_id") or default


def _known(call: RequestContext, user_id: str) -> Doc:
    user = person(call, user_id)
    if user is None:
        raise OAuthError(400, "invalid_grant", "The person is no longer there.")
    return user


def _claims(call: RequestContext, user: Doc, audience: str, life: int) -> dict[str, Any]:
    now = int(time.time())
    return {"iss": call.base_url, "aud": audience, "iat": now, "exp": now + life, **claims_of(user)}


def _signed(call: RequestContext, claims: Mapping[str, Any]) -> str:
    try:
        return call.openid.sign(claims)
    except ConfigurationError as error:
        raise ApiError(501, str(error)) from None


def _is_served(url: str) -> bool:
    """Whether a browser is sent to a URL: it leads to this machine, and a header can hold it."""
    return url.isascii() and url.isprintable() and is_loopback(url)


def _origin(url: str) -> str:
    with late_imports:
        import httpx  # a tenth of a second that no token needs

    address = httpx.URL(url)
    return str(address.copy_with(userinfo=b"", path="/", query=None, fragment=None)).rstrip("/")
