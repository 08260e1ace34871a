"""Validation of XML, feedback of students, deletes."""

from __future__ import annotations

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
    """Schema to check against: that of a test, an item or a stimulus."""
    xml: Unset[str | None] = UNSET
    """Document to check, whole; ignored where an id is given."""
    entity_id: Unset[str | None] = UNSET
    """Identifier of something stored to check, in place of `xml`."""


class ValidateBatchInput(InputModel, kw_only=True):
    """Several documents to check, or ids of what is stored."""

    schema: Choice[ValidationSchema]
    """Schema to check against: that of a test, an item or a stimulus."""
    xml: Unset[list[str] | None] = UNSET
    """Documents to check, each whole; ignored where ids are given."""
    entity_ids: Unset[list[str] | None] = UNSET
    """Identifiers of what is stored to check, in place of `xml`."""


class ValidationResult(Model, kw_only=True):
    """The verdict on XML: whether it matches its schema, and the errors if not."""

    success: bool
    """Whether the XML fits its schema; an answer of false is still a 200."""
    entity_id: str
    """Identifier that was sent, or a random one if none was."""
    xml_content: str | None = None
    """XML that was checked; None if the server leaves it out."""
    validation_errors: list[str] = []
    """Errors that the XML parser found; empty if there are none."""
    message: str
    """The server's verdict in words; `Valid XML` if it is valid."""
    error: str | None = None
    """Fault of the check itself; None if it ran."""


class BatchValidationResult(Model, kw_only=True):
    """The results of a batch, in order."""

    results: list[ValidationResult]
    """Verdicts in the order of the documents sent."""


class LessonFeedbackInput(InputModel, kw_only=True):
    """Feedback of a student on a lesson or a question."""

    question_id: Unset[str | None] = UNSET
    """Identifier of the question; left out for feedback on the lesson as a whole."""
    user_id: str
    """Identifier of the student who gives the feedback."""
    feedback: str
    """The student's words."""
    lesson_id: str
    """Identifier of the lesson."""
    human_approved: Unset[bool | None] = UNSET
    """Whether a person has approved the question."""


class LessonFeedback(Model, kw_only=True):
    """Feedback as it was stored."""

    question_id: str | None = None
    """Identifier of the question; None for feedback on the lesson as a whole."""
    user_id: str
    """Identifier of the student who gives the feedback."""
    feedback: str
    """The student's words."""
    type: FeedbackType
    """Scope of the feedback, which the endpoint decides: `QUESTION` or `LESSON`."""
    lesson_id: str
    """Identifier of the lesson."""
    human_approved: bool | list[bool] | None = None
    """Whether a person has approved the question; a list for a whole lesson, None if nobody has looked."""
