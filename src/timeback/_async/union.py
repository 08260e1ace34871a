"""One list out of several, where the condition of the whole would be too long for a URL."""

from __future__ import annotations

import functools
import heapq
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from .._concurrency_async import AsyncPrefetch
from .._json_types import is_object
from .._pages import EncodedPage, PageResult, Span
from .._query.list_query import attribute_path
from .pager import AsyncFetch, AsyncPager, AsyncRecount

__all__ = ["AsyncUnion"]

T = TypeVar("T")


class AsyncUnion(Generic[T]):
    """Gives the pages of a list that is put together from others.

    All rows are there before the first page is: only so is their number known, and their order.

    Args:
        parts: How the pages of each of the lists are got.
        model: The type of a row.
        page_size: Rows to ask the lists for at a time.
        ahead: Lists that are read at the same time, beside the first.
        sort: The field that each is sorted by, in the wire's spelling.
        descending: Whether the largest comes first.
        recount: Says whether the totals of the lists count more than these.
    """

    def __init__(
        self,
        parts: Sequence[AsyncFetch[T]],
        model: Any,
        *,
        page_size: int,
        ahead: int,
        sort: str | None,
        descending: bool,
        recount: AsyncRecount,
    ) -> None:
        self._parts = parts
        self._model = model
        self._page_size = page_size
        self._ahead = ahead
        self._key = None if sort is None else _key(attribute_path(model, sort))
        self._descending = descending
        self._recount = recount
        self._begins_at: int | None = None
        self._rows: list[T] = []

    async def __call__(self, span: Span, /) -> EncodedPage[T]:
        """Give the rows of `span`; each reading of the list begins anew."""
        if self._begins_at is None or span.offset <= self._begins_at:
            self._begins_at = span.offset
            self._rows = await self._gathered()
        rows, total = self._rows[span.offset : span.end], len(self._rows)
        following = span.end if span.end < total else None
        page = PageResult(rows, following is not None, total, following, self._model, span.size)
        return EncodedPage(lambda: page)

    async def _gathered(self) -> list[T]:
        reads = [functools.partial(self._read, fetch) for fetch in self._parts]
        with AsyncPrefetch(reads, self._ahead) as ahead:
            lists = [rows async for rows in ahead]
        merged = (
            (row for rows in lists for row in rows)
            if self._key is None
            else heapq.merge(*lists, key=self._key, reverse=self._descending)
        )
        # A row may meet several parts, where a field has several values.
        once: dict[Any, T] = {}
        for row in merged:
            once.setdefault(getattr(row, "sourced_id", None) or id(row), row)
        return list(once.values())

    async def _read(self, fetch: AsyncFetch[T]) -> list[T]:
        pager = AsyncPager(
            fetch, offset=0, page_size=self._page_size, max_items=None, prefetch=0, recount=self._recount
        )
        return [row async for row in pager]


def _key(path: Sequence[str]) -> Callable[[Any], Any]:
    """The key of a row; what has no value comes last, and what cannot be compared as it is, as text."""

    def key(row: Any) -> tuple[bool, str, Any]:
        value: Any = row
        for name in path:
            value = value.get(name) if is_object(value) else getattr(value, name, None)
        return (
            value is None,
            type(value).__name__,
            value if isinstance(value, int | float | str) else str(value),
        )

    return key
