"""Documents: frameworks, without their items."""

from __future__ import annotations

from typing import Any

from ..._pages import PageResult
from ...models.case import CFAssociation, CFDocument, CFItem
from ..channel import AsyncChannel
from ..pager import AsyncPager
from ..resource import PREFETCH
from .reading import AsyncFrameworkList, AsyncFrameworkReader

__all__ = ["AsyncDocuments"]

_PATH = "{base}/CFDocuments"


class AsyncDocuments(AsyncFrameworkReader[CFDocument]):
    """Frameworks: who made them, in which version."""

    _envelope = "CFDocument"

    def __init__(self, channel: AsyncChannel) -> None:
        super().__init__(channel, CFDocument, _PATH, "CFDocuments")

    async def search(
        self,
        *,
        q: str | None = None,
        title: str | None = None,
        subject: str | None = None,
        creator: str | None = None,
        publisher: str | None = None,
        education_level: str | None = None,
        limit: int = 100,
        offset: int = 0,
    ) -> PageResult[CFDocument]:
        """Fetch a page of the documents that fit, by parameters which no description mentions.

        An older client sends them; a server may pass them over, and then answers all documents.
        `list(where=...)` is sure.

        Args:
            q: Text that occurs anywhere.
            title: Text in the title.
            subject: A subject.
            creator: Text in the creator's name.
            publisher: Text in the publisher's name.
            education_level: A grade, such as `"09"`.
            limit: Documents to ask for.
            offset: Documents to skip.

        Calls `GET {base}/CFDocuments`.
        """
        query = _search(q, title, subject, creator, publisher, education_level)
        return await self._documents().list(query, limit=limit, offset=offset)

    def stream_search(
        self,
        *,
        q: str | None = None,
        title: str | None = None,
        subject: str | None = None,
        creator: str | None = None,
        publisher: str | None = None,
        education_level: str | None = None,
        limit: int = 100,
        offset: int = 0,
        max_items: int | None = None,
        prefetch: int = PREFETCH,
    ) -> AsyncPager[CFDocument]:
        """Go through all documents that `search()` finds, page after page."""
        query = _search(q, title, subject, creator, publisher, education_level)
        return self._documents().stream(
            query, limit=limit, offset=offset, max_items=max_items, prefetch=prefetch
        )

    async def list_items(self, sourced_id: str, *, limit: int = 100, offset: int = 0) -> PageResult[CFItem]:
        """Fetch a page of a document's items.

        No description has this endpoint: a server may answer 404. `packages.get()` has them all.

        Args:
            sourced_id: The document's id.
            limit: Items to ask for.
            offset: Items to skip.

        Calls `GET {base}/CFDocuments/{sourcedId}/CFItems`.
        """
        return await self._items(sourced_id).list(limit=limit, offset=offset)

    def stream_items(
        self,
        sourced_id: str,
        *,
        limit: int = 100,
        offset: int = 0,
        max_items: int | None = None,
        prefetch: int = PREFETCH,
    ) -> AsyncPager[CFItem]:
        """Go through all of a document's items; see `list_items()`."""
        return self._items(sourced_id).stream(
            limit=limit, offset=offset, max_items=max_items, prefetch=prefetch
        )

    async def list_associations(
        self, sourced_id: str, *, limit: int = 100, offset: int = 0
    ) -> PageResult[CFAssociation]:
        """Fetch a page of a document's associations.

        No description has this endpoint: a server may answer 404. `packages.get()` has them all.

        Args:
            sourced_id: The document's id.
            limit: Associations to ask for.
            offset: Associations to skip.

        Calls `GET {base}/CFDocuments/{sourcedId}/CFAssociations`.
        """
        return await self._associations(sourced_id).list(limit=limit, offset=offset)

    def stream_associations(
        self,
        sourced_id: str,
        *,
        limit: int = 100,
        offset: int = 0,
        max_items: int | None = None,
        prefetch: int = PREFETCH,
    ) -> AsyncPager[CFAssociation]:
        """Go through all of a document's associations; see `list_associations()`."""
        return self._associations(sourced_id).stream(
            limit=limit, offset=offset, max_items=max_items, prefetch=prefetch
        )

    def _documents(self) -> AsyncFrameworkList[CFDocument]:
        return AsyncFrameworkList(self._channel, CFDocument, _PATH, "CFDocuments")

    def _items(self, sourced_id: str) -> AsyncFrameworkList[CFItem]:
        path = f"{_PATH}/{{sourced_id}}/CFItems"
        return AsyncFrameworkList(self._channel, CFItem, path, "CFItems", params={"sourced_id": sourced_id})

    def _associations(self, sourced_id: str) -> AsyncFrameworkList[CFAssociation]:
        path = f"{_PATH}/{{sourced_id}}/CFAssociations"
        return AsyncFrameworkList(
            self._channel, CFAssociation, path, "CFAssociations", params={"sourced_id": sourced_id}
        )


def _search(
    q: str | None,
    title: str | None,
    subject: str | None,
    creator: str | None,
    publisher: str | None,
    education_level: str | None,
) -> dict[str, Any]:
    return {
        "q": q,
        "title": title,
        "subject": subject,
        "creator": creator,
        "publisher": publisher,
        "educationLevel": education_level,
    }
