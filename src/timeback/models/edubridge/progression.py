"""Progression: courses that fill holes, and the jobs that plan them."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import Meta

from ..base import UNSET, Choice, InputModel, InstantInput, Model, Unset
from .enums import ProgressionApp, ProgressionFlow, ProgressionSubject

__all__ = [
    "CaliperEnvelopeInput",
    "CaliperIngestResult",
    "HoleFillingCourse",
    "HoleFillingCourseDetails",
    "HoleFillingCourseInput",
    "HoleFillingCourseResult",
    "HoleFillingEnrollment",
    "ProgressionJobInput",
    "ProgressionJobResult",
]


class HoleFillingCourseDetails(InputModel, kw_only=True):
    """The title of the new course and the worth of its lessons."""

    title: Unset[str] = UNSET
    xp_per_lesson: Unset[int | float] = UNSET
    metadata: Unset[dict[str, Any]] = UNSET


class HoleFillingCourseInput(InputModel, kw_only=True):
    """A course to make of single lessons for one student. `grade` is "PK", "K" or 1 to 12."""

    subject: Choice[ProgressionSubject]
    grade: str | int
    app: Choice[ProgressionApp]
    email: str
    next: str
    lesson_ids: Annotated[list[str], Meta(min_length=1)]
    course_details: Unset[HoleFillingCourseDetails] = UNSET


class HoleFillingCourse(Model, kw_only=True):
    """The course that was made."""

    sourced_id: str
    title: str
    total_lessons: int
    total_xp: int | float


class HoleFillingEnrollment(Model, kw_only=True):
    """The outcome of enrolling the student."""

    status_code: int
    message: str


class HoleFillingCourseResult(Model, kw_only=True):
    """The course that was made of the lessons."""

    success: bool
    course: HoleFillingCourse
    enrollment: HoleFillingEnrollment
    resources_created: int
    resources_failed: int


class ProgressionJobInput(InputModel, kw_only=True):
    """A test result from which to plan what a student does next."""

    assignment_id: int | float
    student_timeback_id: str
    student_email: str
    subject: str
    grade: str
    current_course_sourced_id: str
    flow_type: Choice[ProgressionFlow]
    score: Unset[int | float] = UNSET
    test_type: Unset[str] = UNSET
    read_only: Unset[bool] = UNSET
    extended_catalog: Unset[bool] = UNSET
    ai_model: Unset[str] = UNSET
    existing_plan: Unset[bool] = UNSET


class ProgressionJobResult(Model, kw_only=True):
    """The job that was queued."""

    success: bool
    message_id: str


class CaliperEnvelopeInput(InputModel, kw_only=True):
    """Caliper events to pass on."""

    sensor: str
    send_time: InstantInput
    data: list[dict[str, Any]]
    data_version: Unset[str] = UNSET


class CaliperIngestResult(Model, kw_only=True):
    """The server's word on events sent: taken or not."""

    success: bool
    message: str
