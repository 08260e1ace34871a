"""MasteryTrack's types. Its wire names are Python's own, save those of metadata."""

from __future__ import annotations

from typing import Any

from ..base import UNSET, InputModel, Model, OpenEnum, OpenMetadata, Timestamp, Unset

__all__ = [
    "ActiveAssignmentStatus",
    "AssignData",
    "AssignResult",
    "Assignment",
    "AssignmentInput",
    "AssignmentMetadata",
    "AuthorizerInput",
    "AuthorizerResult",
    "ErrorCode",
    "ExistingAssignment",
    "InvalidateData",
    "InvalidateInput",
    "InvalidateResult",
    "InvalidatedAssignment",
    "InventoryItem",
    "InventoryMetadata",
    "MasteryTrackError",
    "MasteryTrackErrorData",
]


class ActiveAssignmentStatus(OpenEnum):
    """The states of an assignment that can still be taken; others occur."""

    ASSIGNED = "ASSIGNED"
    IN_PROGRESS = "IN_PROGRESS"
    PAUSED = "PAUSED"


class ErrorCode(OpenEnum):
    """Why MasteryTrack refuses."""

    UNAUTHORIZED = "UNAUTHORIZED"
    ACCESS_DENIED = "ACCESS_DENIED"
    MISSING_PARAMETER = "MISSING_PARAMETER"
    USER_NOT_FOUND = "USER_NOT_FOUND"
    TEST_NOT_FOUND = "TEST_NOT_FOUND"
    TEST_NOT_SUPPORTED = "TEST_NOT_SUPPORTED"
    ASSIGNMENT_EXISTS = "ASSIGNMENT_EXISTS"
    INVALID_PARAMETERS = "INVALID_PARAMETERS"
    INTERNAL_ERROR = "INTERNAL_ERROR"


class AuthorizerInput(InputModel, kw_only=True, rename=None):
    """Whom a token is for."""

    email: str


class AuthorizerResult(Model, kw_only=True, rename=None):
    """A token; its repr hides it."""

    success: bool
    jwt: str

    def __repr__(self) -> str:
        return "AuthorizerResult(***)"

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        return [("success", self.success)]

    def _repr_html_(self) -> str:
        return repr(self)


class InventoryItem(Model, kw_only=True, rename=None):
    """A test. `grade` is a label such as `Third Grade`, `grade_rank` its number: 0 is kindergarten."""

    id: int
    timeback_id: str
    name: str
    subject: str
    grade: str
    grade_rank: int
    version: int
    active: bool
    metadata: dict[str, Any] | None = None
    supported: bool
    created_at: Timestamp
    updated_at: Timestamp
    invalidated_on: Timestamp | None = None


class InventoryMetadata(OpenMetadata, kw_only=True):
    """What is documented of a test's `metadata`: what kind of test it is."""

    url: str | None = None
    type: str | None = None
    sub_type: str | None = None
    year: str | None = None
    format: str | None = None
    question_types: list[str] | None = None


class AssignmentInput(InputModel, kw_only=True, rename=None):
    """Which test, for whom: `timeback_id`, or `subject` (with `grade_rank`, the first of that grade not yet taken).

    With both `assessment_line_item_sourced_id` and `assessment_result_sourced_id` the result is written back to
    these records of the gradebook.
    """

    student_email: str
    timeback_id: Unset[str] = UNSET
    subject: Unset[str] = UNSET
    grade_rank: Unset[int] = UNSET
    assessment_line_item_sourced_id: Unset[str] = UNSET
    assessment_result_sourced_id: Unset[str] = UNSET


class AssignResult(Model, kw_only=True, rename=None):
    """What was assigned."""

    success: bool
    platform: str | None = None
    data: AssignData


class AssignData(Model, kw_only=True, rename=None):
    """The assignment, and what there is to say about it. The answer to a placement may hold neither."""

    assignment: Assignment | None = None
    message: str | None = None


class Assignment(Model, kw_only=True, rename=None):
    """A test that a student is to take, at `test_url`."""

    id: int
    student_email: str
    test_name: str
    assigned_by: int | None = None
    test_url: str
    status: str
    expires_at: Timestamp | None = None
    metadata: dict[str, Any] | None = None
    created_at: Timestamp


class AssignmentMetadata(OpenMetadata, kw_only=True):
    """What is documented of an assignment's `metadata`: what kind of test was assigned."""

    url: str | None = None
    type: str | None = None
    sub_type: str | None = None
    year: str | None = None
    grade: str | None = None
    state: str | None = None
    format: str | None = None


class InvalidateInput(InputModel, kw_only=True, rename=None):
    """Which assignments: `assignment_id`, `timeback_id`, or `subject` with `grade_rank`."""

    student_email: str
    assignment_id: Unset[int] = UNSET
    timeback_id: Unset[str] = UNSET
    subject: Unset[str] = UNSET
    grade_rank: Unset[int] = UNSET


class InvalidateResult(Model, kw_only=True, rename=None):
    """What was invalidated."""

    success: bool
    data: InvalidateData


class InvalidateData(Model, kw_only=True, rename=None):
    """How many assignments, and which."""

    message: str
    total_invalidated: int
    invalidated_assignments: list[InvalidatedAssignment]


class InvalidatedAssignment(Model, kw_only=True, rename=None):
    """An assignment that was active."""

    assignment_id: int
    student_email: str


class MasteryTrackError(Model, kw_only=True, rename=None):
    """The body of every refusal."""

    success: bool
    error: str
    code: ErrorCode | None = None
    details: dict[str, Any] | None = None
    data: MasteryTrackErrorData | None = None


class MasteryTrackErrorData(Model, kw_only=True, rename=None):
    """What belongs to a refusal, such as the assignment that there is already."""

    existing_assignment: ExistingAssignment | None = None
    details: str | None = None


class ExistingAssignment(Model, kw_only=True, rename=None):
    """The active assignment that stands in the way; its `test_url` can be used."""

    id: int
    student_email: str
    test_name: str
    status: str
    test_url: str
