"""The file that lists the courses of an application, `timeback.config.json`."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta, field

from ..base import UNSET, OpenInput, Unset

__all__ = [
    "AppConfig",
    "AppCourse",
    "AppCourseDefaults",
    "AppCourseGoals",
    "AppCourseIds",
    "AppCourseMetadata",
    "AppCourseMetrics",
    "AppCourseOverride",
    "AppCourseOverrides",
]

NonEmpty = Annotated[str, Meta(min_length=1)]
Grade = Annotated[int, Meta(ge=-1, le=13)]
Amount = Annotated[int, Meta(ge=0)] | Annotated[float, Meta(ge=0)]
Count = Annotated[int, Meta(ge=0)]


class AppCourseGoals(OpenInput, kw_only=True):
    """The daily aims of a course."""

    daily_xp: Unset[Amount] = UNSET
    """XP to earn a day."""
    daily_lessons: Unset[Amount] = UNSET
    """Number of lessons to finish a day."""
    daily_active_minutes: Unset[Amount] = UNSET
    """Minutes to work a day."""
    daily_accuracy: Unset[Amount] = UNSET
    """Percentage of questions to answer correctly."""
    daily_mastered_units: Unset[Amount] = UNSET
    """Number of units to master a day."""


class AppCourseMetrics(OpenInput, kw_only=True):
    """The size of a course."""

    total_xp: Unset[Amount] = UNSET
    """XP of the whole course."""
    total_lessons: Unset[Count] = UNSET
    """Number of lessons in the course; a student's progress is the share of mastered units in it."""
    total_grades: Unset[Count] = UNSET
    """Number of grade levels that the course spans."""


class AppCourseMetadata(OpenInput, kw_only=True):
    """The metadata that a course is given on the platform; further keys are kept."""

    course_type: Unset[str] = UNSET
    """Kind of course: `base`, `hole-filling` or `optional`."""
    is_supplemental: Unset[bool] = UNSET
    """Whether it goes with another course of the subject."""
    is_custom: Unset[bool] = UNSET
    """Whether it was made for one student or group."""
    publish_status: Unset[str] = UNSET
    """State of publication: `draft`, `testing`, `published` or `deactivated`."""
    contact_email: Unset[str] = UNSET
    """Address of the person responsible for the course."""
    primary_app: Unset[str] = UNSET
    """Application that the course is taught in."""
    goals: Unset[AppCourseGoals] = UNSET
    """Daily aims."""
    metrics: Unset[AppCourseMetrics] = UNSET
    """Size of the course."""


class AppCourseDefaults(OpenInput, kw_only=True):
    """The values that hold for courses which do not say otherwise."""

    level: Unset[str] = UNSET
    """School level, such as `Elementary`."""
    metadata: Unset[AppCourseMetadata] = UNSET
    """Metadata of every course; a course's own keys replace them."""


class AppCourseOverride(OpenInput, kw_only=True):
    """The differences of a course in one environment."""

    level: Unset[str] = UNSET
    """School level there."""
    sensor: Unset[str] = UNSET
    """URL of the application that records its events there."""
    launch_url: Unset[str] = UNSET
    """Address that launches it there."""
    metadata: Unset[AppCourseMetadata] = UNSET
    """Metadata there; these keys replace those of the course."""


class AppCourseOverrides(OpenInput, kw_only=True):
    """The differences of a course, by environment."""

    staging: Unset[AppCourseOverride] = UNSET
    """Differences in staging, and in the sandbox."""
    production: Unset[AppCourseOverride] = UNSET
    """Differences in production."""


class AppCourseIds(OpenInput, kw_only=True):
    """The OneRoster ids of a course, by environment; the platform's tools write them."""

    staging: Unset[NonEmpty | None] = UNSET
    """OneRoster id in staging, and in the sandbox; absent before the course was made there."""
    production: Unset[NonEmpty | None] = UNSET
    """OneRoster id in production; absent before the course was made there."""


class AppCourse(OpenInput, kw_only=True):
    """A course that the application teaches; it has a grade, a code, or both."""

    subject: NonEmpty = "Other"
    """Subject, such as `Math` or `Social Studies`."""
    grade: Unset[Grade] = UNSET
    """Grade level: -1 before kindergarten, 0 in it, 13 for Advanced Placement."""
    course_code: Unset[NonEmpty] = UNSET
    """Code of the course, which no other course of the file has."""
    level: Unset[str] = UNSET
    """School level, such as `Elementary`."""
    sensor: Unset[str] = UNSET
    """URL of the application that records its events, in place of the file's own."""
    launch_url: Unset[str] = UNSET
    """Address that launches it; if there is no sensor, its host is used."""
    ids: Unset[AppCourseIds | None] = UNSET
    """OneRoster ids by environment; None before the course was made anywhere."""
    metadata: Unset[AppCourseMetadata] = UNSET
    """Metadata on the platform."""
    overrides: Unset[AppCourseOverrides] = UNSET
    """Differences by environment."""


class AppConfig(OpenInput, kw_only=True):
    """The content of `timeback.config.json`; `timeback.apps.load_config()` reads and checks it."""

    schema: Unset[str] = field(name="$schema", default=UNSET)
    """Address of the JSON schema, for editors."""
    name: NonEmpty = "Timeback App"
    """Name of the application, as events and figures show it."""
    sensor: Unset[str] = UNSET
    """URL of what records the events of every course that does not name another."""
    launch_url: Unset[str] = UNSET
    """Address that launches the application; if there is no sensor, its host is used."""
    defaults: Unset[AppCourseDefaults] = UNSET
    """Values for courses that set none of their own."""
    courses: Annotated[list[AppCourse], Meta(min_length=1)]
    """Courses that the application teaches."""
    studio: Unset[dict[str, Any]] = UNSET
    """Settings of the platform's studio, which mean nothing here."""
