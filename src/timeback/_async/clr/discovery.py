"""The service's description of itself."""

from __future__ import annotations

from ...models.clr import ServiceDescription
from ..resource import AsyncAPIResource

__all__ = ["AsyncDiscovery"]


class AsyncDiscovery(AsyncAPIResource):
    """The service's description of itself."""

    async def get(self) -> ServiceDescription:
        """Fetch the OpenAPI document of the service; nothing in it is guaranteed.

        Calls `GET {base}/discovery/`.
        """
        return await self._one("GET", "{base}/discovery/", ServiceDescription)
