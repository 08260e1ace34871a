"""Rows some at a time, so that what is written is bounded by memory and not by the export."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from typing import TypeVar

__all__ = ["BATCH", "batches", "gathered"]

T = TypeVar("T")

BATCH = 2_500


def batches(rows: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """The rows, `size` at a time."""
    remaining = iter(rows)
    while batch := list(itertools.islice(remaining, size)):
        yield batch


def gathered(lists: Iterable[list[T]], size: int = BATCH) -> Iterator[list[T]]:
    """The same lists, those of fewer rows together until there are `size`."""
    waiting = list[T]()
    for rows in lists:
        waiting = [*waiting, *rows] if waiting else rows
        if len(waiting) >= size:
            yield waiting
            waiting = []
    if waiting:
        yield waiting
