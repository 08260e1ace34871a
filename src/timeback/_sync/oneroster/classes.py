# Generated from src/timeback/_async/oneroster/classes.py by setup_unasync.py; do not edit.
"""Classes; one class's students, teachers and enrolments."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ...inputs import to_wire
from ...models.oneroster import (
    Class,
    ClassEnrollmentInput,
    ClassInput,
    ClassUpdateInput,
    CreateResponse,
    EnrollInput,
    Enrollment,
    EnrollRole,
    User,
)
from ..resource import Listing
from .collection import Collection, Scope

__all__ = ["Classes"]


class Classes(
    Collection[Class, ClassInput, ClassUpdateInput],
    path="{rostering}/classes",
    one="class",
    many="classes",
    reads_as={"school": "org"},
):
    """Classes: a course as it is taught to some students. Written with `org`, read with `school`.

    The platform's `update()` of a class is partial: what it leaves out stays.
    """

    def __call__(self, class_id: str) -> ClassScope:
        """One class, and what belongs to it."""
        return ClassScope(self, class_id=class_id)


class ClassScope(Scope[Class]):
    """One class."""

    @property
    def students(self) -> Listing[User]:
        """Students, deleted enrolments included: `GET {rostering}/classes/{classId}/students`."""
        return self._listing(User, "{rostering}/classes/{class_id}/students", "users", "students")

    @property
    def teachers(self) -> Listing[User]:
        """Teachers: `GET {rostering}/classes/{classId}/teachers`."""
        return self._listing(User, "{rostering}/classes/{class_id}/teachers", "users", "teachers")

    @property
    def enrollments(self) -> Listing[Enrollment]:
        """Enrolments: `GET {rostering}/classes/{classId}/enrollments`.

        The platform does not describe this path; where it answers 404, list
        `client.enrollments` with `where={"class.sourcedId": class_id}`.
        """
        return self._listing(Enrollment, "{rostering}/classes/{class_id}/enrollments", "enrollments")

    def enroll(self, data: EnrollInput | Mapping[str, Any]) -> CreateResponse:
        """Enrol a user as student or teacher, from one flat record.

        Calls `POST {rostering}/classes/{classId}/students`, or `/teachers` for the role teacher.
        """
        flat = to_wire(data, EnrollInput)
        role, user_id = flat.pop("role"), flat.pop("sourcedId")
        enrollment = {"user": {"sourcedId": user_id}, **flat}
        return (self.add_teacher if role == EnrollRole.TEACHER else self.add_student)(enrollment)

    def enroll_user(
        self,
        user_id: str,
        *,
        role: EnrollRole | str = EnrollRole.STUDENT,
        primary: bool | None = None,
        begin_date: date | str | None = None,
        end_date: date | str | None = None,
    ) -> CreateResponse:
        """Enrol a user; see `enroll()`.

        Args:
            user_id: The user's id.
            role: `"student"` or `"teacher"`.
            primary: Whether this is the class's main teacher.
            begin_date: First day, as a date or `YYYY-MM-DD`.
            end_date: Last day.
        """
        given = {"primary": primary, "begin_date": begin_date, "end_date": end_date}
        set_ = {name: value for name, value in given.items() if value is not None}
        return self.enroll({"sourced_id": user_id, "role": role, **set_})

    def add_student(self, data: ClassEnrollmentInput | Mapping[str, Any]) -> CreateResponse:
        """Enrol a student: `POST {rostering}/classes/{classId}/students`."""
        return self._add("{rostering}/classes/{class_id}/students", data)

    def add_teacher(self, data: ClassEnrollmentInput | Mapping[str, Any]) -> CreateResponse:
        """Enrol a teacher: `POST {rostering}/classes/{classId}/teachers`."""
        return self._add("{rostering}/classes/{class_id}/teachers", data)

    def _add(self, path: str, data: ClassEnrollmentInput | Mapping[str, Any]) -> CreateResponse:
        body = {"enrollment": to_wire(data, ClassEnrollmentInput)}
        return self._channel.one("POST", path, self._params, CreateResponse, json=body)
