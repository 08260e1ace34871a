"""Access tokens: made, checked, revoked. They are stored as digests only."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from .._config.platforms import Platform
from .errors import ApiError
from .scopes import Needs, ScopeMode
from .session import Session

__all__ = ["TOKEN_PATH", "TOKEN_PATHS", "TokenIssuer", "digest_of", "same_text"]

TOKEN_PATH = "/oauth2/token"
TOKEN_PATHS: Mapping[Platform, str] = MappingProxyType(
    {Platform.BEYOND_AI: TOKEN_PATH, Platform.LEARNWITH_AI: "/auth/1.0/token"}
)
"""The token endpoint of each platform. A sandbox serves both: the Partner API signs in at the second one, too."""
_PLATFORM = "platform"


def same_text(given: str, expected: str) -> bool:
    """Compare secrets in a time that tells nothing about where they differ."""
    # Bytes, because compare_digest refuses text beyond ASCII.
    return hmac.compare_digest(given.encode("utf-8", "surrogateescape"), expected.encode())


def digest_of(secret: str) -> str:
    """The form in which a token, or a client's secret, is kept."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()


@dataclass(frozen=True, repr=False)
class TokenIssuer:
    """Gives out access tokens, and knows them again.

    Attributes:
        clients: The clients that may ask for tokens of the platform: their secrets by their ids.
        api_key: The key that MasteryTrack takes.
        life: Seconds for which a token is good.
        scopes: Whether a token that was asked for without scopes may do everything (`loose`) or nothing
            that needs one (`strict`).
    """

    clients: Mapping[str, str]
    api_key: str
    life: float
    scopes: ScopeMode = "loose"

    def knows(self, client_id: str, client_secret: str) -> bool:
        """Whether these are the credentials of a client."""
        return same_text(client_secret, self.clients.get(client_id, "")) and client_id in self.clients

    def knows_key(self, api_key: str) -> bool:
        """Whether this is MasteryTrack's key."""
        return same_text(api_key, self.api_key)

    def new_token(self, session: Session, scopes: Collection[str] = ()) -> str:
        """Make a token that is good for the services of the platform, as far as its scopes go."""
        token = secrets.token_urlsafe(32)
        self.register(session, token, scopes=scopes)
        return token

    def register(
        self, session: Session, token: str, audience: str | None = None, scopes: Collection[str] = ()
    ) -> None:
        """Take a token that was made elsewhere for one of these."""
        now = time.time()
        session.execute("DELETE FROM sandbox_tokens WHERE expires <= ?", (now,))
        session.execute(
            "INSERT INTO sandbox_tokens VALUES (?, ?, ?, ?)",
            (digest_of(token), audience or _PLATFORM, now + self.life, " ".join(scopes)),
        )

    def check(
        self, session: Session, authorization: str, audience: str | None = None, needs: Needs = frozenset()
    ) -> None:
        """Let a request pass only with a token that is known, meant for the audience, and has not expired.

        Args:
            session: The open transaction.
            authorization: The header that carries the token: `Bearer` and the token.
            audience: Whose own the token has to be; the platform's, without one.
            needs: Scopes of which it has to bear one.

        Raises:
            ApiError: 401; 403 for a token without the scope.
        """
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() == "bearer" and token:
            row = session.execute(
                "SELECT scopes FROM sandbox_tokens WHERE digest = ? AND audience = ? AND expires > ?",
                (digest_of(token.strip()), audience or _PLATFORM, time.time()),
            )
            if row:
                self._check_scopes(frozenset(row[0][0].split()), needs)
                return
        raise ApiError(
            401,
            "The access token is missing, unknown or expired.",
            headers=[("www-authenticate", 'Bearer realm="timeback-sandbox"')],
        )

    def _check_scopes(self, held: Needs, needs: Needs) -> None:
        if not needs or needs & held or (not held and self.scopes == "loose"):
            return
        listed = ", ".join(sorted(needs))
        challenge = 'Bearer realm="timeback-sandbox", error="insufficient_scope"'
        raise ApiError(
            403,
            f"The access token lacks a scope: one of {listed}.",
            headers=[("www-authenticate", challenge)],
        )

    def revoke_all(self, session: Session) -> None:
        """Forget every token, as if all had expired."""
        session.execute("DELETE FROM sandbox_tokens")
