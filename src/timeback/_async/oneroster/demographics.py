"""Demographics records."""

from __future__ import annotations

from collections.abc import Sequence

from ...models.oneroster import Demographics
from .entities import AsyncDemographicsCollection, AsyncDemographicsEntityScope

__all__ = ["AsyncDemographicsRecords"]


class AsyncDemographicsRecords(
    AsyncDemographicsCollection,
    path="{rostering}/demographics",
    one="demographics",
    many="demographics",
):
    """Demographics records; a record's id is its user's."""

    def __call__(self, user_id: str) -> AsyncDemographicsScope:
        """One user's record."""
        return AsyncDemographicsScope(self, user_id=user_id)

    async def get(self, user_id: str, *, fields: Sequence[str] | None = None) -> Demographics:
        """Fetch one user's record: `GET {rostering}/demographics/{userId}`."""
        return await super().get(user_id, fields=fields)

    async def exists(self, user_id: str) -> bool:
        """Whether there is a user's record with this id: `HEAD {rostering}/demographics/{userId}`."""
        return await super().exists(user_id)

    async def delete(self, user_id: str) -> None:
        """Delete a user's record: `DELETE {rostering}/demographics/{userId}`."""
        await super().delete(user_id)


class AsyncDemographicsScope(AsyncDemographicsEntityScope):
    """One user's demographics."""
