"""Recorders: told of every exchange of every client in this process."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from .messages import Exchange

__all__ = ["RECORD_KEY_VARIABLE", "RECORD_VARIABLE", "Recorder", "recorders"]

Recorder: TypeAlias = Callable[[Exchange], None]

# The folder into which a process records from its start, and the key of its pseudonyms: set by `timeback record`.
RECORD_VARIABLE = "TIMEBACK_RECORD_TO"
RECORD_KEY_VARIABLE = "TIMEBACK_RECORD_KEY"

recorders: list[Recorder] = []
