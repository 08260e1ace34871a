"""Tests to make, and tests in external tools."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from msgspec import Meta, field

from ..base import UNSET, Choice, InputModel, Model, Unset
from .common import Guarded
from .enums import ExternalLessonType, Grade, InternalTestType, LessonType, ToolProvider

__all__ = [
    "AssessmentBankConfig",
    "CreateExternalPlacementTestInput",
    "CreateExternalTestOutInput",
    "CreateInternalAssessmentBankInput",
    "CreateInternalQtiTestInput",
    "CreateInternalTestInput",
    "ExternalTestAssignment",
    "ExternalTestCreateResult",
    "ExternalToolCredentials",
    "ImportExternalResult",
    "InternalTestCreateResult",
    "MakeExternalTestAssignmentInput",
    "QtiTestConfig",
    "TestOut",
]


class CreateExternalPlacementTestInput(InputModel, kw_only=True, tag_field="lessonType", tag="placement"):
    """A placement test in an external tool, at one grade of a course. Its `lessonType` is filled in.

    Without `course_id_on_fail` nobody is enrolled on failure; with it, a score below 90 enrols there.
    """

    course_id: str
    lesson_title: Unset[str] = UNSET
    launch_url: Unset[str] = UNSET
    tool_provider: Choice[ToolProvider]
    unit_title: Unset[str] = UNSET
    course_component_sourced_id: Unset[str] = UNSET
    vendor_id: Unset[str] = UNSET
    description: Unset[str] = UNSET
    resource_metadata: Unset[dict[str, Any] | None] = UNSET
    grades: list[Choice[Grade]]
    course_id_on_fail: Unset[str | None] = UNSET
    xp: Unset[int | float] = UNSET


class CreateExternalTestOutInput(InputModel, kw_only=True, tag_field="lessonType", tag="test-out"):
    """The test-out of a course in an external tool. Its `lessonType` is filled in."""

    course_id: str
    lesson_title: Unset[str] = UNSET
    launch_url: Unset[str] = UNSET
    tool_provider: Choice[ToolProvider]
    unit_title: Unset[str] = UNSET
    course_component_sourced_id: Unset[str] = UNSET
    vendor_id: Unset[str] = UNSET
    description: Unset[str] = UNSET
    resource_metadata: Unset[dict[str, Any] | None] = UNSET
    grades: list[Choice[Grade]]
    xp: int | float


class ExternalTestCreateResult(Model, kw_only=True):
    """The lesson that holds an external test: a ComponentResource, its component and its resource."""

    lesson_type: LessonType
    lesson_id: str
    course_component_id: str
    resource_id: str
    launch_url: str | None = None
    tool_provider: str
    vendor_id: str | None = None
    course_id_on_fail: str | None = None
    grades: list[Grade] | None = None


class QtiTestConfig(InputModel, kw_only=True):
    """A QTI test by its URL."""

    url: str
    title: Unset[str] = UNSET
    metadata: Unset[dict[str, Any]] = UNSET


class AssessmentBankConfig(InputModel, kw_only=True):
    """The QTI tests that take turns, one an attempt."""

    resources: Annotated[list[QtiTestConfig], Meta(min_length=1)]


class CreateInternalQtiTestInput(InputModel, kw_only=True, tag_field="testType", tag="qti"):
    """A lesson of one QTI test. Its `testType` is filled in."""

    course_id: str
    lesson_type: Choice[LessonType]
    qti: QtiTestConfig
    lesson_title: Unset[str] = UNSET
    unit_title: Unset[str] = UNSET
    course_component_sourced_id: Unset[str] = UNSET
    resource_metadata: Unset[dict[str, Any] | None] = UNSET
    xp: Unset[int | float] = UNSET
    grades: Unset[list[Choice[Grade]]] = UNSET
    course_id_on_fail: Unset[str | None] = UNSET


class CreateInternalAssessmentBankInput(
    InputModel, kw_only=True, tag_field="testType", tag="assessment-bank"
):
    """A lesson of several QTI tests that take turns. Its `testType` is filled in."""

    course_id: str
    lesson_type: Choice[LessonType]
    assessment_bank: AssessmentBankConfig
    lesson_title: Unset[str] = UNSET
    unit_title: Unset[str] = UNSET
    course_component_sourced_id: Unset[str] = UNSET
    resource_metadata: Unset[dict[str, Any] | None] = UNSET
    xp: Unset[int | float] = UNSET
    grades: Unset[list[Choice[Grade]]] = UNSET
    course_id_on_fail: Unset[str | None] = UNSET


CreateInternalTestInput: TypeAlias = CreateInternalQtiTestInput | CreateInternalAssessmentBankInput


class InternalTestCreateResult(Model, kw_only=True):
    """The lesson that was made or updated; `child_resource_ids` are the tests of a bank."""

    lesson_type: LessonType
    test_type: InternalTestType
    lesson_id: str
    course_component_id: str
    resource_id: str
    child_resource_ids: list[str] | None = None
    course_id_on_fail: str | None = None
    grades: list[Grade] | None = None


class MakeExternalTestAssignmentInput(InputModel, kw_only=True):
    """Give a student access to the external test of a lesson.

    `skip_course_enrollment` keeps the result of this attempt from enrolling the student anywhere.
    """

    student_id: str = field(name="student")
    lesson_id: str = field(name="lesson")
    application_name: Unset[str] = UNSET
    test_id: Unset[str] = UNSET
    skip_course_enrollment: Unset[bool] = UNSET


class ExternalToolCredentials(Guarded, kw_only=True):
    """What the student signs in with at the external tool."""

    _secrets = frozenset({"email", "password"})

    email: str
    password: str


class ExternalTestAssignment(Model, kw_only=True):
    """Where the student takes an external test."""

    tool_provider: ToolProvider
    lesson_type: ExternalLessonType
    attempt: int
    credentials: ExternalToolCredentials | None = None
    assignment_id: str | None = None
    class_id: str | None = None
    test_url: str | None = None
    test_id: str | None = None


class ImportExternalResult(Model, kw_only=True):
    """What an import found; `finalized` once the tool has scored the whole test."""

    lesson_type: ExternalLessonType
    lesson_id: str | None = None
    tool_provider: str | None = None
    finalized: bool
    attempt: int
    credentials: ExternalToolCredentials | None = None
    assignment_id: str | None = None
    class_id: str | None = None
    test_url: str | None = None
    test_id: str | None = None


class TestOut(Model, kw_only=True):
    """The test-out lesson of a course; `lesson_id` is None where the course has none."""

    lesson_type: str
    lesson_id: str | None = None
    finalized: bool
    tool_provider: str | None = None
    attempt: int | None = None
    credentials: ExternalToolCredentials | None = None
    assignment_id: str | None = None
    class_id: str | None = None
    test_url: str | None = None
    test_id: str | None = None
