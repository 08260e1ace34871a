"""Arguments and environment variables, made into `Settings`."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

from .._option_checks import check_flag
from .._patterns import pattern
from .._secrets import Secret
from ..errors import ConfigurationError
from .inquiry import Inquiry
from .platforms import (
    OWN_AUTH,
    OWN_LIMITS,
    PREFIX_NAMES,
    PROFILES,
    SANDBOX_PATHS,
    SERVICES,
    Platform,
    home_of,
    offering,
)
from .settings import DEFAULT, Mode, Settings
from .variables import Value, Variables

__all__ = ["platform_named", "resolve", "resolve_all"]

_PLACE = ("env", "base_url")
_OAUTH = ("auth_url", "client_id", "client_secret", "scope", "token_auth")
_KEY_PAIR = ("api_key", "email")
_SIGN_IN = (*_OAUTH, *_KEY_PAIR)
_KNOWN = (*_PLACE, *_OAUTH, "paths", "auth")
_WHOLE_PATHS = frozenset({"send", "validate"})
_UNFIT_FOR_PATH = pattern(r"[\s\\\x00-\x1f\x7f?#{}]")


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
    inquiry = Inquiry(
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
