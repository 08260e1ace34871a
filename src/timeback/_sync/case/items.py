# Generated from src/timeback/_async/case/items.py by setup_unasync.py; do not edit.
"""Items: the statements of all frameworks."""

from __future__ import annotations

from collections.abc import Sequence

from ..._codec.decode import BARE
from ...models.case import CFItem
from ..channel import Channel
from .reading import FrameworkReader

__all__ = ["FrameworkItems"]


class FrameworkItems(FrameworkReader[CFItem]):
    """The statements of all frameworks, such as standards."""

    _envelope = "CFItem"

    def __init__(self, channel: Channel) -> None:
        super().__init__(channel, CFItem, "{base}/CFItems", "CFItems", BARE)

    def get(self, item_id: str, *, fields: Sequence[str] | None = None) -> CFItem:
        """Fetch one item: `GET {base}/CFItems/{itemId}`."""
        return super().get(item_id, fields=fields)

    def exists(self, item_id: str) -> bool:
        """Whether there is an item with this id: `HEAD {base}/CFItems/{itemId}`."""
        return super().exists(item_id)
