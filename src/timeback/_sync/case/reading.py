# Generated from src/timeback/_async/case/reading.py by setup_unasync.py; do not edit.
"""The common ground of CASE's resources: entities in their envelope or bare, and lists below a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar

from ..._pages import PageResult
from ...models.base import Model
from ..pager import Pager
from ..resource import PREFETCH, APIResource, PagedList, Reader

__all__ = ["FrameworkEntities", "FrameworkList", "FrameworkReader"]

T = TypeVar("T", bound=Model)


class FrameworkReader(Reader[T], Generic[T]):
    """A list of entities that the standard answers without their envelope."""

    _bare = True


class FrameworkEntities(APIResource):
    """Entities that are fetched one by one, in their envelope or bare."""

    _bare = True

    def _entity(
        self, path: str, model: type[T], envelope: str, sourced_id: str, fields: Sequence[str] | None = None
    ) -> T:
        """GET one, or only some fields of it."""
        return self._fetch(model, path, {"sourced_id": sourced_id}, envelope, fields)


class FrameworkList(PagedList[T], Generic[T]):
    """A list with a query of its own."""

    def list(
        self, query: Mapping[str, Any] | None = None, *, limit: int = 100, offset: int = 0
    ) -> PageResult[T]:
        """Fetch one page."""
        return self._page(query or {}, limit=limit, offset=offset)

    def stream(
        self,
        query: Mapping[str, Any] | None = None,
        *,
        limit: int = 100,
        offset: int = 0,
        max_items: int | None = None,
        prefetch: int = PREFETCH,
    ) -> Pager[T]:
        """Go through all rows, page after page."""
        return self._stream(query or {}, limit=limit, offset=offset, max_items=max_items, prefetch=prefetch)
