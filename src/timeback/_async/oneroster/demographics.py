"""Demographics records."""

from __future__ import annotations

from ...models.oneroster import Demographics, DemographicsInput
from .collection import AsyncCollection, AsyncScope

__all__ = ["AsyncDemographicsRecords"]


class AsyncDemographicsRecords(
    AsyncCollection[Demographics, DemographicsInput, DemographicsInput],
    path="{rostering}/demographics",
    one="demographics",
    many="demographics",
):
    """Demographics records; a record's id is its user's."""

    def __call__(self, user_id: str) -> AsyncScope[Demographics]:
        """One user's record."""
        return AsyncScope(self, user_id=user_id)
