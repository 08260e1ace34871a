"""Arguments and environment variables, made into `Settings`."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import msgspec

from .._http.proxies import check_host, is_loopback
from .._option_checks import check_flag, fits_header
from .._secrets import Secret
from ..errors import ConfigurationError
from .platforms import (
    OWN_AUTH,
    OWN_LIMITS,
    OWN_TOKEN_URLS,
    PREFIX_NAMES,
    PROFILES,
    SANDBOX_PATHS,
    SERVICES,
    Environment,
    Platform,
    Profile,
    home_of,
    offering,
)
from .settings import (
    DEFAULT,
    EMBEDDED_API_KEY,
    EMBEDDED_CLIENT_ID,
    EMBEDDED_CLIENT_SECRET,
    EMBEDDED_EMAIL,
    EMBEDDED_URL,
    ApiKey,
    Mode,
    OAuthCredentials,
    Settings,
    TokenAuth,
)
from .variables import Value, Variables

__all__ = ["check_address", "platform_named", "resolve", "resolve_all"]

_SANDBOX = "sandbox"
_PLACE = ("env", "base_url")
_OAUTH = ("auth_url", "client_id", "client_secret", "scope", "token_auth")
_KEY_PAIR = ("api_key", "email")
_SIGN_IN = (*_OAUTH, *_KEY_PAIR)
_KNOWN = (*_PLACE, *_OAUTH, "paths", "auth")
_ENVIRONMENTS = (*Environment, _SANDBOX)
_COUNTERPARTS = {"_id=": "_secret=", "_secret=": "_id=", "_ID": "_SECRET", "_SECRET": "_ID"}
_COUNTERPART = re.compile(r"_(id=|secret=|ID|SECRET)$")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_UNFIT_FOR_URL = re.compile(r"[\s\\\x00-\x1f\x7f]")
_WHOLE_PATHS = frozenset({"send", "validate"})
_UNFIT_FOR_PATH = re.compile(r"[\s\\\x00-\x1f\x7f?#{}]")


def resolve(
    service: str,
    *,
    env: str | None = None,
    platform: str | None = None,
    base_url: str | None = None,
    auth_url: str | None = None,
    client_id: str | None = None,
    client_secret: str | Secret | None = None,
    scope: str | None = None,
    token_auth: str | None = None,
    api_key: str | None = None,
    email: str | None = None,
    paths: Mapping[str, str] | None = None,
    auth: Any = DEFAULT,
    allow_insecure_http: bool = False,
    token_for: Sequence[str] = (),
    environ: Mapping[str, str] = os.environ,
) -> Settings:
    """Settle where a service is and how to authenticate; an argument beats a variable.

    Variables are looked up in the service's own family (`ONEROSTER_*`), then `TIMEBACK_API_*`, then
    `TIMEBACK_*`: `ENV`, `BASE_URL`, `AUTH_URL` or `TOKEN_URL`, `CLIENT_ID` and `CLIENT_SECRET`. The
    sandbox has credentials of its own, so that `env="sandbox"` can stand in for another environment.
    `token_for` names the services that share this one's token: it is asked for with the scopes of all.

    Raises:
        ConfigurationError: Something is missing, contradicts something else or is not allowed.
    """
    if service not in SERVICES:
        raise ConfigurationError(f"unknown service {service!r}; known: {', '.join(SERVICES)}")
    secret = client_secret.reveal() if isinstance(client_secret, Secret) else client_secret
    texts = {"env": env, "platform": platform, "base_url": base_url, "auth_url": auth_url}
    texts |= {"client_id": client_id, "client_secret": secret, "scope": scope}
    texts |= {"token_auth": token_auth, "api_key": api_key, "email": email}
    given = {name: _argument(name, text) for name, text in texts.items() if text is not None}
    _check_contradictions(given, auth)
    check_flag("allow_insecure_http", allow_insecure_http)
    chosen = platform_named(given["platform"].text) if "platform" in given else home_of(service)
    prefixes = _prefixes(service, chosen, paths)
    inquiry = _Inquiry(
        service, PROFILES[chosen], given, Variables.of(service, environ), allow_insecure_http, token_for
    )
    place = inquiry.place()
    if place.mode is Mode.SANDBOX and "auth_url" in given:
        raise ConfigurationError("env='sandbox' has a token endpoint of its own")
    settings = Settings(
        service=service,
        mode=place.mode,
        platform=chosen,
        environment=place.environment,
        base_url=place.url,
        prefixes=prefixes,
        limits=OWN_LIMITS.get(service, PROFILES[chosen].limits),
        filter_rules=PROFILES[chosen].filter_rules,
        credentials=None
        if auth is not DEFAULT
        else inquiry.api_key(place)
        if service in OWN_AUTH
        else inquiry.credentials(place),
        auth=auth,
        slashed=_slashed(service, chosen, prefixes),
        sources=inquiry.sources,
    )
    if inquiry.missing:
        raise ConfigurationError(
            f"the {service} client cannot be set up: {'; '.join(inquiry.missing)}; "
            "env='sandbox' needs no account"
        )
    return settings


def resolve_all(
    services: Mapping[str, Mapping[str, Any]], **general: Any
) -> dict[str, Settings | ConfigurationError]:
    """Settle every service; in the place of one that cannot be reached stands the error that says why.

    Args:
        services: What differs for single services, by name.
        general: What holds for all, as `resolve` takes it.

    Raises:
        ConfigurationError: No service can be reached, or `services` holds what no service takes.
    """
    for name, own in services.items():
        if name not in SERVICES:
            raise ConfigurationError(f"services= has no {name!r}; known: {', '.join(SERVICES)}")
        known = (*_KNOWN, *_KEY_PAIR) if name in OWN_AUTH else _KNOWN
        if unknown := sorted(own.keys() - set(known)):
            raise ConfigurationError(f"services[{name!r}] takes no {unknown[0]!r}; known: {', '.join(known)}")
    found = {name: _settled(name, services.get(name, {}), general) for name in SERVICES}
    expected = [name for name in SERVICES if name not in OWN_AUTH or name in services]
    if not any(isinstance(found[name], Settings) for name in expected):
        raise next(each for each in found.values() if isinstance(each, ConfigurationError))
    return found


def _settled(
    service: str, own: Mapping[str, Any], general: Mapping[str, Any]
) -> Settings | ConfigurationError:
    try:
        return resolve(service, **_combined(service, own, general))
    except ConfigurationError as error:
        return error


def _combined(service: str, own: Mapping[str, Any], general: Mapping[str, Any]) -> dict[str, Any]:
    """One's own word on where it is, or on how to sign in, takes the place of all that is said in general."""
    shared = {name: value for name, value in general.items() if value is not None or name == "auth"}
    # One platform for all: a service of another would be signed in to with the wrong credentials.
    shared.setdefault("platform", Platform.BEYOND_AI.value)
    if any(name in own for name in _PLACE):
        shared = {name: value for name, value in shared.items() if name not in _PLACE}
    elif "base_url" in shared and isinstance(shared["base_url"], str):
        shared["base_url"] = shared["base_url"].rstrip("/") + SANDBOX_PATHS.get(service, "")
    if not any(name in own for name in _OAUTH):
        shared["token_for"] = SERVICES
    if service in OWN_AUTH or "auth" in own:
        shared = {name: value for name, value in shared.items() if name not in (*_OAUTH, "auth")}
    elif any(name in own for name in _OAUTH):
        shared["auth"] = DEFAULT
    return {**shared, **own}


