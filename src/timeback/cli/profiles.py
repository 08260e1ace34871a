"""Named settings in a file of the user's, `profiles.toml` in the folder for configuration."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
import tomllib
from collections.abc import Callable, Generator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from ..errors import ConfigurationError

__all__ = [
    "SECRETS",
    "chosen_profile",
    "keep_profile",
    "named_secret",
    "profile",
    "profile_in_use",
    "profile_names",
    "profiles_path",
    "remove_profile",
    "says_where",
    "settings_with",
    "use_profile",
    "written_profile",
]

SECRETS = {"client_secret": "client_id", "api_key": "email"}
"""The settings that are secret, with those that name their owners."""

_PLACES = frozenset({"env", "base_url"})
# Beside the profiles, which are tables.
_IN_USE = "in_use"
# What a secret is called in the keyring that `timeback login` keeps there, before the profile's name.
_KEPT_AS = "timeback:"


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
    if named := os.environ.get("TIMEBACK_PROFILES", "").strip():
        return Path(named)
    from platformdirs import user_config_path

    return user_config_path("timeback", appauthor=False) / "profiles.toml"


def chosen_profile(asked: str | None, *, in_use: bool) -> str | None:
    """The name of the profile that holds: the one asked for, that of `TIMEBACK_PROFILE`, or the one in use.

    Args:
        asked: The profile that the command line names.
        in_use: Whether the one in use would do.
    """
    if name := asked or os.environ.get("TIMEBACK_PROFILE", "").strip():
        return name
    return profile_in_use() if in_use else None


def profile_in_use() -> str | None:
    """The profile that `timeback profiles use` named."""
    name = _read().get(_IN_USE)
    return name if isinstance(name, str) else None


def profile_names() -> list[str]:
    """The names of all profiles."""
    return [name for name in _read() if name != _IN_USE]


def written_profile(name: str) -> dict[str, Any]:
    """The settings of a profile as they stand in the file.

    Raises:
        ConfigurationError: There is no such profile, others may read the file, or a setting is wrong.
    """
    path, found = profiles_path(), _read()
    if name not in found or name == _IN_USE:
        known = ", ".join(each for each in found if each != _IN_USE) or "none"
        how = "`timeback login NAME` makes one"
        raise ConfigurationError(f"no profile {name!r} in {path}; there are: {known}; {how}")
    try:
        settings: dict[str, Any] = msgspec.to_builtins(msgspec.convert(found[name], _Profile))
    except msgspec.ValidationError as error:
        raise ConfigurationError(f"the profile {name!r} in {path}: {error}") from None
    return settings


def profile(name: str) -> dict[str, Any]:
    """The settings of a profile, as `TimebackClient` takes them.

    A `client_secret` or `api_key` may be `"env:VARIABLE"`, or `"keyring:SERVICE"`, which is the secret that the
    system's keyring holds for that service and the profile's `client_id` or `email`.

    Raises:
        ConfigurationError: There is no such profile, others may read the file, or a setting is wrong.
    """
    settings = written_profile(name)
    for each in (settings, *settings.get("services", {}).values()):
        for field, owner in SECRETS.items():
            if field in each:
                each[field] = named_secret(each[field], each.get(owner) or settings.get(owner) or "")
    return settings


def settings_with(given: Mapping[str, Any], name: str | None) -> dict[str, Any]:
    """The arguments of `TimebackClient`: a profile's settings, and the command line's, which come first.

    Raises:
        ConfigurationError: The profile cannot be used.
    """
    chosen = {} if name is None else profile(name)
    # An environment and a URL exclude each other, so one on the command line replaces either.
    replaced = _PLACES if says_where(given) else frozenset[str]()
    return {name: value for name, value in chosen.items() if name not in replaced} | {**given}


def says_where(given: Mapping[str, Any]) -> bool:
    """Whether settings name a platform to go to."""
    return bool(given.keys() & _PLACES)


def use_profile(name: str) -> None:
    """Let a profile hold wherever no other is asked for.

    Raises:
        ConfigurationError: There is no such profile, or the file cannot be written.
    """
    written_profile(name)
    _write({_IN_USE: name})


def keep_profile(name: str, settings: Mapping[str, Any], secret: str) -> None:
    """Write a profile in the place of one of this name; its secret goes to the keyring, and to no file.

    The first profile is the one in use.

    Raises:
        ConfigurationError: The keyring cannot be used, or the file cannot be written.
    """
    service = f"{_KEPT_AS}{name}"
    _to_keyring(service, settings["client_id"], secret)
    changes: dict[str, Any] = {name: {**settings, "client_secret": f"keyring:{service}"}}
    _write(changes if profile_names() else {_IN_USE: name, **changes})


def remove_profile(name: str) -> None:
    """Take a profile out of the file, and the secret that was kept for it out of the keyring.

    Raises:
        ConfigurationError: There is no such profile, the keyring cannot be used, or the file cannot be written.
    """
    found = written_profile(name)
    if found.get("client_secret") == f"keyring:{_KEPT_AS}{name}":
        _forget(f"{_KEPT_AS}{name}", found.get("client_id") or "")
    changes: dict[str, Any] = {name: None}
    _write(changes | {_IN_USE: None} if profile_in_use() == name else changes)


def _read() -> dict[str, Any]:
    """All of the file; nothing if there is none."""
    path = profiles_path()
    try:
        with path.open("rb") as file:
            _check_private(path, os.fstat(file.fileno()))
            return tomllib.load(file)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ConfigurationError(f"the profiles file {path} cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise ConfigurationError(f"the profiles file {path} is not TOML: {error}") from None


def _write(changes: Mapping[str, Any]) -> None:
    """Change keys of the file, remove those that become None, and leave all else, comments too, as it is."""
    import tomlkit

    path = profiles_path()
    _read()  # what is broken, or open to others, is left alone
    try:
        document = tomlkit.parse(path.read_text("utf-8")) if path.exists() else tomlkit.document()
        for name, value in changes.items():
            if value is None:
                if name in document:
                    del document[name]
            elif name == _IN_USE and name not in document:
                # Above the first table: below it, the key would be one of that table's.
                document = tomlkit.parse(f"{tomlkit.dumps({name: value})}\n{tomlkit.dumps(document)}")
            else:
                document[name] = value
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, encoding="utf-8", delete=False) as file:
            file.write(tomlkit.dumps(document))
        os.replace(file.name, path)
    except OSError as error:
        raise ConfigurationError(f"the profiles file {path} cannot be written: {error.strerror}") from None


def _check_private(path: Path, status: os.stat_result) -> None:
    """Refuse a file with secrets that others on the machine may read, or that is theirs."""
    if os.name != "posix":
        return
    if not stat.S_ISREG(status.st_mode) or status.st_uid not in (0, os.geteuid()):
        raise ConfigurationError(f"{path} is not a file of yours: it says where secrets go")
    if stat.S_IMODE(status.st_mode) & 0o077:
        raise ConfigurationError(f"others may read {path}, which may hold secrets; run: chmod 600 {path}")


def named_secret(text: str, owner: str) -> str:
    """The secret that `env:VARIABLE` or `keyring:SERVICE` names; any other text is one itself.

    Raises:
        ConfigurationError: There is none of that name.
    """
    kind, colon, name = text.partition(":")
    fetch = _ELSEWHERE.get(kind) if colon else None
    return text if fetch is None else fetch(name, owner)


def _from_environment(name: str, _: str) -> str:
    secret = os.environ.get(name, "").strip()
    if not secret:
        raise ConfigurationError(f"the environment variable {name}, named by env:{name}, is not set")
    return secret


def _from_keyring(service: str, owner: str) -> str:
    import keyring

    with _keyring_errors():
        secret = keyring.get_password(service, owner)
    if secret is None:
        raise ConfigurationError(f"the keyring has no such secret; run: keyring set {service} {owner}")
    return secret


def _forget(service: str, owner: str) -> None:
    import keyring
    from keyring.errors import PasswordDeleteError

    # Somebody may have removed it by other means.
    with _keyring_errors("; the profile is kept"), contextlib.suppress(PasswordDeleteError):
        keyring.delete_password(service, owner)


def _to_keyring(service: str, owner: str, secret: str) -> None:
    import keyring

    with _keyring_errors(
        ". Nothing was kept; a profile may name a variable that holds the secret: "
        f'client_secret = "env:NAME", in {profiles_path()}'
    ):
        keyring.set_password(service, owner, secret)


@contextlib.contextmanager
def _keyring_errors(more: str = "") -> Generator[None]:
    """Say that the keyring cannot be used, and what follows from it."""
    from keyring.errors import KeyringError

    try:
        yield
    except KeyringError as error:
        raise ConfigurationError(f"the system's keyring cannot be used: {error}{more}") from None


_ELSEWHERE: dict[str, Callable[[str, str], str]] = {"env": _from_environment, "keyring": _from_keyring}
