"""Tests to create, and tests in external tools."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from msgspec import Meta, field

from ..base import UNSET, Choice, InputModel, Model, Unset
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

    Without `course_id_on_fail` nobody is enrolled on failure; with it, a score below 90 enrolls there.
    """

    course_id: str
    """OneRoster id of the course that gets the lesson."""
    lesson_title: Unset[str] = UNSET
    """Heading of the lesson that students see."""
    launch_url: Unset[str] = UNSET
    """Absolute address that opens the tool."""
    tool_provider: Choice[ToolProvider]
    """External tool that gives the test; an existing lesson cannot change it."""
    unit_title: Unset[str] = UNSET
    """Heading of the component that the lesson is put into."""
    course_component_sourced_id: Unset[str] = UNSET
    """Component of the course to put the lesson into, by its OneRoster id."""
    vendor_id: Unset[str] = UNSET
    """Vendor of the tool, by the id that 1EdTech gave the vendor."""
    description: Unset[str] = UNSET
    """Purpose of the test in a few words."""
    resource_metadata: Unset[dict[str, Any] | None] = UNSET
    """Further keys for the metadata of the lesson's resource."""
    grades: list[Choice[Grade]]
    """Grade levels of the test; placement goes by the first. A lesson of that grade is updated."""
    course_id_on_fail: Unset[str | None] = UNSET
    """Course for a student who scores below 90; left out or None, nobody is enrolled."""
    xp: Unset[int | float] = UNSET
    """XP for completing the test, before the factor for accuracy."""


class CreateExternalTestOutInput(InputModel, kw_only=True, tag_field="lessonType", tag="test-out"):
    """The test-out of a course in an external tool. Its `lessonType` is filled in."""

    course_id: str
    """OneRoster id of the course that gets the lesson."""
    lesson_title: Unset[str] = UNSET
    """Heading of the lesson that students see."""
    launch_url: Unset[str] = UNSET
    """Absolute address that opens the tool."""
    tool_provider: Choice[ToolProvider]
    """External tool that gives the test; an existing lesson cannot change it."""
    unit_title: Unset[str] = UNSET
    """Heading of the component that the lesson is put into."""
    course_component_sourced_id: Unset[str] = UNSET
    """Component of the course to put the lesson into, by its OneRoster id."""
    vendor_id: Unset[str] = UNSET
    """Vendor of the tool, by the id that 1EdTech gave the vendor."""
    description: Unset[str] = UNSET
    """Purpose of the test in a few words."""
    resource_metadata: Unset[dict[str, Any] | None] = UNSET
    """Further keys for the metadata of the lesson's resource."""
    grades: list[Choice[Grade]]
    """Grade levels that the test lets students skip."""
    xp: int | float
    """XP for completing the test, before the factor for accuracy."""


class ExternalTestCreateResult(Model, kw_only=True):
    """The lesson that holds an external test: a ComponentResource, its component and its resource."""

    lesson_type: LessonType
    """Way of taking the lesson."""
    lesson_id: str
    """OneRoster id of the component resource that is the lesson."""
    course_component_id: str
    """OneRoster id of the component that the lesson is in."""
    resource_id: str
    """OneRoster id of the resource with the test."""
    launch_url: str | None = None
    """Address where the tool is opened; None if none was given."""
    tool_provider: str
    """External tool that gives the test."""
    vendor_id: str | None = None
    """Vendor of the tool; None if none was given."""
    course_id_on_fail: str | None = None
    """Course for a student who scores below 90; None if nobody is enrolled."""
    grades: list[Grade] | None = None
    """Grade levels of the test; None if none were given."""


class QtiTestConfig(InputModel, kw_only=True):
    """A QTI test by its URL."""

    url: str
    """Absolute address of the QTI test."""
    title: Unset[str] = UNSET
    """Heading of the test that students see."""
    metadata: Unset[dict[str, Any]] = UNSET
    """Further keys for the metadata of the test's resource."""


