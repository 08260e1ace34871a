"""One page of a list, and the arithmetic of paging. No I/O."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, Generic, TypeGuard, TypeVar, overload

import msgspec

from ._codec.decode import DecodedRows, read_count
from ._codec.plain import json_text
from ._facade import of_root
from ._rows import Rows, Tabular
from ._totals import TotalsSeen
from .errors import IncompleteListError

__all__ = [
    "MAX_COLLECTED",
    "NUMBERED",
    "OFFSET",
    "EncodedPage",
    "PageResult",
    "Paging",
    "Span",
    "Walk",
    "is_page",
    "page_of",
    "uncounted",
]

T = TypeVar("T")

MAX_COLLECTED = 10_000
# What a `Link` header calls other pages of a list; it may also speak of a style sheet or the API's description.
_PAGE_RELATIONS = frozenset({"first", "prev", "previous", "last"})


@of_root
class PageResult(Tabular, Sequence[T]):
    """One page of a list: a sequence of its rows, with what is known about the rest.

    Attributes:
        data: The rows.
        has_more: Whether rows follow this page.
        total: Rows in all pages, if the server says.
        next_offset: Where the next page begins; None if there is none.
        model: The type of a row, so that a table without rows has its columns too.
        limit: The most rows that a page has, if the server says.
    """

    data: Rows[T]
    has_more: bool
    total: int | None
    next_offset: int | None
    model: Any
    limit: int | None

    __slots__ = ("data", "has_more", "limit", "model", "next_offset", "total")
    __match_args__ = ("data", "has_more", "total", "next_offset", "model", "limit")

    def __init__(
        self,
        data: list[T],
        has_more: bool = False,
        total: int | None = None,
        next_offset: int | None = None,
        model: Any = None,
        limit: int | None = None,
    ) -> None:
        # Not the list that was given, which would show whom it holds in a notebook or a traceback.
        self.data = data if isinstance(data, Rows) else Rows(data, model)
        self.has_more = has_more
        self.total = total
        self.next_offset = next_offset
        self.model = model
        self.limit = limit

    def __eq__(self, other: object) -> bool:
        if not is_page(other):
            return NotImplemented
        return (self.data, self.has_more, self.total, self.next_offset) == (
            other.data, other.has_more, other.total, other.next_offset
        )  # fmt: skip

    __hash__ = None  # type: ignore[assignment]

    def __len__(self) -> int:
        return len(self.data)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Rows[T]: ...
    def __getitem__(self, index: int | slice) -> T | Rows[T]:
        return self.data[index]

    def __iter__(self) -> Iterator[T]:
        return iter(self.data)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from ._pydantic import schema_of_page

        return schema_of_page(source, handler)

    def head(self, count: int) -> PageResult[T]:
        """The page cut to `count` rows, as the last page; the page itself if it has no more."""
        return (
            self
            if len(self.data) <= count
            else PageResult(self.data[:count], False, self.total, model=self.model, limit=self.limit)
        )

    def _table(self) -> tuple[Sequence[Any], Any]:
        return self.data, self.model

    def __getstate__(self) -> tuple[Any, ...]:
        from ._codec.sparse import name_of_model

        values = (self.data, self.has_more, self.total, self.next_offset, self.limit)
        return *values, *name_of_model(self.model)

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        from ._codec.sparse import model_named

        *values, limit, whole, fetched = state
        self.__init__(*values, model_named(whole, fetched), limit)  # type: ignore[misc]

    def __repr__(self) -> str:
        total = "?" if self.total is None else f"{self.total:,}"
        return f"PageResult({len(self.data):,} of {total} rows)"


def is_page(value: object) -> TypeGuard[PageResult[Any]]:
    """Whether a value is a page."""
    return isinstance(value, PageResult)


class Span(msgspec.Struct, frozen=True):
    """A stretch of a list: `size` rows from `offset`."""

    offset: int
    size: int

    @property
    def end(self) -> int:
        """The offset after the last row."""
        return self.offset + self.size


class Paging:
    """The way to ask for a page: by the offset of its first row, where a service does not say otherwise."""

    counts_pages: ClassVar[bool] = False

    def fit(self, span: Span) -> Span:
        """The stretch that one request can ask for, from the beginning of `span`."""
        return span

    def query(self, span: Span) -> dict[str, int]:
        """The query parameters that ask for it."""
        return {"limit": span.size, "offset": span.offset}


class _Numbered(Paging):
    """By the number of a page: its size must divide the offset, and be one that the server gives."""

    counts_pages = True

    def fit(self, span: Span) -> Span:
        return Span(span.offset, math.gcd(span.offset, span.size))

    def query(self, span: Span) -> dict[str, int]:
        return {"page": span.offset // span.size + 1, "limit": span.size}


class EncodedPage(msgspec.Struct, Generic[T], frozen=True):
    """A page as it was received: its bytes take less room than the rows that `decode()` makes of them."""

    decode: Callable[[], PageResult[T]]


OFFSET = Paging()
NUMBERED = _Numbered()


def page_of(
    listing: DecodedRows, span: Span, headers: Mapping[str, str], model: Any = None
) -> PageResult[Any]:
    """The page that a server answered when asked for `span`.

    More follows while the total says so; without a total, while the server links to a next
    page; without either, until a page is empty, since a server may cap the size of a page.
    """
    total = listing.total
    if total is None:
        total = read_count(headers.get("x-total-count"))
    received = len(listing.rows)
    end = span.offset + received
    if received == 0:
        more = False
    elif total is not None:
        more = end < total
    else:
        more = _has_next(headers.get("link", ""))
    return PageResult(listing.rows, more, total, end if more else None, model, listing.limit)


def uncounted(page: PageResult[T], span: Span, headers: Mapping[str, str]) -> PageResult[T]:
    """A page as if its server had named no total."""
    more = bool(page) and _has_next(headers.get("link", ""))
    return PageResult(
        page.data, more, None, span.offset + len(page) if more else None, page.model, page.limit
    )


def _has_next(link: str) -> bool:
    """Whether a next page may follow by a `Link` header (RFC 8288): it names one, or no page at all."""
    relations: set[str] = set()
    for target in link.split(","):
        for parameter in target.split(";")[1:]:
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "rel":
                relations.update(value.strip().strip('"').lower().split())
    return "next" in relations or relations.isdisjoint(_PAGE_RELATIONS)


class Walk:
    """The way through a list, page by page, and where it ends. No I/O.

    A page ends the list when it is empty, or reaches the total that it names. A total that the rows
    received exceed is not believed. One that only repeats the page's own length proves nothing, save from a
    server that has named a whole one, or where the page has room for more by the server's own word.

    Args:
        offset: Where it begins.
        size: Rows to ask for at a time.
        max_items: Rows after which it is over.
        paging: How pages are requested.
        seen: What the server has shown of its totals.
    """

    def __init__(
        self,
        offset: int,
        size: int,
        max_items: int | None = None,
        paging: Paging = OFFSET,
        seen: TotalsSeen | None = None,
    ) -> None:
        self._totals = TotalsSeen() if seen is None else seen
        self._paging = paging
        self.position = offset
        self.received = 0
        self.is_done = False
        self._size = size
        self._bound = None if max_items is None else offset + max_items
        self._total: int | None = None
        self._short: int | None = None
        self._was_full = False
        self._seen: set[int] = set()

    def span(self) -> Span:
        """The next span to ask for."""
        return next(self._spans(self.position + 1))

    def rest(self, span: Span) -> Span:
        """The next span to ask for, to fill one that came short."""
        return self._paging.fit(Span(self.position, min(self._size, span.end - self.position)))

    def ahead(self) -> Iterator[Span]:
        """All spans up to the total; none while it is not known.

        The last page is asked for whole, so that a total which is too low is found out.
        """
        return self._spans(self._total or 0)

    def _spans(self, end: int) -> Iterator[Span]:
        bound = self._bound
        for start in range(self.position, end if bound is None else min(end, bound), self._size):
            size = self._size if bound is None else min(self._size, bound - start)
            yield self._paging.fit(Span(start, size))

    def is_gap(self, page: PageResult[Any]) -> bool:
        """Whether a page is empty though the total says that rows follow."""
        total = self._total if page.total is None else page.total
        if page and page.total is not None and page.total != len(page):
            self._totals.are_whole = page.total >= self.position + len(page)
        return not page and total is not None and self.position < total

    def incomplete(self, page: PageResult[Any]) -> IncompleteListError:
        """The error for a page that is a gap the second time."""
        return IncompleteListError(self.received, self._total if page.total is None else page.total)

    def take(self, page: PageResult[T], span: Span) -> PageResult[T] | None:
        """Count a page in; what of it is to be given out, which is nothing after the end.

        Raises:
            IncompleteListError: The server sends the same page again and again.
        """
        if not page:
            self.is_done = True
            return None if self.received else page
        if self._repeats(page):
            self.is_done = True
            return None
        if self._bound is not None:
            page = page.head(self._bound - self.position)
        self.position += len(page)
        self.received += len(page)
        self._learn_size(len(page), span.size, page.limit)
        self._learn_total(page, span.size)
        self.is_done = self.is_done or self.position == self._bound
        return page

    def _repeats(self, page: PageResult[Any]) -> bool:
        """Whether a page came before: the server ignores what is asked for, and has sent all or not."""
        follows = page.total is not None and self.position + len(page) <= page.total
        if follows and not _tells_rows_apart(page[0]):
            return False
        mark = hash((len(page), _identity(page[0]), _identity(page[-1])))
        if mark not in self._seen:
            self._seen.add(mark)
            return False
        if self._was_full:
            raise IncompleteListError(
                self.received, page.total, "the server sends the same page again, whatever the offset"
            )
        return True

    def _learn_size(self, received: int, asked: int, limit: int | None) -> None:
        """A server may cap the size of a page. It says so, or two short pages of a length do; one proves nothing.

        Where pages are numbered, one is enough: the numbers count in the size that the server gives.
        """
        self._was_full = received == asked
        if received >= asked or limit == asked:
            self._short = None
        elif received == limit or received == self._short or self._paging.counts_pages:
            self._size = self._short = received
        else:
            self._short = received

    def _learn_total(self, page: PageResult[Any], asked: int) -> None:
        total = page.total
        if total is None or total < self.position:
            self._total = None
            # Without a total, only a server that links its pages says where they end.
            self.is_done = total is None and not page.has_more
            return
        self._total = total
        proves = total != len(page) or self._totals.are_whole or len(page) < asked == page.limit
        self.is_done = self.position == total and proves


_IDS = ("sourced_id", "id", "identifier")


def _identity(row: Any) -> str:
    return next((str(value) for name in _IDS if (value := getattr(row, name, None))), "") or json_text(row)


def _tells_rows_apart(row: Any) -> bool:
    """Whether rows can be told from one another: some fields of them may well be alike in all."""
    fetched: tuple[str, ...] = getattr(row, "__fetched__", _IDS)
    return not set(_IDS).isdisjoint(fetched)
