"""Progression: courses that fill gaps, and the jobs that plan them."""

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
    """The title of the new course and the XP of its lessons."""

    title: Unset[str] = UNSET
    """Heading of the new course that the student sees."""
    xp_per_lesson: Unset[int | float] = UNSET
    """XP for each of the lessons."""
    metadata: Unset[dict[str, Any]] = UNSET
    """Free keys to keep with the course."""


class HoleFillingCourseInput(InputModel, kw_only=True):
    """A course to create from individual lessons for one student. `grade` is "PK", "K" or 1 to 12."""

    subject: Choice[ProgressionSubject]
    """Subject of the lessons, in lower case here."""
    grade: str | int
    """Grade level of the course: `PK`, `K`, or 1 to 12 as text or number."""
    app: Choice[ProgressionApp]
    """Application that teaches the lessons."""
    email: str
    """Email address of the student, who must be known to Timeback."""
    next: str
    """Course to go on with afterwards, by UUID, or `assessment` for a test."""
    lesson_ids: Annotated[list[str], Meta(min_length=1)]
    """Lessons of the progression catalog to put into the course, one at least."""
    course_details: Unset[HoleFillingCourseDetails] = UNSET
    """Title, XP and metadata of the course, if they should differ from the server's."""


class HoleFillingCourse(Model, kw_only=True):
    """The course that was created."""

    sourced_id: str
    """OneRoster id of the new course."""
    title: str
    """Name of the new course."""
    total_lessons: int
    """Number of lessons put into the course."""
    total_xp: int | float
    """XP for all its lessons."""


class HoleFillingEnrollment(Model, kw_only=True):
    """The outcome of enrolling the student."""

    status_code: int
    """HTTP status of the enrollment that the server made for the student."""
    message: str
    """The server's words about the enrollment."""


class HoleFillingCourseResult(Model, kw_only=True):
    """The course that was created from the lessons."""

    success: bool
    """Whether the course was made."""
    course: HoleFillingCourse
    """Course that was made."""
    enrollment: HoleFillingEnrollment
    """Outcome of enrolling the student, which may have failed although the course was created."""
    resources_created: int
    """Number of lessons made."""
    resources_failed: int
    """Number of lessons that could not be made."""


class ProgressionJobInput(InputModel, kw_only=True):
    """A test result for planning a student's next steps."""

    assignment_id: int | float
    """Number of the AlphaTest assignment to plan from."""
    student_timeback_id: str
    """OneRoster id of the student."""
    student_email: str
    """Email address of the student."""
    subject: str
    """Subject of the test."""
    grade: str
    """Grade level of the test, such as `5` or `K`."""
    current_course_sourced_id: str
    """Course that the student takes now, by its OneRoster id."""
    flow_type: Choice[ProgressionFlow]
    """Kind of plan to make."""
    score: Unset[int | float] = UNSET
    """Score of the test; left out, it is not part of the job."""
    test_type: Unset[str] = UNSET
    """Kind of test that was taken."""
    read_only: Unset[bool] = UNSET
    """Whether to plan and change nothing, a dry run."""
    extended_catalog: Unset[bool] = UNSET
    """Whether lessons of up to two grades above or below may be planned as well."""
    ai_model: Unset[str] = UNSET
    """Model that is to make the recommendations."""
    existing_plan: Unset[bool] = UNSET
    """Whether to take the recommendations that are stored already."""


class ProgressionJobResult(Model, kw_only=True):
    """The job that was queued."""

    success: bool
    """Whether the job was queued."""
    message_id: str
    """Identifier of the job in the queue."""


class CaliperEnvelopeInput(InputModel, kw_only=True):
    """Caliper events to pass on."""

    sensor: str
    """IRI of the application that sends the events."""
    send_time: InstantInput
    """Time when they are sent."""
    data: list[dict[str, Any]]
    """Events in Caliper's JSON, passed on as they are."""
    data_version: Unset[str] = UNSET
    """Version of Caliper's context, such as `http://purl.imsglobal.org/ctx/caliper/v1p2`."""


class CaliperIngestResult(Model, kw_only=True):
    """The server's answer: whether it accepted the events."""

    success: bool
    """Whether the events were taken."""
    message: str
    """The server's words, meant for people."""
