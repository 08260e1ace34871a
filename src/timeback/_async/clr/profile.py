"""The profile of the token's owner. Only the standard has these endpoints, so a platform may answer 404."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Unpack

from ..._query.encode import to_wire
from ..._query.given import given
from ...models.clr import ClrFullProfile, bodies
from ..resource import AsyncAPIResource

__all__ = ["AsyncOwnerProfile"]

_PATH = "{base}/profile"


class AsyncOwnerProfile(AsyncAPIResource):
    """The profile of the token's owner."""

    async def get(self) -> ClrFullProfile:
        """Fetch the profile.

        Raises:
            NotFoundError: The platform lacks this endpoint of the standard.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {base}/profile`.
        """
        return await self._one("GET", _PATH, ClrFullProfile)

    async def update(
        self,
        data: ClrFullProfile | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.ClrFullProfileFields],
    ) -> ClrFullProfile:
        """Replace the profile as a whole.

        Args:
            data: The profile.

        Raises:
            InvalidInputError: `data` is not valid; nothing was sent.
            NotFoundError: The platform lacks this endpoint of the standard.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `PUT {base}/profile`.
        """
        return await self._one(
            "PUT", _PATH, ClrFullProfile, json=to_wire(given(data, fields), ClrFullProfile)
        )
