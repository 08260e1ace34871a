"""What CASE's resources share: entities in their envelope or bare, and lists below a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from ...decoding import BARE, sparse
from ...lists import field_list
from ...models.base import Model
from ...pages import PageResult
from ..pager import AsyncPager
from ..resource import PREFETCH, AsyncPagedList, AsyncReader, AsyncResource

__all__ = ["AsyncFrameworkEntities", "AsyncFrameworkList", "AsyncFrameworkReader"]

T = TypeVar("T", bound=Model)


class AsyncFrameworkReader(AsyncReader[T]):
    """A list of entities that the standard answers without their envelope."""

    async def _fetch(
        self, model: type[T], path: str, params: Mapping[str, str], one: str, fields: Sequence[str] | None
    ) -> T:
        query = None if fields is None else {"fields": field_list(model, fields)}
        wanted = model if fields is None else sparse(model)
        return await self._channel.one("GET", path, params, wanted, (one, BARE), query=query)


class AsyncFrameworkEntities(AsyncResource):
    """Entities that are fetched one by one."""

    async def _entity(
        self, path: str, model: type[T], envelope: str, sourced_id: str, fields: Sequence[str] | None = None
    ) -> T:
        """GET one, in its envelope or bare, or only some fields of it."""
        query = None if fields is None else {"fields": field_list(model, fields)}
        wanted = model if fields is None else sparse(model)
        return await self._one("GET", path, wanted, envelope, BARE, query=query, sourced_id=sourced_id)


class AsyncFrameworkList(AsyncPagedList[T]):
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
