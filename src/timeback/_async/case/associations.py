"""Associations between the nodes of frameworks. There is no list of them: a package has them all."""

from __future__ import annotations

from collections.abc import Sequence

from ...models.case import CFAssociation, CFAssociationGrouping, CFAssociationSet
from .reading import AsyncFrameworkEntities

__all__ = ["AsyncAssociationGroupings", "AsyncAssociations", "AsyncItemAssociations"]


class AsyncAssociations(AsyncFrameworkEntities):
    """Associations between nodes: of documents, items, rubrics."""

    async def get(self, sourced_id: str, *, fields: Sequence[str] | None = None) -> CFAssociation:
        """Fetch one association.

        Args:
            sourced_id: Its id.
            fields: Fetch these fields only; to look at another raises `FieldNotFetchedError`.

        Raises:
            NotFoundError: There is none with this id.

        Calls `GET {base}/CFAssociations/{sourcedId}`.
        """
        path = "{base}/CFAssociations/{sourced_id}"
        return await self._entity(path, CFAssociation, "CFAssociation", sourced_id, fields)


class AsyncItemAssociations(AsyncFrameworkEntities):
    """Items, each with every association it takes part in. Only the standard has this endpoint."""

    async def get(self, sourced_id: str) -> CFAssociationSet:
        """Fetch an item with its associations.

        Args:
            sourced_id: The item's id.

        Raises:
            NotFoundError: There is no such item, or the platform lacks this endpoint of the standard.

        Calls `GET {base}/CFItemAssociations/{sourcedId}`.
        """
        path = "{base}/CFItemAssociations/{sourced_id}"
        return await self._entity(path, CFAssociationSet, "CFAssociationSet", sourced_id)


class AsyncAssociationGroupings(AsyncFrameworkEntities):
    """Associations that belong together. Only the standard has this endpoint."""

    async def get(self, sourced_id: str) -> CFAssociationGrouping:
        """Fetch one grouping.

        Args:
            sourced_id: Its id.

        Raises:
            NotFoundError: There is none with this id, or the platform lacks this endpoint of the standard.

        Calls `GET {base}/CFAssociationGroupings/{sourcedId}`.
        """
        path = "{base}/CFAssociationGroupings/{sourced_id}"
        return await self._entity(path, CFAssociationGrouping, "CFAssociationGrouping", sourced_id)