def _argument(name: str, text: object) -> Value:
    if not isinstance(text, str):
        raise ConfigurationError(f"{name}= must be text, not {type(text).__name__}")
    if not text.strip():
        raise ConfigurationError(f"{name}= is blank")
    return Value(text, f"{name}=")


def _check_contradictions(given: Mapping[str, Value], auth: object) -> None:
    if "env" in given and "base_url" in given:
        raise ConfigurationError("env= and base_url= exclude each other: both say where the service is")
    if auth is DEFAULT:
        return
    unused = [f"{name}=" for name in _SIGN_IN if name in given]
    if unused:
        raise ConfigurationError(f"auth= takes the place of {', '.join(unused)}: pass one or the other")
    if auth is not None and not callable(auth) and not callable(getattr(auth, "token", None)):
        raise ConfigurationError(f"auth= takes a function that returns a token, not {type(auth).__name__}")


def platform_named(text: str) -> Platform:
    """The platform of this name, in any case.

    Raises:
        ConfigurationError: There is none.
    """
    name = text.strip().upper()
    if name not in tuple(Platform):
        raise ConfigurationError(f"unknown platform {text!r}; known: {', '.join(Platform)}")
    return Platform(name)


class _Place(msgspec.Struct, frozen=True):
    mode: Mode
    environment: Environment | None
    url: str


