"""Goals of students."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Unpack

from ..._query.encode import to_wire
from ..._query.given import given
from ...models.edubridge import (
    CourseGoalInput,
    CourseGoalSnapshot,
    Subject,
    SubjectGoalInput,
    SubjectGoalPatchInput,
    SubjectGoalPreview,
    SubjectGoalSnapshot,
    bodies,
)
from ..resource import AsyncAPIResource, AsyncUnpaged

__all__ = ["AsyncAllGoals"]

_SUBJECTS = "{goals}/{student_id}/subjects"


class AsyncAllGoals(AsyncAPIResource):
    """Goals of students, for subjects and for courses."""

    def __call__(self, student_id: str) -> AsyncStudentGoals:
        """The goals of one student."""
        return AsyncStudentGoals(self._channel, {"student_id": student_id})


class AsyncStudentGoals(AsyncAPIResource):
    """The goals of one student."""

    @property
    def by_subject(self) -> AsyncSubjectGoals:
        """Goals in subjects."""
        return AsyncSubjectGoals(
            self._channel, SubjectGoalSnapshot, _SUBJECTS, "subjects", params=self._params
        )

    @property
    def by_course(self) -> AsyncCourseGoals:
        """Goals in courses."""
        return AsyncCourseGoals(self._channel, self._params)


class AsyncSubjectGoals(AsyncUnpaged[SubjectGoalSnapshot]):
    """A student's goals in subjects, and the progress toward them."""

    async def create(
        self,
        data: SubjectGoalInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.SubjectGoalFields],
    ) -> SubjectGoalSnapshot:
        """Set a goal for the student in a subject; it replaces the active one.

        Args:
            data: The goal.

        Raises:
            InvalidInputError: `data` is not valid; nothing was sent.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {goals}/{studentId}/subjects`.
        """
        body = to_wire(given(data, fields), SubjectGoalInput)
        return await self._one("POST", _SUBJECTS, SubjectGoalSnapshot, "subject", json=body)

    async def preview(
        self,
        data: SubjectGoalInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.SubjectGoalFields],
    ) -> SubjectGoalPreview:
        """Preview a goal and its progress. Nothing is stored.

        Args:
            data: The goal.

        Raises:
            InvalidInputError: `data` is not valid; nothing was sent.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {goals}/{studentId}/subjects/preview`.
        """
        body = to_wire(given(data, fields), SubjectGoalInput)
        return await self._one("POST", f"{_SUBJECTS}/preview", SubjectGoalPreview, "preview", json=body)

    async def update(
        self,
        subject: Subject | bodies.SubjectText | str,
        data: SubjectGoalPatchInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.SubjectGoalPatchFields],
    ) -> SubjectGoalSnapshot:
        """Change the student's goal in a subject.

        Args:
            subject: The subject.
            data: The fields to change.

        Raises:
            InvalidInputError: `data` is not valid; nothing was sent.
            NotFoundError: The student has no goal in the subject.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `PATCH {goals}/{studentId}/subjects/{subject}`.
        """
        body = to_wire(given(data, fields), SubjectGoalPatchInput)
        path = f"{_SUBJECTS}/{{subject}}"
        return await self._one("PATCH", path, SubjectGoalSnapshot, "subject", json=body, subject=subject)


class AsyncCourseGoals(AsyncAPIResource):
    """A student's goals in courses."""

    async def create(
        self,
        data: CourseGoalInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.CourseGoalFields],
    ) -> CourseGoalSnapshot:
        """Set a goal for the student in a course that the student is enrolled in.

        Args:
            data: The goal.

        Raises:
            InvalidInputError: `data` is not valid; nothing was sent.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {goals}/{studentId}/courses`.
        """
        body = to_wire(given(data, fields), CourseGoalInput)
        return await self._one(
            "POST", "{goals}/{student_id}/courses", CourseGoalSnapshot, "course", json=body
        )
