"""Placement tests and levels, and screening."""

from __future__ import annotations

from typing import Any, TypeAlias

from msgspec import field

from ..base import UNKNOWN, Choice, InputModel, Model, Timestamp, UnknownVariant
from .enums import (
    Grade,
    NweaStatus,
    PlacementTestStatus,
    ScreeningAssignmentStatus,
    ScreeningSessionStatus,
    ScreeningSubject,
    Subject,
)

__all__ = [
    "CurrentLevel",
    "EdulasticSourceResult",
    "LegacyScreeningAssignment",
    "NextPlacementTest",
    "PlacementResetInput",
    "PlacementResetResult",
    "PlacementResult",
    "PlacementSourceResult",
    "PlacementTest",
    "RitScore",
    "RitScores",
    "ScreeningAssignTestInput",
    "ScreeningAssignment",
    "ScreeningResetSessionInput",
    "ScreeningResult",
    "ScreeningSession",
    "StudentPlacementResult",
    "SubjectCourseProgress",
    "SubjectPlacement",
    "SubjectProgressCourse",
    "UnknownPlacementResult",
]


class PlacementTest(Model, kw_only=True):
    """A placement test as its records, each a row of the platform's tables."""

    component_resources: dict[str, Any] = field(name="component_resources")
    """Component resource that is the lesson, as a row of the platform's table."""
    resources: dict[str, Any]
    """Resource with the test, as a row of the platform's table."""
    resources_metadata: dict[str, Any] = field(name="resources_metadata")
    """Metadata of that resource, with the grades of the test."""
    assessment_line_items: dict[str, Any] | None = field(default=None, name="assessment_line_items")
    """Line item that the test is scored in, as a row of the platform's table; None if the server has
    none."""
    assessment_results: list[dict[str, Any]] | None = field(default=None, name="assessment_results")
    """The student's results of all attempts, as rows of the platform's table; None if there are none."""


class CurrentLevel(Model, kw_only=True):
    """The standing of a student in a subject."""

    grade_level: Grade | None = None
    """Grade that the student has reached: it rises with each test passed with 90 of 100; None without any."""
    onboarded: bool
    """Whether the placement is over: a test was failed, or none is left."""
    available_tests: int
    """Number of placement tests that the subject has."""


class NextPlacementTest(Model, kw_only=True):
    """The placement test to take next; `lesson` is None if there is none."""

    exhausted_tests: bool
    """Whether the student has passed all tests of the subject."""
    grade_level: Grade | None = None
    """Grade that the student has reached: it rises with each test passed with 90 of 100; None without any."""
    lesson_id: str | None = field(name="lesson", default=None)
    """OneRoster id of the test's component resource; None if the placement is over."""
    onboarded: bool
    """Whether the placement is over: a test was failed, or none is left."""
    available_tests: int
    """Number of placement tests that the subject has."""


class SubjectProgressCourse(Model, kw_only=True):
    """A course, as progress in a subject names it."""

    sourced_id: str
    """OneRoster id of the course."""
    status: str
    """`active`, or `tobedeleted` once the course was deleted."""
    date_last_modified: str
    """Time of the last change, as ISO text."""
    title: str
    """Name for people."""
    course_code: str | None = None
    """Human-readable code, such as `MATH-5`; None if it has none."""
    grades: list[Grade] | None = None
    """Grade levels that the course is for, from `-1` (pre-K) to `13` (AP); None if not stated."""
    level: str | None = None
    """Level of difficulty or stage, in the school's own words; None if it has none."""
    org_sourced_id: str
    """OneRoster id of the organization that offers the course."""
    subjects: list[Subject] | None = None
    """Subjects that the course teaches; None if not stated."""