class _Inquiry(msgspec.Struct, frozen=True):
    """Works out what the arguments leave open, and collects what nobody says."""

    service: str
    profile: Profile
    given: Mapping[str, Value]
    variables: Variables
    allow_insecure_http: bool
    token_for: Sequence[str] = ()
    missing: list[str] = msgspec.field(default_factory=list[str])
    sources: dict[str, str] = msgspec.field(default_factory=dict[str, str])

    def place(self) -> _Place:
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
            return _Place(Mode.BASE_URL, None, self.checked_url(url).rstrip("/"))
        if env is not None:
            return self.environment(env)
        self.missing.append(
            "no environment and no URL: pass env='staging', env='production' or base_url=, "
            f"or set {self.variables.listed('ENV', 'BASE_URL')}"
        )
        return _Place(Mode.BASE_URL, None, "")

    def environment(self, env: Value) -> _Place:
        name = env.text.strip().lower()
        if name == _SANDBOX:
            return _Place(Mode.SANDBOX, None, EMBEDDED_URL + SANDBOX_PATHS.get(self.service, ""))
        if name not in tuple(Environment):
            known = ", ".join(_ENVIRONMENTS)
            raise ConfigurationError(f"{env.source} is {env.text!r}; it must be one of {known}")
        environment = Environment(name)
        url = self.profile.hosts[environment].get(self.service)
        if url is None:
            raise ConfigurationError(f"no {name} environment of {self.service} is known; pass base_url=")
        return _Place(Mode.ENVIRONMENT, environment, url)

    def credentials(self, place: _Place) -> OAuthCredentials | None:
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

    def api_key(self, place: _Place) -> ApiKey | None:
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
        if self.missing:
            return None
        if not fits_header(found["api_key"]):
            raise ConfigurationError("api_key holds what no header can")
        return ApiKey(token_url, Secret(found["api_key"]), check_address(found["email"]))

    def token_url(self, place: _Place) -> str | None:
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


def _prefixes(service: str, platform: Platform, paths: Mapping[str, str] | None) -> Mapping[str, str]:
    prefixes = PROFILES[platform].prefixes[service]
    if prefixes is None:
        others = " or ".join(f"platform={each.value!r}" for each in offering(service))
        raise ConfigurationError(f"{platform} does not offer the service {service!r}; {others} does")
    if not isinstance(paths, Mapping | None):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise ConfigurationError(f"paths= must be a mapping, not {type(paths).__name__}")
    known = PREFIX_NAMES[service]
    for name, path in (paths or {}).items():
        if name not in known:
            raise ConfigurationError(f"paths= has no {name!r} for {service}; known: {', '.join(known)}")
        text = isinstance(path, str)  # pyright: ignore[reportUnnecessaryIsInstance]
        if not text or (path and not path.startswith("/")) or _UNFIT_FOR_PATH.search(path):
            raise ConfigurationError(f"paths= needs a plain path that begins with '/' for {name!r}")
    return {**prefixes, **{name: _without_slash(name, path) for name, path in (paths or {}).items()}}


def _without_slash(name: str, path: str) -> str:
    """A prefix as paths are appended to it; a path that stands alone is kept as it was given."""
    return path if name in _WHOLE_PATHS else path.rstrip("/")


def _slashed(service: str, platform: Platform, prefixes: Mapping[str, str]) -> frozenset[str]:
    """The prefixes below which the platform wants root collections with a slash; another vendor's want none."""
    own = PROFILES[platform].prefixes[service] or {}
    if service not in PROFILES[platform].slashed:
        return frozenset()
    return frozenset(name for name, path in own.items() if prefixes[name] == path)
