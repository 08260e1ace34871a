"""Enrollments in courses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Unpack

from ..._pages import PageResult
from ..._query.encode import to_wire
from ..._query.given import given
from ..._rows import Rows
from ...models.edubridge import DefaultClass, EnrollInput, Enrollment, ResetGoalsResult, bodies
from ..pager import AsyncPager
from ..resource import AsyncAPIResource, AsyncUnpaged

__all__ = ["AsyncEnrollments"]

_USER_IN_COURSE = "{base}/enrollments/%s/{user_id}/{course_id}"


class AsyncEnrollments(AsyncAPIResource):
    """Enrollments: who takes which course, at which school. The server finds or creates the class."""

    async def list(self, user_id: str) -> PageResult[Enrollment]:
        """Fetch a user's active enrollments, all at once.

        Args:
            user_id: The user's OneRoster id.

        Calls `GET {base}/enrollments/user/{userId}`.
        """
        return await self._of(user_id).list()

    async def first(self, user_id: str) -> Enrollment | None:
        """Fetch the first of a user's active enrollments, or None; see `list()`."""
        return await self._of(user_id).first()

    async def list_all(self, user_id: str, *, max_items: int | None = None) -> Rows[Enrollment]:
        """Fetch a user's active enrollments as a list; see `list()`."""
        return await self._of(user_id).list_all(max_items=max_items)

    def stream(self, user_id: str, *, max_items: int | None = None) -> AsyncPager[Enrollment]:
        """Go through a user's active enrollments; see `list()`."""
        return self._of(user_id).stream(max_items=max_items)

    def _of(self, user_id: str) -> AsyncUnpaged[Enrollment]:
        return self._whole(Enrollment, "{base}/enrollments/user/{user_id}", "data", user_id=user_id)

    async def enroll(
        self,
        data: EnrollInput | Mapping[str, Any] | None = None,
        /,
        *,
        user_id: str,
        course_id: str,
        school_id: str | None = None,
        **fields: Unpack[bodies.EnrollFields],
    ) -> Enrollment:
        """Enroll a user in a course; a missing school year, term or class is created.

        Args:
            data: The enrollment's role, begin date, metadata and id, where they differ from the defaults.
            user_id: The user\'s OneRoster id.
            course_id: The course\'s OneRoster id.
            school_id: The school; without it, the user's primary organization.

        Raises:
            InvalidInputError: `data` is not valid; nothing was sent.
            NotFoundError: There is no such user, course or school.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {base}/enrollments/enroll/{userId}/{courseId}/{schoolId}`.
        """
        path = _at_school(_USER_IN_COURSE % "enroll", school_id)
        body = to_wire(given(data, fields) if data or fields else {}, EnrollInput)
        return await self._one(
            "POST", path, Enrollment, "data",
            json=body, user_id=user_id, course_id=course_id, school_id=school_id or "",
        )  # fmt: skip

    async def unenroll(self, *, user_id: str, course_id: str, school_id: str | None = None) -> None:
        """End a user's enrollments in a course: they are marked `tobedeleted`.

        Args:
            user_id: The user's OneRoster id.
            course_id: The course's OneRoster id.
            school_id: Only at this school.

        Raises:
            NotFoundError: The user is not enrolled there.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `DELETE {base}/enrollments/unenroll/{userId}/{courseId}/{schoolId}`.
        """
        path = _at_school(_USER_IN_COURSE % "unenroll", school_id)
        await self._send("DELETE", path, user_id=user_id, course_id=course_id, school_id=school_id or "")

    async def reset_goals(self, course_id: str) -> ResetGoalsResult:
        """Apply a course's goals to its enrollments, except those with goals of their own.

        Args:
            course_id: The course's OneRoster id.

        Raises:
            NotFoundError: There is no such course.
            UnprocessableEntityError: The course has no goals.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {base}/enrollments/resetGoals/{courseId}`.
        """
        path = "{base}/enrollments/resetGoals/{course_id}"
        return await self._one("POST", path, ResetGoalsResult, "data", json={}, course_id=course_id)

    async def propagate_goals(self, course_id: str) -> ResetGoalsResult:
        """Do the same as `reset_goals()`, by the path of older servers.

        Args:
            course_id: The course's OneRoster id.

        Raises:
            NotFoundError: There is no such course.
            UnprocessableEntityError: The course has no goals.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `POST {base}/enrollments/propagateGoals/{courseId}`.
        """
        path = "{base}/enrollments/propagateGoals/{course_id}"
        return await self._one("POST", path, ResetGoalsResult, "data", course_id=course_id)

    async def reset_progress(self, *, user_id: str, course_id: str) -> None:
        """Mark a user's assessment results in a course `tobedeleted`. Other applications keep theirs.

        Args:
            user_id: The user's OneRoster id.
            course_id: The course's OneRoster id.

        Calls `DELETE {base}/enrollments/resetProgress/{userId}/{courseId}`.
        """
        await self._send("DELETE", _USER_IN_COURSE % "resetProgress", user_id=user_id, course_id=course_id)

    async def get_default_class(self, *, course_id: str, school_id: str | None = None) -> DefaultClass:
        """Fetch the class that enrollments in a course go to. If it is missing, it is created, with its term.

        Args:
            course_id: The course's OneRoster id.
            school_id: The school; without it, the course's organization.

        Raises:
            NotFoundError: There is no such course or school.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `GET {base}/enrollments/defaultClass/{courseId}/{schoolId}`.
        """
        path = _at_school("{base}/enrollments/defaultClass/{course_id}", school_id)
        return await self._one(
            "GET", path, DefaultClass, "data", course_id=course_id, school_id=school_id or ""
        )


def _at_school(path: str, school_id: str | None) -> str:
    """A path with the school as its last segment, where one is given."""
    return path if school_id is None else f"{path}/{{school_id}}"
