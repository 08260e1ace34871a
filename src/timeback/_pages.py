"""One page of a list, and the arithmetic of paging. No I/O."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

from ._codec.decode import DecodedRows, read_count
from ._facade import of_root

if TYPE_CHECKING:
    from ._tables.columns import Names, Nested

__all__ = [
    "MAX_COLLECTED",
    "NUMBERED",
    "OFFSET",
    "EncodedPage",
    "PageResult",
    "Paging",
    "Span",
    "page_of",
    "remaining_spans",
]

T = TypeVar("T")

MAX_COLLECTED = 10_000


@of_root
@dataclass(frozen=True, slots=True)
class PageResult(Sequence[T], Generic[T]):
    """One page of a list: a sequence of its rows, with what is known about the rest.

    Attributes:
        data: The rows.
        has_more: Whether rows follow this page.
        total: Rows in all pages, where the server says.
        next_offset: Where the next page begins; None when there is none.
        model: The type of a row, so that a table without rows has its columns too.
    """

    data: list[T]
    has_more: bool = False
    total: int | None = None
    next_offset: int | None = None
    model: Any = field(default=None, compare=False)

    def __len__(self) -> int:
        return len(self.data)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        return self.data[index]

    def __iter__(self) -> Iterator[T]:
        return iter(self.data)

    def head(self, count: int) -> PageResult[T]:
        """The page cut to `count` rows, as the last; the page itself where it has no more."""
        return (
            self
            if len(self.data) <= count
            else PageResult(self.data[:count], False, self.total, model=self.model)
        )

    def to_dicts(self, *, nested: Nested = "flatten", names: Names = "python") -> list[dict[str, Any]]:
        """Each row as a dict of plain values.

        Args:
            nested: `"flatten"` gives a record inside a row a column for each of its fields
                (`primary_org_sourced_id`), `"keep"` keeps it whole, `"json"` makes it JSON text.
            names: `"python"` spells columns as attributes are, `"wire"` as the server does
                (`primaryOrg.sourcedId`).
        """
        from ._tables.frames import rows_to_dicts

        return rows_to_dicts(self.data, nested, names)

    def to_arrow(self, *, nested: Nested = "flatten", names: Names = "python") -> Any:
        """A `pyarrow.Table` of the rows, days as dates and instants as timestamps; see `to_dicts()`.

        Raises:
            ConfigurationError: The extra `notebook` is not installed.
        """
        from ._tables.frames import rows_to_arrow

        return rows_to_arrow(self.data, self.model, nested, names)

    def to_polars(self, *, nested: Nested = "flatten", names: Names = "python") -> Any:
        """A `polars.DataFrame` of the rows; see `to_arrow()`."""
        from ._tables.frames import rows_to_polars

        return rows_to_polars(self.data, self.model, nested, names)

    def to_pandas(self, *, nested: Nested = "flatten", names: Names = "python") -> Any:
        """A `pandas.DataFrame` of the rows; see `to_arrow()`."""
        from ._tables.frames import rows_to_pandas

        return rows_to_pandas(self.data, self.model, nested, names)

    def _repr_html_(self) -> str:
        from ._tables.frames import rows_to_dicts
        from ._tables.html import SHOWN_ROWS, html_of_rows

        return html_of_rows(rows_to_dicts(self.data[:SHOWN_ROWS]), len(self.data), repr(self))

    def __repr__(self) -> str:
        return f"PageResult({len(self.data)} of {'?' if self.total is None else self.total} rows)"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a list: `size` rows from `offset`."""

    offset: int
    size: int

    @property
    def end(self) -> int:
        """The offset after the last row."""
        return self.offset + self.size


class Paging:
    """The way to ask for a page: by the offset of its first row, where a service does not say otherwise."""

    def fit(self, span: Span) -> Span:
        """The stretch that one request can ask for, from the beginning of `span`."""
        return span

    def query(self, span: Span) -> dict[str, int]:
        """The query parameters that ask for it."""
        return {"limit": span.size, "offset": span.offset}


class _Numbered(Paging):
    """By the number of a page: its size must divide the offset."""

    def fit(self, span: Span) -> Span:
        return Span(span.offset, math.gcd(span.offset, span.size))

    def query(self, span: Span) -> dict[str, int]:
        return {"page": span.offset // span.size + 1, "limit": span.size}


@dataclass(frozen=True, slots=True)
class EncodedPage(Generic[T]):
    """A page as it was received: its bytes take less room than the rows that `decode()` makes of them."""

    decode: Callable[[], PageResult[T]]


OFFSET = Paging()
NUMBERED = _Numbered()


def page_of(
    listing: DecodedRows, span: Span, headers: Mapping[str, str], model: Any = None
) -> PageResult[Any]:
    """The page that a server answered when asked for `span`.

    More follows while the total says so; without a total, while the server links to a
    next page; without either, while pages are full. An empty page is the end.
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
    elif "link" in headers:
        more = _has_next(headers["link"])
    else:
        more = received >= min(span.size, listing.limit or span.size)
    return PageResult(listing.rows, more, total, end if more else None, model)


def _has_next(link: str) -> bool:
    """Whether a `Link` header (RFC 8288) names a next page."""
    for target in link.split(","):
        for parameter in target.split(";")[1:]:
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "rel" and "next" in value.strip().strip('"').lower().split():
                return True
    return False


def remaining_spans(offset: int, received: int, total: int, max_items: int | None) -> Iterator[Span]:
    """The pages after the first, which began at `offset`, as far as the total is known.

    A server may cap the page size, so the first page's length is taken as the size of all.
    """
    end = total if max_items is None else min(total, offset + max_items)
    for start in range(offset + received, end, received):
        yield Span(start, min(received, end - start))
