"""Recorders: told of every exchange of every client in this process."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TypeAlias

from .messages import Exchange

__all__ = ["RECORD_KEY_VARIABLE", "RECORD_VARIABLE", "Recorder", "begin_by_variable", "recorders"]

Recorder: TypeAlias = Callable[[Exchange], None]

# The folder into which a process records from its start, and the key of its pseudonyms: set by `timeback record`.
RECORD_VARIABLE = "TIMEBACK_RECORD_TO"
RECORD_KEY_VARIABLE = "TIMEBACK_RECORD_KEY"

recorders: list[Recorder] = []


def begin_by_variable() -> None:
    """Begin to record where the environment says so; later calls change nothing."""
    folder = os.environ.get(RECORD_VARIABLE)
    if folder:
        from ..sandbox.recordings import begin

        begin(folder, os.environ.get(RECORD_KEY_VARIABLE))
