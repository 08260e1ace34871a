# Generated from src/timeback/_async/edubridge/goals.py by setup_unasync.py; do not edit.
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
from ..resource import APIResource, Unpaged

__all__ = ["AllGoals"]

_SUBJECTS = "{goals}/{student_id}/subjects"


class AllGoals(APIResource):
    """Goals of students, for subjects and for courses."""

    def __call__(self, student_id: str) -> StudentGoals:
        """The goals of one student."""
        return StudentGoals(self._channel, {"student_id": student_id})


class StudentGoals(APIResource):
    """The goals of one student."""

    @property
    def by_subject(self) -> SubjectGoals:
        """Goals in subjects."""
        return SubjectGoals(
            self._channel, SubjectGoalSnapshot, _SUBJECTS, "subjects", params=self._params
        )

    @property
    def by_course(self) -> CourseGoals:
        """Goals in courses."""
        return CourseGoals(self._channel, self._params)


class SubjectGoals(Unpaged[SubjectGoalSnapshot]):
    """A student's goals in subjects, and the progress toward them."""

    def create(
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
        return self._one("POST", _SUBJECTS, SubjectGoalSnapshot, "subject", json=body)

    def preview(
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
        return self._one("POST", f"{_SUBJECTS}/preview", SubjectGoalPreview, "preview", json=body)

    def update(
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
        return self._one("PATCH", path, SubjectGoalSnapshot, "subject", json=body, subject=subject)


class CourseGoals(APIResource):
    """A student's goals in courses."""

    def create(
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
        return self._one(
            "POST", "{goals}/{student_id}/courses", CourseGoalSnapshot, "course", json=body
        )
