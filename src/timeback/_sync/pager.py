# Generated from src/timeback/_async/pager.py by setup_unasync.py; do not edit.
"""The iterators that `stream()` returns: a list's rows, page after page, fetched ahead."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from .._concurrency import Prefetch
from .._pages import MAX_COLLECTED, OFFSET, EncodedPage, PageResult, Paging, Span, Walk
from .._query.arguments import check_integer
from .._rows import Rows
from .._totals import TotalsSeen
from ..errors import ResultTooLargeError

if TYPE_CHECKING:
    from .._tables.columns import Mode, Names, Nested

__all__ = ["Fetch", "Pager", "Recount", "fetch_page"]

T = TypeVar("T")


class Fetch(Protocol[T]):
    """A function that fetches a page for a pager, still encoded."""

    def __call__(self, span: Span, /) -> EncodedPage[T]:
        """Fetch the rows of `span`."""
        ...


class Recount(Protocol):
    """A function that finds out whether the totals of a filtered list count the rows that the filter leaves out."""

    def __call__(self) -> bool:
        """Whether they do."""
        ...


def fetch_page(
    fetch: Fetch[T],
    span: Span,
    walk: Walk,
    encoded: EncodedPage[T] | None = None,
    recount: Recount | None = None,
) -> PageResult[T]:
    """One page; an empty one where rows should follow is asked for once more.

    Args:
        fetch: How pages are got.
        span: The rows to ask for.
        walk: How far the list has been read.
        encoded: The page, where it was fetched before.
        recount: Says whether the totals count more than the list.

    Raises:
        IncompleteListError: It is empty again, and its total is that of the list.
        APIError: Any other failure of the request; see `timeback.errors`.
    """
    page = (encoded or fetch(span)).decode()
    if walk.is_gap(page):
        page = (fetch(span)).decode()
        if walk.is_gap(page):
            if recount is None or not recount():
                raise walk.incomplete(page)
            return PageResult([], model=page.model)
    return page


class Pager(Generic[T]):
    """The rows of a list, fetched as they are needed.

    Iterate over it for rows, or over `pages()` for pages; each iteration starts over. Once the
    total is known, up to `prefetch` pages are fetched ahead.

    A page ends the list when it is empty or reaches the total, so a server that caps the size of a page
    loses no rows. If a server leaves rows out, or keeps sending the same page, `IncompleteListError` is raised.

    Attributes:
        model: The type of a row, so that a list without rows has its columns too.
    """

    def __init__(
        self,
        fetch: Fetch[T],
        *,
        offset: int,
        page_size: int,
        max_items: int | None,
        prefetch: int,
        paging: Paging = OFFSET,
        seen: TotalsSeen | None = None,
        model: Any = None,
        recount: Recount | None = None,
    ) -> None:
        if max_items is not None:
            max_items = check_integer("max_items", max_items, minimum=1)
        self._prefetch = check_integer("prefetch", prefetch, minimum=0)
        self._fetch = fetch
        self._offset = int(offset)
        self._page_size = int(page_size)
        self._max_items = max_items
        self._paging = paging
        self._seen = seen
        self._recount = recount
        self.model = model

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            for row in page:
                yield row
            del page  # before the next is waited for

    def pages(self) -> Iterator[PageResult[T]]:
        """Iterate over pages instead of rows."""
        # No page is kept beyond its `yield`, and those ahead stay encoded: a page is large.
        walk = Walk(self._offset, self._page_size, self._max_items, self._paging, self._seen)
        while not walk.is_done:
            span = walk.span()
            page = walk.take(self._page(span, walk), span)
            if page is not None:
                yield page
            del page
            if walk.is_done or not self._prefetch:
                continue
            fetches = (functools.partial(self._ahead, span) for span in walk.ahead())
            with Prefetch(fetches, self._prefetch) as ahead:
                for span, encoded in ahead:
                    page = walk.take(self._page(span, walk, encoded), span)
                    del encoded
                    if page is not None:
                        yield page
                    # A short page in the middle is not the end, so the rest is asked for.
                    while not walk.is_done and walk.position < span.end:
                        rest = walk.rest(span)
                        page = walk.take(self._page(rest, walk), rest)
                        if page is not None:
                            yield page
                    del page
                    if walk.is_done or walk.position != span.end:
                        break

    def _page(self, span: Span, walk: Walk, encoded: EncodedPage[T] | None = None) -> PageResult[T]:
        return fetch_page(self._fetch, span, walk, encoded, self._recount)

    def _counts_more(self) -> bool:
        """Whether the totals count more than the list."""
        return self._recount is not None and self._recount()

    def _ahead(self, span: Span) -> tuple[Span, EncodedPage[T]]:
        return span, self._fetch(span)

    def collect(self, *, max_items: int | None = None) -> Rows[T]:
        """All rows in a list, which can be turned into tables.

        Args:
            max_items: Stop after this many. Without it, more than 10,000 rows are refused.

        Raises:
            ResultTooLargeError: There are more than 10,000 rows. If the server gives a total, this is known after
                the first page, and the rest is not fetched.
            APIError: Any other failure of the request; see `timeback.errors`.
        """
        rows: Rows[T] = Rows(model=self.model)
        for page in self._bounded(max_items):
            rows += page
            rows.model = page.model
        return rows

    def _bounded(self, max_items: int | None) -> Iterator[PageResult[T]]:
        """The pages of a list that is to be kept whole."""
        if max_items is not None:
            check_integer("max_items", max_items, minimum=1)
        bound, received = max_items or self._max_items, 0
        for page in self._limited(bound).pages():
            received += len(page)
            expected = max(received, (page.total or 0) - self._offset)
            is_over = bound is None and expected > MAX_COLLECTED
            if is_over and (received > MAX_COLLECTED or not self._counts_more()):
                raise ResultTooLargeError(
                    f"the list has {expected} rows, more than {MAX_COLLECTED}: "
                    "pass max_items=, or iterate over stream()"
                )
            yield page
            del page

    def to_dicts(
        self,
        *,
        max_items: int | None = None,
        mode: Mode = "python",
        nested: Nested = "flatten",
        names: Names = "python",
    ) -> list[dict[str, Any]]:
        """All rows as dicts; see `collect()` for the limit and `PageResult.to_dicts()` for the rest."""
        return (self.collect(max_items=max_items)).to_dicts(mode=mode, nested=nested, names=names)

    def to_arrow(
        self, *, max_items: int | None = None, nested: Nested = "flatten", names: Names = "python"
    ) -> Any:
        """All rows as a `pyarrow.Table`, made page by page; see `to_dicts()`."""
        from .._tables.frames import Growing

        growing = Growing(self.model, nested, names)
        for page in self._bounded(max_items):
            growing.add(page.data, page.model)
            del page
        return growing.table()

    def to_polars(
        self, *, max_items: int | None = None, nested: Nested = "flatten", names: Names = "python"
    ) -> Any:
        """All rows as a `polars.DataFrame`; see `to_dicts()`."""
        from .._tables.frames import arrow_to_polars

        return arrow_to_polars(self.to_arrow(max_items=max_items, nested=nested, names=names))

    def to_pandas(
        self, *, max_items: int | None = None, nested: Nested = "flatten", names: Names = "python"
    ) -> Any:
        """All rows as a `pandas.DataFrame`; see `to_dicts()`."""
        from .._tables.frames import arrow_to_pandas

        return arrow_to_pandas(self.to_arrow(max_items=max_items, nested=nested, names=names))

    def first(self) -> T | None:
        """The first row, or None; asks for one row only."""
        for page in self._limited(1).pages():
            return page[0] if page else None
        return None

    def _limited(self, max_items: int | None) -> Pager[T]:
        return Pager(
            self._fetch,
            offset=self._offset,
            page_size=self._page_size,
            max_items=max_items
            if self._max_items is None
            else min(self._max_items, max_items or self._max_items),
            prefetch=self._prefetch,
            paging=self._paging,
            seen=self._seen,
            model=self.model,
            recount=self._recount,
        )

    def __repr__(self) -> str:
        bounds = {"page_size": self._page_size, "offset": self._offset, "max_items": self._max_items}
        said = ", ".join(f"{name}={value}" for name, value in bounds.items() if value)
        return f"{type(self).__name__}({getattr(self.model, '__name__', 'rows')}, {said})"

    def _repr_html_(self) -> str:
        from .._tables.html import html_of_pager

        return html_of_pager(repr(self))
