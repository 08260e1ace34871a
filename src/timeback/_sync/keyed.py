# Generated from src/timeback/_async/keyed.py by setup_unasync.py; do not edit.
"""A list read by its key, so that no row is lost while others come and go."""

from __future__ import annotations

import copy
import functools
from collections.abc import Iterator, Sequence
from typing import Any, Generic, Protocol, Self, TypeVar

from .._concurrency import Prefetch
from .._keys import NOT_FILTERED, KeySpan, KeyWalk, OverlapWalk, key_of
from .._pages import EncodedPage, PageResult, Span
from .._totals import TotalsSeen
from .pager import Pager, Recount

__all__ = ["FetchByKey", "KeyedPager"]

T = TypeVar("T")


class FetchByKey(Protocol[T]):
    """A function that fetches a page for a keyed pager, still encoded."""

    def __call__(self, span: KeySpan, /) -> EncodedPage[T]:
        """Fetch the rows of `span`."""
        ...


class KeyedPager(Pager[T], Generic[T]):
    """The rows of a list in the order of their ids, each range of them asked for by id.

    Ranges are bounded by the ids at certain offsets and read side by side. A server that does not filter or
    sort by id is read by offsets that overlap: where a page does not link up, those before it are read again.
    """

    def __init__(
        self,
        fetch: FetchByKey[T],
        *,
        page_size: int,
        max_items: int | None,
        prefetch: int,
        seen: TotalsSeen | None = None,
        model: Any = None,
        recount: Recount | None = None,
    ) -> None:
        def by_offset(span: Span) -> EncodedPage[T]:
            return fetch(KeySpan(None, None, span.offset, span.size))

        super().__init__(
            by_offset, offset=0, page_size=page_size, max_items=max_items, prefetch=prefetch, seen=seen,
            model=model, recount=recount,
        )  # fmt: skip
        self._by_key = fetch
        self._keys: Sequence[str] = ()
        self._received = 0
        self._is_by_offset = False
        self._is_sorted = True

    def resumed(self, keys: Sequence[str], received: int) -> Self:
        """The rows after those that were received before.

        Args:
            keys: The ids of the last of them, in order.
            received: Their number.
        """
        pager = copy.copy(self)
        pager._keys, pager._received = keys, received
        return pager

    def by_offset(self, *, is_sorted: bool = True) -> Self:
        """All rows, by offsets that overlap alone; `is_sorted` where they may be told by the order of their ids."""
        pager = copy.copy(self)
        pager._is_by_offset, pager._is_sorted = True, is_sorted
        return pager

    def pages(self) -> Iterator[PageResult[T]]:
        """Iterate over pages instead of rows."""
        walk = KeyWalk[T](
            self._page_size, self._max_items, self._keys, self._received, self._seen or TotalsSeen()
        )
        if not self._is_by_offset:
            for page in self._ranges(walk):
                yield page
                del page  # before the next is waited for
        if walk.is_done:
            return
        for page in self._overlapping(walk):
            yield page
            del page

    def _ranges(self, walk: KeyWalk[T]) -> Iterator[PageResult[T]]:
        """Pages by key, until all are there or one does not ascend past its key."""
        while not walk.is_done:
            spans = walk.spans(self._bounds(walk))
            fetches = (functools.partial(self._keyed, each) for each in spans)
            with Prefetch(fetches, min(self._prefetch, len(spans) - 1)) as ahead:
                for first, encoded in ahead:
                    span: KeySpan | None = first
                    while span is not None and not walk.is_done:
                        page = self._taken(span, encoded, walk)
                        if page is None:
                            return
                        span = walk.rest(page, span)
                        if page:
                            yield page
                        del page
                        if span is not None:
                            _, encoded = self._keyed(span)

    def _bounds(self, walk: KeyWalk[T]) -> list[str]:
        probes = walk.probes(self._prefetch) if self._prefetch else []
        bounds: list[str] = []
        fetches = (functools.partial(self._keyed, probe) for probe in probes)
        with Prefetch(fetches, self._prefetch) as ahead:
            for _, encoded in ahead:
                key = next(map(key_of, encoded.decode() if encoded else ()), None)
                if key is None:
                    break
                bounds.append(key)
        return bounds

    def _keyed(self, span: KeySpan) -> tuple[KeySpan, EncodedPage[T] | None]:
        """Fetch a page by key; None for one that the server does not serve."""
        try:
            return span, self._by_key(span)
        except NOT_FILTERED:
            if span.where is None:
                raise
            return span, None

    def _taken(
        self, span: KeySpan, encoded: EncodedPage[T] | None, walk: KeyWalk[T]
    ) -> PageResult[T] | None:
        """A page, counted in; None if the list cannot be read by key."""
        page = encoded.decode() if encoded else None
        if page is not None and walk.is_gap(page):
            _, encoded = self._keyed(span)
            page = encoded.decode() if encoded else None
        return None if page is None else walk.take(page, span)

    def _overlapping(self, before: KeyWalk[T]) -> Iterator[PageResult[T]]:
        """Pages by offset, each of which begins with the last row of the one before."""
        bound = None if self._max_items is None else self._received + self._max_items - before.received
        walk = OverlapWalk[T](self._page_size, bound, before.keys, before.received, is_sorted=self._is_sorted)
        while not walk.is_done:
            fetches = (functools.partial(self._offset_page, span) for span in walk.spans())
            with Prefetch(fetches, self._prefetch) as ahead:
                for span, encoded in ahead:
                    page = walk.take(self._without_gap(span, encoded, walk), span)
                    del encoded
                    if page:
                        yield page
                    del page
                    if walk.is_done or not walk.links(span):
                        break

    def _without_gap(
        self, span: KeySpan, encoded: EncodedPage[T], walk: OverlapWalk[T]
    ) -> PageResult[T]:
        page = encoded.decode()
        if walk.is_gap(page, span):
            page = (self._by_key(span)).decode()
            if walk.is_gap(page, span):
                if not self._counts_more():
                    raise walk.incomplete(page)
                return PageResult([*page], model=page.model)
        return page

    def _offset_page(self, span: KeySpan) -> tuple[KeySpan, EncodedPage[T]]:
        return span, self._by_key(span)

    def _limited(self, max_items: int | None) -> Pager[T]:
        limited = copy.copy(self)
        bounds: list[int] = [each for each in (self._max_items, max_items) if each is not None]
        limited._max_items = min(bounds, default=None)
        return limited
