"""The options of a command line, and the client that they lead to."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console

from .._config.platforms import OWN_AUTH, SERVICES
from .._config.resolve import resolve_all
from .._config.settings import Settings as Resolved
from .._config.variables import Variables
from .._http.messages import CallEvent, Hooks
from ..errors import ConfigurationError
from ..sandbox.seed_cache import keep_in
from .guards import Guard, Held, as_shown
from .output import Form, show
from .profiles import chosen_profile, says_where, settings_with
from .terminal import guarded

if TYPE_CHECKING:
    from .._config.options import UnknownNames
    from .._sync.client import TimebackClient

__all__ = ["Session"]

_UNBOUNDED = 100_000
_GENERAL = ("env", "platform", "base_url", "auth_url", "client_id", "client_secret", "scope")


class Session:
    """The options before and after a command, and the client that they lead to.

    Attributes:
        out: The terminal.
        form: How results are printed.
        given: The settings of the command line.
        unknown_names: What becomes of a name that no model has.
        guard: What looks at each call before it is sent.
        debug: Whether the causes of an error are told.
    """

    def __init__(self) -> None:
        self.out = Console()
        if not self.out.is_terminal and "COLUMNS" not in os.environ:
            # Nothing is cut off in a file or a pipe.
            self.out.width = _UNBOUNDED
        self.form = Form()
        self.unknown_names: UnknownNames = "refuse"
        self.guard = Guard()
        self.debug = False
        self.given: dict[str, Any] = {}
        self._asked_profile: str | None = None

    def settle(self, given: Mapping[str, Any], profile_name: str | None) -> None:
        """Take the settings of the command line, and the name of the profile that it asks for."""
        self.given = {name: value for name, value in given.items() if value is not None}
        self._asked_profile = profile_name

    @functools.cached_property
    def profile(self) -> str | None:
        """The name of the profile that the settings are from.

        The one in use gives way to a place that the command line or a variable names: it is not what was asked
        for then.
        """
        in_use = not says_where(self.given) and not _place_in_variables()
        return chosen_profile(self._asked_profile, in_use=in_use)

    @property
    def is_aimed(self) -> bool:
        """Whether the command line says where to go, by an option or a profile."""
        return says_where(self.given) or self._asked_profile is not None

    def resolved(self) -> dict[str, Resolved | ConfigurationError]:
        """The settings of each service, options, profile and variables taken together; or what is wrong with them."""
        general = {name: self.settings.get(name) for name in _GENERAL}
        return resolve_all(self.settings.get("services") or {}, **general)

    @functools.cached_property
    def settings(self) -> dict[str, Any]:
        """The arguments of `TimebackClient`: the profile's settings, and the command line's, which come first."""
        return settings_with(self.given, self.profile)

    def origin(self, source: str) -> str:
        """The origin of a value, in the words of a command line: `--env`, `profile NAME` or `$VARIABLE`."""
        argument = source.removesuffix("=")
        if argument == source:
            return f"${source}"
        return f"--{argument.replace('_', '-')}" if argument in self.given else f"profile {self.profile}"

    def client(self, on_call: Callable[[CallEvent], None] | None = None) -> TimebackClient:
        """The unified client; to be closed.

        Args:
            on_call: Looks at each call in the place of the guard.
        """
        from .._sync.client import TimebackClient

        keep_in(_cache_folder)
        client = TimebackClient(**self.settings, hooks=Hooks(on_call=on_call or self.guard))
        return client.with_options(unknown_names=self.unknown_names)

    def run(self, service: str, use: Callable[[Any], Any]) -> None:
        """Call a function with a service's client, and print what it gives."""
        with self.client() as timeback:
            show(use(getattr(timeback, service)), self.form, self.out, guarded(sys.stdout))

    def print_held(self, held: Held) -> None:
        """Print a write that `--dry-run` holds back."""
        form = self.form._replace(format="json") if self.form.format == "table" else self.form
        show(as_shown(held.event), form, self.out, guarded(sys.stdout))
        print("not sent: this is a dry run", file=sys.stderr)

    def print_rows(self, rows: list[dict[str, Any]]) -> None:
        """Print rows of this program's own."""
        show(rows, self.form, self.out, guarded(sys.stdout))


def _cache_folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("timeback", appauthor=False)


def _place_in_variables() -> bool:
    read = (Variables.of(name, os.environ) for name in SERVICES if name not in OWN_AUTH)
    return any(each.first(each.families, "ENV", "BASE_URL") for each in read)
