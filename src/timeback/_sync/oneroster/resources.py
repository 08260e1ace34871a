# Generated from src/timeback/_async/oneroster/resources.py by setup_unasync.py; do not edit.
"""Learning resources, and their export as cartridges."""

from __future__ import annotations

import contextlib

from ..._http.retry import Resend
from ...errors import NotFoundError
from ...models.oneroster import Resource, ResourceInput, ResourceUpdateInput
from .collection import EntityScope, RosterCollection

__all__ = ["Resources"]


class Resources(
    RosterCollection[Resource, ResourceInput, ResourceUpdateInput],
    path="{resources}/resources",
    one="resource",
    many="resources",
):
    """Resources: what is learned from or with.

    The platform's `update()` of a resource is partial: what it leaves out stays.
    """

    def __call__(self, resource_id: str) -> ResourceScope:
        """One resource."""
        return ResourceScope(self, resource_id=resource_id)

    def delete(self, sourced_id: str) -> None:
        """Delete a resource. The platform answers 404 whether there was one or not, so that this is no error.

        Calls `DELETE {path}/{sourcedId}`.
        """
        with contextlib.suppress(NotFoundError):
            super().delete(sourced_id)

    def export(self, sourced_id: str) -> bytes:
        """Fetch a resource as a Common Cartridge, the bytes of a zip file (`.imscc`).

        Calls `POST {resources}/resources/export/{sourcedId}`, which changes nothing.
        """
        response = self._channel.send(
            "POST",
            "{resources}/resources/export/{sourced_id}",
            self._ids(sourced_id),
            resend=Resend.SAFELY,
            accept="application/zip",
        )
        return response.content


class ResourceScope(EntityScope[Resource]):
    """One resource."""

    def __init__(self, collection: Resources, **params: str) -> None:
        super().__init__(collection, **params)
        self._collection = collection

    def export(self) -> bytes:
        """Fetch the resource as a Common Cartridge; see `export()` of its collection."""
        return self._collection.export(self._id)
