"""Demographics records."""

from __future__ import annotations

from ...models.oneroster import Demographics, DemographicsInput
from .collection import AsyncEntityScope, AsyncRosterCollection

__all__ = ["AsyncDemographicsRecords"]


class AsyncDemographicsRecords(
    AsyncRosterCollection[Demographics, DemographicsInput, DemographicsInput],
    path="{rostering}/demographics",
    one="demographics",
    many="demographics",
):
    """Demographics records; a record's id is its user's."""

    def __call__(self, user_id: str) -> AsyncEntityScope[Demographics]:
        """One user's record."""
        return AsyncEntityScope(self, user_id=user_id)
