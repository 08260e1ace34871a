"""Goals of students."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._query.encode import to_wire
from ...models.edubridge import (
    CourseGoalInput,
    CourseGoalSnapshot,
    Subject,
    SubjectGoalInput,
    SubjectGoalPatch,
    SubjectGoalPreview,
    SubjectGoalSnapshot,
)
from ..resource import AsyncAPIResource

__all__ = ["AsyncStudentGoals"]

_SUBJECTS = "{goals}/{student_id}/subjects"


class AsyncStudentGoals(AsyncAPIResource):
    """Goals of students, for subjects and for courses."""

    async def list_subjects(self, student_id: str) -> list[SubjectGoalSnapshot]:
        """Fetch a student's goals in all subjects, and how they stand.

        Args:
            student_id: The student's OneRoster id.

        Calls `GET {goals}/{studentId}/subjects`.
        """
        return await self._rows(_SUBJECTS, SubjectGoalSnapshot, "subjects", student_id=student_id)

    async def create_subject(
        self, student_id: str, data: SubjectGoalInput | Mapping[str, Any]
    ) -> SubjectGoalSnapshot:
        """Set a student a goal in a subject; it takes the place of the active one.

        Args:
            student_id: The student's OneRoster id.
            data: The goal.

        Raises:
            InvalidInputError: `data` cannot be sent; nothing was.

        Calls `POST {goals}/{studentId}/subjects`.
        """
        body = to_wire(data, SubjectGoalInput)
        return await self._one(
            "POST", _SUBJECTS, SubjectGoalSnapshot, "subject", json=body, student_id=student_id
        )

    async def preview_subject(
        self, student_id: str, data: SubjectGoalInput | Mapping[str, Any]
    ) -> SubjectGoalPreview:
        """Try a goal out: how it would stand. Nothing is kept.

        Args:
            student_id: The student's OneRoster id.
            data: The goal.

        Raises:
            InvalidInputError: `data` cannot be sent; nothing was.

        Calls `POST {goals}/{studentId}/subjects/preview`.
        """
        body = to_wire(data, SubjectGoalInput)
        path = f"{_SUBJECTS}/preview"
        return await self._one("POST", path, SubjectGoalPreview, "preview", json=body, student_id=student_id)

    async def update_subject(
        self, student_id: str, subject: Subject | str, data: SubjectGoalPatch | Mapping[str, Any]
    ) -> SubjectGoalSnapshot:
        """Change a student's goal in a subject.

        Args:
            student_id: The student's OneRoster id.
            subject: The subject.
            data: What changes.

        Raises:
            InvalidInputError: `data` cannot be sent; nothing was.
            NotFoundError: The student has no goal in the subject.

        Calls `PATCH {goals}/{studentId}/subjects/{subject}`.
        """
        body = to_wire(data, SubjectGoalPatch)
        path = f"{_SUBJECTS}/{{subject}}"
        return await self._one(
            "PATCH", path, SubjectGoalSnapshot, "subject", json=body, student_id=student_id, subject=subject
        )

    async def create_course(
        self, student_id: str, data: CourseGoalInput | Mapping[str, Any]
    ) -> CourseGoalSnapshot:
        """Set a student a goal in a course that the student is enrolled in.

        Args:
            student_id: The student's OneRoster id.
            data: The goal.

        Raises:
            InvalidInputError: `data` cannot be sent; nothing was.

        Calls `POST {goals}/{studentId}/courses`.
        """
        body = to_wire(data, CourseGoalInput)
        path = "{goals}/{student_id}/courses"
        return await self._one("POST", path, CourseGoalSnapshot, "course", json=body, student_id=student_id)
