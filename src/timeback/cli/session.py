"""What the options of a command line say, and the client that they lead to."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from rich.console import Console

from .._sync.client import TimebackClient
from .output import Format, show

__all__ = ["Session"]


class Session:
    """What the options before and after a command say, and the client that they lead to."""

    def __init__(self) -> None:
        self.out = Console()
        self.form: Format = "table"
        self.settings: dict[str, Any] = {}

    def run(self, service: str, use: Callable[[Any], Any]) -> None:
        """Call a function with a service's client, and print what it gives."""
        with TimebackClient(**self.settings) as timeback:
            show(use(getattr(timeback, service)), self.form, self.out, sys.stdout)

    def print_rows(self, rows: list[dict[str, Any]]) -> None:
        """Print rows of this program's own."""
        show(rows, self.form, self.out, sys.stdout)
