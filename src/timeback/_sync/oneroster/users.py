# Generated from src/timeback/_async/oneroster/users.py by setup_unasync.py; do not edit.
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
from ..listing import Listing
from ..resource import APIResource, Unpaged
from .collection import EntityScope, ReadOnly
from .entities import UserCollection, UserEntityScope

__all__ = ["Students", "Teachers", "Users"]


class Users(UserCollection, path="{rostering}/users", one="user", many="users"):
    """Users of every role. Email addresses are unique."""

    def __call__(self, user_id: str) -> UserScope:
        """One user, and what belongs to them."""
        return UserScope(self, user_id=user_id)

    def get(self, user_id: str, *, fields: Sequence[str] | None = None) -> User:
        """Fetch one user: `GET {rostering}/users/{userId}`."""
        return super().get(user_id, fields=fields)

    def exists(self, user_id: str) -> bool:
        """Whether there is a user with this id: `HEAD {rostering}/users/{userId}`."""
        return super().exists(user_id)

    def delete(self, user_id: str) -> None:
        """Delete a user: `DELETE {rostering}/users/{userId}`."""
        super().delete(user_id)


class Students(ReadOnly[User], path="{rostering}/students", one="user", many="users"):
    """Users with the role student, read-only: create and change them as users."""

    def __call__(self, student_id: str) -> StudentScope:
        """One student, and their classes."""
        return StudentScope(self, student_id=student_id)

    def get(self, student_id: str, *, fields: Sequence[str] | None = None) -> User:
        """Fetch one student: `GET {rostering}/students/{studentId}`."""
        return super().get(student_id, fields=fields)

    def exists(self, student_id: str) -> bool:
        """Whether there is a student with this id: `HEAD {rostering}/students/{studentId}`."""
        return super().exists(student_id)


class Teachers(ReadOnly[User], path="{rostering}/teachers", one="user", many="users"):
    """Users with the role teacher, read-only: create and change them as users."""

    def __call__(self, teacher_id: str) -> TeacherScope:
        """One teacher, and their classes."""
        return TeacherScope(self, teacher_id=teacher_id)

    def get(self, teacher_id: str, *, fields: Sequence[str] | None = None) -> User:
        """Fetch one teacher: `GET {rostering}/teachers/{teacherId}`."""
        return super().get(teacher_id, fields=fields)

    def exists(self, teacher_id: str) -> bool:
        """Whether there is a teacher with this id: `HEAD {rostering}/teachers/{teacherId}`."""
        return super().exists(teacher_id)


class StudentScope(EntityScope[User]):
    """One student."""

    @property
    def classes(self) -> Listing[Class]:
        """Classes that the student is enrolled in: `GET {rostering}/students/{studentId}/classes`."""
        return self._listing(Class, "{rostering}/students/{student_id}/classes", "classes")


class TeacherScope(EntityScope[User]):
    """One teacher."""

    @property
    def classes(self) -> Listing[Class]:
        """Classes that the teacher teaches: `GET {rostering}/teachers/{teacherId}/classes`."""
        return self._listing(Class, "{rostering}/teachers/{teacher_id}/classes", "classes")


class UserScope(UserEntityScope):
    """One user."""

    @property
    def classes(self) -> Listing[Class]:
        """Classes that the user is enrolled in: `GET {rostering}/users/{userId}/classes`."""
        return self._listing(Class, "{rostering}/users/{user_id}/classes", "classes")

    @property
    def resources(self) -> Listing[Resource]:
        """Resources of the user: `GET {resources}/resources/users/{userId}/resources`."""
        return self._listing(Resource, "{resources}/resources/users/{user_id}/resources", "resources")

    @property
    def agents(self) -> Unpaged[AgentUser]:
        """Parents and guardians of the user: `GET {rostering}/users/{userId}/agents`, not paged."""
        return self._whole(AgentUser, "{rostering}/users/{user_id}/agents", "agents")

    @property
    def agent_for(self) -> Unpaged[AgentUser]:
        """Users whose parent or guardian this is: `GET {rostering}/users/{userId}/agentFor`, not paged."""
        return self._whole(AgentUser, "{rostering}/users/{user_id}/agentFor", "users")

    @property
    def demographics(self) -> UserDemographics:
        """The user's demographics."""
        return UserDemographics(self._channel, self._params)

    def add_agent(self, agent_id: str) -> None:
        """Make a user a parent or guardian of this one: `POST {rostering}/users/{userId}/agents`."""
        body = to_wire({"agent_sourced_id": agent_id}, AgentInput)
        self._send("POST", "{rostering}/users/{user_id}/agents", json=body)

    def remove_agent(self, agent_id: str) -> None:
        """Undo `add_agent()`: `DELETE {rostering}/users/{userId}/agents/{agentSourcedId}`."""
        self._send("DELETE", "{rostering}/users/{user_id}/agents/{agent_id}", agent_id=agent_id)

    def register_credential(
        self,
        data: CredentialInput | Mapping[str, Any] | None = None,
        /,
        **fields: Unpack[bodies.CredentialFields],
    ) -> CredentialCreateResult:
        """Store the user's login for a third-party application, or replace it.

        Calls `POST {rostering}/users/{userId}/credentials`.
        """
        return self._one(
            "POST",
            "{rostering}/users/{user_id}/credentials",
            CredentialCreateResult,
            json=to_wire(given(data, fields), CredentialInput),
        )

    def decrypt_credential(self, credential_id: str) -> DecryptedCredential:
        """Fetch a stored password in clear text.

        Calls `POST {rostering}/users/{userId}/credentials/{credentialId}/decrypt`.
        """
        path = "{rostering}/users/{user_id}/credentials/{credential_id}/decrypt"
        params = {**self._params, "credential_id": credential_id}
        return self._channel.one(
            "POST", path, params, DecryptedCredential, json={}, resend=Resend.SAFELY
        )


class UserDemographics(APIResource):
    """The demographics of one user, as a part of the user; the record alone is in `client.demographics`."""

    def get(self, *, fields: Sequence[str] | None = None) -> User:
        """Fetch the user with `demographics` filled.

        Args:
            fields: Fetch these fields of the user only; to look at another raises `FieldNotFetchedError`.

        Calls `GET {rostering}/users/{userId}/demographics`.
        """
        return self._fetch(
            User, "{rostering}/users/{user_id}/demographics", self._params, "user", fields
        )
