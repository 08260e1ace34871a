"""How courses are rendered, and the sequences that they stand in."""

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
    """How the questions of some courses shall be rendered."""

    course_ids: Annotated[list[str], Meta(min_length=1)]
    renderer_id: str
    renderer_url: str
    renderer_version: Unset[str] = UNSET
    suppress_feedback: Unset[bool] = UNSET
    suppress_correct_response: Unset[bool] = UNSET


class RenderConfig(Model, kw_only=True):
    """How the questions of a course are rendered."""

    course_id: str
    renderer_id: str
    renderer_url: str
    renderer_version: str | None = None
    suppress_feedback: bool
    suppress_correct_response: bool


class RenderConfigUpsertResult(Model, kw_only=True):
    """The courses whose configuration was written."""

    updated: list[str]


class CourseReference(Model, kw_only=True):
    """A course of a stage."""

    course_id: str | None = None
    ref_added_at: Timestamp | None = None


class CourseSequenceStageProperties(Model, kw_only=True):
    """What belongs to a stage of its kind."""

    course_references: list[CourseReference] | None = None
    test_types: list[str] | None = None
    learning_app_id: str | None = None
    assessment_source: str | None = None


class CourseSequenceStage(Model, kw_only=True):
    """A stage of a sequence: a course to take or an assessment to pass."""

    id: str | None = None
    title: str | None = None
    grades: list[Grade] | None = None
    subject: Subject | None = None
    type: str | None = None
    properties: CourseSequenceStageProperties | None = None


class CourseSequence(Model, kw_only=True):
    """Courses and assessments of a subject in the order in which students go through them."""

    id: str
    subject: Subject
    title: str
    author: str
    status: CourseSequenceStatus
    status_updated_at: Timestamp
    stages: list[CourseSequenceStage]
    description: str | None = None
