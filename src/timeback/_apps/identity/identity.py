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
    """The sign-in of students with OpenID Connect, LTI launches, or both.

    Pass it to your framework's `routes()`, which mounts `identity/signin`, `identity/callback`, `identity/signout`
    and `identity/launch`, and reads the user from a cookie: signed, `HttpOnly`, `SameSite=Lax`, `Secure` on https.

    Args:
        secret: The secret for signing cookies, of at least 32 characters; or several, of which the first signs and
            all are accepted, so that you can replace a secret.
        oidc: The provider where students sign in.
        lti: The platform that launches the application.
        url: The external URL of the routes, such as `https://farm.example/api/timeback`, for servers behind a
            proxy that cannot tell.
        home: The path to go to after a sign-in, unless the browser was on its way to another.
        failure: The path to go to after a failed sign-in, with the reason as `?error=`; without it, the reason is
            answered as JSON.
        seconds: How long a user stays signed in, in seconds.
        on_sign_in: Called with a `SignInData` before a user is signed in. It returns the data, changed or not, or
            None to refuse. It may be async if the routes are.

    Attributes:
        cookies: Signs the cookie of a signed-in user, and reads it.
        documents: The keys and addresses that the issuers publish, as fetched last.

    Raises:
        ConfigurationError: A setting is not valid, or the extra `sso` is not installed.
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
        """The user who is signed in according to a request; None if nobody is.

        Args:
            request: The request of FastAPI, Starlette, Django or Flask, or its cookies by name.
        """
        named = (getattr(request, name, None) for name in ("COOKIES", "cookies"))
        # A request of Starlette is a mapping itself, though not of cookies.
        return self.cookies.user_in(next((each for each in named if each is not None), request))

    def url_of(self, url: str, route: str) -> str:
        """The external URL of a route.

        Args:
            url: The requested URL of another of these routes.
            route: The last part of the path, such as `callback`.

        Raises:
            IdentityError: The application is not reached by https.
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
