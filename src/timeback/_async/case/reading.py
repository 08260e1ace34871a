"""The common ground of CASE's resources: entities in their envelope or bare, and lists below a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar

from ..._pages import PageResult
from ...models.base import Model
from ..pager import AsyncPager
from ..resource import PREFETCH, AsyncAPIResource, AsyncPagedList, AsyncReader

__all__ = ["AsyncFrameworkEntities", "AsyncFrameworkList", "AsyncFrameworkReader"]

T = TypeVar("T", bound=Model)


class AsyncFrameworkReader(AsyncReader[T], Generic[T]):
    """A list of entities that the standard answers without their envelope."""

    _bare = True


class AsyncFrameworkEntities(AsyncAPIResource):
    """Entities that are fetched one by one, in their envelope or bare."""

    _bare = True

    async def _entity(
        self, path: str, model: type[T], envelope: str, sourced_id: str, fields: Sequence[str] | None = None
    ) -> T:
        """GET one, or only some fields of it."""
        return await self._fetch(model, path, {"sourced_id": sourced_id}, envelope, fields)


class AsyncFrameworkList(AsyncPagedList[T], Generic[T]):
    """A list with a query of its own."""

    async def list(
        self, query: Mapping[str, Any] | None = None, *, limit: int = 100, offset: int = 0
    ) -> PageResult[T]:
        """Fetch one page."""
        return await self._page(query or {}, limit=limit, offset=offset)

    def stream(
        self,
        query: Mapping[str, Any] | None = None,
        *,
        limit: int = 100,
        offset: int = 0,
        max_items: int | None = None,
        prefetch: int = PREFETCH,
    ) -> AsyncPager[T]:
        """Go through all rows, page after page."""
        return self._stream(query or {}, limit=limit, offset=offset, max_items=max_items, prefetch=prefetch)
