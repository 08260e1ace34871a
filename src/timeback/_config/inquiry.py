"""Settings that the arguments of a client leave open, found in the environment: where a service is, how to sign in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

import msgspec

from .._http.proxies import check_host, is_loopback
from .._option_checks import fits_header
from .._patterns import pattern
from .._secrets import Secret
from ..errors import ConfigurationError
from .platforms import OWN_AUTH, OWN_TOKEN_URLS, SANDBOX_PATHS, Environment, Profile
from .settings import (
    EMBEDDED_API_KEY,
    EMBEDDED_CLIENT_ID,
    EMBEDDED_CLIENT_SECRET,
    EMBEDDED_EMAIL,
    EMBEDDED_URL,
    ApiKey,
    Mode,
    OAuthCredentials,
    TokenAuth,
)
from .variables import Value, Variables

__all__ = ["Inquiry", "Place", "check_address"]

_SANDBOX = "sandbox"
_ENVIRONMENTS = (*Environment, _SANDBOX)
_COUNTERPARTS = {"_id=": "_secret=", "_secret=": "_id=", "_ID": "_SECRET", "_SECRET": "_ID"}
_COUNTERPART = pattern(r"_(id=|secret=|ID|SECRET)$")
_ADDRESS = pattern(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_KEY_PAIR_ELSEWHERE = (
    "a unified client takes both in services={'masterytrack': {...}}; those of a sandbox over HTTP are in "
    "sandbox.masterytrack, and in sandbox.unified for a unified client"
)
_UNFIT_FOR_URL = pattern(r"[\s\\\x00-\x1f\x7f]")


class Place(msgspec.Struct, frozen=True):
    mode: Mode
    environment: Environment | None
    url: str


class Inquiry(msgspec.Struct, frozen=True):
    """Works out what the arguments leave open, and collects what nobody says."""

    service: str
    profile: Profile
    given: Mapping[str, Value]
    variables: Variables
    allow_insecure_http: bool
    token_for: Sequence[str] = ()
    missing: list[str] = msgspec.field(default_factory=list[str])
    sources: dict[str, str] = msgspec.field(default_factory=dict[str, str])

    def place(self) -> Place:
        """The service's place: the arguments decide, else the variables of the first level that has any."""
        env, url = self.given.get("env"), self.given.get("base_url")
        for families in (self.variables.own, self.variables.general):
            if env is None and url is None:
                env = self.variables.first(families, "ENV")
                # A service with authentication of its own is not below the URL that the others share.
                if families is self.variables.own or self.service not in OWN_AUTH:
                    url = self.variables.first(families, "BASE_URL")
                if env is not None and url is not None:
                    raise ConfigurationError(
                        f"{env.source} and {url.source} exclude each other: both say where the service is"
                    )
        if (decisive := url or env) is not None:
            self.sources["url"] = decisive.source
        if url is not None:
            return Place(Mode.BASE_URL, None, self.checked_url(url).rstrip("/"))
        if env is not None:
            return self.environment(env)
        own = "BASE_URL" if self.service in OWN_AUTH else None
        self.missing.append(
            "no environment and no URL: pass env='staging', env='production' or base_url=, "
            f"or set {self.variables.listed('ENV', 'BASE_URL', own=own)}"
        )
        return Place(Mode.BASE_URL, None, "")

    def environment(self, env: Value) -> Place:
        name = env.text.strip().lower()
        if name == _SANDBOX:
            return Place(Mode.SANDBOX, None, EMBEDDED_URL + SANDBOX_PATHS.get(self.service, ""))
        if name not in tuple(Environment):
            known = ", ".join(_ENVIRONMENTS)
            raise ConfigurationError(f"{env.source} is {env.text!r}; it must be one of {known}")
        environment = Environment(name)
        url = self.profile.hosts[environment].get(self.service)
        if url is None:
            raise ConfigurationError(f"no {name} environment of {self.service} is known; pass base_url=")
        return Place(Mode.ENVIRONMENT, environment, url)

    def credentials(self, place: Place) -> OAuthCredentials | None:
        if place.mode is Mode.SANDBOX:
            path = urlsplit(self.own_token_url(Environment.PRODUCTION)).path
            return OAuthCredentials(EMBEDDED_URL + path, EMBEDDED_CLIENT_ID, Secret(EMBEDDED_CLIENT_SECRET))
        token_url = self.token_url(place)
        pair = self.pair()
        scope = self.given["scope"].text if "scope" in self.given else None
        if scope is not None:
            self.sources["scope"] = self.given["scope"].source
        if scope is None and place.environment is not None:
            scope = self.scopes()
        return OAuthCredentials(token_url, *pair, scope, self.token_auth()) if token_url and pair else None

    def token_auth(self) -> TokenAuth | None:
        given = self.given.get("token_auth")
        match given.text if given else None:
            case "basic" | "body" | None as known:
                return known
            case _:
                raise ConfigurationError("token_auth= must be 'basic' or 'body'")

    def scopes(self) -> str | None:
        """The scopes of all services that the token is for."""
        own = OWN_TOKEN_URLS.get(self.service)
        services = [name for name in self.token_for or (self.service,) if OWN_TOKEN_URLS.get(name) == own]
        listed = dict.fromkeys(each for name in services for each in self.profile.scopes.get(name, ()))
        return " ".join(listed) or None

    def api_key(self, place: Place) -> ApiKey | None:
        """The key and the address of a service that takes these in place of client credentials."""
        token_url = f"{place.url}/authorizer"
        if place.mode is Mode.SANDBOX:
            return ApiKey(token_url, Secret(EMBEDDED_API_KEY), EMBEDDED_EMAIL)
        found: dict[str, str] = {}
        for name in ("api_key", "email"):
            value = self.given.get(name) or self.variables.first(self.variables.own, name.upper())
            if value is not None:
                found[name] = value.text
                self.sources[name] = value.source
                continue
            listed = " or ".join(f"{family}_{name.upper()}" for family in self.variables.own)
            self.missing.append(f"no {name}: pass {name}=, or set {listed}")
        if found.keys() != {"api_key", "email"}:
            self.missing.append(_KEY_PAIR_ELSEWHERE)
        if self.missing:
            return None
        if not fits_header(found["api_key"]):
            raise ConfigurationError("api_key holds what no header can")
        return ApiKey(token_url, Secret(found["api_key"]), check_address(found["email"]))

    def token_url(self, place: Place) -> str | None:
        token_url = self.given.get("auth_url")
        if token_url is None and place.environment is not None:
            return self.own_token_url(place.environment)
        token_url = token_url or self.variables.first(self.variables.families, "AUTH_URL", "TOKEN_URL")
        if token_url is not None:
            self.sources["token_url"] = token_url.source
            return self.checked_url(token_url)
        if place.url:
            self.missing.append(
                "no token URL: pass auth_url=, or auth=None for no authentication, "
                f"or set {self.variables.listed('AUTH_URL', 'TOKEN_URL')}"
            )
        return None

    def own_token_url(self, environment: Environment) -> str:
        """The token endpoint of the service, in an environment."""
        return OWN_TOKEN_URLS.get(self.service) or self.profile.token_urls[environment]

    def pair(self) -> tuple[str, Secret] | None:
        """Id and secret, both from the arguments or both from one family of variables."""
        client_id, secret = self.given.get("client_id"), self.given.get("client_secret")
        for family in self.variables.families:
            if client_id is None and secret is None:
                client_id = self.variables.first((family,), "CLIENT_ID")
                secret = self.variables.first((family,), "CLIENT_SECRET")
        if client_id is not None and secret is not None:
            self.sources.update(client_id=client_id.source, client_secret=secret.source)
            return client_id.text, Secret(secret.text)
        found = client_id or secret
        if found is None:
            self.missing.append(
                "no credentials: pass client_id= and client_secret=, or set "
                f"{self.variables.listed('CLIENT_ID')}, with the CLIENT_SECRET of the same family"
            )
        else:
            lacking = _COUNTERPART.sub(lambda match: _COUNTERPARTS[match[0]], found.source)
            self.missing.append(f"{found.source} is given without {lacking}, and a pair is never mixed")
        return None

    def checked_url(self, url: Value) -> str:
        """The URL if it can be used; the message never repeats it, since it may hold a password."""
        text = url.text.strip()
        try:
            parts = urlsplit(text)
            host, port = check_host(parts.hostname), parts.port
        except ValueError:
            raise ConfigurationError(f"{url.source} is not a URL") from None
        if parts.scheme not in ("http", "https") or not host or port == 0 or _UNFIT_FOR_URL.search(text):
            raise ConfigurationError(f"{url.source} must be a URL that begins with https://")
        if "@" in parts.netloc or "?" in text or "#" in text:
            raise ConfigurationError(f"{url.source} must hold no user, password, query or fragment")
        if parts.scheme == "http" and not self.allow_insecure_http and not is_loopback(host):
            raise ConfigurationError(
                f"{url.source} must begin with https://; http:// is for loopback, or allow_insecure_http=True"
            )
        return text


def check_address(email: str) -> str:
    """An e-mail address as it is; the message never repeats it.

    Raises:
        ConfigurationError: It is none.
    """
    if not _ADDRESS.fullmatch(email):
        raise ConfigurationError("email must be the address that is registered with the API key")
    return email
