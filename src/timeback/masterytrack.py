"""The contents of MasteryTrack's errors."""

from __future__ import annotations

from ._codec.decode import read_value
from ._json_types import is_object
from .errors import APIStatusError
from .models.masterytrack import ExistingAssignment, MasteryTrackError

__all__ = ["error_details", "existing_assignment"]


def error_details(error: APIStatusError) -> MasteryTrackError | None:
    """Read an error from MasteryTrack as a typed record; None if its body is of another kind."""
    body = error.body
    return read_value(body, MasteryTrackError) if is_object(body) and "success" in body else None


def existing_assignment(error: APIStatusError) -> ExistingAssignment | None:
    """The existing assignment that made `assign()` raise a `ConflictError`."""
    details = error_details(error)
    found = details.data.existing_assignment if details and details.data else None
    return found if found and found.id else None
