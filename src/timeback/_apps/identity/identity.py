"""The sign-in of an application, as its routes and its views know it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar
from urllib.parse import urlsplit

from ...errors import ConfigurationError
from .cookies import CookieSigner
from .documents import IssuerDocuments
from .errors import IdentityError
from .settings import LtiPlatform, OidcProvider, SignedIn, SignInHook, is_secure, local_path
from .tokens import library

__all__ = ["Identity", "finder_of"]

R = TypeVar("R")

_DAY = 12 * 3600


class Identity:
    """The sign-in of students, by OpenID Connect, by LTI launches, or both.

    Hand it to `routes()` of your framework, which mounts `identity/signin`, `identity/callback`, `identity/signout`
    and `identity/launch`, and takes the user from its cookie: signed, `HttpOnly`, `SameSite=Lax`, `Secure` on https.

    Args:
        secret: What cookies are signed by, of at least 32 characters; or several of which the first signs and all
            are believed, so that a secret can be replaced.
        oidc: The provider at which students sign in.
        lti: The platform that launches the application.
        url: The URL below which the routes are reached from outside, such as `https://farm.example/api/timeback`,
            for servers that cannot tell because a proxy stands before them.
        home: The path at which a browser goes on that was not on its way to another.
        failure: The path at which it goes on when a sign-in fails, with the fault as `?error=`; without one the
            fault is answered as JSON.
        seconds: Seconds for which somebody stays signed in.
        on_sign_in: Called with a `SignInData` before somebody is signed in; it returns it, changed or not, or None
            to refuse. It may be async where the routes are.

    Raises:
        ConfigurationError: A setting makes no sense, or the extra `sso` is not installed.
    """

    def __init__(
        self,
        *,
        secret: str | Sequence[str],
        oidc: OidcProvider | None = None,
        lti: LtiPlatform | None = None,
        url: str | None = None,
        home: str = "/",
        failure: str | None = None,
        seconds: int = _DAY,
        on_sign_in: SignInHook | None = None,
    ) -> None:
        for module in ("authlib", "itsdangerous"):
            library(module)
        if url is not None and not is_secure(url):
            raise ConfigurationError("Identity: url must be an absolute https URL (http on this machine)")
        if local_path(home) is None or (failure is not None and local_path(failure) is None):
            raise ConfigurationError(
                "Identity: home and failure must be paths within the application, as /lessons"
            )
        if oidc is None and lti is None:
            raise ConfigurationError("Identity: pass oidc=, lti= or both")
        self.oidc, self.lti = oidc, lti
        self.home, self.failure, self.on_sign_in = home, failure, on_sign_in
        self.cookies = CookieSigner(secret, seconds)
        self.documents = IssuerDocuments()
        self._url = None if url is None else url.rstrip("/")

    def get_user(self, request: Any) -> SignedIn | None:
        """The user who is signed in by a request; None if nobody is.

        Args:
            request: The request of FastAPI, Starlette, Django or Flask, or its cookies by name.
        """
        named = (getattr(request, name, None) for name in ("COOKIES", "cookies"))
        # A request of Starlette is a mapping itself, though not of cookies.
        return self.cookies.user_in(next((each for each in named if each is not None), request))

    def url_of(self, url: str, route: str) -> str:
        """The URL of a route from outside.

        Args:
            url: The URL at which the server was asked for another route of the same place.
            route: The last part of the path, such as `callback`.

        Raises:
            IdentityError: It is reached without https.
        """
        found = (
            f"{self._url}/identity/{route}" if self._url else f"{url.rstrip('/').rpartition('/')[0]}/{route}"
        )
        if not is_secure(found):
            raise IdentityError(
                "sign-in needs https; where a proxy has it, pass Identity(url=...) or have the server trust the proxy",
                "insecure_url",
                500,
            )
        return found

    def is_https(self, url: str) -> bool:
        """Whether the application is reached by https."""
        return urlsplit(self.url_of(url, "signin")).scheme == "https"

    def __repr__(self) -> str:
        issuers = [each.issuer for each in (self.oidc, self.lti) if each is not None]
        return f"Identity({', '.join(issuers)})"


def finder_of(get_user: Callable[[R], Any] | Identity) -> tuple[Callable[[R], Any], Identity | None]:
    """The function that says who sends a request, and the sign-in whose own it is, if it is one's."""
    return (get_user.get_user, get_user) if isinstance(get_user, Identity) else (get_user, None)
