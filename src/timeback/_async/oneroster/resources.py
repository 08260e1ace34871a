"""Learning resources, and their export as cartridges."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from ..._http.retry import Resend
from ...errors import NotFoundError
from ...models.oneroster import Resource
from .entities import AsyncResourceCollection, AsyncResourceEntityScope

__all__ = ["AsyncResources"]


class AsyncResources(
    AsyncResourceCollection,
    path="{resources}/resources",
    one="resource",
    many="resources",
):
    """Resources: material to learn from or with.

    The platform's `update()` of a resource is partial: fields that you leave out stay as they are.
    """

    def __call__(self, resource_id: str) -> AsyncResourceScope:
        """One resource."""
        return AsyncResourceScope(self, resource_id=resource_id)

    async def get(self, resource_id: str, *, fields: Sequence[str] | None = None) -> Resource:
        """Fetch one resource: `GET {resources}/resources/{resourceId}`."""
        return await super().get(resource_id, fields=fields)

    async def exists(self, resource_id: str) -> bool:
        """Whether there is a resource with this id: `HEAD {resources}/resources/{resourceId}`."""
        return await super().exists(resource_id)

    async def delete(self, resource_id: str) -> None:
        """Delete a resource: `DELETE {resources}/resources/{resourceId}`.

        The platform answers 404 whether it existed or not, so a 404 is not an error here.
        """
        with contextlib.suppress(NotFoundError):
            await super().delete(resource_id)

    async def export(self, resource_id: str) -> bytes:
        """Fetch a resource as a Common Cartridge, the bytes of a zip file (`.imscc`).

        Calls `POST {resources}/resources/export/{resourceId}`, which changes nothing.
        """
        response = await self._channel.send(
            "POST",
            "{resources}/resources/export/{resource_id}",
            self._ids(resource_id),
            resend=Resend.SAFELY,
            accept="application/zip",
        )
        return response.content


class AsyncResourceScope(AsyncResourceEntityScope):
    """One resource."""

    def __init__(self, collection: AsyncResources, **params: str) -> None:
        super().__init__(collection, **params)
        self._of = collection

    async def export(self) -> bytes:
        """Fetch the resource as a Common Cartridge; see `export()` of its collection."""
        return await self._of.export(self._id)
