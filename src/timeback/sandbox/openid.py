"""Signing people in: the keys, codes and tokens of the sandbox's OpenID provider, for as long as the sandbox runs."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .._extras import require_extra

__all__ = ["Grant", "OpenIdProvider"]

ALGORITHM = "RS256"
_CODE_SECONDS = 60.0
_TOKEN_SECONDS = 3600.0
# Of keys that were replaced, and stay published for tokens that they signed.
_OLD_KEYS = 1


class Grant(NamedTuple):
    """A person's leave for an application to know who they are, which a code stands for."""

    user_id: str
    client_id: str
    redirect_uri: str
    challenge: str
    nonce: str | None


@dataclass(frozen=True, repr=False)
class OpenIdProvider:
    """Signs ID tokens, and knows the codes and tokens that it gave out."""

    _keys: list[Any] = field(default_factory=list[Any])
    _codes: dict[str, tuple[float, Grant]] = field(default_factory=dict[str, tuple[float, Grant]])
    _tokens: dict[str, tuple[float, str]] = field(default_factory=dict[str, tuple[float, str]])
    _lock: Any = field(default_factory=threading.RLock)

    def sign(self, claims: Mapping[str, Any]) -> str:
        """A JSON Web Token with these claims, signed by the present key."""
        jwt = _library("joserfc.jwt")
        key = self._present_keys()[0]
        token: str = jwt.encode({"alg": ALGORITHM, "typ": "JWT", "kid": key.kid}, dict(claims), key)
        return token

    def public_keys(self) -> dict[str, Any]:
        """The JWK set by which tokens are verified."""
        return {
            "keys": [
                {**key.as_dict(private=False), "alg": ALGORITHM, "use": "sig"} for key in self._present_keys()
            ]
        }

    def rotate(self) -> None:
        """Sign by a new key from now on; the last one stays published for a while."""
        with self._lock:
            self._keys.insert(0, self._new_key())
            del self._keys[1 + _OLD_KEYS :]

    def _present_keys(self) -> list[Any]:
        with self._lock:
            if not self._keys:
                self._keys.append(self._new_key())
            return [*self._keys]

    def _new_key(self) -> Any:
        parameters = {"kid": secrets.token_urlsafe(8)}
        return _library("joserfc.jwk").RSAKey.generate_key(2048, parameters)

    def new_code(self, grant: Grant) -> str:
        """A code that stands for a grant, once and for a minute."""
        return _noted(self._codes, grant, _CODE_SECONDS)

    def take_code(self, code: str) -> Grant | None:
        """The grant of a code, which is worth nothing afterwards."""
        expires, grant = self._codes.pop(code, (0.0, None))
        return grant if time.time() < expires else None

    def new_token(self, user_id: str) -> str:
        """An access token for what the provider knows of a person."""
        return _noted(self._tokens, user_id, _TOKEN_SECONDS)

    def user_of(self, token: str) -> str | None:
        """The person whom an access token stands for."""
        expires, user_id = self._tokens.get(token, (0.0, None))
        return user_id if time.time() < expires else None


def _noted(known: dict[str, tuple[float, Any]], value: Any, seconds: float) -> str:
    now = time.time()
    for each in [key for key, (expires, _) in list(known.items()) if expires <= now]:
        known.pop(each, None)
    key = secrets.token_urlsafe(32)
    known[key] = now + seconds, value
    return key


def _library(module: str) -> Any:
    return require_extra(module, extra="sso", purpose="signing people in at the sandbox")
