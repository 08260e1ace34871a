"""Enrolments: who takes which course where, with what goals."""

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
    """What the course holds in all."""

    total_xp: int | float | None = None
    total_lessons: int | float | None = None
    total_grades: int | float | None = None
    course_type: str | None = None
    is_supplemental: bool | None = None


class EnrollmentMetadata(OpenMetadata, kw_only=True):
    """The documented keys of an enrolment's metadata; others, such as `pctCompleteApp`, occur."""

    goals: Goals | None = None
    metrics: EnrollmentMetrics | None = None
    student_specific_goals: bool | None = None


class EnrollmentPrimaryApp(Model, kw_only=True):
    """The application in which a course is mainly worked through."""

    id: str
    name: str
    domains: list[str]


class EnrollmentCourse(Model, kw_only=True):
    """The course of an enrolment."""

    id: str
    title: str
    metadata: dict[str, Any]
    subjects: list[str] | None = None
    grades: list[str] | None = None
    primary_app: EnrollmentPrimaryApp | None = None


class EnrollmentSchool(Model, kw_only=True):
    """The school of an enrolment."""

    id: str
    name: str


class EnrollmentPeriod(Model, kw_only=True):
    """A stretch of the school year in which an enrolment runs."""

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


class EnrollInput(InputModel, kw_only=True):
    """How to enrol: everything may be left out. The role is student unless given, the beginning today."""

    sourced_id: Unset[str] = UNSET
    role: Unset[Choice[EnrollmentRole]] = UNSET
    begin_date: Unset[InstantInput] = UNSET
    metadata: Unset[MetadataInput[EnrollmentMetadata]] = UNSET


class ResetGoalsResult(Model, kw_only=True):
    """How many enrolments took over the goals of their course, and what went wrong with others."""

    updated: int
    errors: list[str]


class DefaultClass(Model, kw_only=True):
    """The class that enrolments in a course at a school go to."""

    id: str
    title: str
    class_code: str | None = None
    subject_codes: list[str]
    subjects: list[Subject]
    grades: list[Grade]
    periods: list[str]
    course: EnrollmentCourse
