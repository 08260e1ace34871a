"""The settings of an application's sign-in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import msgspec

from ...errors import ConfigurationError
from ..configuration import is_url

__all__ = ["LtiPlatform", "OidcProvider", "SignInData", "SignInHook", "SignedIn", "is_secure", "local_path"]

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})

_MOST_PATH = 1000
_COGNITO = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_"
_ISSUERS = {"staging": f"{_COGNITO}5EUwTP9XD", "production": f"{_COGNITO}3uhuoRM3R"}
_LTI_ISSUERS = {
    "staging": ("https://staging.timeback.com", "https://platform.dev.timeback.com"),
    "production": ("https://timeback.com", "https://platform.timeback.com"),
}
_CONTROL = re.compile(r"[\x00-\x20\x7f\\]")


class SignedIn(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who is signed in.

    Attributes:
        subject: The issuer's id for the user.
        issuer: The issuer.
        email: The email address.
        timeback_id: The id of the user on the platform.
        name: The name.
    """

    subject: str
    issuer: str
    email: str | None = None
    timeback_id: str | None = None
    name: str | None = None

    def __repr__(self) -> str:
        return f"SignedIn(timeback_id={self.timeback_id!r})"

    def __rich_repr__(self) -> list[tuple[str, Any]]:  # what rich shows in place of the repr
        return [("timeback_id", self.timeback_id)]


@dataclass
class SignInData:
    """A sign-in that has succeeded, for the application to change or refuse.

    Attributes:
        user: The user.
        claims: The verified claims of the issuer.
        return_to: The path to go to.
    """

    user: SignedIn
    claims: Mapping[str, Any] = field(repr=False)
    return_to: str


SignInHook: TypeAlias = Callable[[SignInData], Any]


@dataclass(frozen=True)
class OidcProvider:
    """An OpenID provider where students sign in.

    Attributes:
        client_id: The application's id at the provider.
        client_secret: Its secret; None for a public client.
        env: `"staging"` or `"production"`: the platform's own provider.
        issuer: The issuer's URL in place of `env`, such as a served sandbox's.
        scope: The scopes to request.
        parameters: Extra parameters of the authorization request. With `{"prompt": "login"}` the provider asks
            every time, for computers that students share.
        verified_email: Refuse an address that the provider says is not verified.
        look_up: Find the platform's user by email address. Without it, anyone the provider knows is signed in.
    """

    client_id: str
    client_secret: str | None = field(default=None, repr=False)
    env: str | None = None
    issuer: str = ""
    scope: str = "openid email profile"
    parameters: Mapping[str, str] = field(default_factory=dict[str, str])
    verified_email: bool = True
    look_up: bool = True

    def __post_init__(self) -> None:
        if not self.client_id:
            raise ConfigurationError("OidcProvider: client_id must not be empty")
        object.__setattr__(self, "issuer", _of_env("OidcProvider", self.env, self.issuer, _ISSUERS))
        _check_secure("OidcProvider: issuer", self.issuer)
        if "openid" not in self.scope.split():
            raise ConfigurationError("OidcProvider: scope must hold openid")


@dataclass(frozen=True)
class LtiPlatform:
    """A platform that launches the application with LTI 1.3: it posts an ID token to `identity/launch`.

    Attributes:
        audience: The audience of its tokens: the application's registered id.
        env: `"staging"` or `"production"` of LEARNWITH_AI.
        issuer: The exact issuer, in place of `env`.
        jwks_url: The URL of its keys, that goes with `issuer`.
        origins: Origins whose pages may launch; any by default. A launch is valid once and for a few minutes; until
            then, anyone who has the token can launch with it.
    """

    audience: str
    env: str | None = None
    issuer: str = ""
    jwks_url: str = ""
    origins: Sequence[str] = ()

    def __post_init__(self) -> None:
        if not self.audience:
            raise ConfigurationError("LtiPlatform: audience must not be empty")
        issuers = {name: issuer for name, (issuer, _) in _LTI_ISSUERS.items()}
        object.__setattr__(self, "issuer", _of_env("LtiPlatform", self.env, self.issuer, issuers))
        if self.env is not None and not self.jwks_url:
            host = _LTI_ISSUERS[self.env][1]
            object.__setattr__(self, "jwks_url", f"{host}/.well-known/jwks.json")
        _check_secure("LtiPlatform: jwks_url", self.jwks_url)


def _of_env(where: str, env: str | None, issuer: str, known: Mapping[str, str]) -> str:
    if (env is None) == (not issuer):
        raise ConfigurationError(f"{where}: pass env= or issuer=, one of them")
    if env is not None and env not in known:
        raise ConfigurationError(f"{where}: env must be one of {', '.join(known)}, not {env!r}")
    return issuer if env is None else known[env]


def _check_secure(where: str, url: str) -> None:
    if not is_url(url) or not is_secure(url):
        raise ConfigurationError(f"{where} must be an absolute https URL (http on this machine)")


def is_secure(url: str) -> bool:
    """Whether nobody on the way can read or change what is sent to a URL: https, or this machine."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def local_path(path: object) -> str | None:
    """A path within the application, as a browser reads it; None for anything that might lead elsewhere."""
    if not isinstance(path, str) or len(path) > _MOST_PATH or _CONTROL.search(path):
        return None
    # `//host` is another host, and browsers read a backslash as a slash.
    return path if path.startswith("/") and not path.startswith("//") and path.isascii() else None
