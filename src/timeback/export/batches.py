"""Rows some at a time, so that what is written is bounded by memory and not by the export."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import TypeVar

__all__ = ["BATCH", "batches"]

T = TypeVar("T")

BATCH = 2_500


def batches(rows: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """The rows, `size` at a time."""
    remaining = iter(rows)
    while batch := list(itertools.islice(remaining, size)):
        yield batch
