"""Named settings in a file of the user's: `~/.config/timeback/profiles.toml`."""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from ..errors import ConfigurationError

__all__ = ["profile", "profiles_path"]


class _Place(msgspec.Struct, omit_defaults=True, forbid_unknown_fields=True):
    """The address of a service, and the credentials for it."""

    env: str | None = None
    base_url: str | None = None
    auth_url: str | None = None
    client_id: str | None = None
    client_secret: str | None = None
    scope: str | None = None
    token_auth: str | None = None


class _Service(_Place, omit_defaults=True, forbid_unknown_fields=True):
    """The settings in which one service differs."""

    api_key: str | None = None
    email: str | None = None
    paths: dict[str, str] | None = None


class _Profile(_Place, omit_defaults=True, forbid_unknown_fields=True):
    """A table of the file."""

    platform: str | None = None
    timeout: float | None = None
    proxy: str | None = None
    verify: str | bool = True
    services: dict[str, _Service] | None = None


def profiles_path() -> Path:
    """The file: `TIMEBACK_PROFILES`, else in the user's configuration folder."""
    named = os.environ.get("TIMEBACK_PROFILES", "").strip()
    if named:
        return Path(named)
    home = os.environ.get("XDG_CONFIG_HOME", "").strip()
    return (Path(home) if home else Path.home() / ".config") / "timeback" / "profiles.toml"


def profile(name: str) -> dict[str, Any]:
    """The settings of a profile, as `TimebackClient` takes them.

    A `client_secret` or `api_key` may be `"env:VARIABLE"`, or `"keyring:SERVICE"`, which is the secret that the
    system's keyring holds for that service and the profile's `client_id` or `email`.

    Raises:
        ConfigurationError: There is no such file or profile, others may read the file, or a setting is wrong.
    """
    path = profiles_path()
    try:
        with path.open("rb") as file:
            _check_private(path, os.fstat(file.fileno()))
            found = tomllib.load(file)
    except OSError as error:
        raise ConfigurationError(f"the profiles file {path} cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise ConfigurationError(f"the profiles file {path} is not TOML: {error}") from None
    if name not in found:
        raise ConfigurationError(f"no profile {name!r} in {path}; there are: {', '.join(found) or 'none'}")
    try:
        settings: dict[str, Any] = msgspec.to_builtins(msgspec.convert(found[name], _Profile))
    except msgspec.ValidationError as error:
        raise ConfigurationError(f"the profile {name!r} in {path}: {error}") from None
    for each in (settings, *settings.get("services", {}).values()):
        for field, owner in (("client_secret", "client_id"), ("api_key", "email")):
            if field in each:
                each[field] = _secret(each[field], each.get(owner) or settings.get(owner) or "")
    return settings


def _check_private(path: Path, status: os.stat_result) -> None:
    """Refuse a file with secrets that others on the machine may read, or that is theirs."""
    if os.name != "posix":
        return
    if not stat.S_ISREG(status.st_mode) or status.st_uid not in (0, os.geteuid()):
        raise ConfigurationError(f"{path} is not a file of yours: it says where secrets go")
    if stat.S_IMODE(status.st_mode) & 0o077:
        raise ConfigurationError(f"others may read {path}, which may hold secrets; run: chmod 600 {path}")


def _secret(text: str, owner: str) -> str:
    kind, colon, name = text.partition(":")
    fetch = _ELSEWHERE.get(kind) if colon else None
    return text if fetch is None else fetch(name, owner)


def _from_environment(name: str, _: str) -> str:
    secret = os.environ.get(name, "").strip()
    if not secret:
        raise ConfigurationError(f"the environment variable {name}, which a profile names, is not set")
    return secret


def _from_keyring(service: str, owner: str) -> str:
    import keyring
    from keyring.errors import KeyringError

    try:
        secret = keyring.get_password(service, owner)
    except KeyringError as error:
        raise ConfigurationError(f"the system's keyring cannot be used: {error}") from None
    if secret is None:
        raise ConfigurationError(f"the keyring has no such secret; run: keyring set {service} {owner}")
    return secret


_ELSEWHERE: dict[str, Callable[[str, str], str]] = {"env": _from_environment, "keyring": _from_keyring}
