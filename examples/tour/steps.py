"""How a part of the tour prints what it does."""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def step(title: str) -> Generator[None]:
    """One step: its title, what it says, and how long it took."""
    started = time.perf_counter()
    print(f"\n{title}")
    yield
    print(f"    ({(time.perf_counter() - started) * 1000:.0f} ms)")


def say(*words: object) -> None:
    """A line below the title of a step."""
    print("   ", *words)
