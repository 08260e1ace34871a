"""Placement tests and levels, and screening."""

from __future__ import annotations

from typing import Any, TypeAlias

from msgspec import field

from ..base import UNKNOWN, Choice, InputModel, Model, Timestamp, UnknownVariant
from .common import Guarded
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
    """A placement test as its records: each a row of the platform's tables."""

    component_resources: dict[str, Any] = field(name="component_resources")
    resources: dict[str, Any]
    resources_metadata: dict[str, Any] = field(name="resources_metadata")
    assessment_line_items: dict[str, Any] | None = field(default=None, name="assessment_line_items")
    assessment_results: list[dict[str, Any]] | None = field(default=None, name="assessment_results")


class CurrentLevel(Model, kw_only=True):
    """Where a student stands in a subject."""

    grade_level: Grade | None = None
    onboarded: bool
    available_tests: int


class NextPlacementTest(Model, kw_only=True):
    """The placement test to take next; `lesson` is None where there is none."""

    exhausted_tests: bool
    grade_level: Grade | None = None
    lesson_id: str | None = field(name="lesson", default=None)
    onboarded: bool
    available_tests: int


class SubjectProgressCourse(Model, kw_only=True):
    """A course, as progress in a subject names it."""

    sourced_id: str
    status: str
    date_last_modified: str
    title: str
    course_code: str | None = None
    grades: list[Grade] | None = None
    level: str | None = None
    org_sourced_id: str
    subjects: list[Subject] | None = None


class SubjectCourseProgress(Model, kw_only=True):
    """A student's progress in one course of a subject.

    The API spells the flag `inEnrolled`, its guide `isEnrolled`: whichever a server sends, `in_enrolled` has it.
    """

    course: SubjectProgressCourse
    in_enrolled: bool | None = None
    is_enrolled: bool | None = None
    has_used_test_out: bool
    test_out_lesson_id: str | None = None
    completed_lessons: int
    total_lessons: int
    total_attainable_xp: int | float
    total_xp_earned: int | float

    def __post_init__(self) -> None:
        if self.in_enrolled is None:
            self.in_enrolled = self.is_enrolled
        self.is_enrolled = self.in_enrolled


class PlacementResetInput(InputModel, kw_only=True):
    """The student and the subject to begin again."""

    student_id: str = field(name="student")
    subject: Choice[Subject]


class PlacementResetResult(Model, kw_only=True):
    """What a reset took away."""

    success: bool
    placement_results_deleted: int
    onboarding_reset: bool


class RitScore(Model, kw_only=True):
    """A RIT score and the grade that it stands for."""

    score: int
    grade: int


class RitScores(Model, kw_only=True):
    """RIT scores of the two kinds of test."""

    growth: RitScore | None = field(name="GROWTH", default=None)
    screening: RitScore | None = field(name="SCREENING", default=None)


class PlacementSourceResult(Model, kw_only=True, tag_field="source", tag="PLACEMENT"):
    """A placement test of the platform, and what it came to."""

    test_id: str
    title: str
    subject: str
    grade: int
    status: PlacementTestStatus
    score: int | float | None = None
    completed_at: str | None = None
    mastery_track_processed: bool | None = None


class EdulasticSourceResult(Model, kw_only=True, tag_field="source", tag="EDULASTIC"):
    """A placement test in Edulastic, and what it came to."""

    test_id: str
    title: str
    subject: str
    grade: int
    status: PlacementTestStatus
    score: int | float | None = None
    completed_at: str | None = None


class UnknownPlacementResult(UnknownVariant, tag_field="source", tag=UNKNOWN):
    """A placement result of a source that this library does not list."""


PlacementResult: TypeAlias = PlacementSourceResult | EdulasticSourceResult | UnknownPlacementResult


class SubjectPlacement(Model, kw_only=True):
    """Placement in one subject. Grades are whole numbers here."""

    starting_grade: int
    current_grade: int
    subject_lowest_grade: int
    subject_highest_grade: int
    rit: RitScores = field(name="RIT")
    results: list[PlacementResult]
    status: str
    next_test_id: str | None = None


class StudentPlacementResult(Model, kw_only=True):
    """A student's placement, by subject; None where there is nothing."""

    reading: SubjectPlacement | None = field(name="Reading", default=None)
    language: SubjectPlacement | None = field(name="Language", default=None)
    vocabulary: SubjectPlacement | None = field(name="Vocabulary", default=None)
    social_studies: SubjectPlacement | None = field(name="Social Studies", default=None)
    writing: SubjectPlacement | None = field(name="Writing", default=None)
    science: SubjectPlacement | None = field(name="Science", default=None)
    fast_math: SubjectPlacement | None = field(name="FastMath", default=None)
    math: SubjectPlacement | None = field(name="Math", default=None)


class ScreeningResult(Model, kw_only=True):
    """The result of a screening test."""

    grade: Grade
    rit_score: int | float
    test_name: str
    completed_at: str


class ScreeningAssignment(Model, kw_only=True):
    """The test assigned in a session; all None where there is none."""

    assigned_test_key: str | None = None
    status: ScreeningAssignmentStatus | None = None
    nwea_status: NweaStatus | None = None


class ScreeningSession(Guarded, kw_only=True):
    """A session for screening tests. Its password and pin are secrets, which its `repr` leaves out."""

    _secrets = frozenset({"name", "password", "pin"})

    nwea_student_id: str
    created_on: Timestamp
    password: str
    name: str
    proctor_id: str
    pin: str
    test_session_id: str
    status: ScreeningSessionStatus
    assignment: ScreeningAssignment
    term_id: str


class LegacyScreeningAssignment(Model, kw_only=True):
    """An assigned test, as an older description answers it."""

    assigned_test_key: str
    email: str
    test_name: str
    test_session_id: str
    updated_on: Timestamp
    nwea_status: NweaStatus
    status: ScreeningAssignmentStatus
    student_id: str
    student_name: str


class ScreeningResetSessionInput(InputModel, kw_only=True):
    """Whose session to reset."""

    user_id: str


class ScreeningAssignTestInput(InputModel, kw_only=True):
    """A user, and the subject of the screening test to assign."""

    user_id: str
    subject: Choice[ScreeningSubject]