class SubjectCourseProgress(Model, kw_only=True):
    """A student's progress in one course of a subject.

    The API spells the flag `inEnrolled`, its guide `isEnrolled`: whichever a server sends, `in_enrolled` has it.
    """

    course: SubjectProgressCourse
    """Course that the figures are about, whether or not the student is in it."""
    in_enrolled: bool | None = None
    """Whether the student is enrolled; may disagree with OneRoster's enrollments (production, 2026-04)."""
    is_enrolled: bool | None = None
    """Whether the student is enrolled, under the guide's spelling; None if the server has the API's."""
    has_used_test_out: bool
    """Whether the student has taken the test-out of the course."""
    test_out_lesson_id: str | None = None
    """OneRoster id of the test-out's component resource; None if the course has none."""
    completed_lessons: int
    """Number of lessons that the student has completed."""
    total_lessons: int
    """Number of lessons in the course."""
    total_attainable_xp: int | float
    """XP for the whole course."""
    total_xp_earned: int | float
    """XP that the student has earned in the course."""

    def __post_init__(self) -> None:
        if self.in_enrolled is None:
            self.in_enrolled = self.is_enrolled
        self.is_enrolled = self.in_enrolled


class PlacementResetInput(InputModel, kw_only=True):
    """The student, and the subject to start over in."""

    student_id: str = field(name="student")
    """OneRoster id of the student."""
    subject: Choice[Subject]
    """Subject in which placement starts over."""


class PlacementResetResult(Model, kw_only=True):
    """The counts of what a reset removed."""

    success: bool
    """Whether the student can start over in the subject."""
    placement_results_deleted: int
    """Number of results that are now marked as deleted."""
    onboarding_reset: bool
    """Whether the onboarding in the subject is in progress again."""


class RitScore(Model, kw_only=True):
    """A RIT score and the grade that it stands for."""

    score: int
    """Score on NWEA's RIT scale."""
    grade: int
    """Grade level that the score corresponds to."""


class RitScores(Model, kw_only=True):
    """RIT scores of the two kinds of test."""

    growth: RitScore | None = field(name="GROWTH", default=None)
    """Score of a MAP Growth test; None if there is none."""
    screening: RitScore | None = field(name="SCREENING", default=None)
    """Score of a screening test; None if there is none."""


class PlacementSourceResult(Model, kw_only=True, tag_field="source", tag="PLACEMENT"):
    """A placement test of the platform, and its result."""

    test_id: str
    """Identifier of the test in the system that gave it."""
    title: str
    """Name of the test."""
    subject: str
    """Subject of the test."""
    grade: int
    """Grade level of the test, as a whole number: -1 for pre-K, 0 for kindergarten."""
    status: PlacementTestStatus
    """Outcome, or the state of a test that is not done."""
    score: int | float | None = None
    """Score of the test, 0 to 100; None until it is scored."""
    completed_at: str | None = None
    """Time when the student was done, as ISO text; None until then."""
    mastery_track_processed: bool | None = None
    """Whether MasteryTrack has written the final result back; None for tests of other tools."""


class EdulasticSourceResult(Model, kw_only=True, tag_field="source", tag="EDULASTIC"):
    """A placement test in Edulastic, and its result."""

    test_id: str
    """Identifier of the test in the system that gave it."""
    title: str
    """Name of the test."""
    subject: str
    """Subject of the test."""
    grade: int
    """Grade level of the test, as a whole number: -1 for pre-K, 0 for kindergarten."""
    status: PlacementTestStatus
    """Outcome, or the state of a test that is not done."""
    score: int | float | None = None
    """Score of the test, 0 to 100; None until it is scored."""
    completed_at: str | None = None
    """Time when the student was done, as ISO text; None until then."""


class UnknownPlacementResult(UnknownVariant, tag_field="source", tag=UNKNOWN):
    """A placement result of a source that this library does not list."""


PlacementResult: TypeAlias = PlacementSourceResult | EdulasticSourceResult | UnknownPlacementResult


class SubjectPlacement(Model, kw_only=True):
    """Placement in one subject. Grades are whole numbers here."""

    starting_grade: int
    """Grade level where testing began, as a whole number."""
    current_grade: int
    """Grade level of the student, as a whole number."""
    subject_lowest_grade: int
    """Lowest grade level that the subject has tests for."""
    subject_highest_grade: int
    """Highest grade level that the subject has tests for."""
    rit: RitScores = field(name="RIT")
    """RIT scores that the starting grade was drawn from."""
    results: list[PlacementResult]
    """Tests of the placement, of the platform and of Edulastic."""
    status: str
    """State of the placement, in the server's own word."""
    next_test_id: str | None = None
    """Identifier of the test to take next; None if the placement is over."""


