"""The same call for each of many items."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from typing import Protocol, TypeVar

from .._concurrency_async import AsyncPrefetch

__all__ = ["CONCURRENCY", "AsyncCall", "Item", "Result", "call_each"]

CONCURRENCY = 10

Item_contra = TypeVar("Item_contra", contravariant=True)
Result_co = TypeVar("Result_co", covariant=True)
Item = TypeVar("Item")
Result = TypeVar("Result")


class AsyncCall(Protocol[Item_contra, Result_co]):
    """A call that takes one item, such as `client.users.get`."""

    async def __call__(self, item: Item_contra, /) -> Result_co:
        """Make it."""
        ...


async def call_each(call: AsyncCall[Item, Result], items: Iterable[Item], concurrency: int) -> list[Result]:
    """The results in the order of the items; the first error ends it."""
    from .._query.encode import check_integer

    check_integer("concurrency", concurrency, minimum=1)
    calls = (functools.partial(call, item) for item in items)
    with AsyncPrefetch(calls, concurrency - 1) as ahead:
        return [result async for result in ahead]
