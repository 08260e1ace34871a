"""Courses, and the goals and totals that their metadata hold."""

from __future__ import annotations

from ..base import UNSET, Choice, InputModel, MetadataInput, OpenMetadata, Timestamp, Unset
from .common import Entity, GuidRef, NonEmpty, Ref, RefInput
from .enums import Grade, Status, Subject

__all__ = ["Course", "CourseInput", "CourseMetadata", "CourseMetrics", "Goals"]


class Goals(OpenMetadata, kw_only=True):
    """The goals of a student for a day. In an enrollment, the server accepts only these keys."""

    daily_xp: int | float | None = None
    """XP to earn on a school day, where one XP is a minute of focused work."""
    daily_lessons: int | float | None = None
    """Lessons to complete on a school day."""
    daily_active_minutes: int | float | None = None
    """Minutes of active work to do on a school day."""
    daily_accuracy: int | float | None = None
    """Share of questions to answer correctly on a school day, in percent."""
    daily_mastered_units: int | float | None = None
    """Units to master on a school day."""


class CourseMetrics(OpenMetadata, kw_only=True):
    """The totals of a course."""

    total_xp: int | float | None = None
    """XP for the whole course."""
    total_lessons: int | float | None = None
    """Number of lessons in the course."""
    total_grades: int | float | None = None
    """Number of grade levels that the course spans."""


class CourseMetadata(OpenMetadata, kw_only=True):
    """The keys that a course's metadata has by convention; others occur."""

    goals: Goals | None = None
    """Goals of a student for a day, which EduBridge's `reset_goals()` copies to the enrollments."""
    metrics: CourseMetrics | None = None
    """Size of the whole course: XP, lessons, grades."""
    primary_app: str | None = None
    """Application that teaches the course, by convention; production ignores it (2026-06), see
    `Course.primary_app`."""


class Course(Entity, kw_only=True):
    """A course, which classes teach. `CourseMetadata.read(course.metadata)` types the usual keys."""

    title: str
    """Name for people, such as `Grade 5 Math`."""
    academic_session: Ref | None = None
    """Session in which the course is offered, by its identifier; None if it is open-ended."""
    school_year: GuidRef | None = None
    """School year of the course, with URL and kind; None if it is open-ended."""
    course_code: str | None = None
    """Human-readable code, such as `MATH-5`; need not be unique."""
    grades: list[Grade] | None = None
    """Grade levels that the course is for, from `-1` (pre-K) to `13` (AP)."""
    subjects: list[Subject] | None = None
    """Subjects that the course teaches, in the platform's own list of names."""
    subject_codes: list[str] | None = None
    """Codes of the subjects in a national scheme such as SCED, in the order of `subjects`."""
    org: Ref
    """Organization that offers the course, by its identifier."""
    level: str | None = None
    """Level of difficulty or stage, in the school's own words, such as `AP`."""
    grading_scheme: str | None = None
    """Manner of grading, in the school's own words."""
    resources: list[GuidRef] | None = None
    """Resources that the course as a whole uses, in addition to those of its components."""
    primary_app: str | None = None
    """Application that owns the course, by its identifier; None if none does."""


class CourseInput(InputModel, kw_only=True):
    """A course to create or replace. Without `sourced_id` the server allocates one."""

    sourced_id: Unset[NonEmpty] = UNSET
    """Identifier to create the course under, a UUID or any text; left out, the server allocates one."""
    status: Choice[Status]
    """`active`, or `tobedeleted` to mark the course as deleted."""
    date_last_modified: Unset[Timestamp] = UNSET
    """Time of the last change as the sender knows it."""
    metadata: Unset[MetadataInput[CourseMetadata] | None] = UNSET
    """Keys beyond the standard, typed by `CourseMetadata`; those that are not sent stay in production
    (2026-04)."""
    title: str
    """Name for people, such as `Grade 5 Math`."""
    academic_session: Unset[RefInput | None] = UNSET
    """Session in which the course is offered, by its identifier; None if it is open-ended."""
    school_year: Unset[GuidRef | None] = UNSET
    """School year of the course, with URL and kind; None if it is open-ended."""
    course_code: Unset[str | None] = UNSET
    """Human-readable code, such as `MATH-5`; need not be unique."""
    grades: Unset[list[Choice[Grade]] | None] = UNSET
    """Grade levels that the course is for, from `-1` (pre-K) to `13` (AP)."""
    subjects: Unset[list[Choice[Subject]] | None] = UNSET
    """Subjects that the course teaches, in the platform's own list of names."""
    subject_codes: Unset[list[str] | None] = UNSET
    """Codes of the subjects in a national scheme such as SCED, in the order of `subjects`."""
    org: RefInput
    """Organization that offers the course."""
    level: Unset[str | None] = UNSET
    """Level of difficulty or stage, in the school's own words, such as `AP`."""
    grading_scheme: Unset[str | None] = UNSET
    """Manner of grading, in the school's own words."""
    resources: Unset[list[GuidRef] | None] = UNSET
    """Resources that the course as a whole uses, in addition to those of its components."""
    primary_app: Unset[NonEmpty] = UNSET
    """Application that owns the course; it cannot be cleared: to null and to blank text production answers 422
    (2026-06)."""
