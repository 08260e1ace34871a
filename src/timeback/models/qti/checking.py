"""Validation of XML, feedback of students, deletes."""

from __future__ import annotations

from msgspec import field

from ..base import UNSET, Choice, InputModel, Model, Unset
from .enums import FeedbackType, ValidationSchema

__all__ = [
    "BatchValidationResult",
    "LessonFeedback",
    "LessonFeedbackInput",
    "ValidateBatchInput",
    "ValidateInput",
    "ValidationResult",
]


class ValidateInput(InputModel, kw_only=True):
    """XML to check, or the id of something stored."""

    schema: Choice[ValidationSchema]
    xml: Unset[str] = UNSET
    entity_id: Unset[str] = UNSET


class ValidateBatchInput(InputModel, kw_only=True):
    """Several documents to check, or ids of what is stored."""

    schema: Choice[ValidationSchema]
    xml: Unset[list[str]] = UNSET
    entity_ids: Unset[list[str]] = UNSET


class ValidationResult(Model, kw_only=True):
    """Whether XML fits its schema, and what does not."""

    success: bool
    entity_id: str
    xml_content: str | None = None
    validation_errors: list[str] = field(default_factory=list[str])
    message: str
    error: str | None = None


class BatchValidationResult(Model, kw_only=True):
    """The results of a batch, in order."""

    results: list[ValidationResult]


class LessonFeedbackInput(InputModel, kw_only=True):
    """Feedback of a student on a lesson or a question."""

    question_id: Unset[str] = UNSET
    user_id: str
    feedback: str
    lesson_id: str
    human_approved: Unset[bool] = UNSET


class LessonFeedback(Model, kw_only=True):
    """Feedback as it was stored."""

    question_id: str | None = None
    user_id: str
    feedback: str
    type: FeedbackType
    lesson_id: str
    human_approved: bool | list[bool] | None = None
