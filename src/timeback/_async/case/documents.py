"""Documents: frameworks, without their items."""

from __future__ import annotations

from collections.abc import Sequence

from ..._codec.decode import BARE
from ...models.case import CFDocument
from ..channel import AsyncChannel
from .reading import AsyncFrameworkReader

__all__ = ["AsyncDocuments"]


class AsyncDocuments(AsyncFrameworkReader[CFDocument]):
    """Frameworks: their creators, versions and other details, without items."""

    _envelope = "CFDocument"

    def __init__(self, channel: AsyncChannel) -> None:
        super().__init__(channel, CFDocument, "{base}/CFDocuments", "CFDocuments", BARE)

    async def get(self, document_id: str, *, fields: Sequence[str] | None = None) -> CFDocument:
        """Fetch one document: `GET {base}/CFDocuments/{documentId}`."""
        return await super().get(document_id, fields=fields)

    async def exists(self, document_id: str) -> bool:
        """Whether there is a document with this id: `HEAD {base}/CFDocuments/{documentId}`."""
        return await super().exists(document_id)
