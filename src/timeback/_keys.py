"""The arithmetic of reading a list by its key: pages after the last id, or offsets that overlap. No I/O.

Rows that come and go shift the offsets of all that follow, never the order of ids. So a page is asked for
by `sourcedId` above the last one received; where a server cannot filter or sort so, each page begins with
the last row of the one before, and one that does not is read again further back.
"""

from __future__ import annotations

import contextlib
from bisect import bisect_right
from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator, Sequence, Set
from itertools import chain
from operator import attrgetter, lt
from typing import Any, Generic, TypeVar

import msgspec

from ._pages import PageResult
from ._totals import TotalsSeen
from .errors import BadRequestError, IncompleteListError, InvalidInputError, UnprocessableEntityError

__all__ = ["KEY", "NOT_FILTERED", "KeySpan", "KeyWalk", "OverlapWalk", "ascending", "key_of", "keys_of"]

T = TypeVar("T")

KEY = "sourced_id"
_KEY_OF = attrgetter(KEY)
# A server's answer to a filter that it does not serve; ours where the platform takes no such filter.
NOT_FILTERED = (BadRequestError, UnprocessableEntityError, InvalidInputError)
# Ids that are remembered where they do not ascend: a row can come twice, but not far apart.
_REMEMBERED = 100_000
# Ranges whose bounds are asked for at a time; it begins small, since a stream may be left early.
_MAX_RANGES = 64
# Times that pages are read again in vain, to find the link between two, before the list is given up.
_MAX_TURNS = 10


class KeySpan(msgspec.Struct, frozen=True):
    """A page to ask for: `size` rows from `offset`, of those with ids above `after` and up to `until`."""

    after: str | None
    until: str | None
    offset: int
    size: int
    is_probe: bool = False

    @property
    def where(self) -> dict[str, Any] | None:
        """The condition on ids, as a `where` says it."""
        bounds = {"gt": self.after, "lte": self.until}
        given = {operator: bound for operator, bound in bounds.items() if bound is not None}
        return {KEY: given} if given else None


def key_of(row: Any) -> str | None:
    """The id of a row."""
    found = getattr(row, KEY, None)
    return found if isinstance(found, str) else None


def keys_of(rows: Iterable[Any]) -> list[str | None]:
    """The ids of rows."""
    rows = list(rows)
    with contextlib.suppress(AttributeError):
        found = list(map(_KEY_OF, rows))
        if set(map(type, found)) <= {str}:
            return found
    return list(map(key_of, rows))


def ascending(keys: Sequence[str | None], after: str | None, until: str | None = None) -> bool:
    """Whether the ids of rows ascend, from above `after` up to `until`; not where a row has none."""
    if not keys:
        return True
    last = keys[-1]
    if last is None or (until is not None and last > until):
        return False
    found: Sequence[Any] = keys if after is None else [after, *keys]
    try:
        return all(map(lt, found, found[1:]))
    except TypeError:  # a row before the last has no id
        return False


