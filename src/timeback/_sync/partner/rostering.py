# Generated from src/timeback/_async/partner/rostering.py by setup_unasync.py; do not edit.
"""Rosters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar, Unpack

from ..._query.encode import to_wire
from ..._query.given import given
from ...models.base import Model
from ...models.partner import Class, Course, Enrollment, Org, Term, User, UserInput, bodies
from ..channel import Channel
from ..listing import Reader

__all__ = [
    "PartnerClasses",
    "PartnerCourses",
    "PartnerEnrollments",
    "PartnerOrgs",
    "PartnerTerms",
    "PartnerUsers",
    "RosterRecords",
]

T = TypeVar("T", bound=Model)


class RosterRecords(Reader[T], Generic[T]):
    """Records of one kind, below `{rostering}`.

    Args:
        channel: The service's channel.
        model: The type of a record.
        many: The last part of the path, and the envelope of a list.
        one: The envelope of a single record.
    """

    _bare = True

    def __init__(self, channel: Channel, model: type[T], many: str, one: str) -> None:
        super().__init__(channel, model, f"{{rostering}}/{many}", many)
        self._envelope = one

    def _put(self, record_id: str, body: dict[str, Any]) -> T | None:
        json = {self._envelope: {"sourcedId": record_id, **body}}
        return self._channel.put(
            self._entity_path, self._ids(record_id), self._model, self._envelope, json
        )


class PartnerUsers(RosterRecords[User]):
    """Users of every role: `GET {rostering}/users`."""

    def __init__(self, channel: Channel) -> None:
        super().__init__(channel, User, "users", "user")

    def get(self, user_id: str, *, fields: Sequence[str] | None = None) -> User:
        """Fetch one: `GET {rostering}/users/{sourcedId}`."""
        return super().get(user_id, fields=fields)

    def exists(self, user_id: str) -> bool:
        """Whether there is one with this id: `HEAD {rostering}/users/{sourcedId}`."""
        return super().exists(user_id)

    def upsert(
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
        return self._put(user_id, to_wire(given(data, fields), UserInput))


class PartnerCourses(RosterRecords[Course]):
    """Courses: `GET {rostering}/courses`."""

    def __init__(self, channel: Channel) -> None:
        super().__init__(channel, Course, "courses", "course")

    def get(self, course_id: str, *, fields: Sequence[str] | None = None) -> Course:
        """Fetch one: `GET {rostering}/courses/{sourcedId}`."""
        return super().get(course_id, fields=fields)

    def exists(self, course_id: str) -> bool:
        """Whether there is one with this id: `HEAD {rostering}/courses/{sourcedId}`."""
        return super().exists(course_id)


class PartnerClasses(RosterRecords[Class]):
    """Classes: `GET {rostering}/classes`."""

    def __init__(self, channel: Channel) -> None:
        super().__init__(channel, Class, "classes", "class")

    def get(self, class_id: str, *, fields: Sequence[str] | None = None) -> Class:
        """Fetch one: `GET {rostering}/classes/{sourcedId}`."""
        return super().get(class_id, fields=fields)

    def exists(self, class_id: str) -> bool:
        """Whether there is one with this id: `HEAD {rostering}/classes/{sourcedId}`."""
        return super().exists(class_id)


class PartnerEnrollments(RosterRecords[Enrollment]):
    """Enrollments: `GET {rostering}/enrollments`."""

    def __init__(self, channel: Channel) -> None:
        super().__init__(channel, Enrollment, "enrollments", "enrollment")

    def get(self, enrollment_id: str, *, fields: Sequence[str] | None = None) -> Enrollment:
        """Fetch one: `GET {rostering}/enrollments/{sourcedId}`."""
        return super().get(enrollment_id, fields=fields)

    def exists(self, enrollment_id: str) -> bool:
        """Whether there is one with this id: `HEAD {rostering}/enrollments/{sourcedId}`."""
        return super().exists(enrollment_id)


class PartnerOrgs(RosterRecords[Org]):
    """Districts, schools and other organizations: `GET {rostering}/orgs`."""

    def __init__(self, channel: Channel) -> None:
        super().__init__(channel, Org, "orgs", "org")

    def get(self, org_id: str, *, fields: Sequence[str] | None = None) -> Org:
        """Fetch one: `GET {rostering}/orgs/{sourcedId}`."""
        return super().get(org_id, fields=fields)

    def exists(self, org_id: str) -> bool:
        """Whether there is one with this id: `HEAD {rostering}/orgs/{sourcedId}`."""
        return super().exists(org_id)


class PartnerTerms(RosterRecords[Term]):
    """Terms: `GET {rostering}/terms`."""

    def __init__(self, channel: Channel) -> None:
        super().__init__(channel, Term, "terms", "term")

    def get(self, term_id: str, *, fields: Sequence[str] | None = None) -> Term:
        """Fetch one: `GET {rostering}/terms/{sourcedId}`."""
        return super().get(term_id, fields=fields)

    def exists(self, term_id: str) -> bool:
        """Whether there is one with this id: `HEAD {rostering}/terms/{sourcedId}`."""
        return super().exists(term_id)
