# Generated from src/timeback/_async/oneroster/demographics.py by setup_unasync.py; do not edit.
"""Demographics records."""

from __future__ import annotations

from collections.abc import Sequence

from ...models.oneroster import Demographics
from .entities import DemographicsCollection, DemographicsEntityScope

__all__ = ["DemographicsRecords"]


class DemographicsRecords(
    DemographicsCollection,
    path="{rostering}/demographics",
    one="demographics",
    many="demographics",
):
    """Demographics records; a record's id is its user's."""

    def __call__(self, user_id: str) -> DemographicsScope:
        """One user's record."""
        return DemographicsScope(self, user_id=user_id)

    def get(self, user_id: str, *, fields: Sequence[str] | None = None) -> Demographics:
        """Fetch one user's record: `GET {rostering}/demographics/{userId}`."""
        return super().get(user_id, fields=fields)

    def exists(self, user_id: str) -> bool:
        """Whether there is a user's record with this id: `HEAD {rostering}/demographics/{userId}`."""
        return super().exists(user_id)

    def delete(self, user_id: str) -> None:
        """Delete a user's record: `DELETE {rostering}/demographics/{userId}`."""
        super().delete(user_id)


class DemographicsScope(DemographicsEntityScope):
    """One user's demographics."""
