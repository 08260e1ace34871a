"""`timeback login` and `timeback profiles`: settings that are kept under names."""

from __future__ import annotations

import getpass
import sys
from typing import Any

from cyclopts import App

from ..errors import ConfigurationError
from .check import exit_status
from .completion import CompletedApp
from .guards import on_terminal
from .profiles import (
    SECRETS,
    chosen_profile,
    keep_profile,
    profile_in_use,
    profile_names,
    profiles_path,
    remove_profile,
    says_where,
    use_profile,
    written_profile,
)
from .session import Session

__all__ = ["add_accounts"]


def add_accounts(app: App, session: Session) -> None:
    """Add the commands."""

    @app.command
    def login(name: str = "default", /, *, client_id: str | None = None) -> None:
        """Ask for credentials, check them, and keep them: the secret in the system's keyring, the rest in a profile.

        Where nobody is there to ask, the secret is read from standard input, and `--env` or `--base-url` and
        `--client-id` say the rest. What the platform refuses is not kept.

        Args:
            name: The profile.
            client_id: The id of the client.
        """
        settings: dict[str, Any] = _place(session) | {
            "client_id": client_id or _asked("Client id", "--client-id")
        }
        secret = _secret()
        from .._sync.client import TimebackClient

        with TimebackClient(**settings, client_secret=secret) as timeback:
            report = timeback.check_auth()
        taken = [service for service, outcome in report.services.items() if outcome.ok]
        if not taken:
            first = next(iter(report.errors.values()), "no service answered")
            print(f"timeback: nothing was kept: {first}", file=sys.stderr)
            raise SystemExit(exit_status(report))
        keep_profile(name, settings, secret)
        refused = [service for service in report.services if service not in taken]
        note = f" ({', '.join(refused)} refused it: see timeback check)" if refused else ""
        used = ", which is in use" if profile_in_use() == name else ""
        print(
            f"{', '.join(taken)} took the credentials{note}; the profile {name!r}{used}, is in {profiles_path()}"
        )

    profiles = CompletedApp(name="profiles", help="Settings that are kept under names.")
    app.command(profiles)

    @profiles.command(name="list")
    def list_profiles() -> None:
        """List the profiles, with the one that holds when no other is asked for."""
        used = chosen_profile(None, in_use=True)
        names = profile_names()
        session.print_rows([_row(name, in_use=name == used) for name in names])
        if not names:
            print(f"no profiles in {profiles_path()}; `timeback login` makes one", file=sys.stderr)

    @profiles.command
    def use(name: str, /) -> None:
        """Let a profile hold wherever none is asked for, and neither options nor variables say where to go.

        Args:
            name: The profile.
        """
        use_profile(name)
        print(f"the profile {name!r} is in use")

    @profiles.command
    def remove(name: str, /) -> None:
        """Remove a profile, and the secret that `timeback login` kept for it in the system's keyring.

        Args:
            name: The profile.
        """
        remove_profile(name)
        print(f"the profile {name!r} is removed")

    @profiles.command
    def show(name: str | None = None, /) -> None:
        """Show the settings of a profile; secrets are not shown.

        Args:
            name: The profile; the one in use, without it.
        """
        chosen = name or chosen_profile(None, in_use=True)
        if chosen is None:
            raise ConfigurationError("no profile is in use; name one, or see timeback profiles list")
        session.print_rows(_settings(written_profile(chosen)))


def _row(name: str, *, in_use: bool) -> dict[str, Any]:
    found = written_profile(name)
    return {
        "profile": name,
        "in use": "yes" if in_use else "",
        "where": found.get("env") or found.get("base_url"),
        "client_id": found.get("client_id"),
    }


def _settings(found: dict[str, Any], prefix: str = "") -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for name, value in found.items():
        if name in ("services", "paths") or prefix == "services.":
            rows += _settings(value, f"{prefix}{name}.")
        else:
            is_secret = name in SECRETS and not str(value).startswith(("env:", "keyring:"))
            rows.append({"setting": prefix + name, "value": "***" if is_secret else value})
    return rows


def _place(session: Session) -> dict[str, Any]:
    """The place to sign in: as the command line says, or as is answered."""
    given = {name: value for name, value in session.given.items() if name in _KEPT}
    if given.get("env") == "sandbox":
        raise ConfigurationError("the sandbox inside this process needs no login: --env sandbox is enough")
    if says_where(given):
        return given
    place = _asked("Environment (staging, production), or the URL of a server", "--env or --base-url")
    if "://" not in place:
        return given | {"env": place}
    return given | {"base_url": place, "auth_url": given.get("auth_url") or _asked("Token URL", "--auth-url")}


_KEPT = ("env", "platform", "base_url", "auth_url", "proxy", "timeout")


def _asked(what: str, option: str) -> str:
    if not on_terminal():
        raise ConfigurationError(f"nobody is here to ask: pass {option}")
    while True:
        print(f"{what}: ", end="", file=sys.stderr, flush=True)
        try:
            if answer := input().strip():
                return answer
        except EOFError:
            raise ConfigurationError("nothing was kept: the question was not answered") from None


def _secret() -> str:
    """The secret, typed without being shown, or from standard input."""
    secret = getpass.getpass("Client secret: ") if on_terminal() else sys.stdin.readline()
    if not secret.strip():
        raise ConfigurationError("nothing was kept: no secret was given; pipe it in, or type it when asked")
    return secret.strip()
