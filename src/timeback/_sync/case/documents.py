# Generated from src/timeback/_async/case/documents.py by setup_unasync.py; do not edit.
"""Documents: frameworks, without their items."""

from __future__ import annotations

from collections.abc import Sequence

from ..._codec.decode import BARE
from ...models.case import CFDocument
from ..channel import Channel
from .reading import FrameworkReader

__all__ = ["Documents"]


class Documents(FrameworkReader[CFDocument]):
    """Frameworks: their creators, versions and other details, without items."""

    _envelope = "CFDocument"

    def __init__(self, channel: Channel) -> None:
        super().__init__(channel, CFDocument, "{base}/CFDocuments", "CFDocuments", BARE)

    def get(self, document_id: str, *, fields: Sequence[str] | None = None) -> CFDocument:
        """Fetch one document: `GET {base}/CFDocuments/{documentId}`."""
        return super().get(document_id, fields=fields)

    def exists(self, document_id: str) -> bool:
        """Whether there is a document with this id: `HEAD {base}/CFDocuments/{documentId}`."""
        return super().exists(document_id)
