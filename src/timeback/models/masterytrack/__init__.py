"""MasteryTrack's records. Its wire names are the same as in Python, except in metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..._facade import late
from ..base import UNSET, InputModel, Model, OpenEnum, OpenMetadata, Timestamp, Unset

if TYPE_CHECKING:
    from . import bodies as bodies
else:
    bodies = late(f"{__name__}.bodies")

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
    """The reasons for which MasteryTrack refuses."""

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
    """The person that a token is for."""

    email: str
    """Email address of a person who may use the API."""


class AuthorizerResult(Model, kw_only=True, rename=None):
    """A token; its repr hides it."""

    _secrets = frozenset({"jwt"})

    success: bool
    """Whether the call succeeded; always true here, as failures are errors."""
    jwt: str
    """Token for `X-Auth-Token`, good for an hour."""


class InventoryItem(Model, kw_only=True, rename=None):
    """A test. `grade` is a label such as `Third Grade`, `grade_rank` its number: 0 is kindergarten."""

    id: int
    """Number of the test in MasteryTrack."""
    timeback_id: str
    """Identifier of the test for other calls."""
    name: str
    """Name for people."""
    subject: str
    """Subject of the test, such as `Math`."""
    grade: str
    """Grade level in words, such as `Third Grade`."""
    grade_rank: int
    """Grade level as a number from 0, kindergarten, to 12."""
    version: int
    """Number of the release, as the publisher counts them."""
    active: bool
    """Whether the test is in use."""
    metadata: dict[str, Any] | None = None
    """Free keys of the test, in camel case; None if there are none."""
    supported: bool
    """Whether every kind of question in it can be played, so that it can be assigned."""
    created_at: Timestamp
    """Time when the test was stored, in UTC."""
    updated_at: Timestamp
    """Time of the last change to the test, in UTC."""
    invalidated_on: Timestamp | None = None
    """Time when the test was withdrawn, in UTC; None while it is not."""


class InventoryMetadata(OpenMetadata, kw_only=True):
    """The documented keys of a test's `metadata`: the kind of test."""

    url: str | None = None
    """Address of the QTI test; None if not stated."""
    type: str | None = None
    """Kind of content: `qti`."""
    sub_type: str | None = None
    """Kind of QTI document: `qti-test`."""
    year: str | None = None
    """Year of the test, as text; None if not stated."""
    format: str | None = None
    """Form of the test: `digital`."""
    question_types: list[str] | None = None
    """Kinds of question in the test, such as `choice`; None if not stated."""


class AssignmentInput(InputModel, kw_only=True, rename=None):
    """The test, and its student: `timeback_id`, or `subject` (with `grade_rank`, that grade's first untaken test).

    With both `assessment_line_item_sourced_id` and `assessment_result_sourced_id` the result is written back to
    these records of the gradebook.
    """

    student_email: str
    """Email address of the student, who must exist in Timeback."""
    timeback_id: Unset[str] = UNSET
    """Test to assign, by its `timeback_id`; left out, `subject` picks one."""
    subject: Unset[str] = UNSET
    """Subject to place the student in; with `grade_rank`, that grade's first test not yet taken."""
    grade_rank: Unset[int] = UNSET
    """Grade level from 0, kindergarten, to 12; only along with `subject`."""
    assessment_line_item_sourced_id: Unset[str] = UNSET
    """Line item of the gradebook to write the result back to; needs the next field too."""
    assessment_result_sourced_id: Unset[str] = UNSET
    """Result of the gradebook to write back to; needs the field before too."""


class AssignResult(Model, kw_only=True, rename=None):
    """The answer to an assignment."""

    success: bool
    """Whether the call succeeded; always true here, as failures are errors."""
    platform: str | None = None
    """System that gives the test; another than MasteryTrack at times, for a placement."""
    data: AssignData
    """Assignment that was made."""


class AssignData(Model, kw_only=True, rename=None):
    """The assignment, and a message about it. For a placement both may be missing."""

    assignment: Assignment | None = None
    """Assignment that was made; None in some answers to a placement."""
    message: str | None = None
    """The server's words, meant for people; None if there are none."""


