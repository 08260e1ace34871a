# Generated from src/timeback/_async/oneroster/demographics.py by setup_unasync.py; do not edit.
"""Demographics records."""

from __future__ import annotations

from ...models.oneroster import Demographics, DemographicsInput
from .collection import EntityScope, RosterCollection

__all__ = ["DemographicsRecords"]


class DemographicsRecords(
    RosterCollection[Demographics, DemographicsInput, DemographicsInput],
    path="{rostering}/demographics",
    one="demographics",
    many="demographics",
):
    """Demographics records; a record's id is its user's."""

    def __call__(self, user_id: str) -> EntityScope[Demographics]:
        """One user's record."""
        return EntityScope(self, user_id=user_id)
