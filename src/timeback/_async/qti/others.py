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
from ..resource import AsyncResource, Rows
from .collection import AsyncQtiCollection, AsyncQtiResource

__all__ = ["AsyncGeneral", "AsyncLesson", "AsyncStimuli", "AsyncValidate"]


class AsyncStimuli(
    AsyncQtiCollection[Stimulus, StimulusInput],
    path="{base}/stimuli",
    reads=Stimulus,
    creates=StimulusInput,
    updates=StimulusInput,
):
    """Stimuli: texts and pictures that items refer to."""

    async def create_from_xml(
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
        return await self._write("POST", self._path, Stimulus, to_wire(given, StimulusXmlInput))

    async def update(self, identifier: str, data: StimulusInput | Mapping[str, Any]) -> Stimulus:
        """Replace a stimulus: what `data` leaves out is cleared.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            NotFoundError: There is none with this identifier.

        Calls `PUT {base}/stimuli/{identifier}`.
        """
        return await self._replace(identifier, data)


class AsyncValidate(AsyncResource):
    """Checks XML against its schema; nothing is stored."""

    async def validate(self, data: ValidateInput | Mapping[str, Any]) -> ValidationResult:
        """Check a document, or something stored.

        Args:
            data: The schema, with `xml` or `entity_id`; the id wins.

        Returns:
            Whether it fits: `success` is false where it does not, which is no error.

        Raises:
            NotFoundError: There is nothing stored under `entity_id`.

        Calls `POST {base}/validate`.
        """
        return await self._one("POST", "{base}/validate", ValidationResult, json=to_wire(data, ValidateInput))

    async def batch(self, data: ValidateBatchInput | Mapping[str, Any]) -> BatchValidationResult:
        """Check several documents against one schema.

        Raises:
            NotFoundError: An id is unknown.

        Calls `POST {base}/validate/batch`.
        """
        body = to_wire(data, ValidateBatchInput)
        return await self._one("POST", "{base}/validate/batch", BatchValidationResult, json=body)


class AsyncLesson(AsyncQtiResource):
    """Students' feedback on lessons and questions."""

    async def submit_lesson(self, data: LessonFeedbackInput | Mapping[str, Any]) -> LessonFeedback:
        """Store feedback on a lesson.

        Calls `POST {base}/lesson`.
        """
        return await self._write("POST", "{base}/lesson", LessonFeedback, to_wire(data, LessonFeedbackInput))

    async def get_lesson(self, lesson_id: str) -> Rows[LessonFeedback]:
        """Fetch all feedback on a lesson; a server that answers a single one gives a list of one.

        Calls `GET {base}/lesson/{lessonId}`.
        """
        found: Rows[LessonFeedback] = await self._one(
            "GET", "{base}/lesson/{lesson_id}", list[LessonFeedback], lesson_id=lesson_id
        )
        return found

    async def submit_question(self, data: LessonFeedbackInput | Mapping[str, Any]) -> LessonFeedback:
        """Store feedback on a question.

        Calls `POST {base}/question`.
        """
        return await self._write(
            "POST", "{base}/question", LessonFeedback, to_wire(data, LessonFeedbackInput)
        )


class AsyncGeneral(AsyncQtiResource):
    """Operations that belong to no other resource."""

    async def delete_by_id(self, id: str) -> DeleteResult:
        """Delete a piece of feedback. The endpoint lies at the service's root.

        Raises:
            NotFoundError: There is none with this id.

        Calls `DELETE {base}/{id}`.
        """
        return await self._write("DELETE", "{base}/{id}", DeleteResult, None, id=id)
