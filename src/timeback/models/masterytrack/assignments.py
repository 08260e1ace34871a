"""The assignment of tests."""

from __future__ import annotations

from typing import Any

from ..base import UNSET, InputModel, Model, OpenMetadata, Timestamp, Unset
from .inputs import Email, GradeRank, Number, Text

__all__ = [
    "AssignData",
    "AssignResponse",
    "Assignment",
    "AssignmentInput",
    "AssignmentMetadata",
    "InvalidateData",
    "InvalidateInput",
    "InvalidateResponse",
    "InvalidatedAssignment",
]


class AssignmentInput(InputModel, kw_only=True, rename=None):
    """Which test a student is to take, and where the result is to be written; see `assign()`."""

    student_email: Email
    timeback_id: Unset[Text] = UNSET
    subject: Unset[Text] = UNSET
    grade_rank: Unset[GradeRank] = UNSET
    assessment_line_item_sourced_id: Unset[Text] = UNSET
    assessment_result_sourced_id: Unset[Text] = UNSET


class AssignmentMetadata(OpenMetadata, kw_only=True):
    """What is documented of an assignment's `metadata`: what is known of its test."""

    url: str | None = None
    type: str | None = None
    sub_type: str | None = None
    year: str | None = None
    grade: str | None = None
    state: str | None = None
    format: str | None = None


class Assignment(Model, kw_only=True, rename=None):
    """A test that a student is to take at `test_url`, until `expires_at`."""

    id: int
    student_email: str
    test_name: str
    assigned_by: int | None = None
    test_url: str
    status: str
    expires_at: Timestamp | None = None
    metadata: dict[str, Any] | None = None
    created_at: Timestamp


class AssignData(Model, kw_only=True, rename=None):
    """A new assignment. Where a student is placed, another system may answer without one."""

    assignment: Assignment | None = None
    message: str | None = None


class AssignResponse(Model, kw_only=True, rename=None):
    """The answer to `assign()`."""

    success: bool
    platform: str | None = None
    data: AssignData


class InvalidateInput(InputModel, kw_only=True, rename=None):
    """Which assignments of a student are to be taken back; see `invalidate()`."""

    student_email: Email
    assignment_id: Unset[Number] = UNSET
    timeback_id: Unset[Text] = UNSET
    subject: Unset[Text] = UNSET
    grade_rank: Unset[GradeRank] = UNSET


class InvalidatedAssignment(Model, kw_only=True, rename=None):
    """An assignment that was taken back."""

    assignment_id: int
    student_email: str


class InvalidateData(Model, kw_only=True, rename=None):
    """The assignments that were taken back."""

    message: str
    total_invalidated: int
    invalidated_assignments: list[InvalidatedAssignment]


class InvalidateResponse(Model, kw_only=True, rename=None):
    """The answer to `invalidate()`."""

    success: bool
    data: InvalidateData
