"""Items: the statements of all frameworks."""

from __future__ import annotations

from collections.abc import Sequence

from ..._codec.decode import BARE
from ...models.case import CFItem
from ..channel import AsyncChannel
from .reading import AsyncFrameworkReader

__all__ = ["AsyncFrameworkItems"]


class AsyncFrameworkItems(AsyncFrameworkReader[CFItem]):
    """The statements of all frameworks, such as standards."""

    _envelope = "CFItem"

    def __init__(self, channel: AsyncChannel) -> None:
        super().__init__(channel, CFItem, "{base}/CFItems", "CFItems", BARE)

    async def get(self, item_id: str, *, fields: Sequence[str] | None = None) -> CFItem:
        """Fetch one item: `GET {base}/CFItems/{itemId}`."""
        return await super().get(item_id, fields=fields)

    async def exists(self, item_id: str) -> bool:
        """Whether there is an item with this id: `HEAD {base}/CFItems/{itemId}`."""
        return await super().exists(item_id)
