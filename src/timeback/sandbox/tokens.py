"""The token endpoint, and the check of bearer tokens. Tokens are stored as digests only."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from dataclasses import dataclass
from urllib.parse import parse_qsl

from timeback.sandbox.calls import RequestContext
from timeback.sandbox.messages import Request, Response, json_response
from timeback.sandbox.refusals import ApiError
from timeback.sandbox.store import Session

__all__ = ["TOKEN_PATH", "TokenIssuer"]

TOKEN_PATH = "/oauth2/token"


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _oauth_error(status: int, code: str, description: str, *, basic: bool = False) -> Response:
    headers = [("cache-control", "no-store")]
    if basic:
        headers.append(("www-authenticate", 'Basic realm="timeback-sandbox"'))
    return json_response(status, {"error": code, "error_description": description}, headers)


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


@dataclass(frozen=True, repr=False)
class TokenIssuer:
    """Gives out access tokens to one client, and knows them again.

    Attributes:
        client_id: The client that may ask.
        client_secret: Its secret.
        life: Seconds for which a token is good.
    """

    client_id: str
    client_secret: str
    life: float

    def issue(self, call: RequestContext) -> Response:
        """Serve the token endpoint: client credentials by Basic or in the form."""
        request = call.request
        media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if media_type != "application/x-www-form-urlencoded":
            return _oauth_error(400, "invalid_request", "The body must be a URL-encoded form.")
        form = dict(parse_qsl(request.body.decode("utf-8", "replace"), keep_blank_values=True))
        basic = _basic_credentials(request.headers.get("authorization", ""))
        if not self._known(basic or (form.get("client_id", ""), form.get("client_secret", ""))):
            return _oauth_error(401, "invalid_client", "Unknown client or wrong secret.", basic=bool(basic))
        grant = form.get("grant_type")
        if not grant:
            return _oauth_error(400, "invalid_request", "grant_type is required.")
        if grant != "client_credentials":
            return _oauth_error(400, "unsupported_grant_type", "Only client_credentials is supported.")
        answer = {
            "access_token": self.new_token(call, self.client_id),
            "expires_in": int(self.life) if self.life == int(self.life) else self.life,
            "token_type": "Bearer",
        }
        return json_response(200, answer, [("cache-control", "no-store")])

    def _known(self, given: tuple[str, str]) -> bool:
        # Bytes, because compare_digest refuses text beyond ASCII.
        same_id = hmac.compare_digest(given[0].encode(), self.client_id.encode())
        same_secret = hmac.compare_digest(given[1].encode(), self.client_secret.encode())
        return same_id and same_secret

    def new_token(self, call: RequestContext, audience: str) -> str:
        """Make a token that is good for the services of an audience."""
        token = secrets.token_urlsafe(32)
        now = call.clock()
        call.session.execute("DELETE FROM sandbox_tokens WHERE expires <= ?", (now,))
        call.session.execute(
            "INSERT INTO sandbox_tokens VALUES (?, ?, ?)", (_digest(token), audience, now + self.life)
        )
        return token

    def check(
        self,
        session: Session,
        request: Request,
        now: float,
        header: str = "authorization",
        audience: str | None = None,
    ) -> None:
        """Let a request pass only with a token that is known, meant for the audience, and has not expired.

        Raises:
            ApiError: 401.
        """
        scheme, _, token = request.headers.get(header, "").partition(" ")
        if scheme.lower() == "bearer" and token:
            row = session.execute(
                "SELECT 1 FROM sandbox_tokens WHERE digest = ? AND client_id = ? AND expires > ?",
                (_digest(token.strip()), audience or self.client_id, now),
            )
            if row:
                return
        raise ApiError(
            401,
            "The access token is missing, unknown or expired.",
            headers=[("www-authenticate", 'Bearer realm="timeback-sandbox"')],
        )

    def revoke_all(self, session: Session) -> None:
        """Forget every token, as if all had expired."""
        session.execute("DELETE FROM sandbox_tokens")
