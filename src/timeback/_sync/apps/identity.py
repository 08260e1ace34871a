# Generated from src/timeback/_async/apps/identity.py by setup_unasync.py; do not edit.
"""The routes for signing in with OpenID Connect and LTI launches, and for signing out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import urlencode

import msgspec

from ..._apps.errors import AmbiguousUserError, UserLookupError, UserNotFoundError
from ..._apps.identity import lti, oidc
from ..._apps.identity.cookies import Cookie, Flow
from ..._apps.identity.errors import IdentityError, UnknownKeyError
from ..._apps.identity.identity import Identity
from ..._apps.identity.settings import OidcProvider, SignedIn, SignInData, local_path
from ..._apps.identity.tokens import verified_claims
from ..._apps.routes import MAX_BODY, RouteAnswer, RouteRequest
from ..._concurrency import result_of
from ..._http.messages import Request, Response
from ..._log_words import log_text
from ..._origins import is_foreign
from ...errors import APIError
from ..client import TimebackClient
from .people import AppUsers

__all__ = ["IdentityRoutes"]

logger = logging.getLogger("timeback.apps")


class IdentityRoutes:
    """The routes below `identity/`.

    Args:
        client: Gives the unified client, through whose connections providers are asked.
        identity: The application's sign-in.
    """

    def __init__(self, client: Callable[[], TimebackClient], identity: Identity) -> None:
        self._client, self._identity = client, identity
        self._routes: dict[str, tuple[Sequence[str], Callable[[RouteRequest], Any]]] = {
            "signin": (("GET",), self._sign_in),
            "callback": (("GET",), self._callback),
            "signout": (("GET", "POST"), self._sign_out),
            "launch": (("POST",), self._launch),
        }

    def handle(self, request: RouteRequest) -> RouteAnswer:
        """Answer a request of a browser."""
        methods, handler = self._routes.get(request.path.strip("/").partition("/")[2], ((), None))
        try:
            if handler is None:
                raise IdentityError("there is no such route", "not_found", 404)
            if request.method not in methods:
                raise IdentityError(f"this route takes {' or '.join(methods)}", "method_not_allowed", 405)
            if len(request.body) > MAX_BODY:
                raise IdentityError(f"a body has at most {MAX_BODY} bytes", "too_large", 413)
            answer: RouteAnswer = handler(request)
            return answer
        except IdentityError as error:
            return self._failed(request, error, methods)
        except Exception as error:
            logger.error("a sign-in failed: %s", log_text(error))
            return self._failed(request, IdentityError("the sign-in failed", "internal_error", 500), methods)

    def _failed(self, request: RouteRequest, error: IdentityError, methods: Sequence[str]) -> RouteAnswer:
        if error.status >= 500:
            logger.error("a sign-in failed: %s", error)
        if self._identity.failure is not None and error.status not in (404, 405):
            joint = "&" if "?" in self._identity.failure else "?"
            answer = _moved(f"{self._identity.failure}{joint}{urlencode({'error': error.code})}")
        else:
            headers = {"content-type": "application/json", "cache-control": "no-store"}
            if error.status == 405:
                headers["allow"] = ", ".join(methods)
            content = msgspec.json.encode({"error": str(error), "code": error.code})
            answer = RouteAnswer(error.status, headers, content)
        state = request.query.get("state")
        if not state or error.code == "insecure_url":
            return answer
        secure = self._identity.is_https(request.url)
        return replace(answer, cookies=[self._identity.cookies.flow_ended(state, secure=secure)])

    # -- OpenID Connect -------------------------------------------------------------------------

    def _sign_in(self, request: RouteRequest) -> RouteAnswer:
        provider, identity = self._provider(), self._identity
        return_to = local_path(request.query.get("return_to", identity.home))
        if return_to is None:
            raise IdentityError("return_to must be a path within the application", "invalid_return_to")
        redirect_uri = identity.url_of(request.url, "callback")
        metadata = self._metadata(provider.issuer)
        flow = oidc.begin_flow(return_to)
        url = oidc.authorization_url(metadata, provider, flow, redirect_uri)
        secure = identity.is_https(request.url)
        stale = identity.cookies.stale(request.cookies, secure=secure)
        return _moved(url, [*stale, identity.cookies.flow(flow, secure=secure)])

    def _callback(self, request: RouteRequest) -> RouteAnswer:
        provider, identity = self._provider(), self._identity
        state, secure = request.query.get("state", ""), identity.is_https(request.url)
        flow = identity.cookies.flow_in(request.cookies, state, secure=secure)
        if flow is None:
            raise IdentityError("this browser has begun no such sign-in, or too long ago", "invalid_state")
        metadata = self._metadata(provider.issuer)
        code = oidc.checked_answer(metadata, request.query)
        tokens = self._tokens(metadata, flow, code, identity.url_of(request.url, "callback"))
        claims = self._verified(
            tokens.id_token,
            metadata.jwks_uri,
            issuer=provider.issuer,
            audience=provider.client_id,
            algorithms=metadata.id_token_signing_alg_values_supported,
            nonce=flow.nonce,
            access_token=tokens.access_token,
        )
        claims = self._completed(metadata, tokens, claims)
        user = oidc.signed_in(claims, verified_email=provider.verified_email)
        user = self._looked_up(user) if provider.look_up else user
        ended = identity.cookies.flow_ended(state, secure=secure)
        return self._in(request, user, claims, flow.return_to, [ended])

    def _tokens(self, metadata: oidc.Metadata, flow: Flow, code: str, redirect_uri: str) -> oidc.Tokens:
        request = oidc.token_request(metadata, self._provider(), flow, code, redirect_uri)
        try:
            return oidc.read_tokens(self._send(request))
        except APIError as error:
            logger.error("a code was not exchanged for tokens: %s", type(error).__name__)
            raise IdentityError(
                "the provider did not exchange the code for tokens", "token_exchange_failed", 500
            ) from None

    def _completed(
        self, metadata: oidc.Metadata, tokens: oidc.Tokens, claims: Mapping[str, Any]
    ) -> dict[str, Any]:
        """The claims, with those of the userinfo endpoint where the ID token holds no address."""
        request = oidc.user_info_request(metadata, tokens)
        if claims.get("email") or request is None:
            return dict(claims)
        try:
            known = oidc.read_json(self._send(request))
        except APIError as error:
            raise _unreachable(error) from None
        if known.get("sub") != claims["sub"]:
            raise IdentityError("the provider speaks of somebody else", "invalid_userinfo", 502)
        return {**known, **{name: each for name, each in claims.items() if each not in (None, "")}}

    def _looked_up(self, user: SignedIn) -> SignedIn:
        """The user, as the platform knows them."""
        if user.email is None:
            raise IdentityError("the provider gave no email address", "missing_email", 502)
        try:
            found = AppUsers(self._client()).by_email(user.email)
        except (UserLookupError, APIError) as error:
            raise _of_lookup(error) from None
        return msgspec.structs.replace(user, timeback_id=found.sourced_id, email=found.email or user.email)

    def _provider(self) -> OidcProvider:
        if self._identity.oidc is None:
            raise IdentityError("no provider is set up to sign in at", "not_found", 404)
        return self._identity.oidc

    # -- LTI ------------------------------------------------------------------------------------

    def _launch(self, request: RouteRequest) -> RouteAnswer:
        platform, identity = self._identity.lti, self._identity
        if platform is None:
            raise IdentityError("no platform is set up to launch from", "not_found", 404)
        launch_url = identity.url_of(request.url, "launch")
        token = lti.launch_token(platform, request.headers, request.body)
        try:
            claims = self._verified(
                token, platform.jwks_url, issuer=platform.issuer, audience=platform.audience
            )
        except IdentityError as error:
            if error.code != "invalid_id_token":
                raise
            raise IdentityError(str(error), error.code, 401) from None
        lti.check_launch(claims)
        outbox = self._client()._app.outbox  # pyright: ignore[reportPrivateUsage]
        if not outbox.is_first(lti.digest_of(token), lti.LAUNCH_SECONDS + 120):
            raise IdentityError("the launch was used before", "replayed_launch", 401)
        user = oidc.signed_in(claims, verified_email=False, timeback_id=str(claims["sub"]))
        return self._in(request, user, claims, lti.landing_path(claims, launch_url, identity.home), [])

    # -- both -----------------------------------------------------------------------------------

    def _in(
        self,
        request: RouteRequest,
        user: SignedIn,
        claims: Mapping[str, Any],
        return_to: str,
        cookies: list[Cookie],
    ) -> RouteAnswer:
        """Sign somebody in, if the application does not refuse."""
        identity = self._identity
        found = SignInData(user, claims, return_to)
        if identity.on_sign_in is not None:
            found = result_of(identity.on_sign_in(found))
        if not isinstance(found, SignInData):
            raise IdentityError("the application did not sign you in", "sign_in_refused", 403)
        target = local_path(found.return_to)
        if target is None:
            logger.warning("on_sign_in named a return_to that is no path of the application; home is taken")
        session = identity.cookies.session(found.user, secure=identity.is_https(request.url))
        return _moved(target or identity.home, [*cookies, session])

    def _sign_out(self, request: RouteRequest) -> RouteAnswer:
        if is_foreign(request.headers):
            raise IdentityError("requests of other origins are refused", "forbidden", 403)
        identity = self._identity
        return_to = local_path(request.query.get("return_to", identity.home)) or identity.home
        return _moved(return_to, [identity.cookies.ended(secure=identity.is_https(request.url))])

    # -- issuers --------------------------------------------------------------------------------

    def _metadata(self, issuer: str) -> oidc.Metadata:
        """The configuration of an OpenID provider."""
        url = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
        found: oidc.Metadata = self._document(url, "configuration", partial(oidc.read_metadata, issuer))
        return found

    def _verified(self, token: str, jwks_url: str, **terms: Any) -> dict[str, Any]:
        """The claims of an ID token, which may be signed by a key that is new."""
        keys = self._document(jwks_url, "keys", oidc.read_json)
        try:
            return verified_claims(token, keys, **terms)
        except UnknownKeyError:
            if not self._identity.documents.may_ask_again(jwks_url):
                raise
        keys = self._document(jwks_url, "keys", oidc.read_json, anew=True)
        return verified_claims(token, keys, **terms)

    def _document(
        self, url: str, name: str, read: Callable[[Response], Any], *, anew: bool = False
    ) -> Any:
        found = None if anew else self._identity.documents.get(url)
        if found is None:
            try:
                response = self._send(oidc.fetch_request(url, name))
            except APIError as error:
                raise _unreachable(error) from None
            found = read(response)
            self._identity.documents.put(url, found)
        return found

    def _send(self, request: Request) -> Response:
        response: Response = self._client()._transport.send(request)  # pyright: ignore[reportPrivateUsage]
        return response


def _moved(location: str, cookies: Sequence[Cookie] = ()) -> RouteAnswer:
    return RouteAnswer(302, {"location": location, "cache-control": "no-store"}, b"", cookies)


def _unreachable(error: APIError) -> IdentityError:
    return IdentityError(
        f"the identity provider cannot be asked ({type(error).__name__})", "provider_unusable", 502
    )


def _of_lookup(error: Exception) -> IdentityError:
    if isinstance(error, UserNotFoundError):
        return IdentityError("the platform does not know this address", "timeback_user_not_found", 404)
    if isinstance(error, AmbiguousUserError):
        return IdentityError("several users have this address", "timeback_user_ambiguous", 409)
    return IdentityError("the user could not be looked up", "timeback_user_lookup_failed", 502)
