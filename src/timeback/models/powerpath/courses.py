"""The rendering of courses, and the sequences that they are part of."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from ..base import UNSET, InputModel, Model, Timestamp, Unset
from .enums import CourseSequenceStatus, Grade, Subject

__all__ = [
    "CourseReference",
    "CourseSequence",
    "CourseSequenceStage",
    "CourseSequenceStageProperties",
    "RenderConfig",
    "RenderConfigInput",
    "RenderConfigUpsertResult",
]


class RenderConfigInput(InputModel, kw_only=True):
    """The renderer to set for the questions of some courses."""

    course_ids: Annotated[list[str], Meta(min_length=1)]
    """OneRoster ids of the courses to configure, one at least."""
    renderer_id: str
    """Identifier of the renderer, in its maker's words."""
    renderer_url: str
    """Absolute address that the renderer is loaded from."""
    renderer_version: Unset[str] = UNSET
    """Release of the renderer to load."""
    suppress_feedback: Unset[bool] = UNSET
    """Whether to withhold the questions' feedback from students."""
    suppress_correct_response: Unset[bool] = UNSET
    """Whether to withhold the correct answer from students."""


class RenderConfig(Model, kw_only=True):
    """The renderer of a course's questions."""

    course_id: str
    """OneRoster id of the course."""
    renderer_id: str
    """Identifier of the renderer, in its maker's words."""
    renderer_url: str
    """Absolute address that the renderer is loaded from."""
    renderer_version: str | None = None
    """Version of the renderer; None if none is fixed."""
    suppress_feedback: bool
    """Whether the questions' feedback is withheld from students."""
    suppress_correct_response: bool
    """Whether the correct answer is withheld from students."""


class RenderConfigUpsertResult(Model, kw_only=True):
    """The courses whose configuration was written."""

    updated: list[str]
    """OneRoster ids of the courses whose configuration was written."""


class CourseReference(Model, kw_only=True):
    """A course of a stage."""

    course_id: str | None = None
    """OneRoster id of the course."""
    ref_added_at: Timestamp | None = None
    """Time when the course was put into the stage."""


class CourseSequenceStageProperties(Model, kw_only=True):
    """The properties of a stage, by its kind."""

    course_references: list[CourseReference] | None = None
    """Courses to take in the stage; only for stages of courses."""
    test_types: list[str] | None = None
    """Tests to pass in the stage, such as `test_out`; only for stages of assessments."""
    learning_app_id: str | None = None
    """Application where the stage is worked through."""
    assessment_source: str | None = None
    """System that the stage's tests come from, such as `mastery`."""


class CourseSequenceStage(Model, kw_only=True):
    """A stage of a sequence: a course to take or an assessment to pass."""

    id: str | None = None
    """Identifier of the stage within its sequence."""
    title: str | None = None
    """Heading of the stage."""
    grades: list[Grade] | None = None
    """Grade levels that the stage covers, from `-1` (pre-K) to `13` (AP)."""
    subject: Subject | None = None
    """Subject of the stage; None if the sequence says it."""
    type: str | None = None
    """Kind of stage: `course` to take courses, or an assessment to pass."""
    properties: CourseSequenceStageProperties | None = None
    """Courses or tests of the stage, by its kind."""


class CourseSequence(Model, kw_only=True):
    """Courses and assessments of a subject in the order in which students take them."""

    id: str
    """Identifier of the sequence, a UUID."""
    subject: Subject
    """Subject that the sequence leads through."""
    title: str
    """Name of the sequence, 1 to 255 characters."""
    author: str
    """Email address of the person who made it."""
    status: CourseSequenceStatus
    """State of the sequence: draft, active, retired or deleted."""
    status_updated_at: Timestamp
    """Time of the last change of state, in UTC."""
    stages: list[CourseSequenceStage]
    """Stages, in the order that students take them."""
    description: str | None = None
    """Purpose of the sequence, up to 1,024 characters; None if there is none."""
