"""Users: read by all, created as students; and the applications that are assigned to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Unpack
from urllib.parse import quote

from ..._query.encode import to_wire
from ..._query.given import given
from ...models.learnwith import StudentInput, User, UserProfileInput, bodies
from ..channel import AsyncChannel
from ..listing import AsyncReader
from ..resource import AsyncAPIResource

__all__ = ["AsyncStudents", "AsyncUsers"]


class AsyncUsers(AsyncReader[User]):
    """Users of every role: `GET {rostering}/users`."""

    _envelope = "user"
    # Whether one user comes in an envelope was not seen.
    _bare = True

    def __init__(self, channel: AsyncChannel) -> None:
        super().__init__(channel, User, "{rostering}/users", "users")

    def __call__(self, user_id: str) -> AsyncUserScope:
        """One user, and what belongs to them."""
        return AsyncUserScope(self._channel, {"user_id": user_id})

    async def get(self, user_id: str, *, fields: Sequence[str] | None = None) -> User:
        """Fetch one user: `GET {rostering}/users/{userId}`."""
        return await super().get(user_id, fields=fields)

    async def exists(self, user_id: str) -> bool:
        """Whether there is a user with this id: `HEAD {rostering}/users/{userId}`."""
        return await super().exists(user_id)


class AsyncUserScope(AsyncAPIResource):
    """One user."""

    @property
    def profiles(self) -> AsyncUserProfiles:
        """Accounts of the user in applications; read them in the user's `user_profiles`."""
        return AsyncUserProfiles(self._channel, self._params)


class AsyncUserProfiles(AsyncAPIResource):
    """Accounts of one user in applications."""

    async def assign(
        self,
        profile_id: str,
        data: UserProfileInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.UserProfileFields],
    ) -> None:
        """Assign an application to the user: make an account, or replace the one with this id.

        Args:
            profile_id: An id for the account, such as a new UUID.
            data: The application; `application_id` is enough.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            NotFoundError: There is no such user, or no such application.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `PUT {rostering}/users/{userId}/profiles/{profileId}`.
        """
        body = to_wire(given(data, fields), UserProfileInput)
        defaults = {"profileType": "learning_app_profile", "vendorId": "alpha"}
        path = "{rostering}/users/{user_id}/profiles/{profile_id}"
        await self._send(
            "PUT", path, json={"profileId": profile_id, **defaults, **body}, profile_id=profile_id
        )


class AsyncStudents(AsyncAPIResource):
    """Creation of students; read them as users."""

    async def create(
        self,
        data: StudentInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.StudentFields],
    ) -> User:
        """Create a student.

        Args:
            data: The student. `status`, `enabled_user`, `username` and `preferred_first_name` are filled in: the
                platform demands them.

        Returns:
            The student as the platform has stored it.

        Raises:
            InvalidInputError: Names each field that is unknown, missing or wrong; nothing was sent.
            BadRequestError: The platform refuses the student.
            ConflictError: The student exists already.
            APIError: Any other failure of the request; see `timeback.errors`.

        Calls `PUT {rostering}/students`, without an id in the path.
        """
        body = to_wire(given(data, fields), StudentInput)
        defaults = {
            "status": "active",
            "enabledUser": "true",
            "username": body["email"],
            "preferredFirstName": body["givenName"],
        }
        student = {**defaults, **body, "primaryOrg": self._reference(body["primaryOrg"])}
        return await self._one("PUT", "{rostering}/students", User, "student", json={"student": student})

    def _reference(self, org: Mapping[str, Any]) -> dict[str, Any]:
        """A reference in full: the platform's own examples have the link and the type."""
        settings = self._channel.settings
        href = f"{settings.base_url}{settings.prefixes['rostering']}/orgs/{quote(org['sourcedId'], safe='')}"
        return {"href": href, "type": "org", **org}
