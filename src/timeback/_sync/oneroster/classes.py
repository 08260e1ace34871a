# Generated from src/timeback/_async/oneroster/classes.py by setup_unasync.py; do not edit.
"""Classes; one class's people and enrollments, its gradebook and resources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from ..._issues import Issues
from ..._query.encode import to_wire
from ..._query.urls import check_id
from ...errors import InvalidInputError, TimebackError
from ...models.oneroster import (
    Category,
    Class,
    ClassEnrollmentInput,
    CreateResult,
    Enrollment,
    EnrollRole,
    LineItem,
    LineItemInput,
    Resource,
    Result,
    ScoreScale,
    User,
    bodies,
)
from ..listing import Listing
from .entities import ClassCollection, ClassEntityScope
from .gradebook import ClassLineItems, ClassSessions, ClassStudents

__all__ = ["Classes"]

_PLACES = {
    "student": "{rostering}/classes/{class_id}/students",
    "teacher": "{rostering}/classes/{class_id}/teachers",
}


class Classes(
    ClassCollection,
    path="{rostering}/classes",
    one="class",
    many="classes",
    reads_as={"school": "org"},
):
    """Classes: a course as it is taught to a group of students. Written with `org`, read with `school`.

    The platform's `update()` of a class is partial: fields that you leave out stay as they are.
    """

    def __call__(self, class_id: str) -> ClassScope:
        """One class, and what belongs to it."""
        return ClassScope(self, class_id=class_id)

    def get(self, class_id: str, *, fields: Sequence[str] | None = None) -> Class:
        """Fetch one class: `GET {rostering}/classes/{classId}`."""
        return super().get(class_id, fields=fields)

    def exists(self, class_id: str) -> bool:
        """Whether there is a class with this id: `HEAD {rostering}/classes/{classId}`."""
        return super().exists(class_id)

    def delete(self, class_id: str) -> None:
        """Delete a class: `DELETE {rostering}/classes/{classId}`."""
        super().delete(class_id)


class ClassScope(ClassEntityScope):
    """One class."""

    @property
    def students(self) -> ClassStudents:
        """Students, deleted enrollments included: `GET {rostering}/classes/{classId}/students`."""
        path = "{rostering}/classes/{class_id}/students"
        return ClassStudents(self._channel, User, path, "users", "students", params=self._params)

    @property
    def teachers(self) -> Listing[User]:
        """Teachers: `GET {rostering}/classes/{classId}/teachers`."""
        return self._listing(User, "{rostering}/classes/{class_id}/teachers", "users", "teachers")

    @property
    def enrollments(self) -> Listing[Enrollment]:
        """Enrollments: `GET {rostering}/classes/{classId}/enrollments`.

        The platform does not document this path. If it answers 404, list
        `client.enrollments` with `where={"class.sourcedId": class_id}`.
        """
        return self._listing(Enrollment, "{rostering}/classes/{class_id}/enrollments", "enrollments")

    @property
    def line_items(self) -> ClassLineItems:
        """Line items of the class: `GET` and `POST {gradebook}/classes/{classId}/lineItems`."""
        path = "{gradebook}/classes/{class_id}/lineItems"
        return ClassLineItems(
            self._channel, (LineItem, LineItemInput), path, "lineItems",
            params=self._params, given={"class": self._id},
        )  # fmt: skip

    @property
    def results(self) -> Listing[Result]:
        """Results in the class: `GET {gradebook}/classes/{classId}/results`."""
        return self._listing(Result, "{gradebook}/classes/{class_id}/results", "results")

    @property
    def categories(self) -> Listing[Category]:
        """Categories of the class's line items: `GET {gradebook}/classes/{classId}/categories`."""
        return self._listing(Category, "{gradebook}/classes/{class_id}/categories", "categories")

    @property
    def score_scales(self) -> Listing[ScoreScale]:
        """Score scales of the class: `GET {gradebook}/classes/{classId}/scoreScales`."""
        return self._listing(ScoreScale, "{gradebook}/classes/{class_id}/scoreScales", "scoreScales")

    @property
    def resources(self) -> Listing[Resource]:
        """Resources of the class: `GET {resources}/resources/classes/{classId}/resources`."""
        return self._listing(Resource, "{resources}/resources/classes/{class_id}/resources", "resources")

    @property
    def academic_sessions(self) -> ClassSessions:
        """Academic sessions of the class; each one takes results."""
        return ClassSessions(self._channel, self._params)

    def enroll(
        self,
        user_id: str,
        *,
        role: EnrollRole | bodies.EnrollRoleText = EnrollRole.STUDENT,
        primary: bool | None = None,
        begin_date: date | str | None = None,
        end_date: date | str | None = None,
        metadata: dict[str, Any] | None = None,
    ) -> CreateResult:
        """Enroll a user in the class.

        Args:
            user_id: The user's id.
            role: `"student"` or `"teacher"`.
            primary: Whether this is the class's main teacher.
            begin_date: First day, as a date or `YYYY-MM-DD`.
            end_date: Last day.
            metadata: Any extra data.

        Returns:
            An object whose `.sourced_id` is the enrollment's id.

        Raises:
            InvalidInputError: An argument is not valid; nothing was sent.
            NotFoundError: There is no such class or user.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {rostering}/classes/{classId}/students`, or `/teachers` for the role teacher.
        """
        place = _PLACES.get(str(role))
        if place is None:
            raise InvalidInputError.of("role", "must be student or teacher")
        given = {"primary": primary, "begin_date": begin_date, "end_date": end_date, "metadata": metadata}
        set_ = {name: value for name, value in given.items() if value is not None}
        user = {"sourced_id": check_id("user_id", user_id)}
        body = {"enrollment": to_wire({"user": user, **set_}, ClassEnrollmentInput)}
        return self._one("POST", place, CreateResult, json=body)

    def enroll_all(
        self,
        user_ids: Iterable[str],
        *,
        role: EnrollRole | bodies.EnrollRoleText = EnrollRole.STUDENT,
        begin_date: date | str | None = None,
        end_date: date | str | None = None,
    ) -> list[CreateResult]:
        """Enroll several users in the class, with one request for each: the platform has no bulk call.

        If one fails, those before it stay enrolled; a note on the error says how many.

        Args:
            user_ids: The users' ids, without duplicates.
            role: `"student"` or `"teacher"`.
            begin_date: First day, as a date or `YYYY-MM-DD`.
            end_date: Last day.

        Returns:
            The results of `enroll()`, in the order of the ids.

        Raises:
            InvalidInputError: An argument is not valid, or an id is given twice; nothing was sent.
            APIError: Any other failure of the request; see `timeback.errors`.
        """
        if isinstance(user_ids, str):
            raise InvalidInputError.of("user_ids", "must be a list of ids, not one text")
        ids = [*user_ids]
        issues = Issues()
        issues.add_repeated(ids, "user_ids[{}]".format)
        issues.check()
        made: list[CreateResult] = []
        for each in ids:
            try:
                made.append(self.enroll(each, role=role, begin_date=begin_date, end_date=end_date))
            except TimebackError as error:
                error.add_note(f"{len(made)} of {len(ids)} users were enrolled before")
                raise
        return made
