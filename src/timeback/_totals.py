"""The totals that a server names, as far as its clients have learned what they count."""

from __future__ import annotations

__all__ = ["TotalsSeen"]


class TotalsSeen:
    """The knowledge of one server's totals.

    `are_whole` is true while it counts whole lists: it named a total beyond a page, and the pages refuted none since.
    `ignore_filters` is true once it is proved that it counts the rows too which a filter leaves out.
    """

    __slots__ = ("are_whole", "ignore_filters")

    def __init__(self) -> None:
        self.are_whole = False
        self.ignore_filters = False
