"""Named settings in a file of the user's: `~/.config/timeback/profiles.toml`."""

from __future__ import annotations

import os
import stat
import tomllib
from pathlib import Path
from typing import Any

from ..errors import ConfigurationError

__all__ = ["profile", "profiles_path"]

_KNOWN = (
    "env",
    "platform",
    "base_url",
    "auth_url",
    "client_id",
    "client_secret",
    "scope",
    "services",
    "timeout",
)
_KEYRING = "keyring:"


def profiles_path() -> Path:
    """The file: `TIMEBACK_PROFILES`, else in the user's configuration folder."""
    named = os.environ.get("TIMEBACK_PROFILES", "").strip()
    if named:
        return Path(named)
    home = os.environ.get("XDG_CONFIG_HOME", "").strip()
    return (Path(home) if home else Path.home() / ".config") / "timeback" / "profiles.toml"


def profile(name: str) -> dict[str, Any]:
    """The settings of a profile, as `TimebackClient` takes them.

    A `client_secret` of `"keyring:NAME"` is fetched from the system's keyring.

    Raises:
        ConfigurationError: There is no such file or profile, others may read the file, or a setting is unknown.
    """
    path = profiles_path()
    try:
        _refuse_readable(path)
        found = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ConfigurationError(f"the profiles file {path} cannot be read: {error.strerror}") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"the profiles file {path} is not TOML: {error}") from None
    if not isinstance(found.get(name), dict):
        raise ConfigurationError(f"no profile {name!r} in {path}; there are: {', '.join(found) or 'none'}")
    settings: dict[str, Any] = found[name]
    if unknown := sorted(settings.keys() - set(_KNOWN)):
        raise ConfigurationError(
            f"the profile {name!r} has an unknown {unknown[0]!r}; known: {', '.join(_KNOWN)}"
        )
    secret = settings.get("client_secret")
    if isinstance(secret, str) and secret.startswith(_KEYRING):
        settings["client_secret"] = _from_keyring(
            secret.removeprefix(_KEYRING), settings.get("client_id", "")
        )
    return settings


def _refuse_readable(path: Path) -> None:
    """Refuse a file with secrets that others on the machine may read."""
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise ConfigurationError(f"others may read {path}, which may hold secrets; run: chmod 600 {path}")


def _from_keyring(service: str, user: str) -> str:
    import keyring

    secret = keyring.get_password(service, user)
    if secret is None:
        raise ConfigurationError(f"the keyring holds nothing under {service!r} for that client id")
    return secret
