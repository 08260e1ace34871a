"""What MasteryTrack's errors hold."""

from __future__ import annotations

from typing import Any

from ..base import Model
from .enums import ErrorCode

__all__ = ["ExistingAssignment", "MasteryTrackError", "MasteryTrackErrorData"]


class ExistingAssignment(Model, kw_only=True, rename=None):
    """The assignment that stands in the way of another of the same test."""

    id: int
    student_email: str
    test_name: str
    status: str
    test_url: str


class MasteryTrackErrorData(Model, kw_only=True, rename=None):
    """What goes with an error."""

    existing_assignment: ExistingAssignment | None = None
    details: str | None = None


class MasteryTrackError(Model, kw_only=True, rename=None):
    """The body of a refusal; `code` is missing in those of `invalidate()`, `error` is free text."""

    success: bool
    error: str
    code: ErrorCode | None = None
    details: dict[str, Any] | None = None
    data: MasteryTrackErrorData | None = None