class KeyWalk(Generic[T]):
    """The way through a list by ids, range by range.

    Args:
        size: Rows to ask for at a time.
        max_items: Rows after which it is over.
        keys: The ids of the last rows that are there already, in order.
        received: The number of rows that are there already.
        seen: What the server has shown of its totals.
    """

    def __init__(
        self, size: int, max_items: int | None, keys: Sequence[str], received: int, seen: TotalsSeen
    ) -> None:
        self.keys = keys
        self.received = received
        self.is_done = False
        self._size = size
        self._bound = None if max_items is None else received + max_items
        self._totals = seen
        self._left: int | None = None
        self._whole: int | None = None
        self._ranges = 1

    @property
    def _key(self) -> str | None:
        return self.keys[-1] if self.keys else None

    def probes(self, ahead: int) -> list[KeySpan]:
        """The rows that end the ranges to read next, side by side; none while no total is known."""
        left = self._left or 0
        if self._bound is not None:
            left = min(left, self._bound - self.received)
        count = min(-(-left // self._size) - 1, max(self._ranges, ahead))
        self._ranges = min(2 * max(self._ranges, ahead), _MAX_RANGES)
        return [
            KeySpan(self._key, None, number * self._size - 1, 1, is_probe=True)
            for number in range(1, count + 1)
        ]

    def spans(self, bounds: Sequence[str]) -> list[KeySpan]:
        """The first page of each range between bounds, as far as they ascend, and of what follows them."""
        spans: list[KeySpan] = []
        after = self._key
        for bound in bounds:
            if after is not None and bound <= after:
                break
            spans.append(KeySpan(after, bound, 0, self._size))
            after = bound
        return [*spans, KeySpan(after, None, 0, self._size)]

    def is_gap(self, page: PageResult[Any]) -> bool:
        """Whether a page is empty though the server says that it has rows for it."""
        return not page and bool(page.total)

    def take(self, page: PageResult[T], span: KeySpan) -> PageResult[T] | None:
        """Count a page in; None for one that does not ascend past its key, has a gap, or may be no end."""
        if self.is_gap(page) or self._is_doubtful(page, span):
            return None
        keys = keys_of(page)
        if not ascending(keys, self._key, span.until):
            return None
        if self._bound is not None:
            page = page.head(self._bound - self.received)
        self.received += len(page)
        self._totals.are_whole = self._totals.are_whole or (page.total or 0) > len(page)
        if span.where is None and self._totals.are_whole:
            self._whole = page.total
        if page:
            self.keys = [key for key in keys[: len(page)] if key]
        if span.until is None:
            self._left = None if page.total is None else max(page.total - len(page), 0)
        self.is_done = self.received == self._bound or (span.until is None and self._is_all(page, span))
        return page

    def rest(self, page: PageResult[T], span: KeySpan) -> KeySpan | None:
        """The page that follows one in its range; None if the range is over, or has no end."""
        if span.until is None or self._key == span.until or self.is_done or self._is_all(page, span):
            return None
        return KeySpan(self._key, span.until, 0, self._size)

    def _is_doubtful(self, page: PageResult[Any], span: KeySpan) -> bool:
        """Whether a server may have nothing to give for its filter alone, and rows without it."""
        is_filtered_empty = not page and span.after is not None and span.until is None
        return is_filtered_empty and (self._whole is None or self.received < self._whole)

    def _is_all(self, page: PageResult[Any], span: KeySpan) -> bool:
        # A total that only repeats the page's own length proves nothing, unless the server counts whole lists,
        # or says that the page has room for more.
        proves = self._totals.are_whole or len(page) < span.size == page.limit
        return not page or (page.total == len(page) and proves)


class OverlapWalk(Generic[T]):
    """The way through a list by offsets: each page begins with a row that is there already.

    Where one does not, since rows before it were deleted, the pages after it overlap by more.

    Args:
        size: Rows to ask for at a time.
        max_items: Rows after which it is over.
        keys: The ids of the last rows that are there already, in order.
        received: The number of rows that are there already.
        is_sorted: Whether ids that ascend are known by their order.
    """

    def __init__(
        self,
        size: int,
        max_items: int | None,
        keys: Sequence[str],
        received: int,
        *,
        is_sorted: bool = True,
    ) -> None:
        self.received = received
        self.is_done = False
        self._size = max(size, 2)
        self._bound = None if max_items is None else received + max_items
        self._position = received
        self._total: int | None = None
        self._seen = OrderedDict[str | None, None]()
        # Ids that are not among those seen yet, page by page, and how many they are.
        self._recent, self._unseen = deque([list(keys)]), len(keys)
        self._last = keys[-1] if keys else None
        self._ascends = is_sorted and all(map(str.__lt__, keys, keys[1:]))
        self._previous: list[str | None] = []
        self._repeats = 0
        self._wanted_overlap = 1
        self._has_missed = False
        self._turns = 0
        self._short: int | None = None
        self._longest = 0

    @property
    def _overlap(self) -> int:
        return 0 if self._longest == 1 else min(self._wanted_overlap, self._size // 2)

    def spans(self) -> Iterator[KeySpan]:
        """The pages to ask for, side by side: the next, and those up to the total."""
        overlap = self._overlap
        start = max(self._position - overlap, 0)
        while True:
            yield KeySpan(None, None, start, self._size)
            start += self._size - overlap
            if self._total is None or start + overlap >= self._total:
                return

    def is_gap(self, page: PageResult[Any], span: KeySpan) -> bool:
        """Whether a page brings nothing though the total says that rows follow."""
        # A single row may be all that the server gives at a time.
        is_bare = len(page) <= self._position - span.offset and (self._longest > 1 or len(page) != 1)
        return is_bare and page.total is not None and span.offset + len(page) < page.total

    def incomplete(self, page: PageResult[Any]) -> IncompleteListError:
        """The error for a page that is a gap the second time."""
        return IncompleteListError(self.received, page.total)

    def take(self, page: PageResult[T], span: KeySpan) -> PageResult[T] | None:
        """The rows of a page that are new; None if it does not link up with what is there.

        Raises:
            IncompleteListError: The server sends the same page again and again, or pages that never link up.
        """
        keys = keys_of(page)
        self._ascends = self._ascends and ascending(keys, None)
        new = self._new(keys)
        if len(new) == len(keys) and span.offset and self._overlap:
            self._step_back(span)
            return None
        self._check_progress(keys, bool(new), page.total, span.size)
        data: list[T] = [*page.data]
        rows = [data[place] for place in new]
        fresh = PageResult(rows, page.has_more, page.total, page.next_offset, page.model)
        # One that brings nothing new is the last if rows had room in it, by what pages of this server hold.
        has_room = len(page) <= self._position - span.offset or len(page) < self._longest
        # One that came before, of another length than was asked for, is all that the server has.
        has_room = has_room or (self._repeats > 0 and len(page) != span.size)
        self._position = span.offset + len(page)
        self._learn_size(len(page), span.size)
        self._end(page, fresh, has_room)
        if self._bound is not None and len(fresh) >= self._bound - self.received:
            fresh = fresh.head(self._bound - self.received)
            self.is_done = True
        self._remember([keys[place] for place in new[: len(fresh)]])
        self.received += len(fresh)
        return fresh

    def links(self, span: KeySpan) -> bool:
        """Whether the page that was asked for after `span` is still the next."""
        return self._position == span.offset + span.size

    def _new(self, keys: list[str | None]) -> Sequence[int]:
        """The places in a page of its rows that are not there yet."""
        # Pages of a single row show no order.
        if self._ascends and self._overlap and self._last is not None:
            return range(bisect_right(keys, self._last, key=str), len(keys))
        seen = self._remembered() & set(keys)
        return [place for place, key in enumerate(keys) if key not in seen]

    def _remember(self, keys: list[str | None]) -> None:
        found = [key for key in keys if key is not None]
        if found:
            # Those of its page ascend already.
            self._ascends = self._ascends and ascending(found[:1], self._last)
            self._last = found[-1]
            self._recent.append(found)
            self._unseen += len(found)
        while self._recent and self._unseen - len(self._recent[0]) >= _REMEMBERED:
            self._unseen -= len(self._recent.popleft())

    def _remembered(self) -> Set[str | None]:
        """The last ids: gathered only where their order does not tell which rows are new."""
        self._seen.update(dict.fromkeys(chain.from_iterable(self._recent)))
        self._recent.clear()
        self._unseen = 0
        for _ in range(len(self._seen) - _REMEMBERED):
            self._seen.popitem(last=False)
        return self._seen.keys()

    def _step_back(self, span: KeySpan) -> None:
        self._wanted_overlap = min(2 * self._wanted_overlap, self._size)
        self._position = max(span.offset - self._size + self._overlap, 0) + self._overlap
        self._has_missed, self._previous = True, []

    def _check_progress(self, keys: list[str | None], is_new: bool, total: int | None, asked: int) -> None:
        """Count pages that are alike: the server ignores what is asked for, and has sent all or not."""
        self._turns = 0 if is_new else self._turns + self._has_missed
        self._has_missed = False
        if self._turns == _MAX_TURNS:
            raise IncompleteListError(self.received, total, "its pages do not link up, whatever the offset")
        self._repeats = self._repeats + 1 if keys and keys == self._previous else 0
        self._previous = keys
        if self._repeats == 2 and len(keys) == asked:
            raise IncompleteListError(
                self.received, total, "the server sends the same page again, whatever the offset"
            )

    def _learn_size(self, received: int, asked: int) -> None:
        # A server may cap the size of a page. One short page proves nothing, two of a length do. Pages of a
        # single row cannot overlap.
        self._longest = max(received, self._longest)
        if received < asked and received == self._short:
            self._size = max(received, 1 if self._longest == 1 else 2)
        self._short = received if received < asked else None

    def _end(self, page: PageResult[T], fresh: PageResult[T], has_room: bool) -> None:
        # Totals help to read ahead, and to find a gap. The end itself is a page that brings nothing new; a single
        # row that is there already may be all that the server gives at a time.
        self._total = None if page.total is None or page.total < self._position else page.total
        proves = has_room and (not page or self._longest > 1 or self._repeats > 0)
        is_whole = page.total == self.received != len(page)
        self.is_done = not fresh and (proves or is_whole)
