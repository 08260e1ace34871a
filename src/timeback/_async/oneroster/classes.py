"""Classes; one class's people and enrollments, its gradebook and resources."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ..._query.encode import to_wire
from ...models.oneroster import (
    Category,
    Class,
    ClassEnrollmentInput,
    ClassInput,
    ClassUpdateInput,
    CreateResponse,
    EnrollInput,
    Enrollment,
    EnrollRole,
    LineItem,
    LineItemInput,
    Resource,
    Result,
    ScoreScale,
    User,
)
from ..resource import AsyncListing
from .collection import AsyncBulkListing, AsyncEntityScope, AsyncRosterCollection
from .gradebook import AsyncClassLineItemScope, AsyncClassSessionScope, AsyncClassStudentScope

__all__ = ["AsyncClasses"]


class AsyncClasses(
    AsyncRosterCollection[Class, ClassInput, ClassUpdateInput],
    path="{rostering}/classes",
    one="class",
    many="classes",
    reads_as={"school": "org"},
):
    """Classes: a course as it is taught to some students. Written with `org`, read with `school`.

    The platform's `update()` of a class is partial: what it leaves out stays.
    """

    def __call__(self, class_id: str) -> AsyncClassScope:
        """One class, and what belongs to it."""
        return AsyncClassScope(self, class_id=class_id)


class AsyncClassScope(AsyncEntityScope[Class]):
    """One class."""

    @property
    def students(self) -> AsyncListing[User]:
        """Students, deleted enrollments included: `GET {rostering}/classes/{classId}/students`."""
        return self._listing(User, "{rostering}/classes/{class_id}/students", "users", "students")

    @property
    def teachers(self) -> AsyncListing[User]:
        """Teachers: `GET {rostering}/classes/{classId}/teachers`."""
        return self._listing(User, "{rostering}/classes/{class_id}/teachers", "users", "teachers")

    @property
    def enrollments(self) -> AsyncListing[Enrollment]:
        """Enrollments: `GET {rostering}/classes/{classId}/enrollments`.

        The platform does not describe this path; where it answers 404, list
        `client.enrollments` with `where={"class.sourcedId": class_id}`.
        """
        return self._listing(Enrollment, "{rostering}/classes/{class_id}/enrollments", "enrollments")

    @property
    def line_items(self) -> AsyncBulkListing[LineItem, LineItemInput]:
        """Line items of the class: `GET` and `POST {gradebook}/classes/{classId}/lineItems`."""
        path = "{gradebook}/classes/{class_id}/lineItems"
        return AsyncBulkListing(
            self._channel, (LineItem, LineItemInput), path, "lineItems",
            params=self._params, given={"class": self._id},
        )  # fmt: skip

    @property
    def results(self) -> AsyncListing[Result]:
        """Results in the class: `GET {gradebook}/classes/{classId}/results`."""
        return self._listing(Result, "{gradebook}/classes/{class_id}/results", "results")

    @property
    def categories(self) -> AsyncListing[Category]:
        """Categories of the class's line items: `GET {gradebook}/classes/{classId}/categories`."""
        return self._listing(Category, "{gradebook}/classes/{class_id}/categories", "categories")

    @property
    def score_scales(self) -> AsyncListing[ScoreScale]:
        """Score scales of the class: `GET {gradebook}/classes/{classId}/scoreScales`."""
        return self._listing(ScoreScale, "{gradebook}/classes/{class_id}/scoreScales", "scoreScales")

    @property
    def resources(self) -> AsyncListing[Resource]:
        """Resources of the class: `GET {resources}/resources/classes/{classId}/resources`."""
        return self._listing(Resource, "{resources}/resources/classes/{class_id}/resources", "resources")

    def student(self, student_id: str) -> AsyncClassStudentScope:
        """One student of the class."""
        return AsyncClassStudentScope(self._channel, {**self._params, "student_id": student_id})

    def line_item(self, line_item_id: str) -> AsyncClassLineItemScope:
        """One line item of the class."""
        return AsyncClassLineItemScope(self._channel, {**self._params, "line_item_id": line_item_id})

    def academic_session(self, session_id: str) -> AsyncClassSessionScope:
        """One academic session of the class."""
        return AsyncClassSessionScope(self._channel, {**self._params, "session_id": session_id})

    async def enroll(self, data: EnrollInput | Mapping[str, Any]) -> CreateResponse:
        """Enroll a user as student or teacher, from one flat record.

        Calls `POST {rostering}/classes/{classId}/students`, or `/teachers` for the role teacher.
        """
        flat = to_wire(data, EnrollInput)
        role, user_id = flat.pop("role"), flat.pop("sourcedId")
        enrollment = {"user": {"sourcedId": user_id}, **flat}
        return await (self.add_teacher if role == EnrollRole.TEACHER else self.add_student)(enrollment)

    async def enroll_user(
        self,
        user_id: str,
        *,
        role: EnrollRole | str = EnrollRole.STUDENT,
        primary: bool | None = None,
        begin_date: date | str | None = None,
        end_date: date | str | None = None,
    ) -> CreateResponse:
        """Enroll a user; see `enroll()`.

        Args:
            user_id: The user's id.
            role: `"student"` or `"teacher"`.
            primary: Whether this is the class's main teacher.
            begin_date: First day, as a date or `YYYY-MM-DD`.
            end_date: Last day.
        """
        given = {"primary": primary, "begin_date": begin_date, "end_date": end_date}
        set_ = {name: value for name, value in given.items() if value is not None}
        return await self.enroll({"sourced_id": user_id, "role": role, **set_})

    async def add_student(self, data: ClassEnrollmentInput | Mapping[str, Any]) -> CreateResponse:
        """Enroll a student: `POST {rostering}/classes/{classId}/students`."""
        return await self._add("{rostering}/classes/{class_id}/students", data)

    async def add_teacher(self, data: ClassEnrollmentInput | Mapping[str, Any]) -> CreateResponse:
        """Enroll a teacher: `POST {rostering}/classes/{classId}/teachers`."""
        return await self._add("{rostering}/classes/{class_id}/teachers", data)

    async def _add(self, path: str, data: ClassEnrollmentInput | Mapping[str, Any]) -> CreateResponse:
        body = {"enrollment": to_wire(data, ClassEnrollmentInput)}
        return await self._channel.one("POST", path, self._params, CreateResponse, json=body)
