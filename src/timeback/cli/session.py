"""The options of a command line, and the client that they lead to."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from rich.console import Console

from .output import Form, show
from .profiles import profile
from .terminal import guarded

if TYPE_CHECKING:
    from .._config.options import UnknownNames
    from .._sync.client import TimebackClient

__all__ = ["Session"]

_UNBOUNDED = 100_000


class Session:
    """The options before and after a command, and the client that they lead to.

    Attributes:
        out: The terminal.
        form: How results are printed.
        settings: What `TimebackClient` takes, from the command line and the profile.
        unknown_names: What becomes of a name that no model has.
        profile: The name of the profile that the settings are from.
    """

    def __init__(self) -> None:
        self.out = Console()
        if not self.out.is_terminal and "COLUMNS" not in os.environ:
            # Nothing is cut off in a file or a pipe.
            self.out.width = _UNBOUNDED
        self.form = Form()
        self.settings: dict[str, Any] = {}
        self.unknown_names: UnknownNames = "refuse"
        self._given: set[str] = set()
        self.profile: str | None = None

    def settle(self, given: Mapping[str, Any], profile_name: str | None) -> None:
        """Take the settings of a profile, and those of the command line, which come first."""
        chosen = {} if profile_name is None else profile(profile_name)
        own = {name: value for name, value in given.items() if value is not None}
        # An environment and a URL exclude each other, so one on the command line replaces either.
        replaced = {"env", "base_url"} if own.keys() & {"env", "base_url"} else set[str]()
        self.settings = {name: value for name, value in chosen.items() if name not in replaced} | own
        self._given, self.profile = set(own), profile_name

    def origin(self, source: str) -> str:
        """The origin of a value, in the words of a command line: `--env`, `profile NAME` or `$VARIABLE`."""
        argument = source.removesuffix("=")
        if argument == source:
            return f"${source}"
        return f"--{argument.replace('_', '-')}" if argument in self._given else f"profile {self.profile}"

    def client(self) -> TimebackClient:
        """The unified client; to be closed."""
        from .._sync.client import TimebackClient

        return TimebackClient(**self.settings).with_options(unknown_names=self.unknown_names)

    def run(self, service: str, use: Callable[[Any], Any]) -> None:
        """Call a function with a service's client, and print what it gives."""
        with self.client() as timeback:
            show(use(getattr(timeback, service)), self.form, self.out, guarded(sys.stdout))

    def print_rows(self, rows: list[dict[str, Any]]) -> None:
        """Print rows of this program's own."""
        show(rows, self.form, self.out, guarded(sys.stdout))
