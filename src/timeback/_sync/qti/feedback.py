# Generated from src/timeback/_async/qti/feedback.py by setup_unasync.py; do not edit.
"""Feedback of students on lessons and questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._query.encode import to_wire
from ...models.qti import DeleteResult, LessonFeedback, LessonFeedbackInput
from ..resource import Rows
from .collection import QtiResource

__all__ = ["General", "StudentFeedback"]


class StudentFeedback(QtiResource):
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
