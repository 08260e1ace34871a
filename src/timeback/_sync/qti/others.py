# Generated from src/timeback/_async/qti/others.py by setup_unasync.py; do not edit.
"""Stimuli, validation, feedback of students, and the delete by id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._query.encode import to_wire
from ...models.qti import (
    BatchValidationResult,
    DeleteResult,
    LessonFeedback,
    LessonFeedbackInput,
    Stimulus,
    StimulusInput,
    StimulusXmlInput,
    ValidateBatchInput,
    ValidateInput,
    ValidationResult,
)
from ..resource import Resource, Rows
from .collection import QtiCollection, QtiResource

__all__ = ["General", "Lesson", "Stimuli", "Validate"]


class Stimuli(
    QtiCollection[Stimulus, StimulusInput],
    path="{base}/stimuli",
    reads=Stimulus,
    creates=StimulusInput,
    updates=StimulusInput,
):
    """Stimuli: texts and pictures that items refer to."""

    def create_from_xml(
        self, xml: str | StimulusXmlInput | Mapping[str, Any], *, metadata: Mapping[str, Any] | None = None
    ) -> Stimulus:
        """Create a stimulus out of a `qti-assessment-stimulus` document.

        Raises:
            BadRequestError: The document does not fit the schema.
            ConflictError: The identifier is taken.

        Calls `POST {base}/stimuli`.
        """
        if isinstance(xml, str):
            xml = {"xml": xml} if metadata is None else {"xml": xml, "metadata": dict(metadata)}
        given = xml if isinstance(xml, StimulusXmlInput) else {"format": "xml", **xml}
        return self._write("POST", self._path, Stimulus, to_wire(given, StimulusXmlInput))

    def update(self, identifier: str, data: StimulusInput | Mapping[str, Any]) -> Stimulus:
        """Replace a stimulus: what `data` leaves out is cleared.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            NotFoundError: There is none with this identifier.

        Calls `PUT {base}/stimuli/{identifier}`.
        """
        return self._replace(identifier, data)


class Validate(Resource):
    """Checks XML against its schema; nothing is stored."""

    def validate(self, data: ValidateInput | Mapping[str, Any]) -> ValidationResult:
        """Check a document, or something stored.

        Args:
            data: The schema, with `xml` or `entity_id`; the id wins.

        Returns:
            Whether it fits: `success` is false where it does not, which is no error.

        Raises:
            NotFoundError: There is nothing stored under `entity_id`.

        Calls `POST {base}/validate`.
        """
        return self._one("POST", "{base}/validate", ValidationResult, json=to_wire(data, ValidateInput))

    def batch(self, data: ValidateBatchInput | Mapping[str, Any]) -> BatchValidationResult:
        """Check several documents against one schema.

        Raises:
            NotFoundError: An id is unknown.

        Calls `POST {base}/validate/batch`.
        """
        body = to_wire(data, ValidateBatchInput)
        return self._one("POST", "{base}/validate/batch", BatchValidationResult, json=body)


class Lesson(QtiResource):
    """Students' feedback on lessons and questions."""

    def submit_lesson(self, data: LessonFeedbackInput | Mapping[str, Any]) -> LessonFeedback:
        """Store feedback on a lesson.

        Calls `POST {base}/lesson`.
        """
        return self._write("POST", "{base}/lesson", LessonFeedback, to_wire(data, LessonFeedbackInput))

    def get_lesson(self, lesson_id: str) -> Rows[LessonFeedback]:
        """Fetch all feedback on a lesson; a server that answers a single one gives a list of one.

        Calls `GET {base}/lesson/{lessonId}`.
        """
        found: Rows[LessonFeedback] = self._one(
            "GET", "{base}/lesson/{lesson_id}", list[LessonFeedback], lesson_id=lesson_id
        )
        return found

    def submit_question(self, data: LessonFeedbackInput | Mapping[str, Any]) -> LessonFeedback:
        """Store feedback on a question.

        Calls `POST {base}/question`.
        """
        return self._write(
            "POST", "{base}/question", LessonFeedback, to_wire(data, LessonFeedbackInput)
        )


class General(QtiResource):
    """Operations that belong to no other resource."""

    def delete_by_id(self, id: str) -> DeleteResult:
        """Delete a piece of feedback. The endpoint lies at the service's root.

        Raises:
            NotFoundError: There is none with this id.

        Calls `DELETE {base}/{id}`.
        """
        return self._write("DELETE", "{base}/{id}", DeleteResult, None, id=id)