class Assignment(Model, kw_only=True, rename=None):
    """A test that a student is to take, at `test_url`."""

    id: int
    """Number of the assignment, for invalidating it."""
    student_email: str
    """Email address of the student."""
    test_name: str
    """Name of the assigned test."""
    assigned_by: int | None = None
    """Number of the person who assigned it; None if not recorded."""
    test_url: str
    """Deep link where the student takes the test, by way of a login where needed."""
    status: str
    """Progress of the student; `ASSIGNED`, `IN_PROGRESS` and `PAUSED` block a second assignment."""
    expires_at: Timestamp | None = None
    """Expiry of the assignment, in UTC: 30 days on unless set otherwise."""
    metadata: dict[str, Any] | None = None
    """Free keys of the assignment, in camel case; None if there are none."""
    created_at: Timestamp
    """Time of the assignment, in UTC."""


class AssignmentMetadata(OpenMetadata, kw_only=True):
    """The documented keys of an assignment's `metadata`: the kind of test that was assigned."""

    url: str | None = None
    """Address of the QTI test; None if not stated."""
    type: str | None = None
    """Kind of content: `qti`."""
    sub_type: str | None = None
    """Kind of QTI document: `qti-test`."""
    year: str | None = None
    """Year of the test, as text; None if not stated."""
    grade: str | None = None
    """Grade level of the test, as text; None if not stated."""
    state: str | None = None
    """State whose standards the test follows; None if not stated."""
    format: str | None = None
    """Form of the test: `digital`."""


class InvalidateInput(InputModel, kw_only=True, rename=None):
    """The assignments to invalidate: `assignment_id`, `timeback_id`, or `subject` with `grade_rank`."""

    student_email: str
    """Email address of the student."""
    assignment_id: Unset[int] = UNSET
    """Number of the one assignment to invalidate."""
    timeback_id: Unset[str] = UNSET
    """Test whose active assignments to invalidate."""
    subject: Unset[str] = UNSET
    """Subject whose active assignments to invalidate; only along with `grade_rank`."""
    grade_rank: Unset[int] = UNSET
    """Grade level from 0, kindergarten, to 12; only along with `subject`."""


class InvalidateResult(Model, kw_only=True, rename=None):
    """The answer to an invalidation."""

    success: bool
    """Whether the call succeeded; always true here, as failures are errors."""
    data: InvalidateData
    """Assignments that were invalidated."""


class InvalidateData(Model, kw_only=True, rename=None):
    """The assignments that were invalidated, counted and listed."""

    message: str
    """The server's words, meant for people."""
    total_invalidated: int
    """Number of assignments that were active and are invalid now."""
    invalidated_assignments: list[InvalidatedAssignment]
    """Those assignments; they cannot be revived."""


class InvalidatedAssignment(Model, kw_only=True, rename=None):
    """An assignment that was active."""

    assignment_id: int
    """Number of the assignment."""
    student_email: str
    """Email address of the student."""


class MasteryTrackError(Model, kw_only=True, rename=None):
    """The body of every refusal."""

    success: bool
    """Whether the call succeeded; always false here."""
    error: str
    """The server's words, which change: match on `code`."""
    code: ErrorCode | None = None
    """Reason for programs; None in errors of invalidating."""
    details: dict[str, Any] | None = None
    """Faults by parameter, with the code `INVALID_PARAMETERS`; None otherwise."""
    data: MasteryTrackErrorData | None = None
    """Further facts, by the code; None if there are none."""


class MasteryTrackErrorData(Model, kw_only=True, rename=None):
    """The details of an error, such as the existing assignment."""

    existing_assignment: ExistingAssignment | None = None
    """Active assignment of that test, with the code `ASSIGNMENT_EXISTS`; None otherwise."""
    details: str | None = None
    """Cause of a server's fault in invalidating; None otherwise."""


class ExistingAssignment(Model, kw_only=True, rename=None):
    """The active assignment that exists already; its `test_url` can be used."""

    id: int
    """Number of the assignment."""
    student_email: str
    """Email address of the student."""
    test_name: str
    """Name of the assigned test."""
    status: str
    """Progress of the student in it: `ASSIGNED`, `IN_PROGRESS` or `PAUSED`."""
    test_url: str
    """Deep link where the student takes the test, equivalent to a new one."""
