"""The base classes of CASE's resources, whose answers may come with or without an envelope."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from ...models.base import Model
from ..listing import AsyncReader
from ..resource import AsyncAPIResource

__all__ = ["AsyncFrameworkEntities", "AsyncFrameworkReader"]

T = TypeVar("T", bound=Model)


class AsyncFrameworkReader(AsyncReader[T], Generic[T]):
    """A list of entities that the standard answers without their envelope."""

    _bare = True


class AsyncFrameworkEntities(AsyncAPIResource):
    """Entities that are fetched one by one, in their envelope or bare."""

    _bare = True

    async def _entity(
        self, path: str, model: type[T], envelope: str, fields: Sequence[str] | None = None, **ids: str
    ) -> T:
        """GET one, or only some fields of it."""
        return await self._fetch(model, path, ids, envelope, fields)
