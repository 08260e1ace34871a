"""Rosters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar, Unpack

from ..._query.encode import to_wire
from ..._query.given import given
from ...models.base import Model
from ...models.partner import Class, Course, Enrollment, Org, Term, User, UserInput, bodies
from ..channel import AsyncChannel
from ..listing import AsyncReader

__all__ = [
    "AsyncPartnerClasses",
    "AsyncPartnerCourses",
    "AsyncPartnerEnrollments",
    "AsyncPartnerOrgs",
    "AsyncPartnerTerms",
    "AsyncPartnerUsers",
    "AsyncRosterRecords",
]

T = TypeVar("T", bound=Model)


class AsyncRosterRecords(AsyncReader[T], Generic[T]):
    """Records of one kind, below `{rostering}`.

    Args:
        channel: The service's channel.
        model: The type of a record.
        many: The last part of the path, and the envelope of a list.
        one: The envelope of a single record.
    """

    _bare = True

    def __init__(self, channel: AsyncChannel, model: type[T], many: str, one: str) -> None:
        super().__init__(channel, model, f"{{rostering}}/{many}", many)
        self._envelope = one

    async def _put(self, record_id: str, body: dict[str, Any]) -> T | None:
        json = {self._envelope: {"sourcedId": record_id, **body}}
        return await self._channel.put(
            self._entity_path, self._ids(record_id), self._model, self._envelope, json
        )


class AsyncPartnerUsers(AsyncRosterRecords[User]):
    """Users of every role: `GET {rostering}/users`."""

    def __init__(self, channel: AsyncChannel) -> None:
        super().__init__(channel, User, "users", "user")

    async def get(self, user_id: str, *, fields: Sequence[str] | None = None) -> User:
        """Fetch one: `GET {rostering}/users/{sourcedId}`."""
        return await super().get(user_id, fields=fields)

    async def exists(self, user_id: str) -> bool:
        """Whether there is one with this id: `HEAD {rostering}/users/{sourcedId}`."""
        return await super().exists(user_id)

    async def upsert(
        self,
        user_id: str,
        data: UserInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.UserFields],
    ) -> User | None:
        """Create a user, or change the one with this id.

        Args:
            user_id: The user's id, chosen by you.
            data: The user; fields that are not known here are sent as they are.

        Returns:
            The user as the server returns it; None if it returns none.

        Raises:
            InvalidInputError: Names each field that is missing or wrong; nothing was sent.
            BadRequestError: The server refuses it.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `PUT {rostering}/users/{sourcedId}`.
        """
        return await self._put(user_id, to_wire(given(data, fields), UserInput))


class AsyncPartnerCourses(AsyncRosterRecords[Course]):
    """Courses: `GET {rostering}/courses`."""

    def __init__(self, channel: AsyncChannel) -> None:
        super().__init__(channel, Course, "courses", "course")

    async def get(self, course_id: str, *, fields: Sequence[str] | None = None) -> Course:
        """Fetch one: `GET {rostering}/courses/{sourcedId}`."""
        return await super().get(course_id, fields=fields)

    async def exists(self, course_id: str) -> bool:
        """Whether there is one with this id: `HEAD {rostering}/courses/{sourcedId}`."""
        return await super().exists(course_id)


class AsyncPartnerClasses(AsyncRosterRecords[Class]):
    """Classes: `GET {rostering}/classes`."""

    def __init__(self, channel: AsyncChannel) -> None:
        super().__init__(channel, Class, "classes", "class")

    async def get(self, class_id: str, *, fields: Sequence[str] | None = None) -> Class:
        """Fetch one: `GET {rostering}/classes/{sourcedId}`."""
        return await super().get(class_id, fields=fields)

    async def exists(self, class_id: str) -> bool:
        """Whether there is one with this id: `HEAD {rostering}/classes/{sourcedId}`."""
        return await super().exists(class_id)


class AsyncPartnerEnrollments(AsyncRosterRecords[Enrollment]):
    """Enrollments: `GET {rostering}/enrollments`."""

    def __init__(self, channel: AsyncChannel) -> None:
        super().__init__(channel, Enrollment, "enrollments", "enrollment")

    async def get(self, enrollment_id: str, *, fields: Sequence[str] | None = None) -> Enrollment:
        """Fetch one: `GET {rostering}/enrollments/{sourcedId}`."""
        return await super().get(enrollment_id, fields=fields)

    async def exists(self, enrollment_id: str) -> bool:
        """Whether there is one with this id: `HEAD {rostering}/enrollments/{sourcedId}`."""
        return await super().exists(enrollment_id)


class AsyncPartnerOrgs(AsyncRosterRecords[Org]):
    """Districts, schools and other organizations: `GET {rostering}/orgs`."""

    def __init__(self, channel: AsyncChannel) -> None:
        super().__init__(channel, Org, "orgs", "org")

    async def get(self, org_id: str, *, fields: Sequence[str] | None = None) -> Org:
        """Fetch one: `GET {rostering}/orgs/{sourcedId}`."""
        return await super().get(org_id, fields=fields)

    async def exists(self, org_id: str) -> bool:
        """Whether there is one with this id: `HEAD {rostering}/orgs/{sourcedId}`."""
        return await super().exists(org_id)


class AsyncPartnerTerms(AsyncRosterRecords[Term]):
    """Terms: `GET {rostering}/terms`."""

    def __init__(self, channel: AsyncChannel) -> None:
        super().__init__(channel, Term, "terms", "term")

    async def get(self, term_id: str, *, fields: Sequence[str] | None = None) -> Term:
        """Fetch one: `GET {rostering}/terms/{sourcedId}`."""
        return await super().get(term_id, fields=fields)

    async def exists(self, term_id: str) -> bool:
        """Whether there is one with this id: `HEAD {rostering}/terms/{sourcedId}`."""
        return await super().exists(term_id)