class AssessmentBankConfig(InputModel, kw_only=True):
    """The QTI tests that take turns, one per attempt."""

    resources: Annotated[list[QtiTestConfig], Meta(min_length=1)]
    """QTI tests that take turns, one at least; the first attempt gets the first."""


class CreateInternalQtiTestInput(InputModel, kw_only=True, tag_field="testType", tag="qti"):
    """A lesson of one QTI test. Its `testType` is filled in."""

    course_id: str
    """OneRoster id of the course that gets the lesson."""
    lesson_type: Choice[LessonType]
    """Way of taking the lesson; a test-out or placement replaces the one there is."""
    qti: QtiTestConfig
    """QTI test that the lesson gives."""
    lesson_title: Unset[str] = UNSET
    """Heading of the lesson that students see."""
    unit_title: Unset[str] = UNSET
    """Heading of the component that the lesson is put into."""
    course_component_sourced_id: Unset[str] = UNSET
    """Component of the course to put the lesson into, by its OneRoster id."""
    resource_metadata: Unset[dict[str, Any] | None] = UNSET
    """Further keys for the metadata of the lesson's resource."""
    xp: Unset[int | float] = UNSET
    """XP for completing the test, before the factor for accuracy."""
    grades: Unset[list[Choice[Grade]]] = UNSET
    """Grade levels of the test, from `-1` (pre-K) to `13` (AP)."""
    course_id_on_fail: Unset[str | None] = UNSET
    """Course for a student who scores below 90; left out or None, nobody is enrolled."""


class CreateInternalAssessmentBankInput(
    InputModel, kw_only=True, tag_field="testType", tag="assessment-bank"
):
    """A lesson of several QTI tests that take turns. Its `testType` is filled in."""

    course_id: str
    """OneRoster id of the course that gets the lesson."""
    lesson_type: Choice[LessonType]
    """Way of taking the lesson; a test-out or placement replaces the one there is."""
    assessment_bank: AssessmentBankConfig
    """QTI tests that take turns."""
    lesson_title: Unset[str] = UNSET
    """Heading of the lesson that students see."""
    unit_title: Unset[str] = UNSET
    """Heading of the component that the lesson is put into."""
    course_component_sourced_id: Unset[str] = UNSET
    """Component of the course to put the lesson into, by its OneRoster id."""
    resource_metadata: Unset[dict[str, Any] | None] = UNSET
    """Further keys for the metadata of the lesson's resource."""
    xp: Unset[int | float] = UNSET
    """XP for completing the test, before the factor for accuracy."""
    grades: Unset[list[Choice[Grade]]] = UNSET
    """Grade levels of the test, from `-1` (pre-K) to `13` (AP)."""
    course_id_on_fail: Unset[str | None] = UNSET
    """Course for a student who scores below 90; left out or None, nobody is enrolled."""


CreateInternalTestInput: TypeAlias = CreateInternalQtiTestInput | CreateInternalAssessmentBankInput


class InternalTestCreateResult(Model, kw_only=True):
    """The lesson that was created or updated; `child_resource_ids` are the tests of a bank."""

    lesson_type: LessonType
    """Way of taking the lesson."""
    test_type: InternalTestType
    """Make of the test: one QTI test, or a bank of them."""
    lesson_id: str
    """OneRoster id of the component resource that is the lesson."""
    course_component_id: str
    """OneRoster id of the component that the lesson is in."""
    resource_id: str
    """OneRoster id of the resource with the test, or of the bank's parent."""
    child_resource_ids: list[str] | None = None
    """OneRoster ids of the resources of a bank's tests; None for a single test."""
    course_id_on_fail: str | None = None
    """Course for a student who scores below 90; None if nobody is enrolled."""
    grades: list[Grade] | None = None
    """Grade levels of the test; None if none were given."""


