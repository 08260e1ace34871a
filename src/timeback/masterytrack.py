"""The contents of MasteryTrack's errors."""

from __future__ import annotations

import msgspec

from ._codec.decode import decode_bare
from .errors import APIResponseError, APIStatusError
from .models.masterytrack import ExistingAssignment, MasteryTrackError

__all__ = ["error_details", "existing_assignment"]


def error_details(error: APIStatusError) -> MasteryTrackError | None:
    """Read an error of MasteryTrack as a typed record; None where its body is of another kind."""
    try:
        return decode_bare(msgspec.json.encode(error.body), MasteryTrackError)
    except (APIResponseError, TypeError):
        return None


def existing_assignment(error: APIStatusError) -> ExistingAssignment | None:
    """The assignment that stood in the way of another: what a `ConflictError` of `assign()` holds."""
    details = error_details(error)
    return details.data.existing_assignment if details and details.data else None
