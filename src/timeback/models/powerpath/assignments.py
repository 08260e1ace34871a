"""Test assignments, and self-elected test-outs."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, field

from ..base import UNSET, Choice, InputModel, Model, Unset
from .common import NonEmpty
from .enums import Grade, Subject, TestAssignmentStatus

__all__ = [
    "BulkResult",
    "BulkRowError",
    "SelfElectedTestOutInput",
    "SelfElectedTestOutResult",
    "TestAssignment",
    "TestAssignmentBulkInput",
    "TestAssignmentCreateInput",
    "TestAssignmentImportInput",
    "TestAssignmentPage",
    "TestAssignmentResult",
    "TestAssignmentUpdateInput",
    "TestOutEligibility",
]


class TestAssignment(Model, kw_only=True):
    """A test assigned to a student. Dates are text as the server writes them."""

    sourced_id: str
    student_sourced_id: str
    student_email: str
    assigned_by_user_sourced_id: str | None = None
    subject: str
    grade: str
    assignment_status: TestAssignmentStatus
    test_name: str | None = None
    assigned_at: str | None = None
    expires_at: str | None = None
    completed_at: str | None = None
    resource_sourced_id: str | None = None
    component_resource_sourced_id: str | None = None


class TestAssignmentPage(Model, kw_only=True):
    """A page of assignments as the server answers it."""

    test_assignments: list[TestAssignment]
    total_count: int
    page_count: int
    page_number: int
    offset: int
    limit: int


class TestAssignmentCreateInput(InputModel, kw_only=True):
    """A test to assign, by subject and grade."""

    student_id: str = field(name="student")
    subject: Choice[Subject]
    grade: Choice[Grade]
    test_name: Unset[str] = UNSET


class TestAssignmentUpdateInput(InputModel, kw_only=True):
    """Another name for the test."""

    test_name: NonEmpty


class TestAssignmentBulkInput(InputModel, kw_only=True):
    """Tests to assign, all or none."""

    items: Annotated[list[TestAssignmentCreateInput], Meta(min_length=1)]


class TestAssignmentImportInput(InputModel, kw_only=True):
    """A sheet of assignments: columns `student` (an email or id), `subject` and `grade`.

    Anyone with the link must be able to read it; `sheet` is the tab's name, in its exact case.
    """

    spreadsheet_url: str
    sheet: str


class TestAssignmentResult(Model, kw_only=True):
    """An assignment, and the lesson in which the test is taken."""

    assignment_id: str
    lesson_id: str
    resource_id: str


class BulkRowError(Model, kw_only=True):
    """What is wrong with a row, counted from 0."""

    row: int
    message: str


class BulkResult(Model, kw_only=True):
    """The assignments that were made, or the rows at fault."""

    success: bool
    results: list[TestAssignmentResult]
    errors: list[BulkRowError]


class TestOutEligibility(Model, kw_only=True):
    """Whether a student may choose to test out, and why not."""

    eligible: bool
    reason: str | None = None


class SelfElectedTestOutInput(InputModel, kw_only=True):
    """A student, and the subject to test out of at the student's grade."""

    one_roster_sourced_id: NonEmpty
    subject: str


class SelfElectedTestOutResult(Model, kw_only=True):
    """What the testing service answered."""

    success: bool
    data: dict[str, Any] | None = None