class MakeExternalTestAssignmentInput(InputModel, kw_only=True):
    """A student, and the lesson whose external test to assign.

    `skip_course_enrollment` keeps the result of this attempt from enrolling the student anywhere.
    """

    student_id: str = field(name="student")
    """OneRoster id of the student."""
    lesson_id: str = field(name="lesson")
    """OneRoster id of the component resource that is the lesson."""
    application_name: Unset[str] = UNSET
    """Name of the application that the student's login is kept for."""
    test_id: Unset[str] = UNSET
    """Test to give, by the tool's id; left out, MasteryTrack picks one by subject and grade."""
    skip_course_enrollment: Unset[bool] = UNSET
    """Whether the result of this attempt must not enroll the student anywhere; left out, it may."""


class ExternalToolCredentials(Model, kw_only=True):
    """The student's credentials for the external tool."""

    _secrets = frozenset({"email", "password"})

    email: str
    """Email address that the student signs in with at the tool."""
    password: str
    """Password for it: keep it out of logs."""


class ExternalTestAssignment(Model, kw_only=True):
    """The place where the student takes an external test."""

    tool_provider: ToolProvider
    """External tool that gives the test."""
    lesson_type: ExternalLessonType
    """Way of taking the lesson: a test-out, a placement or a unit test."""
    attempt: int
    """Number of the attempt that the assignment is for, counted from 1."""
    credentials: ExternalToolCredentials | None = None
    """Login for the tool; None until a test was assigned, and where the tool needs none."""
    assignment_id: str | None = None
    """Identifier of the assignment in the tool; None until a test was assigned."""
    class_id: str | None = None
    """Identifier of the class in Edulastic; None for other tools."""
    test_url: str | None = None
    """Address where the student takes the test; None until one was assigned."""
    test_id: str | None = None
    """Identifier of the test in the tool; None until one was assigned."""


class ImportExternalResult(Model, kw_only=True):
    """The result of an import; `finalized` once the tool has scored the whole test."""

    lesson_type: ExternalLessonType
    """Way of taking the lesson: a test-out, a placement or a unit test."""
    lesson_id: str | None = None
    """OneRoster id of the component resource that is the lesson; None if the server leaves it out."""
    tool_provider: str | None = None
    """External tool that the results come from; None if the server leaves it out."""
    finalized: bool
    """Whether the tool has scored the whole test, and the result is final."""
    attempt: int
    """Number of the attempt that the results are of, counted from 1."""
    credentials: ExternalToolCredentials | None = None
    """Login for the tool; None until a test was assigned, and where the tool needs none."""
    assignment_id: str | None = None
    """Identifier of the assignment in the tool; None until a test was assigned."""
    class_id: str | None = None
    """Identifier of the class in Edulastic; None for other tools."""
    test_url: str | None = None
    """Address where the student takes the test; None until one was assigned."""
    test_id: str | None = None
    """Identifier of the test in the tool; None until one was assigned."""


class TestOut(Model, kw_only=True):
    """The test-out lesson of a course; `lesson_id` is None if the course has none."""

    lesson_type: str
    """Always `test-out`."""
    lesson_id: str | None = None
    """OneRoster id of the component resource that is the test-out; None if the course has none."""
    finalized: bool
    """Whether the student's test-out is scored and closed."""
    tool_provider: str | None = None
    """External tool that gives the test; None if the platform gives it, or there is none."""
    attempt: int | None = None
    """Number of the student's attempt, counted from 1; None before the first."""
    credentials: ExternalToolCredentials | None = None
    """Login for the tool; None until a test was assigned, and where the tool needs none."""
    assignment_id: str | None = None
    """Identifier of the assignment in the tool; None until a test was assigned."""
    class_id: str | None = None
    """Identifier of the class in Edulastic; None for other tools."""
    test_url: str | None = None
    """Address where the student takes the test; None until one was assigned."""
    test_id: str | None = None
    """Identifier of the test in the tool; None until one was assigned."""
