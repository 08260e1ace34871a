"""Rows that a server gives twice under one id, told from those that it owes: both make its total too large."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

__all__ = ["Doubles", "again", "borders_of", "each_once"]

T = TypeVar("T")


class Doubles(Generic[T]):
    """The rows of one list that come twice, as far as its answers prove it.

    An id twice in one answer proves it. One that is in two pages may be a row that has moved between them,
    at the cost of another: both of two readings, whose pages have different borders, must have it twice.
    """

    def __init__(self) -> None:
        self._proven = Counter[str]()
        self._readings: list[Counter[str]] = []

    def prove(self, found: Counter[str]) -> None:
        """Take the ids that came twice in one answer, and how often beyond the first."""
        self._proven |= found

    def once(self, pages: Iterable[tuple[list[str], list[T]]]) -> Iterator[list[T]]:
        """The rows of a whole reading by offsets, page after page, of each id the first; the others are counted.

        Args:
            pages: The ids of each page, and its rows.
        """
        seen, more = set[str](), Counter[str]()
        self._readings.append(more)
        for keys, rows in pages:
            self.prove(again(keys))
            fresh: list[T] = []
            for key, row in zip(keys, rows, strict=True):
                if key in seen:
                    more[key] += 1
                else:
                    seen.add(key)
                    fresh.append(row)
            if fresh:
                yield fresh

    @property
    def rows(self) -> int:
        """The number of rows that came under an id that was there already."""
        found = self._proven
        if len(self._readings) > 1:
            found = found | (self._readings[0] & self._readings[1])
        return found.total()


def each_once(rows: Iterable[T], key: Callable[[T], str | None]) -> Iterator[T]:
    """Rows without those whose key came before; what has none is no double."""
    seen = set[str]()
    for row in rows:
        found = key(row)
        if found is None or found not in seen:
            yield row
        if found is not None:
            seen.add(found)


def again(keys: Iterable[str]) -> Counter[str]:
    """The ids that come more than once, and how often beyond the first."""
    return Counter({key: times - 1 for key, times in Counter(keys).items() if times > 1})


def borders_of(page_size: int) -> tuple[int, int]:
    """The rows a page of two readings whose pages have different borders."""
    return page_size, max(page_size * 2 // 3, 1)
