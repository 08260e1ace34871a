"""One list of a service, read part by part, its rows as JSON."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..._concurrency import Prefetch
from ..._keys import KeySpan
from ..._pages import NUMBERED, EncodedPage, PageResult, Span
from ..._sync.client import TimebackClient
from ..._sync.keyed import KeyedPager
from ..._sync.pager import Pager
from ..._sync.service import ServiceClient
from ...errors import NotFoundError
from ..passwords import may_hold_passwords, pruned
from ..records import Records, in_one_line
from ..rows import Row
from ..run import page_size_for, settings_of
from .journal import Position
from .lists import ServiceList
from .raw import RawServices, line_of
from .slices import Slice

__all__ = ["ListReader", "page_size_of", "students_of"]

# A test with its XML, or an event, is many times as large as a record of OneRoster.
_PAGE = 1_000


def page_size_of(client: ServiceClient, page_size: int | None) -> int:
    """Rows a page of a service's lists, within what the platform takes."""
    size = page_size_for(settings_of(client), page_size)
    return size if page_size is not None else min(size, _PAGE)


def students_of(timeback: TimebackClient) -> Iterator[str]:
    """The ids of all students of a platform."""
    students = timeback.oneroster.students.stream(
        by_key=True, limit=page_size_of(timeback.oneroster, None), fields=["sourced_id"]
    )
    return (each.sourced_id for each in students)


@dataclass
class ListReader:
    """Reads a list.

    Args:
        each: The list.
        on: The services.
        page_size: Rows a page, where there are pages.
        ahead: Calls under way beside the one that is waited for.
        without: The folded names of fields to leave out.
        reads_records: Whether rows come with their records.
    """

    each: ServiceList
    on: RawServices
    page_size: int
    ahead: int = 0
    without: frozenset[str] = frozenset()
    reads_records: bool = False
    _records: Records = field(init=False)

    def __post_init__(self) -> None:
        each = self.each
        self._records = Records(each.model, each.identity)
        self.without |= each.left_out_names(each.unfilled)

    def parents(self, known: Mapping[str, ServiceList]) -> Iterator[str]:
        """The ids of what the list is read below, by one of the lists that are known."""
        if self.each.parents is None:
            return
        above = ListReader(known[self.each.parents], self.on, self.page_size, self.ahead)
        for rows, _ in above.rows([Slice()], Position()):
            yield from (row.sourced_id for row in rows)

    def rows(
        self, parts: Sequence[Slice], at: Position, keys: Sequence[str] = ()
    ) -> Iterator[tuple[list[Row], Position]]:
        """Rows some at a time, each time with the place up to which the list is read.

        Args:
            parts: The parts of the list.
            at: The place to begin at.
            keys: The ids of the rows before it, the last of them at least, in order.
        """
        if self.each.is_paged:
            return self._paged(parts, at, keys)
        return self._called(parts, at)

    def _called(self, parts: Sequence[Slice], at: Position) -> Iterator[tuple[list[Row], Position]]:
        calls = (
            functools.partial(self._part, parts[index]) for index in range(at.slices, len(parts))
        )  # fmt: skip
        with Prefetch(calls, self.ahead) as ahead:
            for found in ahead:
                rows = found or []
                at = Position(at.slices + 1, 0, at.rows + len(rows), at.not_found + (found is None))
                yield rows, at

    def _part(self, part: Slice) -> list[Row] | None:
        """The rows of a part; None if the service does not know whose they would be."""
        try:
            return [self._row(row, part) for row in self.each.read(self.on, part, {})]
        except NotFoundError:
            if not self.each.by:
                raise
            return None

    def _paged(
        self, parts: Sequence[Slice], at: Position, keys: Sequence[str]
    ) -> Iterator[tuple[list[Row], Position]]:
        for index in range(at.slices, len(parts)):
            received = at.offset
            last = list(keys[-received:]) if received else []
            for page in self._pager(parts[index], received, last).pages():
                received += len(page)
                at = Position(index, received, at.rows + len(page), at.not_found)
                yield page.data, at
            at = Position(index + 1, 0, at.rows, at.not_found)
            yield [], at

    def _pager(self, part: Slice, received: int, keys: Sequence[str]) -> Pager[Row]:
        def fetch(span: Span | KeySpan) -> EncodedPage[Row]:
            page: Any = self.each.read(self.on, part, {"limit": span.size, "offset": span.offset})
            rows = [self._row(row, part) for row in page]
            made = PageResult(rows, page.has_more, page.total, page.next_offset, limit=page.limit)
            return EncodedPage(lambda: made)

        if self.each.is_numbered:
            return Pager(
                fetch, offset=received, page_size=self.page_size, max_items=None, prefetch=self.ahead,
                paging=NUMBERED,
            )  # fmt: skip
        pager = KeyedPager(fetch, page_size=self.page_size, max_items=None, prefetch=self.ahead)
        return pager.by_offset(is_sorted=False).resumed(keys, received)

    def _row(self, row: Any, part: Slice) -> Row:
        line = in_one_line(line_of(row, self.each.context(part)))
        if self.without or may_hold_passwords(line):
            line = pruned(line, self.without)
        if self.reads_records:
            return self._records.read(line)
        return Row(line, None, self.each.identity.of_line(line))
