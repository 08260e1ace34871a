"""Enrollments: who takes which course where, with what goals."""

from __future__ import annotations

from typing import Any

from ..base import UNSET, Choice, InputModel, InstantInput, MetadataInput, Model, OpenMetadata, Unset
from ..oneroster.courses import Goals
from .enums import EnrollmentRole, Grade, Subject

__all__ = [
    "DefaultClass",
    "EnrollInput",
    "Enrollment",
    "EnrollmentCourse",
    "EnrollmentMetadata",
    "EnrollmentMetrics",
    "EnrollmentPeriod",
    "EnrollmentPrimaryApp",
    "EnrollmentSchool",
    "Goals",
    "ResetGoalsResult",
]


class EnrollmentMetrics(OpenMetadata, kw_only=True):
    """The totals of a course."""

    total_xp: int | float | None = None
    """XP for the whole course; may be fractional."""
    total_lessons: int | float | None = None
    """Number of lessons in the course."""
    total_grades: int | float | None = None
    """Number of grade levels that the course spans."""
    course_type: str | None = None
    """Kind of course: `base`, `hole-filling` or `optional`."""
    is_supplemental: bool | None = None
    """Whether the course is additional to the one that teaches the grade."""


class EnrollmentMetadata(OpenMetadata, kw_only=True):
    """The documented keys of an enrollment's metadata; others, such as `pctCompleteApp`, occur."""

    goals: Goals | None = None
    """Goals of the student for a day in the course; None if there are none."""
    metrics: EnrollmentMetrics | None = None
    """Totals of the course, as stored with the enrollment; None if there are none."""
    student_specific_goals: bool | None = None
    """Whether the goals are this student's own, which `reset_goals()` leaves alone."""


class EnrollmentPrimaryApp(Model, kw_only=True):
    """The main application for working through a course."""

    id: str
    """Identifier of the application on the platform."""
    name: str
    """Name of the application for people."""
    domains: list[str]
    """Internet domains of the application."""


class EnrollmentCourse(Model, kw_only=True):
    """The course of an enrollment."""

    id: str
    """OneRoster id of the course."""
    title: str
    """Name for people."""
    metadata: dict[str, Any]
    """Free keys of the course, such as its goals and metrics."""
    subjects: list[str] | None = None
    """Subjects that the course teaches; None if not stated."""
    grades: list[str] | None = None
    """Grade levels that the course is for, from `-1` (pre-K) to `13` (AP); None if not stated."""
    primary_app: EnrollmentPrimaryApp | None = None
    """Main application for working through the course; None if there is none."""


class EnrollmentSchool(Model, kw_only=True):
    """The school of an enrollment."""

    id: str
    """OneRoster id of the school."""
    name: str
    """Name for people."""


class EnrollmentPeriod(Model, kw_only=True):
    """A part of the school year that an enrollment covers."""

    id: str
    """OneRoster id of the academic session."""
    title: str
    """Name for people, such as `Fall Term`."""
    start_date: str | None = None
    """First day, an ISO date or datetime; None if not stated."""
    end_date: str | None = None
    """End, an ISO date or datetime; None if not stated."""


class Enrollment(Model, kw_only=True):
    """A user's enrollment in a course at a school.

    `EnrollmentMetadata.read(enrollment.metadata)` types the documented keys of its metadata.
    """

    id: str
    """OneRoster id of the enrollment."""
    role: EnrollmentRole
    """Function of the user in the course, such as `student`."""
    begin_date: str | None = None
    """First day, an ISO date or datetime; None for an enrollment that has always been open."""
    end_date: str | None = None
    """End, an ISO date or datetime; None while the enrollment is open."""
    course: EnrollmentCourse
    """Course that the user is enrolled in."""
    school: EnrollmentSchool
    """School where the user takes the course."""
    metadata: dict[str, Any] | None = None
    """Free keys, such as `goals` and `pctCompleteApp`; None if there are none."""
    periods: list[EnrollmentPeriod] | None = None
    """Sessions in which the enrollment runs; None if the server does not list them."""
    test_out_supported: bool = False
    """Whether the course has a test that skips it; false where the server does not say."""
    test_out_eligible: bool = False
    """Whether the student may take that test now; false where the server does not say."""


class EnrollInput(InputModel, kw_only=True):
    """The details of an enrollment, all optional. By default the role is student and the first day is today."""

    sourced_id: Unset[str] = UNSET
    """Identifier to create the enrollment under; left out, the server allocates one."""
    role: Unset[Choice[EnrollmentRole]] = UNSET
    """Function of the user in the course; left out, `student`."""
    begin_date: Unset[InstantInput] = UNSET
    """Time when the enrollment begins; left out, today."""
    metadata: Unset[MetadataInput[EnrollmentMetadata]] = UNSET
    """Free keys to keep with the enrollment, typed by `EnrollmentMetadata` or as a dict."""


class ResetGoalsResult(Model, kw_only=True):
    """The number of enrollments that got the goals of their course, and the errors for others."""

    updated: int
    """Number of enrollments that took over the goals of their course."""
    errors: list[str]
    """The server's words about enrollments that could not."""


class DefaultClass(Model, kw_only=True):
    """The class that enrollments in a course at a school go to."""

    id: str
    """OneRoster id of the class."""
    title: str
    """Name of the class, which the server made up from the course's."""
    class_code: str | None = None
    """Human-readable code; None if the class has none."""
    subject_codes: list[str]
    """Codes of the subjects in a national scheme such as SCED."""
    subjects: list[Subject]
    """Subjects that the class teaches."""
    grades: list[Grade]
    """Grade levels that the class is for, from `-1` (pre-K) to `13` (AP)."""
    periods: list[str]
    """Identifiers of the academic sessions in which the class meets."""
    course: EnrollmentCourse
    """Course that the class teaches."""
