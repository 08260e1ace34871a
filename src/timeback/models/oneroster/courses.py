"""Courses, and the goals and totals that their metadata hold."""

from __future__ import annotations

from ..base import UNSET, Choice, InputModel, MetadataInput, OpenMetadata, Timestamp, Unset
from .common import Entity, GuidRef, NonEmpty, Ref, RefInput
from .enums import Grade, Status, Subject

__all__ = ["Course", "CourseInput", "CourseMetadata", "CourseMetrics", "Goals"]


class Goals(OpenMetadata, kw_only=True):
    """The goals of a student for a day. In an enrollment the server takes these keys and no other."""

    daily_xp: int | float | None = None
    daily_lessons: int | float | None = None
    daily_active_minutes: int | float | None = None
    daily_accuracy: int | float | None = None
    daily_mastered_units: int | float | None = None


class CourseMetrics(OpenMetadata, kw_only=True):
    """The totals of a course."""

    total_xp: int | float | None = None
    total_lessons: int | float | None = None
    total_grades: int | float | None = None


class CourseMetadata(OpenMetadata, kw_only=True):
    """The keys that a course's metadata has by convention; others occur."""

    goals: Goals | None = None
    metrics: CourseMetrics | None = None
    primary_app: str | None = None


class Course(Entity, kw_only=True):
    """A course, which classes teach. `CourseMetadata.read(course.metadata)` types the usual keys."""

    title: str
    academic_session: Ref | None = None
    school_year: GuidRef | None = None
    course_code: str | None = None
    grades: list[Grade] | None = None
    subjects: list[Subject] | None = None
    subject_codes: list[str] | None = None
    org: Ref
    level: str | None = None
    grading_scheme: str | None = None
    resources: list[GuidRef] | None = None
    primary_app: str | None = None


class CourseInput(InputModel, kw_only=True):
    """A course to create or replace. Without `sourced_id` the server allocates one."""

    sourced_id: Unset[NonEmpty] = UNSET
    status: Choice[Status]
    date_last_modified: Unset[Timestamp] = UNSET
    metadata: Unset[MetadataInput[CourseMetadata] | None] = UNSET
    title: str
    academic_session: Unset[RefInput | None] = UNSET
    school_year: Unset[GuidRef | None] = UNSET
    course_code: Unset[str | None] = UNSET
    grades: Unset[list[Choice[Grade]] | None] = UNSET
    subjects: Unset[list[Choice[Subject]] | None] = UNSET
    subject_codes: Unset[list[str] | None] = UNSET
    org: RefInput
    level: Unset[str | None] = UNSET
    grading_scheme: Unset[str | None] = UNSET
    resources: Unset[list[GuidRef] | None] = UNSET
    primary_app: Unset[str | None] = UNSET
