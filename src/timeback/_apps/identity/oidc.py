"""The authorization code flow (OpenID Connect Core 1.0, 3.1) with PKCE: what is sent, and what answers must hold."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import msgspec

from ..._http.messages import Request, Response
from ..._http.retry import Resend, RetryPolicy
from ..._json_types import is_object
from ..._secrets import Secret
from ...errors import APIResponseError
from .cookies import Flow
from .errors import IdentityError
from .settings import OidcProvider, SignedIn, is_secure
from .tokens import library

__all__ = [
    "Metadata",
    "Tokens",
    "authorization_url",
    "begin_flow",
    "checked_answer",
    "fetch_request",
    "read_json",
    "read_metadata",
    "read_tokens",
    "signed_in",
    "token_request",
    "user_info_request",
]

# As codes of errors look; anything else may quote the request, or be markup.
_CODE = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_SECONDS = 10.0
# Browsers drop a cookie of more than 4 kB.
_MOST_OF_A_NAME = 200


class Metadata(msgspec.Struct, frozen=True):
    """The configuration of an OpenID provider (OpenID Connect Discovery 1.0)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None = None
    id_token_signing_alg_values_supported: list[str] = msgspec.field(default_factory=lambda: ["RS256"])
    token_endpoint_auth_methods_supported: list[str] = msgspec.field(
        default_factory=lambda: ["client_secret_basic"]
    )
    authorization_response_iss_parameter_supported: bool = False


class Tokens(msgspec.Struct, frozen=True):
    """The tokens of a sign-in."""

    id_token: str
    access_token: str | None = None

    def __repr__(self) -> str:
        return "Tokens(***)"


def fetch_request(url: str, name: str) -> Request:
    """A request for a public document of an issuer."""
    return _request("GET", url, name)


def _request(
    method: str,
    url: str,
    name: str,
    headers: Mapping[str, str] | None = None,
    secrets: Mapping[str, Secret] | None = None,
    content: bytes | None = None,
) -> Request:
    return Request(
        method=method,
        url=url,
        path=f"({name} of the identity provider)",
        headers={"accept": "application/json", **(headers or {})},
        secrets=secrets or {},
        content=content,
        resend=Resend.SAFELY if method == "GET" else Resend.IF_REFUSED,
        timeout=_SECONDS,
        retry=RetryPolicy(),
        authenticate=False,
        service="identity",
        operation=name,
    )


def read_json(response: Response) -> dict[str, Any]:
    """The object in an answer.

    Raises:
        IdentityError: There is none.
    """
    try:
        found = response.json()
    except APIResponseError:
        found = None
    if not is_object(found):
        raise _unreadable("an answer is no JSON object")
    return found


def read_metadata(issuer: str, response: Response) -> Metadata:
    """The configuration of a provider, if it is the issuer's and its endpoints are safe.

    Raises:
        IdentityError: It is another issuer's, lacks an endpoint, or names one that others can read along.
    """
    try:
        found = msgspec.convert(read_json(response), Metadata)
    except msgspec.ValidationError as error:
        raise _unreadable(f"its configuration has faults: {error}") from None
    if found.issuer != issuer:
        raise _unreadable(f"its configuration is that of {found.issuer!r}")
    endpoints = (
        found.authorization_endpoint,
        found.token_endpoint,
        found.jwks_uri,
        found.userinfo_endpoint or found.jwks_uri,
    )
    if not all(map(is_secure, endpoints)):
        raise _unreadable("its configuration names an endpoint without https")
    return found


def begin_flow(return_to: str) -> Flow:
    """A new sign-in, with secrets that nobody can guess."""
    return Flow(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48), return_to)


def authorization_url(metadata: Metadata, provider: OidcProvider, flow: Flow, redirect_uri: str) -> str:
    """The URL at which the provider asks who it is."""
    parameters = library("authlib.oauth2.rfc6749.parameters")
    challenge = library("authlib.oauth2.rfc7636").create_s256_code_challenge(flow.verifier)
    url: str = parameters.prepare_grant_uri(
        metadata.authorization_endpoint,
        provider.client_id,
        "code",
        redirect_uri=redirect_uri,
        scope=provider.scope,
        state=flow.state,
        nonce=flow.nonce,
        code_challenge=challenge,
        code_challenge_method="S256",
        **provider.parameters,
    )
    return url


