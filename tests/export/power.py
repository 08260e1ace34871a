"""Power that is cut at one of the commits of an export, each of which is a rename."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

__all__ = ["Power", "PowerCut"]


class PowerCut(BaseException):
    """The process ends here: nothing that comes later happens."""


class Power:
    """Counts the commits in a folder, and is cut just before that of a number, or just after it if that is negative.

    Renames elsewhere are none: Python and pytest keep the bytecode of modules that are imported meanwhile by them.
    """

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.commits = self._deadly = 0
        self._folder, self._rename = folder, os.replace
        monkeypatch.setattr(os, "replace", self._replace)

    def cut_at(self, deadly: int) -> None:
        """Count from none again, up to this one; with 0 it stays on."""
        self.commits, self._deadly = 0, deadly

    def _replace(self, source: Any, target: Any) -> None:
        if not Path(target).is_relative_to(self._folder):
            self._rename(source, target)
            return
        self.commits += 1
        if self.commits == self._deadly:
            raise PowerCut
        self._rename(source, target)
        if self.commits == -self._deadly:
            raise PowerCut
