"""Items: the statements of all frameworks."""

from __future__ import annotations

from ...models.case import CFItem
from ..channel import AsyncChannel
from .reading import AsyncFrameworkReader

__all__ = ["AsyncFrameworkItems"]


class AsyncFrameworkItems(AsyncFrameworkReader[CFItem]):
    """The statements of all frameworks, such as standards."""

    _envelope = "CFItem"

    def __init__(self, channel: AsyncChannel) -> None:
        super().__init__(channel, CFItem, "{base}/CFItems", "CFItems")
