"""Users, students and teachers; one user's classes, agents and credentials."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Unpack

from ..._http.retry import Resend
from ..._query.encode import to_wire
from ..._query.given import given
from ...models.oneroster import (
    AgentInput,
    AgentUser,
    Class,
    CredentialCreateResult,
    CredentialInput,
    DecryptedCredential,
    Resource,
    User,
    bodies,
)
from ..listing import AsyncListing
from ..resource import AsyncAPIResource, AsyncUnpaged
from .collection import AsyncEntityScope, AsyncReadOnly
from .entities import AsyncUserCollection, AsyncUserEntityScope

__all__ = ["AsyncStudents", "AsyncTeachers", "AsyncUsers"]


class AsyncUsers(AsyncUserCollection, path="{rostering}/users", one="user", many="users"):
    """Users of every role. Email addresses are unique."""

    def __call__(self, user_id: str) -> AsyncUserScope:
        """One user, and what belongs to them."""
        return AsyncUserScope(self, user_id=user_id)

    async def get(self, user_id: str, *, fields: Sequence[str] | None = None) -> User:
        """Fetch one user: `GET {rostering}/users/{userId}`."""
        return await super().get(user_id, fields=fields)

    async def exists(self, user_id: str) -> bool:
        """Whether there is a user with this id: `HEAD {rostering}/users/{userId}`."""
        return await super().exists(user_id)

    async def delete(self, user_id: str) -> None:
        """Delete a user: `DELETE {rostering}/users/{userId}`."""
        await super().delete(user_id)


class AsyncStudents(AsyncReadOnly[User], path="{rostering}/students", one="user", many="users"):
    """Users with the role student, read-only: create and change them as users."""

    def __call__(self, student_id: str) -> AsyncStudentScope:
        """One student, and their classes."""
        return AsyncStudentScope(self, student_id=student_id)

    async def get(self, student_id: str, *, fields: Sequence[str] | None = None) -> User:
        """Fetch one student: `GET {rostering}/students/{studentId}`."""
        return await super().get(student_id, fields=fields)

    async def exists(self, student_id: str) -> bool:
        """Whether there is a student with this id: `HEAD {rostering}/students/{studentId}`."""
        return await super().exists(student_id)


class AsyncTeachers(AsyncReadOnly[User], path="{rostering}/teachers", one="user", many="users"):
    """Users with the role teacher, read-only: create and change them as users."""

    def __call__(self, teacher_id: str) -> AsyncTeacherScope:
        """One teacher, and their classes."""
        return AsyncTeacherScope(self, teacher_id=teacher_id)

    async def get(self, teacher_id: str, *, fields: Sequence[str] | None = None) -> User:
        """Fetch one teacher: `GET {rostering}/teachers/{teacherId}`."""
        return await super().get(teacher_id, fields=fields)

    async def exists(self, teacher_id: str) -> bool:
        """Whether there is a teacher with this id: `HEAD {rostering}/teachers/{teacherId}`."""
        return await super().exists(teacher_id)


class AsyncStudentScope(AsyncEntityScope[User]):
    """One student."""

    @property
    def classes(self) -> AsyncListing[Class]:
        """Classes that the student is enrolled in: `GET {rostering}/students/{studentId}/classes`."""
        return self._listing(Class, "{rostering}/students/{student_id}/classes", "classes")


class AsyncTeacherScope(AsyncEntityScope[User]):
    """One teacher."""

    @property
    def classes(self) -> AsyncListing[Class]:
        """Classes that the teacher teaches: `GET {rostering}/teachers/{teacherId}/classes`."""
        return self._listing(Class, "{rostering}/teachers/{teacher_id}/classes", "classes")


class AsyncUserScope(AsyncUserEntityScope):
    """One user."""

    @property
    def classes(self) -> AsyncListing[Class]:
        """Classes that the user is enrolled in: `GET {rostering}/users/{userId}/classes`."""
        return self._listing(Class, "{rostering}/users/{user_id}/classes", "classes")

    @property
    def resources(self) -> AsyncListing[Resource]:
        """Resources of the user: `GET {resources}/resources/users/{userId}/resources`."""
        return self._listing(Resource, "{resources}/resources/users/{user_id}/resources", "resources")

    @property
    def agents(self) -> AsyncUnpaged[AgentUser]:
        """Parents and guardians of the user: `GET {rostering}/users/{userId}/agents`, not paged."""
        return self._whole(AgentUser, "{rostering}/users/{user_id}/agents", "agents")

    @property
    def agent_for(self) -> AsyncUnpaged[AgentUser]:
        """Users whose parent or guardian this is: `GET {rostering}/users/{userId}/agentFor`, not paged."""
        return self._whole(AgentUser, "{rostering}/users/{user_id}/agentFor", "users")

    @property
    def demographics(self) -> AsyncUserDemographics:
        """The user's demographics."""
        return AsyncUserDemographics(self._channel, self._params)

    async def add_agent(self, agent_id: str) -> None:
        """Make a user a parent or guardian of this one: `POST {rostering}/users/{userId}/agents`."""
        body = to_wire({"agent_sourced_id": agent_id}, AgentInput)
        await self._send("POST", "{rostering}/users/{user_id}/agents", json=body)

    async def remove_agent(self, agent_id: str) -> None:
        """Undo `add_agent()`: `DELETE {rostering}/users/{userId}/agents/{agentSourcedId}`."""
        await self._send("DELETE", "{rostering}/users/{user_id}/agents/{agent_id}", agent_id=agent_id)

    async def register_credential(
        self,
        data: CredentialInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.CredentialFields],
    ) -> CredentialCreateResult:
        """Store the user's login for a third-party application, or replace it.

        Calls `POST {rostering}/users/{userId}/credentials`.
        """
        return await self._one(
            "POST",
            "{rostering}/users/{user_id}/credentials",
            CredentialCreateResult,
            json=to_wire(given(data, fields), CredentialInput),
        )

    async def decrypt_credential(self, credential_id: str) -> DecryptedCredential:
        """Fetch a stored password in clear text.

        Calls `POST {rostering}/users/{userId}/credentials/{credentialId}/decrypt`.
        """
        path = "{rostering}/users/{user_id}/credentials/{credential_id}/decrypt"
        params = {**self._params, "credential_id": credential_id}
        return await self._channel.one(
            "POST", path, params, DecryptedCredential, json={}, resend=Resend.SAFELY
        )


class AsyncUserDemographics(AsyncAPIResource):
    """The demographics of one user, as a part of the user; the record alone is in `client.demographics`."""

    async def get(self, *, fields: Sequence[str] | None = None) -> User:
        """Fetch the user with `demographics` filled.

        Args:
            fields: Fetch these fields of the user only; to look at another raises `FieldNotFetchedError`.

        Calls `GET {rostering}/users/{userId}/demographics`.
        """
        return await self._fetch(
            User, "{rostering}/users/{user_id}/demographics", self._params, "user", fields
        )
