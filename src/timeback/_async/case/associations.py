"""Associations between the nodes of frameworks. There is no list of them: a package has them all."""

from __future__ import annotations

from collections.abc import Sequence

from ...models.case import CFAssociation, CFAssociationGrouping, CFAssociationSet
from .reading import AsyncFrameworkEntities

__all__ = ["AsyncAssociationGroupings", "AsyncAssociations", "AsyncItemAssociations"]


class AsyncAssociations(AsyncFrameworkEntities):
    """Associations between nodes: of documents, items, rubrics."""

    async def get(self, association_id: str, *, fields: Sequence[str] | None = None) -> CFAssociation:
        """Fetch one association.

        Args:
            association_id: Its id.
            fields: Fetch these fields only; reading another one raises `FieldNotFetchedError`.

        Raises:
            NotFoundError: There is none with this id.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {base}/CFAssociations/{associationId}`.
        """
        path = "{base}/CFAssociations/{association_id}"
        return await self._entity(path, CFAssociation, "CFAssociation", fields, association_id=association_id)


class AsyncItemAssociations(AsyncFrameworkEntities):
    """Items, each with every association it takes part in. Only the standard has this endpoint."""

    async def get(self, item_id: str) -> CFAssociationSet:
        """Fetch an item with its associations.

        Args:
            item_id: The item's id.

        Raises:
            NotFoundError: There is no such item, or the platform lacks this endpoint of the standard.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {base}/CFItemAssociations/{itemId}`.
        """
        path = "{base}/CFItemAssociations/{item_id}"
        return await self._entity(path, CFAssociationSet, "CFAssociationSet", item_id=item_id)


class AsyncAssociationGroupings(AsyncFrameworkEntities):
    """Associations that belong together. Only the standard has this endpoint."""

    async def get(self, association_grouping_id: str) -> CFAssociationGrouping:
        """Fetch one grouping.

        Args:
            association_grouping_id: Its id.

        Raises:
            NotFoundError: There is none with this id, or the platform lacks this endpoint of the standard.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {base}/CFAssociationGroupings/{associationGroupingId}`.
        """
        path = "{base}/CFAssociationGroupings/{association_grouping_id}"
        return await self._entity(
            path,
            CFAssociationGrouping,
            "CFAssociationGrouping",
            association_grouping_id=association_grouping_id,
        )
