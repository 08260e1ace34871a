"""Feedback of students on lessons and questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Unpack

from ..._pages import PageResult
from ..._query.encode import to_wire
from ..._query.given import given
from ..._rows import Rows
from ...models.qti import LessonFeedback, LessonFeedbackInput, bodies
from ..pager import AsyncPager
from ..resource import AsyncUnpaged
from .collection import AsyncQtiResource

__all__ = ["AsyncStudentFeedback"]


class AsyncStudentFeedback(AsyncQtiResource):
    """Feedback of students on lessons and questions."""

    async def list(self, lesson_id: str) -> PageResult[LessonFeedback]:
        """Fetch all feedback on a lesson.

        Args:
            lesson_id: The lesson.

        Calls `GET {base}/lesson/{lessonId}`.
        """
        return await self._of(lesson_id).list()

    async def first(self, lesson_id: str) -> LessonFeedback | None:
        """Fetch the first feedback on a lesson, or None."""
        return await self._of(lesson_id).first()

    async def list_all(self, lesson_id: str, *, max_items: int | None = None) -> Rows[LessonFeedback]:
        """Fetch the feedback on a lesson as a list; see `list()`."""
        return await self._of(lesson_id).list_all(max_items=max_items)

    def stream(self, lesson_id: str, *, max_items: int | None = None) -> AsyncPager[LessonFeedback]:
        """Go through the feedback on a lesson; see `list()`."""
        return self._of(lesson_id).stream(max_items=max_items)

    async def create_for_lesson(
        self,
        data: LessonFeedbackInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.LessonFeedbackFields],
    ) -> LessonFeedback:
        """Store feedback on a lesson.

        Calls `POST {base}/lesson`.
        """
        return await self._write(
            "POST", "{base}/lesson", LessonFeedback, to_wire(given(data, fields), LessonFeedbackInput)
        )

    async def create_for_question(
        self,
        data: LessonFeedbackInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.LessonFeedbackFields],
    ) -> LessonFeedback:
        """Store feedback on a question.

        Calls `POST {base}/question`.
        """
        return await self._write(
            "POST", "{base}/question", LessonFeedback, to_wire(given(data, fields), LessonFeedbackInput)
        )

    async def delete(self, feedback_id: str) -> None:
        """Delete a piece of feedback. The endpoint is at the service's root.

        Raises:
            NotFoundError: There is none with this id.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `DELETE {base}/{id}`.
        """
        await self._remove("{base}/{feedback_id}", feedback_id=feedback_id)

    def _of(self, lesson_id: str) -> AsyncUnpaged[LessonFeedback]:
        path = "{base}/lesson/{lesson_id}"
        return self._whole(LessonFeedback, path, lesson_id=lesson_id)
