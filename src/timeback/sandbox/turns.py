"""Turns at a database: writers one by one, and readers beside each other."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Generator

from .._fork import new_lock, renew_in_child

__all__ = ["Turns"]


class Turns:
    """Lets one writer in at a time.

    Args:
        apart: Readers wait for the writer, and it for them; otherwise they pay each other no heed. A writer that
            waits goes before readers that come later.
    """

    def __init__(self, *, apart: bool) -> None:
        self._apart = apart
        self._changed = threading.Condition(new_lock())
        self._readers = 0
        self._waiting = 0
        self._writing = False
        renew_in_child(self)

    def renew(self) -> None:
        """Forget who was in before a fork: none of them is in the child."""
        self._changed = threading.Condition(new_lock())
        self._readers = self._waiting = 0
        self._writing = False

    @contextlib.contextmanager
    def read(self) -> Generator[None]:
        """Wait for a reader's turn, and have it for as long as the block lasts."""
        if not self._apart:
            yield
            return
        with self._changed:
            self._changed.wait_for(lambda: not (self._writing or self._waiting))
            self._readers += 1
        try:
            yield
        finally:
            with self._changed:
                self._readers -= 1
                self._changed.notify_all()

    @contextlib.contextmanager
    def write(self) -> Generator[None]:
        """Wait for the writer's turn, and have it for as long as the block lasts."""
        self.take()
        try:
            yield
        finally:
            self.give_back()

    def take(self) -> None:
        """Wait for the writer's turn."""
        with self._changed:
            self._waiting += 1
            self._changed.wait_for(lambda: not (self._writing or self._readers))
            self._waiting -= 1
            self._writing = True

    def give_back(self) -> None:
        """End the writer's turn."""
        with self._changed:
            self._writing = False
            self._changed.notify_all()
