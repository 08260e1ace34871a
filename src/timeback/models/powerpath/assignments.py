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
    """A test assigned to a student. Dates are text, as the server writes them."""

    sourced_id: str
    """Identifier of the assignment."""
    student_sourced_id: str
    """OneRoster id of the student."""
    student_email: str
    """Email address of the student."""
    assigned_by_user_sourced_id: str | None = None
    """OneRoster id of the person who assigned the test; None if not recorded."""
    subject: str
    """Subject of the test, such as `Math`."""
    grade: str
    """Grade level of the test, from `-1` (pre-K) to `13` (AP)."""
    assignment_status: TestAssignmentStatus
    """Progress of the student, or the end of it, such as `expired`."""
    test_name: str | None = None
    """Name of the test for the student; None if there is none."""
    assigned_at: str | None = None
    """Time of the assignment, as ISO text; None if not recorded."""
    expires_at: str | None = None
    """Time when the assignment expires, as ISO text; None if it does not expire."""
    completed_at: str | None = None
    """Time when the student was done, as ISO text; None until then."""
    resource_sourced_id: str | None = None
    """OneRoster id of the resource with the test; None if not recorded."""
    component_resource_sourced_id: str | None = None
    """OneRoster id of the lesson, which no course lists; None if not recorded."""


class TestAssignmentPage(Model, kw_only=True):
    """A page of assignments as the server returns it."""

    test_assignments: list[TestAssignment]
    """Rows of this page, one for each test given to a student."""
    total_count: int
    """Number of assignments on all pages."""
    page_count: int
    """Number of pages at this limit."""
    page_number: int
    """Number of this page, counted from 1."""
    offset: int
    """Number of assignments before this page."""
    limit: int
    """The most assignments that a page has."""


class TestAssignmentCreateInput(InputModel, kw_only=True):
    """A test to assign, by subject and grade."""

    student_id: str = field(name="student")
    """OneRoster id of the student."""
    subject: Choice[Subject]
    """School subject to test the student in, such as `Math`."""
    grade: Choice[Grade]
    """Grade level of the test, from `-1` (pre-K) to `13` (AP)."""
    test_name: Unset[str] = UNSET
    """Heading under which the student sees the test."""


class TestAssignmentUpdateInput(InputModel, kw_only=True):
    """Another name for the test."""

    test_name: NonEmpty
    """New name under which the student sees the test."""


class TestAssignmentBulkInput(InputModel, kw_only=True):
    """Tests to assign, all or none."""

    items: Annotated[list[TestAssignmentCreateInput], Meta(min_length=1)]
    """Tests to assign, one at least; a fault in one refuses all."""


class TestAssignmentImportInput(InputModel, kw_only=True):
    """A sheet of assignments: columns `student` (an email or id), `subject` and `grade`.

    Anyone with the link must be able to read it; `sheet` is the tab's name, in its exact case.
    """

    spreadsheet_url: str
    """Absolute address of the Google Sheet, which anyone with the link can read."""
    sheet: str
    """Name of the tab, in its exact case."""


class TestAssignmentResult(Model, kw_only=True):
    """An assignment, and the lesson in which the test is taken."""

    assignment_id: str
    """Identifier of the assignment."""
    lesson_id: str
    """OneRoster id of the component resource where the test is taken; no course lists it."""
    resource_id: str
    """OneRoster id of the resource with the test."""


class BulkRowError(Model, kw_only=True):
    """The error of a row, counted from 0."""

    row: int
    """Number of the row at fault, counted from 0."""
    message: str
    """The server's words about the fault."""


class BulkResult(Model, kw_only=True):
    """The assignments that were created, or the rows that are wrong."""

    success: bool
    """Whether all were assigned; otherwise none was."""
    results: list[TestAssignmentResult]
    """Assignments that were made, in the order of the rows; empty on failure."""
    errors: list[BulkRowError]
    """Rows at fault; empty on success."""


class TestOutEligibility(Model, kw_only=True):
    """A student's permission to test out by choice, or the reason against it."""

    eligible: bool
    """Whether the student may choose to test out of the subject now."""
    reason: str | None = None
    """The server's words on why not; None for a student who may."""


class SelfElectedTestOutInput(InputModel, kw_only=True):
    """A student, and the subject to test out of at the student's grade."""

    one_roster_sourced_id: NonEmpty
    """OneRoster id of the student, who needs an email address and an enrollment in the subject."""
    subject: str
    """Subject to test out of, in any case, such as `math`; six subjects are served."""


class SelfElectedTestOutResult(Model, kw_only=True):
    """The answer of the testing service."""

    success: bool
    """Whether the testing service took the assignment."""
    data: dict[str, Any] | None = None
    """The testing service's own answer, as it came; None if there is none."""
