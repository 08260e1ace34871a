"""Enrollments: who takes which course where, with what goals."""

from __future__ import annotations

from typing import Any

from ..base import UNSET, Choice, InputModel, InstantInput, MetadataInput, Model, OpenMetadata, Unset
from .enums import EnrollmentRole, Grade, Subject

__all__ = [
    "DefaultClass",
    "EnrollOptions",
    "Enrollment",
    "EnrollmentCourse",
    "EnrollmentGoals",
    "EnrollmentMetadata",
    "EnrollmentMetrics",
    "EnrollmentPeriod",
    "EnrollmentPrimaryApp",
    "EnrollmentSchool",
    "ResetGoalsResult",
]


class EnrollmentGoals(OpenMetadata, kw_only=True):
    """The goals of a student for a school day."""

    daily_xp: int | float | None = None
    daily_lessons: int | float | None = None
    daily_active_minutes: int | float | None = None
    daily_accuracy: int | float | None = None
    daily_mastered_units: int | float | None = None


class EnrollmentMetrics(OpenMetadata, kw_only=True):
    """The totals of a course."""

    total_xp: int | float | None = None
    total_lessons: int | float | None = None
    total_grades: int | float | None = None
    course_type: str | None = None
    is_supplemental: bool | None = None


class EnrollmentMetadata(OpenMetadata, kw_only=True):
    """The documented keys of an enrollment's metadata; others, such as `pctCompleteApp`, occur."""

    goals: EnrollmentGoals | None = None
    metrics: EnrollmentMetrics | None = None
    student_specific_goals: bool | None = None


class EnrollmentPrimaryApp(Model, kw_only=True):
    """The application in which a course is mainly worked through."""

    id: str
    name: str
    domains: list[str]


class EnrollmentCourse(Model, kw_only=True):
    """The course of an enrollment."""

    id: str
    title: str
    metadata: dict[str, Any]
    subjects: list[str] | None = None
    grades: list[str] | None = None
    primary_app: EnrollmentPrimaryApp | None = None


class EnrollmentSchool(Model, kw_only=True):
    """The school of an enrollment."""

    id: str
    name: str


class EnrollmentPeriod(Model, kw_only=True):
    """A stretch of the school year in which an enrollment runs."""

    id: str
    title: str
    start_date: str | None = None
    end_date: str | None = None


class Enrollment(Model, kw_only=True):
    """A user's part in a course at a school.

    `EnrollmentMetadata.read(enrollment.metadata)` types the documented keys of its metadata.
    """

    id: str
    role: EnrollmentRole
    begin_date: str | None = None
    end_date: str | None = None
    course: EnrollmentCourse
    school: EnrollmentSchool
    metadata: dict[str, Any] | None = None
    periods: list[EnrollmentPeriod] | None = None
    test_out_supported: bool = False
    test_out_eligible: bool = False


class EnrollOptions(InputModel, kw_only=True):
    """The terms of an enrollment, all optional: the role is student and the beginning today unless given."""

    sourced_id: Unset[str] = UNSET
    role: Unset[Choice[EnrollmentRole]] = UNSET
    begin_date: Unset[InstantInput] = UNSET
    metadata: Unset[MetadataInput[EnrollmentMetadata]] = UNSET


class ResetGoalsResult(Model, kw_only=True):
    """The count of enrollments that took over the goals of their course, and the errors of others."""

    updated: int
    errors: list[str]


class DefaultClass(Model, kw_only=True):
    """The class that enrollments in a course at a school go to."""

    id: str
    title: str
    class_code: str | None = None
    subject_codes: list[str]
    subjects: list[Subject]
    grades: list[Grade]
    periods: list[str]
    course: EnrollmentCourse
