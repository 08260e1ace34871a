"""The totals that a server names, as far as its clients have learned what they count."""

from __future__ import annotations

__all__ = ["TotalsSeen"]


class TotalsSeen:
    """The knowledge of one server's totals.

    `are_whole` is true once it named one beyond the page that it came with: it counts the whole list.
    """

    __slots__ = ("are_whole",)

    def __init__(self) -> None:
        self.are_whole = False
