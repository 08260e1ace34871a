# Generated from src/timeback/_async/mapping.py by setup_unasync.py; do not edit.
"""The same call for each of many items."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Protocol, TypeVar

from .._concurrency import Prefetch

__all__ = ["CONCURRENCY", "Call", "Item", "Result", "call_each"]

CONCURRENCY = 10

Item_contra = TypeVar("Item_contra", contravariant=True)
Result_co = TypeVar("Result_co", covariant=True)
Item = TypeVar("Item")
Result = TypeVar("Result")


class Call(Protocol[Item_contra, Result_co]):
    """A call that takes one item, such as `client.users.get`."""

    def __call__(self, item: Item_contra, /) -> Result_co:
        """Make it."""
        ...


def call_each(call: Call[Item, Result], items: Iterable[Item], concurrency: int) -> list[Result]:
    """The results in the order of the items; the first error ends it."""
    from .._query.encode import check_integer

    check_integer("concurrency", concurrency, minimum=1)
    calls = (functools.partial(call, item) for item in items)
    with Prefetch(calls, concurrency - 1) as ahead:
        return [result for result in ahead]