class StudentPlacementResult(Model, kw_only=True):
    """A student's placement, by subject; None if there is none."""

    reading: SubjectPlacement | None = field(name="Reading", default=None)
    """Levels, RIT scores and tests in Reading; None without any."""
    language: SubjectPlacement | None = field(name="Language", default=None)
    """Levels, RIT scores and tests in Language; None without any."""
    vocabulary: SubjectPlacement | None = field(name="Vocabulary", default=None)
    """Levels, RIT scores and tests in Vocabulary; None without any."""
    social_studies: SubjectPlacement | None = field(name="Social Studies", default=None)
    """Levels, RIT scores and tests in Social Studies; None without any."""
    writing: SubjectPlacement | None = field(name="Writing", default=None)
    """Levels, RIT scores and tests in Writing; None without any."""
    science: SubjectPlacement | None = field(name="Science", default=None)
    """Levels, RIT scores and tests in Science; None without any."""
    fast_math: SubjectPlacement | None = field(name="FastMath", default=None)
    """Levels, RIT scores and tests in FastMath, the subject of fluency; None without any."""
    math: SubjectPlacement | None = field(name="Math", default=None)
    """Levels, RIT scores and tests in Math; None without any."""


class ScreeningResult(Model, kw_only=True):
    """The result of a screening test."""

    grade: Grade
    """Grade level that the score corresponds to, from `-1` (pre-K) to `13` (AP)."""
    rit_score: int | float
    """Score on NWEA's RIT scale."""
    test_name: str
    """Name of the test at NWEA."""
    completed_at: str
    """Time when the student was done, as ISO text."""


class ScreeningAssignment(Model, kw_only=True):
    """The test assigned in a session; all None if there is none."""

    assigned_test_key: str | None = None
    """Key of the test at NWEA; None if none is assigned."""
    status: ScreeningAssignmentStatus | None = None
    """Progress of the test in the platform's words; None if none is assigned."""
    nwea_status: NweaStatus | None = None
    """Progress of the test in NWEA's words; None if none is assigned."""


class ScreeningSession(Model, kw_only=True):
    """A session for screening tests. Its password and pin are secrets, which its `repr` leaves out."""

    _secrets = frozenset({"name", "password", "pin"})

    nwea_student_id: str
    """Identifier of the student at NWEA."""
    created_on: Timestamp
    """Time when the session was made, in UTC."""
    password: str
    """Secret for joining the session."""
    name: str
    """Name of the session, for joining it."""
    proctor_id: str
    """Identifier of the proctor at NWEA."""
    pin: str
    """Secret number that goes with the session."""
    test_session_id: str
    """Identifier of the session at NWEA."""
    status: ScreeningSessionStatus
    """Whether the session can be joined: active or inactive."""
    assignment: ScreeningAssignment
    """Test assigned in the session; its fields are None if there is none."""
    term_id: str
    """Identifier of NWEA's testing term."""


class LegacyScreeningAssignment(Model, kw_only=True):
    """An assigned test in the format of an older description."""

    assigned_test_key: str
    """Key of the test at NWEA."""
    email: str
    """Email address of the student."""
    test_name: str
    """Name of the test at NWEA."""
    test_session_id: str
    """Identifier of the session at NWEA."""
    updated_on: Timestamp
    """Time of the last change, in UTC."""
    nwea_status: NweaStatus
    """Progress of the test in NWEA's words."""
    status: ScreeningAssignmentStatus
    """Progress of the test in the platform's words."""
    student_id: str
    """Identifier of the student at NWEA."""
    student_name: str
    """Name of the student, for people."""


class ScreeningResetSessionInput(InputModel, kw_only=True):
    """The student whose session is to be reset."""

    user_id: str
    """OneRoster id of the student; the results so far are kept."""


class ScreeningAssignTestInput(InputModel, kw_only=True):
    """A user, and the subject of the screening test to assign."""

    user_id: str
    """OneRoster id of the student."""
    subject: Choice[ScreeningSubject]
    """Subject of the test, of the four that are screened."""