def checked_answer(metadata: Metadata, query: Mapping[str, str]) -> str:
    """The code in the provider's answer, whose state was checked.

    Raises:
        IdentityError: It is another provider's, says that nobody signed in, or holds none.
    """
    issuer = query.get("iss")
    required = metadata.authorization_response_iss_parameter_supported
    if (issuer is None and required) or issuer not in (None, metadata.issuer):
        raise IdentityError("the answer is that of another provider", "invalid_issuer")
    if (error := query.get("error")) is not None:
        code = error if _CODE.fullmatch(error) else "provider_error"
        raise IdentityError("the provider did not sign anybody in", code)
    if not query.get("code"):
        raise IdentityError("the provider's answer holds no code", "missing_code")
    return query["code"]


def token_request(
    metadata: Metadata, provider: OidcProvider, flow: Flow, code: str, redirect_uri: str
) -> Request:
    """The request that exchanges a code for tokens; a code is good once, so that it is not sent again."""
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": redirect_uri,
        "code_verifier": flow.verifier,
    }
    auth = library("authlib.oauth2.auth").ClientAuth(
        provider.client_id, provider.client_secret, _client_auth(metadata, provider)
    )
    headers: dict[str, str]
    _, headers, body = auth.prepare("POST", metadata.token_endpoint, {}, urlencode(form))
    return _request(
        "POST",
        metadata.token_endpoint,
        "token",
        {"content-type": "application/x-www-form-urlencoded"},
        {name.lower(): Secret(value) for name, value in headers.items()},
        body.encode(),
    )


def _client_auth(metadata: Metadata, provider: OidcProvider) -> str:
    if provider.client_secret is None:
        return "none"
    offered = metadata.token_endpoint_auth_methods_supported
    basic = "client_secret_basic" in offered or "client_secret_post" not in offered
    return "client_secret_basic" if basic else "client_secret_post"


def read_tokens(response: Response) -> Tokens:
    """The tokens in the provider's answer.

    Raises:
        IdentityError: There is no ID token.
    """
    try:
        return msgspec.convert(read_json(response), Tokens)
    except msgspec.ValidationError:
        raise IdentityError("the provider gave no ID token", "token_exchange_failed", 500) from None


def user_info_request(metadata: Metadata, tokens: Tokens) -> Request | None:
    """The request for what the provider knows of the user; None if it offers none."""
    if metadata.userinfo_endpoint is None or tokens.access_token is None:
        return None
    bearer = {"authorization": Secret(f"Bearer {tokens.access_token}")}
    return _request("GET", metadata.userinfo_endpoint, "userinfo", None, bearer)


def signed_in(
    claims: Mapping[str, Any], *, verified_email: bool = True, timeback_id: str | None = None
) -> SignedIn:
    """The user who signed in, by verified claims.

    Raises:
        IdentityError: The address is not verified, though it must be.
    """
    email = claims.get("email")
    email = email.strip() if isinstance(email, str) and email.strip() else None
    # Cognito's userinfo writes it as a text.
    if email and verified_email and claims.get("email_verified") in (False, "false"):
        raise IdentityError("the provider has not verified the address", "email_not_verified", 403)
    name = claims.get("name")
    if not isinstance(name, str) or not name.strip():
        parts = (claims.get("given_name"), claims.get("family_name"))
        name = " ".join(each for each in parts if isinstance(each, str) and each)
    return SignedIn(
        subject=str(claims["sub"]),
        issuer=str(claims["iss"]),
        email=email,
        timeback_id=timeback_id,
        name=name[:_MOST_OF_A_NAME] or None,
    )


def _unreadable(why: str) -> IdentityError:
    return IdentityError(f"the identity provider cannot be used: {why}", "provider_unusable", 502)
