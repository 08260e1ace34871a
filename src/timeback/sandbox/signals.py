"""Signals: what happened in a sandbox, told to those who observe it once it is committed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, Protocol

__all__ = ["Observer", "Signal"]


class Signal(NamedTuple):
    """Something that happened.

    Attributes:
        topic: What kind of thing, such as `caliper.event`.
        data: The document that tells it.
    """

    topic: str
    data: dict[str, Any]


class Observer(Protocol):
    """Told what happens in one sandbox, for which it was made."""

    def on_signals(self, signals: Sequence[Signal]) -> None:
        """Take notice of what a request brought about; it must not take long."""
        ...

    def on_stop(self) -> None:
        """End what is under way in the background: the sandbox is reset or closed."""
        ...
