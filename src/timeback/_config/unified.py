"""The settings of all services, out of what holds for all and what differs for single ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..errors import ConfigurationError
from .platforms import OWN_AUTH, SANDBOX_PATHS, SERVICES
from .resolve import resolve
from .settings import DEFAULT, Settings

__all__ = ["resolve_all"]

_PLACE = ("env", "base_url")
_SIGN_IN = ("auth_url", "client_id", "client_secret", "scope")
_KEY_PAIR = ("api_key", "email")
_KNOWN = (*_PLACE, *_SIGN_IN, "paths", "auth")


def resolve_all(
    services: Mapping[str, Mapping[str, Any]], **general: Any
) -> dict[str, Settings | ConfigurationError]:
    """Settle every service; in the place of one that cannot be reached stands the error that says why.

    Args:
        services: What differs for single services, by name.
        general: What holds for all, as `resolving.resolve` takes it.

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
        return resolve(service, **_arguments(service, own, general))
    except ConfigurationError as error:
        return error


def _arguments(service: str, own: Mapping[str, Any], general: Mapping[str, Any]) -> dict[str, Any]:
    """One's own word on where it is, or on how to sign in, takes the place of all that is said in general."""
    shared = {name: value for name, value in general.items() if value is not None or name == "auth"}
    if any(name in own for name in _PLACE):
        shared = {name: value for name, value in shared.items() if name not in _PLACE}
    elif "base_url" in shared and isinstance(shared["base_url"], str):
        shared["base_url"] = shared["base_url"].rstrip("/") + SANDBOX_PATHS.get(service, "")
    if not any(name in own for name in _SIGN_IN):
        shared["token_for"] = SERVICES
    if service in OWN_AUTH or "auth" in own:
        shared = {name: value for name, value in shared.items() if name not in (*_SIGN_IN, "auth")}
    elif any(name in own for name in _SIGN_IN):
        shared["auth"] = DEFAULT
    return {**shared, **own}
