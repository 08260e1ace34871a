# Generated from src/timeback/_async/oneroster/resources.py by setup_unasync.py; do not edit.
"""Learning resources, and their export as cartridges."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from ..._http.retry import Resend
from ...errors import NotFoundError
from ...models.oneroster import Resource
from .entities import ResourceCollection, ResourceEntityScope

__all__ = ["Resources"]


class Resources(
    ResourceCollection,
    path="{resources}/resources",
    one="resource",
    many="resources",
):
    """Resources: material to learn from or with.

    The platform's `update()` of a resource is partial: fields that you leave out stay as they are.
    """

    def __call__(self, resource_id: str) -> ResourceScope:
        """One resource."""
        return ResourceScope(self, resource_id=resource_id)

    def get(self, resource_id: str, *, fields: Sequence[str] | None = None) -> Resource:
        """Fetch one resource: `GET {resources}/resources/{resourceId}`."""
        return super().get(resource_id, fields=fields)

    def exists(self, resource_id: str) -> bool:
        """Whether there is a resource with this id: `HEAD {resources}/resources/{resourceId}`."""
        return super().exists(resource_id)

    def delete(self, resource_id: str) -> None:
        """Delete a resource: `DELETE {resources}/resources/{resourceId}`.

        The platform answers 404 whether it existed or not, so a 404 is not an error here.
        """
        with contextlib.suppress(NotFoundError):
            super().delete(resource_id)

    def export(self, resource_id: str) -> bytes:
        """Fetch a resource as a Common Cartridge, the bytes of a zip file (`.imscc`).

        Calls `POST {resources}/resources/export/{resourceId}`, which changes nothing.
        """
        response = self._channel.send(
            "POST",
            "{resources}/resources/export/{resource_id}",
            self._ids(resource_id),
            resend=Resend.SAFELY,
            accept="application/zip",
        )
        return response.content


class ResourceScope(ResourceEntityScope):
    """One resource."""

    def __init__(self, collection: Resources, **params: str) -> None:
        super().__init__(collection, **params)
        self._of = collection

    def export(self) -> bytes:
        """Fetch the resource as a Common Cartridge; see `export()` of its collection."""
        return self._of.export(self._id)
