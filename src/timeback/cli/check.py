"""`timeback check`: the settings as they are resolved, and whether the services take them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from .._sync.client import TimebackClient
from ..settings import ApiKey, Settings
from ..unified import resolve_all

__all__ = ["check"]

_GENERAL = ("env", "platform", "base_url", "auth_url", "client_id", "client_secret", "scope")


def check(settings: Mapping[str, Any], console: Console, *, force: bool) -> bool:
    """Print where each service is, how it signs in, and what it answers; whether all is well.

    Args:
        settings: As `TimebackClient` takes them.
        console: Where to print.
        force: Fetch a new token even where one is cached.
    """
    general = {name: settings.get(name) for name in _GENERAL}
    resolved = resolve_all(settings.get("services") or {}, **general)
    with TimebackClient(**settings) as timeback:
        report = timeback.check_auth(force=force)
    table = Table(header_style="bold", box=None, pad_edge=False)
    for title in ("service", "answer", "time", "signs in as", "host"):
        table.add_column(title, no_wrap=title in ("service", "time"), overflow="fold")
    for name, found in resolved.items():
        if not isinstance(found, Settings):
            table.add_row(name, Text(f"not set up: {found}", style="dim"), "", "", "")
            continue
        outcome = report.services[name]
        said = (
            Text(f"{outcome.status} ok", style="green")
            if outcome.ok
            else Text(outcome.error or "", style="red")
        )
        table.add_row(name, said, f"{outcome.latency * 1000:.0f} ms", _who(found), found.base_url)
    console.print(_sources(settings))
    console.print(table)
    return report.ok


def _who(settings: Settings) -> str:
    credentials = settings.credentials
    if isinstance(credentials, ApiKey):
        return credentials.email
    return "nobody" if credentials is None else credentials.client_id


def _sources(settings: Mapping[str, Any]) -> Table:
    """Where each value comes from: the command line or a profile, else a variable; secrets are not shown."""
    table = Table(header_style="bold", box=None, pad_edge=False)
    for title in ("setting", "value", "from"):
        table.add_column(title, no_wrap=True)
    for name in _GENERAL:
        if settings.get(name) is not None:
            value = "***" if "secret" in name else str(settings[name])
            table.add_row(name, value, "command line or profile")
    for name, value in sorted(os.environ.items()):
        if name.startswith("TIMEBACK_") and value.strip():
            hidden = any(word in name for word in ("SECRET", "KEY", "TOKEN"))
            table.add_row(name.removeprefix("TIMEBACK_").lower(), "***" if hidden else value, f"${name}")
    return table
